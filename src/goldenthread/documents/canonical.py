"""Canonical JSON of a frozen paper: the same facts give the same text, byte for byte.

A frozen paper is a tree of frozen dataclasses. Its text has sorted keys, no white space and no floats:
a ``Decimal`` is a string in plain notation, a date or instant is ISO 8601, an enumeration is its value,
a tuple is an array. The digest of that text is what a board's copy is checked against.

A schema grows by fields with a default: ``field(default=None, metadata=canonical.since(2))``. A paper of an
older version reads without them, and nothing else in it may be missing.
"""

import dataclasses
import hashlib
import json
import types
import typing
from collections.abc import Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache
from typing import TypeVar, cast

Paper = TypeVar("Paper")
_SINCE = "since version"
_PLAIN_ALREADY = frozenset({str, int, bool, types.NoneType})


class NotThisPaper(ValueError):
    """The text is not a paper of the expected schema. ``path`` says where, ``why`` says what is wrong."""

    def __init__(self, path: str, why: str) -> None:
        super().__init__(f"{path}: {why}")
        self.path = path
        self.why = why


def dump(paper: object, *, schema: str, version: int) -> str:
    """The canonical text of a dataclass tree, with its schema's name and version in front.

    An older version leaves out the fields that came after it: what a paper of then would have said.
    Raises ``TypeError`` for a float or any type that has no canonical form.
    """
    content = {"schema": schema, "version": version, "paper": _plain(paper, version)}
    return json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)


def since(version: int) -> Mapping[str, int]:
    """Metadata of a field that papers have from this version of their schema on."""
    return {_SINCE: version}


def load(kind: type[Paper], text: str, *, schema: str, version: int) -> Paper:
    """The dataclass tree that ``dump`` wrote, of this version of the schema or an older one.

    Raises ``NotThisPaper`` with the place and the reason.
    """
    try:
        content = json.loads(text)
    except json.JSONDecodeError as error:
        raise NotThisPaper("paper", f"not JSON: {error}") from error
    if not isinstance(content, dict) or content.get("schema") != schema:
        raise NotThisPaper("schema", f"expected {schema!r}")
    found = content.get("version")
    if type(found) is not int or not 1 <= found <= version:
        raise NotThisPaper("version", f"expected at most {version}, found {found!r}")
    return cast(Paper, _Reading(found).build(kind, content.get("paper"), "paper"))


def digest(text: str) -> str:
    """SHA-256 of the canonical text in UTF-8, as 64 lower-case hexadecimal digits."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def _plain(value: object, version: int) -> object:
    if type(value) in _PLAIN_ALREADY:  # Most of a paper: asked first, and a case is frozen in half the time.
        return value
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {name: _plain(getattr(value, name), version) for name in _written(type(value), version)}
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, str | int):
        return value
    if isinstance(value, Decimal):
        if not value.is_finite():
            raise TypeError(f"{value} has no canonical form")
        return format(value, "f")
    if isinstance(value, datetime):
        if value.tzinfo is None:
            raise TypeError("An instant without a time zone has no canonical form")
        return value.astimezone(UTC).isoformat().replace("+00:00", "Z")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return [_plain(item, version) for item in value]
    raise TypeError(f"{type(value).__name__} has no canonical form")


@dataclasses.dataclass(frozen=True)
class _Reading:
    """Building a tree from a text of one version of its schema."""

    version: int

    def build(self, kind: object, value: object, path: str) -> object:
        origin = typing.get_origin(kind)
        if origin in (types.UnionType, typing.Union):
            return self._optional(kind, value, path)
        if origin is tuple:
            return self._tuple(kind, value, path)
        if isinstance(kind, type) and dataclasses.is_dataclass(kind):
            return self._dataclass(kind, value, path)
        return _build_scalar(kind, value, path)

    def _optional(self, kind: object, value: object, path: str) -> object:
        if value is None:
            return None
        (inner,) = [option for option in typing.get_args(kind) if option is not type(None)]
        return self.build(inner, value, path)

    def _tuple(self, kind: object, value: object, path: str) -> object:
        if not isinstance(value, list):
            raise NotThisPaper(path, "expected a list")
        item_kind = typing.get_args(kind)[0]
        return tuple(self.build(item_kind, item, f"{path}[{n}]") for n, item in enumerate(value))

    def _dataclass(self, kind: type, value: object, path: str) -> object:
        if not isinstance(value, Mapping):
            raise NotThisPaper(path, f"expected a {kind.__name__}")
        hints = _hints(kind)
        names = _names(kind, self.version)
        if unknown := sorted(set(value) - names):
            raise NotThisPaper(path, f"{kind.__name__} has no {', '.join(unknown)}")
        if missing := sorted(names - set(value)):
            raise NotThisPaper(path, f"{kind.__name__} lacks {', '.join(missing)}")
        built = {name: self.build(hints[name], value[name], f"{path}.{name}") for name in names}
        try:
            return kind(**built)
        except ValueError as error:
            raise NotThisPaper(path, str(error)) from error


@lru_cache(maxsize=512)
def _hints(kind: type) -> Mapping[str, object]:
    """What the fields of a dataclass hold. A paper has hundreds of each kind, and working it out is slow."""
    return typing.get_type_hints(kind)


@lru_cache(maxsize=512)
def _names(kind: type, version: int) -> frozenset[str]:
    """The fields that a dataclass has in this version of its schema."""
    return frozenset(
        field.name for field in dataclasses.fields(kind) if field.metadata.get(_SINCE, 1) <= version
    )


@lru_cache(maxsize=512)
def _written(kind: type, version: int) -> tuple[str, ...]:
    """The fields of a dataclass that a paper of this version writes."""
    return tuple(
        field.name for field in dataclasses.fields(kind) if field.metadata.get(_SINCE, version) <= version
    )


def _build_scalar(kind: object, value: object, path: str) -> object:
    try:
        if kind is Decimal and isinstance(value, str):
            return Decimal(value)
        if kind is datetime and isinstance(value, str):
            return datetime.fromisoformat(value)
        if kind is date and isinstance(value, str):
            return date.fromisoformat(value)
        if isinstance(kind, type) and issubclass(kind, StrEnum) and isinstance(value, str):
            return kind(value)
    except (ValueError, ArithmeticError) as error:
        raise NotThisPaper(path, f"{value!r} is not a {getattr(kind, '__name__', kind)}") from error
    if kind in (str, int, bool) and type(value) is kind:
        return value
    raise NotThisPaper(path, f"{value!r} is not a {getattr(kind, '__name__', kind)}")
