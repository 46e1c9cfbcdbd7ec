"""Accounts remember the code of the authenticator app used last: a code is good once."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Lead the schema on from 0002."""
    op.add_column("user_account", sa.Column("tf_last_counter", sa.Integer(), nullable=True))
