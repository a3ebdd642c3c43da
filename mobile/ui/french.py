"""Days, times and telephone numbers in the words of a French speaker; `today` is always handed in."""

from datetime import date, datetime, time, timedelta
from typing import Final

from mobile.ui.locale import t

NO_BREAK: Final = "\u00a0"  # inside a number or a date, so that a line never ends in the middle of it
_WEEKS_FROM, _MONTHS_FROM, _YEARS_FROM = 14, 60, 730  # days
_MONTH_DAYS: Final = 30.44


def day_words(day: date, today: date) -> str:
    """ "aujourd’hui", "hier", "demain", else "mar. 24 nov.", with its year when it is another one."""
    return _near(day, today) or calendar_day(day, today)


def calendar_day(day: date, today: date) -> str:
    """ "mar. 24 nov.", with its year when that is not the year of `today`."""
    number = t("date.first") if day.day == 1 else str(day.day)
    parts = [t("date.days").split()[day.weekday()], number, t("date.months").split()[day.month - 1]]
    return NO_BREAK.join(parts if day.year == today.year else [*parts, str(day.year)])


def _near(day: date, today: date) -> str | None:
    near = {-1: "date.yesterday", 0: "date.today", 1: "date.tomorrow"}.get((day - today).days)
    return t(near) if near else None


def due_words(day: date, today: date) -> str:
    """When something is due: "aujourd’hui", "demain", "jeudi" within the week, else the day."""
    if timedelta(days=1) < day - today < timedelta(days=7):
        return t("date.days.long").split()[day.weekday()]
    return day_words(day, today)


def lapse(day: date | None, today: date) -> str:
    """How long ago, alone, for the end of a row: "hier", "12 jours", "6 semaines", "3 mois", "2 ans", "jamais"."""
    if day is None:
        return t("date.lapse.never")
    days = (today - day).days
    if days < 2:
        return day_words(day, today)
    if days < _WEEKS_FROM:
        return t("date.lapse.days", n=days)
    if days < _MONTHS_FROM:
        return t("date.lapse.weeks", n=days // 7)
    if days < _YEARS_FROM:
        return t("date.lapse.months", n=round(days / _MONTH_DAYS))
    return t("date.lapse.years", n=int(days / 365.25))


def ago(day: date | None, today: date) -> str:
    """The same within a sentence: "hier", "il y a 6 semaines"."""
    words = lapse(day, today)
    return words if day is None or (today - day).days < 2 else t("date.lapse.since", lapse=words)


def clock(at: time | datetime) -> str:
    """ "14:02"."""
    return f"{at:%H:%M}"


def years_old(born: int | None, today: date) -> str:
    """ "88 ans" from a birth year, which is all that is known; nothing when it is not."""
    return t("age.years", n=today.year - born) if born is not None else ""


def telephone(number: str) -> str:
    """ "+33639986467" gives "06 39 98 64 67"; a foreign number keeps its + and stays as it is."""
    if not number.startswith("+33") or len(number) != len("+33639986467"):
        return number
    national = "0" + number.removeprefix("+33")
    return NO_BREAK.join(national[i : i + 2] for i in range(0, len(national), 2))
