"""Instants of the store (UTC milliseconds) as the worker's own days and hours."""

from datetime import UTC, date, datetime
from typing import Final

from mobile.ui.french import clock, day_words
from mobile.ui.locale import t

_NOON: Final = 12
_EVENING: Final = 18


def local(instant_ms: int) -> datetime:
    """The instant in the phone's own time zone."""
    return datetime.fromtimestamp(instant_ms / 1000, UTC).astimezone()


def local_day(instant_ms: int) -> date:
    """The day it is, or was, where the phone is."""
    return local(instant_ms).date()


def iso_day(text: str) -> date | None:
    """The day of an ISO text; None where it is empty or none."""
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        return None


def when_words(instant_ms: int, now_ms: int) -> str:
    """ "ce matin à 10:12", "hier à 17:40", "mar. 24 nov. à 9:05"."""
    at, now = local(instant_ms), local(now_ms)
    if at.date() != now.date():
        return t("waiting.when", day=day_words(at.date(), now.date()), time=clock(at))
    key = "waiting.morning" if at.hour < _NOON else "waiting.afternoon" if at.hour < _EVENING else "waiting.evening"
    return t(key, time=clock(at))
