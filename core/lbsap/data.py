"""Definition files: the one place where YAML is read and written, and where shipped files are found.

Plugins may use it beside the door. YAML 1.2 by ruamel.yaml: repeated keys are refused, size and aliases are
limited, and a fault in a value is told with its line.
"""

from __future__ import annotations

import io
import os
import re
import tempfile
from collections.abc import Mapping
from importlib.resources import files
from pathlib import Path
from typing import Any, Final, TypeVar

from ruamel.yaml import YAML
from ruamel.yaml.constructor import DuplicateKeyError
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import AliasEvent

from lbsap.model.codec import from_plain, to_plain
from lbsap.model.errors import BadInput
from lbsap.model.problems import Problem, problem

T = TypeVar("T")
MAX_BYTES: Final = 1_000_000
MAX_ALIASES: Final = 20
_ALIAS_LIKE: Final = re.compile(r"(?:^|[\s\[{,:-])\*\w", re.MULTILINE)
_STEP: Final = re.compile(r"([^.\[\]]+)|\[(\d+)\]")


def shipped(*parts: str) -> Path:
    """The path of a shipped file or folder (``questionnaires``, ``templates``): in the wheel or in a checkout."""
    inside = Path(str(files("lbsap"))) / "_shipped"
    root = inside if inside.is_dir() else Path(__file__).resolve().parents[2]
    return root.joinpath(*parts)


def read_value(kind: type[T], path: Path | str) -> T:
    """The value of type ``kind`` written in a YAML file. Raises ``BadInput`` naming file, line and field."""
    text = read_text(path)
    data = parse(text, str(path))
    try:
        return from_plain(kind, data)
    except BadInput as fault:
        raise BadInput(placed(p, text, str(path)) for p in fault.problems) from None


def read_plain(path: Path | str) -> Any:
    """The plain data of a YAML file. Raises ``BadInput``."""
    return parse(read_text(path), str(path))


def read_text(path: Path | str) -> str:
    """A text file as UTF-8 (with or without mark) or GB18030. Raises ``BadInput``."""
    return decode(read_bytes(path), str(path))


def read_bytes(path: Path | str) -> bytes:
    """The bytes of a file. Raises ``BadInput`` where it is missing or cannot be read."""
    try:
        return Path(path).read_bytes()
    except FileNotFoundError:
        raise BadInput([problem("file_missing", str(path))]) from None
    except OSError as error:
        raise BadInput([problem("file_unreadable", str(path), reason=error.strerror or error)]) from None


def decode(raw: bytes, where: str) -> str:
    """Bytes as text: UTF-8 (with or without mark), else GB18030. Raises ``BadInput``."""
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise BadInput([problem("file_encoding", where)])


def parse(text: str, where: str) -> Any:
    """YAML text as plain data. Raises ``BadInput`` with line and reason."""
    if len(text.encode("utf-8", "surrogatepass")) > MAX_BYTES:
        raise BadInput([problem("value_refused", where, reason=f"> {MAX_BYTES} bytes")])
    yaml = YAML(typ="safe")
    try:
        _refuse_alias_bombs(text, where)
        return yaml.load(text)
    except DuplicateKeyError as error:
        key = re.search(r'key "(.*?)"', str(error.problem))
        raise BadInput(
            [problem("yaml_duplicate", _line(error, where), key=key.group(1) if key else "?")]
        ) from None
    except MarkedYAMLError as error:
        raise BadInput(
            [problem("yaml_syntax", _line(error, where), reason=error.problem or error.context)]
        ) from None
    except (YAMLError, ValueError, RecursionError) as error:
        raise BadInput([problem("yaml_syntax", where, reason=str(error).splitlines()[0])]) from None


def write_value(value: Any, path: Path | str) -> None:
    """Write a value as YAML, whole or not at all (temporary file, fsync, rename)."""
    write_bytes(dump(to_plain(value)).encode("utf-8"), path)


def dump(data: Any) -> str:
    """Plain data as YAML text, in the order given."""
    yaml = YAML(typ="rt")
    yaml.allow_unicode, yaml.width, yaml.default_flow_style = True, 110, False
    yaml.indent(mapping=2, sequence=4, offset=2)
    out = io.StringIO()
    yaml.dump(data, out)
    return out.getvalue()


def write_bytes(content: bytes, path: Path | str) -> None:
    """Write a file whole or not at all. Raises ``BadInput`` where the place cannot be written."""
    target = Path(path)
    try:
        handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
        try:
            with os.fdopen(handle, "wb") as out:
                out.write(content)
                out.flush()
                os.fsync(out.fileno())
            Path(name).chmod(0o644)
            Path(name).replace(target)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
    except OSError as error:
        raise BadInput([problem("file_unwritable", str(path), reason=error.strerror or error)]) from None


def _refuse_alias_bombs(text: str, where: str) -> None:
    if _ALIAS_LIKE.search(text):
        aliases = sum(
            isinstance(event, AliasEvent) for event in YAML(typ="safe", pure=True).parse(io.StringIO(text))
        )
        if aliases > MAX_ALIASES:
            raise BadInput([problem("value_refused", where, reason=f"> {MAX_ALIASES} YAML aliases")])


def _line(error: MarkedYAMLError, where: str) -> str:
    mark = error.problem_mark or error.context_mark
    return f"{where}:{mark.line + 1}" if mark else where


def placed(fault: Problem, text: str, where: str) -> Problem:
    """The fault with file and line in front of its field path; lines are looked up only when something is wrong."""
    node, line = YAML(typ="rt").load(text), None
    for name, index in _STEP.findall(fault.where):
        marks = getattr(node, "lc", None)
        if marks is None:
            break
        key: Any = int(index) if index else name
        if key not in (marks.data or {}):
            break
        line = marks.data[key][0] + 1
        node = node[key] if isinstance(node, Mapping) or index else None
    place = f"{where}:{line}" if line else where
    return Problem(
        fault.code, f"{place}: {fault.where}" if fault.where else place, fault.message, fault.severity
    )
