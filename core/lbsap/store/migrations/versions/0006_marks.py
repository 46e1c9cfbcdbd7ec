"""An answer holds its marks as one text, the rows of marks stay for counting.

Names can be told apart, proposals count their revisions, and consent to be named in public is one of its own.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

TOGETHER = {"sqlite": "group_concat", "postgresql": "string_agg"}


def upgrade() -> None:
    """Lead the schema on from 0005: the text is made from the rows, in the order in which they were written."""
    op.add_column("answer", sa.Column("marks", sa.String(), nullable=False, server_default=""))
    op.add_column("name_group", sa.Column("apart", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.add_column("proposal", sa.Column("revision", sa.Integer(), nullable=False, server_default="1"))
    op.add_column("consent", sa.Column("named", sa.Boolean(), nullable=True))
    together = TOGETHER[op.get_bind().dialect.name]
    op.execute(
        f"UPDATE answer SET marks = (SELECT {together}(word, ',') FROM "  # noqa: S608 - fixed words
        "(SELECT substr(kind, 1, 1) || mark || CAST(value AS VARCHAR) AS word FROM answer_mark "
        "WHERE answer_id = answer.id ORDER BY id) AS words) "
        "WHERE EXISTS (SELECT 1 FROM answer_mark WHERE answer_id = answer.id)"
    )
