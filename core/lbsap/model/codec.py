"""Values to plain data (mappings, lists, numbers, strings) and back, with every fault named by its place.

One codec serves YAML files, JSON columns, digests and snapshots. What a field may hold is read from the value
types themselves, so a type and its file format cannot drift apart.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
import re
import types
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from functools import cache
from itertools import repeat
from typing import Any, Final, Literal, TypeVar, Union, cast, get_args, get_origin, get_type_hints

from lbsap.model.errors import BadInput
from lbsap.model.problems import Problem, problem
from lbsap.model.text import LANGS, Text, same, text_of

T = TypeVar("T")
Decoder = Callable[[Any, str, list[Problem]], Any]
_FAILED = object()
TAG = "type"
MAX_EXPONENT: Final = 100
"""No figure of this program comes near 10 to this power; what does would only exhaust the machine."""
_SURROGATE: Final = re.compile("[\ud800-\udfff]")
_THOUSANDS: Final = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
_NOUNS: Final = {
    "str": Text("文字", "text"),
    "int": Text("整数", "a whole number"),
    "float": Text("数字", "a number"),
    "Decimal": Text("数字", "a number"),
    "bool": Text("true 或 false", "true or false"),
    "list": Text("列表", "a list"),
    "mapping": Text("“字段: 内容”形式", "fields with values"),
    "dict": Text("“字段: 内容”形式", "fields with values"),
    "NoneType": Text("空白", "nothing"),
    "date": Text("日期", "a date"),
    "datetime": Text("日期", "a date"),
}


def from_plain(kind: type[T], data: Any, where: str = "") -> T:
    """The value of type ``kind`` that ``data`` describes. Raises ``BadInput`` with every fault and its place."""
    problems: list[Problem] = []
    value = _decoder(cast(Any, kind))(data, where, problems)
    if problems:
        raise BadInput(problems)
    return cast(T, value)


def to_plain(value: Any) -> Any:
    """Plain data for a value; fields that hold their default are left out."""
    if isinstance(value, Text):
        return {lang: words for lang in LANGS if (words := getattr(value, lang))}
    if is_dataclass(value) and not isinstance(value, type):
        head = {TAG: type(value).__name__} if type(value).__name__ in _tagged() else {}
        return head | {
            f.name: to_plain(getattr(value, f.name))
            for f in _data_fields(type(value))
            if not _is_default(f, value)
        }
    if isinstance(value, Mapping):
        return {str(key) if not isinstance(key, int) else key: to_plain(item) for key, item in value.items()}
    if isinstance(value, tuple | list):
        return [to_plain(item) for item in value]
    if isinstance(value, Decimal):
        return _plain_number(value)
    if isinstance(value, date):
        return value.isoformat()
    return base64.b64encode(value).decode("ascii") if isinstance(value, bytes) else value


def digest(value: Any) -> str:
    """SHA-256 over the canonical JSON of a value: the same for the same content on every machine."""
    return hashlib.sha256(canonical(value).encode("utf-8")).hexdigest()


def canonical(value: Any) -> str:
    """Canonical JSON: sorted keys, no spaces, exact decimals."""
    return json.dumps(to_plain(value), ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _plain_number(value: Decimal) -> int | float | str:
    if value == value.to_integral_value():
        return int(value)
    number = float(value)
    return number if Decimal(repr(number)) == value else str(value)


def _data_fields(kind: type[Any]) -> list[Field[Any]]:
    return [f for f in fields(kind) if f.init]


def _is_default(f: Field[Any], value: Any) -> bool:
    default = f.default if f.default_factory is MISSING else f.default_factory()
    return bool(getattr(value, f.name) == default) if default is not MISSING else False


@cache
def _tagged() -> frozenset[str]:
    """Names of the block and inline types, which stand in unions and so carry their type in plain data."""
    from lbsap.model import blocks

    return frozenset(kind.__name__ for kind in (*get_args(blocks.Block), blocks.Strong))


@cache
def _decoder(kind: Any) -> Decoder:
    origin = get_origin(kind)
    if kind is Text:
        return _text
    if kind in _OWN:
        return _OWN[kind]
    if origin in (Union, types.UnionType):
        return _union(get_args(kind))
    if origin is Literal:
        return _literal(get_args(kind))
    if origin is tuple:
        return _tuple(get_args(kind))
    if origin in (Mapping, dict) or (isinstance(origin, type) and issubclass(origin, Mapping)):
        return _mapping(*get_args(kind))
    if is_dataclass(kind):
        return _dataclass(cast(type[Any], kind))
    return _scalar(kind)


def _wrong(expected: str | Text, data: Any, where: str, problems: list[Problem]) -> Any:
    wanted = _noun(expected) if isinstance(expected, str) else expected
    problems.append(problem("value_type", where, expected=wanted, found=_found(data)))
    return _FAILED


def _noun(name: str) -> Text:
    """What people call a type of plain data."""
    return _NOUNS.get(name, same(name))


def _found(data: Any) -> Text:
    noun = _noun(type(data).__name__)
    if isinstance(data, bool):
        return same(str(data).lower())
    return Text(f"{noun.zh} {_shown(data)}", f"{noun.en}, {_shown(data)}") if data is not None else noun


def _shown(data: Any) -> str:
    try:
        words = str(data)
    except (ValueError, RecursionError):  # a whole number of thousands of digits, lists in lists in lists
        return "..."
    return words if len(words) <= 60 else words[:57] + "..."


def _is_number(data: Any) -> bool:
    """Whether data is a number that can be written down: no truth value, no number of hundreds of digits."""
    if isinstance(data, int):
        return not isinstance(data, bool) and abs(data) < 10**MAX_EXPONENT
    return isinstance(data, float | Decimal)


def _text(data: Any, where: str, problems: list[Problem]) -> Any:
    if isinstance(data, Text):
        return data
    if isinstance(data, str):
        return text_of(data) if _is_whole(data, where, problems) else _FAILED
    if _is_number(data):
        return same(str(data))
    if not isinstance(data, Mapping) or not set(data) <= set(LANGS):
        return _wrong("{zh, en}", data, where, problems)
    if not all(isinstance(words, str) for words in data.values()):
        return _wrong("{zh, en}", data, where, problems)
    if not all(_is_whole(words, f"{where}.{lang}", problems) for lang, words in data.items()):
        return _FAILED
    return Text(**{str(lang): words for lang, words in data.items()})


def _is_whole(words: str, where: str, problems: list[Problem]) -> bool:
    """Whether text holds whole characters only; half of a surrogate pair could never be written down."""
    if _SURROGATE.search(words):
        problems.append(problem("text_broken", where))
        return False
    return True


def _decimal(data: Any, where: str, problems: list[Problem]) -> Any:
    if not (_is_number(data) or isinstance(data, str)):
        return _wrong("float", data, where, problems)
    try:
        number = Decimal(_THOUSANDS.sub("", unicodedata.normalize("NFKC", str(data)).strip()))
    except InvalidOperation:
        number = Decimal("NaN")
    if not number.is_finite():
        problems.append(problem("not_a_number", where, value=_shown(data)))
        return _FAILED
    if abs(number.adjusted()) > MAX_EXPONENT:
        problems.append(problem("number_absurd", where, value=_shown(data)))
        return _FAILED
    return number


def _bytes(data: Any, where: str, problems: list[Problem]) -> Any:
    try:
        return data if isinstance(data, bytes) else base64.b64decode(data, validate=True)
    except (TypeError, binascii.Error, ValueError):
        return _wrong("base64", data, where, problems)


def _date(data: Any, where: str, problems: list[Problem]) -> Any:
    try:
        return data if isinstance(data, date) else date.fromisoformat(data)
    except (TypeError, ValueError):
        return _wrong("YYYY-MM-DD", data, where, problems)


_OWN: Final[dict[Any, Decoder]] = {Decimal: _decimal, bytes: _bytes, date: _date}


def _scalar(kind: Any) -> Decoder:
    def decode(data: Any, where: str, problems: list[Problem]) -> Any:
        if kind is str and isinstance(data, str):
            return data if _is_whole(data, where, problems) else _FAILED
        if kind is Any or (isinstance(data, kind) and (kind is not int or _is_number(data))):
            return data
        if kind is str and _is_number(data):
            return str(data)
        if kind is int:
            number = _decimal(data, where, problems)
            whole = number is not _FAILED and number == number.to_integral_value()
            return (
                int(number)
                if whole
                else (number if number is _FAILED else _wrong("int", data, where, problems))
            )
        if kind is float and _is_number(data):
            return float(data)
        return _wrong(getattr(kind, "__name__", str(kind)), data, where, problems)

    return decode


def _literal(allowed: tuple[Any, ...]) -> Decoder:
    def decode(data: Any, where: str, problems: list[Problem]) -> Any:
        if data in allowed and not isinstance(data, bool):
            return data
        problems.append(
            problem("value_choice", where, value=data, allowed=", ".join(str(a) for a in allowed if a != ""))
        )
        return _FAILED

    return decode


def _tuple(args: tuple[Any, ...]) -> Decoder:
    endless = len(args) == 2 and args[1] is Ellipsis
    length = None if endless else len(args)
    places = repeat(_decoder(args[0])) if endless else [_decoder(one) for one in args]

    def decode(data: Any, where: str, problems: list[Problem]) -> Any:
        if not isinstance(data, list | tuple) or (length is not None and len(data) != length):
            many = "list" if length is None else Text(f"{length} 项的列表", f"a list of {length}")
            return _wrong(many, data, where, problems)
        return tuple(
            one(item, f"{where}[{i}]", problems)
            for i, (one, item) in enumerate(zip(places, data, strict=False))
        )

    return decode


def _mapping(key_kind: Any, value_kind: Any) -> Decoder:
    key, one = _decoder(key_kind), _decoder(value_kind)

    def decode(data: Any, where: str, problems: list[Problem]) -> Any:
        if not isinstance(data, Mapping):
            return _wrong("mapping", data, where, problems)
        return {
            key(k, where, problems): one(v, f"{where}.{k}" if where else str(k), problems)
            for k, v in data.items()
        }

    return decode


def _union(args: tuple[Any, ...]) -> Decoder:
    optional = types.NoneType in args
    kinds = [a for a in args if a is not types.NoneType]
    tags = {k.__name__: _decoder(k) for k in kinds if isinstance(k, type) and k.__name__ in _tagged()}
    decoders = [_decoder(k) for k in kinds]

    def decode(data: Any, where: str, problems: list[Problem]) -> Any:
        if data is None and optional:
            return None
        if isinstance(data, Mapping) and data.get(TAG) in tags:
            return tags[data[TAG]]({k: v for k, v in data.items() if k != TAG}, where, problems)
        trials: list[list[Problem]] = []
        for one in decoders:
            found: list[Problem] = []
            value = one(data, where, found)
            if not found:
                return value
            trials.append(found)
        problems.extend(trials[0])
        return _FAILED

    return decode


def _dataclass(kind: type[Any]) -> Decoder:
    hints = get_type_hints(kind)
    known = {f.name: (f, _lazy(hints[f.name])) for f in _data_fields(kind)}

    def decode(data: Any, where: str, problems: list[Problem]) -> Any:
        if isinstance(data, kind):
            return data
        if not isinstance(data, Mapping):
            return _wrong("mapping", data, where, problems)
        before = len(problems)
        values = {}
        for name in data:
            if name not in known and not (name == TAG and data[TAG] == kind.__name__):
                problems.append(problem("value_unknown_field", where, field=name))
        for name, (f, one) in known.items():
            given = data.get(name)
            required = f.default is MISSING and f.default_factory is MISSING
            if given is not None:
                values[name] = one()(given, f"{where}.{name}" if where else name, problems)
            elif name in data and types.NoneType in get_args(hints[name]):
                values[name] = None
            elif required:
                problems.append(problem("value_missing", where, field=name))
        return kind(**values) if len(problems) == before else _FAILED

    return decode


def _lazy(kind: Any) -> Callable[[], Decoder]:
    """Decoders of fields are made on first use, so that types may refer to one another."""
    return lambda: _decoder(kind)
