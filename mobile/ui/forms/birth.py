"""A birth as people say it: a year, a day, or nothing."""

import re
from datetime import date
from typing import Final

from shared.domain.person import OLDEST_BIRTH_YEAR

_YEAR: Final = re.compile(r"\d{4}")
_DAY: Final = re.compile(r"(\d{1,2})[\s./-]+(\d{1,2})[\s./-]+(\d{4})")
_ISO: Final = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")

_UNREADABLE: Final = "person.problem.birth"
_NO_SUCH_DAY: Final = "person.problem.birth_day"
_FUTURE: Final = "person.problem.birth_future"
_TOO_OLD: Final = "person.problem.birth_old"


class BadBirth(ValueError):
    """No birth can be read here; `words` is the key of the sentence that says why."""

    def __init__(self, words: str) -> None:
        super().__init__(words)
        self.words = words


def parse_birth(typed: str, today: date) -> tuple[str, int | None]:
    """Return the ISO day ("" where only a year is known) and the year (None for nothing). Raises `BadBirth`."""
    text = typed.strip()
    if not text:
        return "", None
    if _YEAR.fullmatch(text):
        return "", _checked(int(text), today)
    day = _day(text)
    if day > today:
        raise BadBirth(_FUTURE)
    return day.isoformat(), _checked(day.year, today)


def birth_words(day: str, year: int | None) -> str:
    """What is typed for a known birth: "14/09/1958", "1958" or nothing."""
    if day:
        known = _ISO.fullmatch(day)
        return f"{known[3]}/{known[2]}/{known[1]}" if known else day
    return str(year) if year is not None else ""


def _day(text: str) -> date:
    found = _DAY.fullmatch(text)
    parts = (found[3], found[2], found[1]) if found else None
    iso = _ISO.fullmatch(text)
    if iso:
        parts = (iso[1], iso[2], iso[3])
    if parts is None:
        raise BadBirth(_UNREADABLE)
    try:
        return date(*map(int, parts))
    except ValueError as error:
        raise BadBirth(_NO_SUCH_DAY) from error


def _checked(year: int, today: date) -> int:
    if year > today.year:
        raise BadBirth(_FUTURE)
    if year < OLDEST_BIRTH_YEAR:
        raise BadBirth(_TOO_OLD)
    return year
