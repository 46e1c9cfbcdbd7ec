"""Values to plain data (mappings, lists, numbers, strings) and back, with every fault named by its place.

One codec serves YAML files, JSON columns, digests and snapshots. What a field may hold is read from the value
types themselves, so a type and its file format cannot drift apart.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
import types
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from decimal import Decimal, InvalidOperation
from functools import cache
from itertools import repeat
from typing import Any, Literal, TypeVar, Union, cast, get_args, get_origin, get_type_hints

from lbsap.model.errors import BadInput
from lbsap.model.problems import Problem, problem
from lbsap.model.text import LANGS, Text, text_of

T = TypeVar("T")
Decoder = Callable[[Any, str, list[Problem]], Any]
_FAILED = object()
TAG = "type"


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
    if kind in (Decimal, bytes):
        return _decimal if kind is Decimal else _bytes
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


def _wrong(expected: str, data: Any, where: str, problems: list[Problem]) -> Any:
    shown = str(data)
    found = shown if len(shown) <= 60 else shown[:57] + "..."
    problems.append(
        problem("value_type", where, expected=expected, found=f"{type(data).__name__} {found}".strip())
    )
    return _FAILED


def _text(data: Any, where: str, problems: list[Problem]) -> Any:
    if isinstance(data, str | Text):
        return text_of(data) if isinstance(data, str) else data
    if isinstance(data, int | float) and not isinstance(data, bool):
        return Text(str(data), str(data))
    if not isinstance(data, Mapping) or not set(data) <= set(LANGS):
        return _wrong("{zh, en}", data, where, problems)
    if not all(isinstance(words, str) for words in data.values()):
        return _wrong("{zh, en}", data, where, problems)
    return Text(**{str(lang): words for lang, words in data.items()})


def _decimal(data: Any, where: str, problems: list[Problem]) -> Any:
    if isinstance(data, bool) or not isinstance(data, int | float | str | Decimal):
        return _wrong("number", data, where, problems)
    try:
        number = Decimal(unicodedata.normalize("NFKC", str(data)).strip().replace(",", ""))
    except InvalidOperation:
        number = Decimal("NaN")
    if not number.is_finite():
        problems.append(problem("not_a_number", where, value=data))
        return _FAILED
    return number


def _bytes(data: Any, where: str, problems: list[Problem]) -> Any:
    try:
        return data if isinstance(data, bytes) else base64.b64decode(data, validate=True)
    except (TypeError, binascii.Error, ValueError):
        return _wrong("base64", data, where, problems)


def _scalar(kind: Any) -> Decoder:
    def decode(data: Any, where: str, problems: list[Problem]) -> Any:
        if kind is Any or (isinstance(data, kind) and not (isinstance(data, bool) and kind is not bool)):
            return data
        if kind is str and isinstance(data, int | float | Decimal) and not isinstance(data, bool):
            return str(data)
        if kind is int:
            number = _decimal(data, where, problems)
            whole = number is not _FAILED and number == number.to_integral_value()
            return (
                int(number)
                if whole
                else (number if number is _FAILED else _wrong("int", data, where, problems))
            )
        if kind is float and isinstance(data, int | float | Decimal) and not isinstance(data, bool):
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
            return _wrong("list" if length is None else f"list of {length}", data, where, problems)
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
