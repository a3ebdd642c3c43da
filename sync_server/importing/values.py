"""One cell to one value: numbers, hours, durations and closed lists, as people write them."""

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources

from shared.domain.names import fold, joined
from shared.reference.catalog import choices, need_codes

LONGEST_DURATION = 24 * 60  # minutes
MOST_PEOPLE = 1_000  # in one encounter

_CLOCK = re.compile(r"(\d{1,2})\s*(?:[:hH.]\s*(\d{2})?)?(?::\d{2})?")
_HOURS = re.compile(
    r"(?:(\d{1,2})\s*(?:h|:|heures?)\s*(\d{1,2})?|(\d{1,4})(?:[.,]0+)?)\s*(?:m|mn|min|minutes?)?", re.IGNORECASE
)
_WHOLE = re.compile(r"(\d{1,6})(?:[.,]0+)?")
_PARTS = re.compile(r"[|;,\n/]")


class BadCell(ValueError):
    """A cell that cannot be taken: `key` names the sentence that says why, `values` fill it."""

    def __init__(self, key: str, **values: object) -> None:
        super().__init__(key)
        self.key = key
        self.values = values


def choice(name: str, cell: str, default: str) -> str:
    """The code of a closed list that a cell means, `default` when it is blank."""
    if not cell.strip():
        return default
    code = _words(name).get(joined(fold(cell)))
    if code is None:
        raise BadCell(f"unknown_{name}", cell=cell)
    return code


def truth(cell: str) -> bool:
    return choice("truth", cell, "false") == "true"


def languages(cell: str) -> dict[str, bool]:
    """ISO 639 codes, from codes or French names."""
    return {choice("language", part, ""): True for part in _PARTS.split(cell) if part.strip()}


def clock(cell: str) -> tuple[int, int] | None:
    """The hour and minute of "14:30", "14h30" or "14 h"; None when the cell is blank."""
    if not cell.strip():
        return None
    read = _CLOCK.fullmatch(cell.strip())
    hour, minute = (int(read[1]), int(read[2] or 0)) if read else (24, 0)
    if hour > 23 or minute > 59:
        raise BadCell("bad_time", cell=cell)
    return hour, minute


def minutes(cell: str) -> int | None:
    """The minutes of "45", "45 min", "1h30" or "1:30"; None when the cell is blank."""
    if not cell.strip():
        return None
    read = _HOURS.fullmatch(cell.strip())
    if not read:
        raise BadCell("bad_duration", cell=cell)
    total = int(read[3]) if read[3] else int(read[1]) * 60 + int(read[2] or 0)
    if total > LONGEST_DURATION:
        raise BadCell("bad_duration", cell=cell)
    return total


def count(cell: str) -> int | None:
    """How many people; None when the cell is blank."""
    if not cell.strip():
        return None
    read = _WHOLE.fullmatch(cell.strip())
    if not read or int(read[1]) > MOST_PEOPLE:
        raise BadCell("bad_count", cell=cell)
    return int(read[1])


def axes(cell: str) -> dict[str, bool]:
    """The numbers of the project's axes: "4", "1|3", "Axe 2"."""
    found = {}
    for part in _PARTS.split(cell):
        code = fold(part).removeprefix("axe").strip().removesuffix(" 0")
        if not code:
            continue
        if code not in choices("axis"):
            raise BadCell("unknown_axis", cell=part.strip())
        found[code] = True
    return found


def needs(cell: str) -> tuple[str, ...]:
    """The codes of needs, from codes or from labels, each once."""
    return tuple(dict.fromkeys(_need(part.strip()) for part in re.split(r"[|;\n]", cell) if part.strip()))


def references(cell: str) -> tuple[str, ...]:
    """The record ids in a cell, "R0720|R0721", each once."""
    return tuple(dict.fromkeys(part.strip() for part in _PARTS.split(cell) if part.strip()))


def _need(written: str) -> str:
    if written in need_codes():
        return written
    code = _need_labels().get(fold(written))
    if code is None:
        raise BadCell("unknown_need", cell=written)
    return code


@cache
def _need_labels() -> Mapping[str, str]:
    return {fold(need.label): need.code for need in need_codes().values()}


@cache
def _words(name: str) -> Mapping[str, str]:
    text = resources.files(__package__).joinpath("values.toml").read_text(encoding="utf-8")
    return {joined(fold(word)): code for code, words in tomllib.loads(text)[name].items() for word in words}


def month(word: str) -> int | None:
    """The number of a month from its name or abbreviation."""
    number = _words("month").get(joined(fold(word)))
    return int(number) if number else None
