"""Days and birth years as people write them; what two readers would read differently is refused."""

import datetime as dt
import re
from dataclasses import dataclass

from shared.domain.person import OLDEST_BIRTH_YEAR
from sync_server.importing.values import BadCell, month

OLDEST_VISIT_YEAR = 1990

_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?Z?)?")
_FRENCH = re.compile(r"(\d{1,2})\s*[-/. ]\s*(\d{1,2})\s*[-/. ]\s*(\d{4}|\d{2})(?:\s+\d{1,2}:\d{2}(?::\d{2})?)?")
_WORDS = re.compile(r"(?:[^\W\d]+\.?\s+)?(\d{1,2})(?:er)?\s+([^\W\d]+)\.?\s+(\d{4})", re.IGNORECASE)
_YEAR = re.compile(
    r"(vers|env\.?|environ|autour de|ca\.?|~|≈|±)?\s*(\d{4})(?:[.,]0+)?\s*(\?|environ|env\.?)?", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Birth:
    """When somebody was born, as far as it is known; an empty date, no year, where it is not."""

    date: str
    year: int | None
    approx: bool


def day(cell: str, today: dt.date) -> str:
    """The ISO day of a cell, "" when it is blank: "2026-11-24", "24/11/2026", "24.11.26", "mar. 24 nov. 2026"."""
    if not cell.strip():
        return ""
    read = _date(cell.strip(), century=today.year // 100 * 100)
    if read is None:
        raise BadCell("bad_date", cell=cell)
    if not OLDEST_VISIT_YEAR <= read.year <= today.year + 10:
        raise BadCell("date_out_of_bounds", cell=cell, year=OLDEST_VISIT_YEAR)
    return read.isoformat()


def birth(date_cell: str, year_cell: str, today: dt.date) -> Birth:
    """The birth of somebody, from a date, a year, or both. A date cell may hold a year alone."""
    date = date_cell.strip()
    year = _YEAR.fullmatch(year_cell.strip())
    if year_cell.strip() and not year:
        raise BadCell("bad_year", cell=year_cell)
    if date and not _YEAR.fullmatch(date):
        read = _birth_date(date, today)
        return Birth(read.isoformat(), read.year, approx=False)
    found = _YEAR.fullmatch(date) or year
    if not found:
        return Birth("", None, approx=False)
    _check_birth_year(int(found[2]), found[0], today)
    return Birth("", int(found[2]), approx=bool(found[1] or found[3]))


def _birth_date(cell: str, today: dt.date) -> dt.date:
    short = re.fullmatch(r".*\D(\d{2})", cell)
    if short and _FRENCH.fullmatch(cell) and int(short[1]) <= today.year % 100:
        # "12/03/20": a child of 2020 or somebody of 1920. Nobody can tell from here.
        raise BadCell("ambiguous_year", cell=cell)
    read = _date(cell, century=today.year // 100 * 100 - 100)
    if read is None:
        raise BadCell("bad_date", cell=cell)
    _check_birth_year(read.year, cell, today)
    if read > today:
        raise BadCell("birth_in_the_future", cell=cell)
    return read


def _check_birth_year(year: int, cell: str, today: dt.date) -> None:
    if year < OLDEST_BIRTH_YEAR:
        raise BadCell("born_too_early", cell=cell, year=OLDEST_BIRTH_YEAR)
    if year > today.year:
        raise BadCell("birth_in_the_future", cell=cell)


def _date(cell: str, century: int) -> dt.date | None:
    """A two-digit year is of the given century."""
    if iso := _ISO.fullmatch(cell):
        return _valid(int(iso[1]), int(iso[2]), int(iso[3]))
    if french := _FRENCH.fullmatch(cell):
        year = int(french[3]) + (century if len(french[3]) == 2 else 0)
        return _valid(year, int(french[2]), int(french[1]))
    if words := _WORDS.fullmatch(cell):
        number = month(words[2])
        return _valid(int(words[3]), number, int(words[1])) if number else None
    return None


def _valid(year: int, month_number: int, day_number: int) -> dt.date | None:
    try:
        return dt.date(year, month_number, day_number)
    except ValueError:
        return None
