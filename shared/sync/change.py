"""Change: a patch of one record, as its author made it; and the door at which a foreign one is checked.

On the wire a change is the list `[table, id, fields, stamp, base_seq]`. A key of `fields` is a path: the name of a
field, or `name/element` for one element of a map field, where null removes the element.
"""

import math
import re
from collections.abc import Callable
from datetime import date
from typing import Any, NamedTuple, TypeGuard

from shared.domain.ids import is_record_id
from shared.domain.record import Shape, Value
from shared.domain.registry import HOUSEKEEPING, Kind, RecordType, record_types
from shared.sync.clock import COUNTER_BITS, LATEST_MS

LONGEST_TEXT = 200_000  # characters
FIRST_YEAR, LAST_YEAR = 1850, 2199
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
LARGEST_COUNT = 100_000
LARGEST_INTEGER = (1 << 63) - 1
LARGEST_COLUMN = (1 << 31) - 1  # a plain integer column of PostgreSQL holds no more
LATEST_STAMP = (LATEST_MS + 1 << COUNTER_BITS) - 1


class Change(NamedTuple):
    """What one write did to one record. `base_seq` is the server sequence of the version its author saw."""

    table: str
    id: str
    fields: dict[str, Value]
    stamp: int
    base_seq: int


Action = tuple[Change, ...]
"""What one tap changed: applied together or not at all."""


class BadChange(ValueError):
    """A change that can never be applied; `reason` is a word of the protocol, `field` the path at fault or ""."""

    def __init__(self, reason: str, field: str = "") -> None:
        super().__init__(f"{reason} {field}".strip())
        self.reason = reason
        self.field = field


def split_path(path: str) -> tuple[str, str]:
    """Return the field and the element that a path names; the element is "" for a whole field."""
    field, _, element = path.partition("/")
    return field, element


def _is_text(value: object) -> bool:
    # U+0000 is refused because PostgreSQL cannot store it, lone surrogates because UTF-8 cannot.
    return (
        isinstance(value, str)
        and len(value) <= LONGEST_TEXT
        and "\0" not in value
        and (value.isascii() or _encodable(value))
    )


def _encodable(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def _is_integer(value: object) -> TypeGuard[int]:
    return isinstance(value, int) and not isinstance(value, bool) and -LARGEST_INTEGER <= value <= LARGEST_INTEGER


def _is_number(value: object) -> bool:
    return _is_integer(value) or (isinstance(value, float) and math.isfinite(value))  # JSON knows no infinity


def _is_json(value: object, depth: int = 0) -> bool:
    if depth > 8:
        return False
    if isinstance(value, dict):
        return all(_is_text(key) and _is_json(item, depth + 1) for key, item in value.items())
    if isinstance(value, list):
        return all(_is_json(item, depth + 1) for item in value)
    return value is None or isinstance(value, bool) or _is_number(value) or _is_text(value)


def _is_day(value: object) -> bool:
    """Tell whether this is an ISO day that a calendar holds and that people of today can mean, or ""."""
    if value == "":
        return True
    if not isinstance(value, str) or not _DAY.fullmatch(value) or not FIRST_YEAR <= int(value[:4]) <= LAST_YEAR:
        return False
    try:
        date.fromisoformat(value)
    except ValueError:
        return False
    return True


def _is_telephone(value: object) -> bool:
    return isinstance(value, dict) and all(_is_text(value.get(name, "")) for name in ("number", "typed", "label"))


def _is_count(value: object) -> bool:
    return _is_integer(value) and 0 <= value <= LARGEST_COUNT


_SHAPES: dict[Shape, Callable[[object], bool]] = {Shape.TELEPHONE: _is_telephone, Shape.COUNT: _is_count}

_CHECKS: dict[Kind | None, Callable[[object], bool]] = {
    Kind.TEXT: _is_text,
    Kind.INTEGER: lambda value: value is None or (_is_integer(value) and abs(value) <= LARGEST_COLUMN),
    Kind.INSTANT: lambda value: value is None or (_is_integer(value) and value >= 0),
    Kind.DAY: _is_day,
    Kind.NUMBER: lambda value: value is None or _is_number(value),
    Kind.FLAG: lambda value: isinstance(value, bool),
    Kind.ANY: _is_json,
}


def _shown(path: str) -> str:
    """Return the beginning of a path, fit for any log or database."""
    return path[:80].replace("\0", "�")


def _check_field(record: RecordType, path: str, value: object) -> None:
    kind = record.fields.get(path)
    if kind in _CHECKS:
        good = _CHECKS[kind](value)
    elif kind is Kind.CODE:
        good = value in record.codes[path]
    else:
        good = kind is None and _is_good_element(record, path, value)
    if not good:
        raise BadChange("bad_value", _shown(path))


def _is_good_element(record: RecordType, path: str, value: object) -> bool:
    """Tell whether a path that is no field of ours is an element of one, or a field of a newer version, and fits."""
    name, element = split_path(path)
    if not name or not _is_text(path) or name in HOUSEKEEPING:
        raise BadChange("bad_field", _shown(path))
    kind = record.fields.get(name)
    if kind is None:
        return _is_json(value)
    if kind is Kind.SET:
        return bool(element) and (value is None or value is True)
    if kind is not Kind.SLOTS or not element or not _is_json(value):
        return False
    return value is None or _SHAPES[record.shapes[name]](value)


def parse_change(raw: object) -> Change:
    """Return the change that a foreign list describes; raise `BadChange` where it is none.

    A table this version does not know is let through: it is kept for a later one.
    """
    if not isinstance(raw, list) or len(raw) != 5:
        raise BadChange("not_a_change")
    table, record_id, fields, stamp, base_seq = raw
    if not _is_text(table) or not 0 < len(table) <= 60:
        raise BadChange("bad_table")
    if not is_record_id(record_id):
        raise BadChange("bad_id")
    if not _is_integer(stamp) or not 0 <= stamp <= LATEST_STAMP:
        raise BadChange("bad_stamp")
    if not _is_integer(base_seq) or base_seq < 0:
        raise BadChange("bad_base")
    if not isinstance(fields, dict) or not fields:
        raise BadChange("bad_fields")
    record = record_types().get(table)
    if record is None and not _is_json(fields):
        raise BadChange("bad_fields")
    if record is not None:
        for path, value in fields.items():
            _check_field(record, path, value)
    return Change(table, record_id, fields, stamp, base_seq)


def paths_between(before: dict[str, Any], after: dict[str, Any], record: RecordType) -> dict[str, Value]:
    """Return the paths and values that turn one row into another; empty when nothing differs."""
    paths: dict[str, Value] = {}
    for name, value in after.items():
        old = before.get(name)
        if value == old:
            continue
        if record.fields[name] in {Kind.SET, Kind.SLOTS}:
            old = old or {}
            paths.update({f"{name}/{key}": item for key, item in value.items() if old.get(key) != item})
            paths.update({f"{name}/{key}": None for key in old if key not in value})
        else:
            paths[name] = value
    return paths
