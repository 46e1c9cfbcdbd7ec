"""The secret key of a deployment, kept in a file that only its owner may read."""

from __future__ import annotations

import os
import secrets
from pathlib import Path
from typing import Final

from lbsap.model.errors import BadInput
from lbsap.model.problems import problem

SAMPLE: Final = "sample-key-replace-me"
"""The key that the documentation shows. It is refused: everyone knows it."""
SHORTEST: Final = 32
_BYTES: Final = 32


def make_key(path: Path) -> None:
    """Write a new key, readable by its owner only. Raises ``BadInput`` where there is a file already."""
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        raise BadInput([problem("key_exists", str(path))]) from None
    except OSError as error:
        raise BadInput([problem("file_unwritable", str(path), reason=error.strerror)]) from None
    with os.fdopen(handle, "w", encoding="ascii") as out:
        out.write(secrets.token_urlsafe(_BYTES) + "\n")


def read_key(path: Path) -> str:
    """The key. Raises ``BadInput`` where it is missing, too short, the sample, or open to others."""
    try:
        key = path.read_text(encoding="ascii").strip()
    except FileNotFoundError:
        raise BadInput([problem("key_missing", str(path))]) from None
    except (OSError, UnicodeDecodeError) as error:
        raise BadInput([problem("file_unreadable", str(path), reason=error)]) from None
    if key.startswith(SAMPLE) or len(key) < SHORTEST:
        raise BadInput([problem("key_weak", str(path))])
    if os.name == "posix" and path.stat().st_mode & 0o077:
        raise BadInput([problem("key_open", str(path))])
    return key
