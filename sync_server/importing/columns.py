"""Which column of a foreign table holds what: guessed from its titles, then from what its cells look like."""

import re
import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Literal

from rapidfuzz import fuzz, process

from shared.domain.names import fold, joined, without_particles
from shared.domain.telephone import parse_phones
from sync_server.importing.errors import WrongColumns
from sync_server.importing.locale import t
from sync_server.importing.reading import Line, Table

Kind = Literal["people", "visits"]
How = Literal["title", "near", "content"]

# What made-up files say about who is who. A program that read it would cheat when it looks for duplicates.
TRUTH = frozenset({"true_id", "household_id", "capture", "dup_kinds", "dup_difficulty", "hard_negative", "hard_input"})

_SEVERAL = frozenset({"phone"})  # fields that may fill several columns
_NEAR = 88  # out of 100: "Telehpone" is near "telephone", "date" is not near "dates de naissance"
_NEAR_LENGTH = 5  # characters; short titles are all near one another
_SAMPLE = 200  # lines
_MOSTLY = 0.8

_EMAIL = re.compile(r"\s*[^@\s]+@[^@\s]+\.[^@\s]+\s*")
_POSTAL_AND_TOWN = re.compile(r"\s*\d{5}\s+[^\W\d].*")
_NEEDS = re.compile(r"[a-z-]+--[a-z-]+(\s*[|;,]\s*[a-z-]+--[a-z-]+)*")


def _like(pattern: re.Pattern[str]) -> Callable[[str], bool]:
    return lambda cell: pattern.fullmatch(cell) is not None


def _like_phones(cell: str) -> bool:
    # Nine bare digits are more often an administrative number.
    return cell.lstrip().startswith(("0", "+", "(")) and all(phone.number for phone in parse_phones(cell))


_CONTENT: Mapping[Kind, Mapping[str, Callable[[str], bool]]] = {
    "people": {"email": _like(_EMAIL), "phone": _like_phones, "commune": _like(_POSTAL_AND_TOWN)},
    "visits": {"needs": _like(_NEEDS), "commune": _like(_POSTAL_AND_TOWN)},
}
_ENOUGH: Mapping[Kind, tuple[frozenset[str], ...]] = {
    "people": (frozenset({"first_name", "full_name", "usual_name"}),),
    "visits": (
        frozenset({"date"}),
        frozenset({"persons", "people_seen", "anonymous", "mode", "needs", "note", "worker"}),
    ),
}


@dataclass(frozen=True, slots=True)
class Column:
    """One column that is read: the field it fills, and how that was found."""

    field: str
    index: int
    title: str
    how: How


@dataclass(frozen=True, slots=True)
class Columns:
    """The mapping of a table; `ignored` are the titles of the columns that nothing reads."""

    found: tuple[Column, ...]
    ignored: tuple[str, ...]

    def cell(self, line: Line, field: str) -> str:
        """The text of a field on a line, "" where the table has no such column."""
        return next((line.cells[column.index] for column in self.found if column.field == field), "")

    def cells(self, line: Line, field: str) -> tuple[str, ...]:
        return tuple(line.cells[column.index] for column in self.found if column.field == field)

    def title(self, field: str) -> str:
        return next((column.title for column in self.found if column.field == field), "")

    def has(self, field: str) -> bool:
        return any(column.field == field for column in self.found)


def guess_columns(table: Table, kind: Kind) -> Columns:
    """Raises `WrongColumns` when what makes a person or a visit is missing."""
    found: dict[int, Column] = {}
    readable = {index: title for index, title in enumerate(table.titles) if title.strip().casefold() not in TRUTH}
    for how, find in (("title", _by_title), ("near", _by_near_title), ("content", _by_content)):
        for index, title in readable.items():
            if index in found:
                continue
            taken = {column.field for column in found.values()} - _SEVERAL
            field = find(kind, title, [line.cells[index] for line in table.lines[:_SAMPLE] if index < len(line.cells)])
            if field and field not in taken:
                found[index] = Column(field, index, title, how)  # type: ignore[arg-type]  # `how` is one of the three
    columns = Columns(
        tuple(found[index] for index in sorted(found)),
        tuple(title for index, title in enumerate(table.titles) if index not in found),
    )
    _require(columns, kind, table.titles)
    return columns


def _require(columns: Columns, kind: Kind, titles: Sequence[str]) -> None:
    for wanted in _ENOUGH[kind]:
        if not any(columns.has(field) for field in wanted):
            missing = t("word.or").join(t(f"field.{field}") for field in sorted(wanted))
            raise WrongColumns(what=t(f"kind.{kind}"), missing=missing, titles=", ".join(titles)[:200])


def _by_title(kind: Kind, title: str, _cells: Sequence[str]) -> str:
    return _titles(kind).get(_plain(title), "")


def _by_near_title(kind: Kind, title: str, _cells: Sequence[str]) -> str:
    plain = _plain(title)
    if len(plain) < _NEAR_LENGTH:
        return ""
    known = _titles(kind)
    near = process.extractOne(plain, known.keys(), scorer=fuzz.ratio, score_cutoff=_NEAR)
    return known[near[0]] if near else ""


def _by_content(kind: Kind, _title: str, cells: Sequence[str]) -> str:
    filled = [cell for cell in cells if cell.strip()]
    for field, looks_like in _CONTENT[kind].items():
        if filled and sum(1 for cell in filled if looks_like(cell)) >= _MOSTLY * len(filled):
            return field
    return ""


@cache
def _titles(kind: Kind) -> Mapping[str, str]:
    text = resources.files(__package__).joinpath("headers.toml").read_text(encoding="utf-8")
    return {_plain(title): field for field, titles in tomllib.loads(text)[kind].items() for title in titles}


def _plain(title: str) -> str:
    return joined(without_particles(fold(title)))
