"""French typography of what is not a fixed wording: dates, numbers, places."""

import datetime as dt
from typing import TypeVar

from markupsafe import Markup

Text = TypeVar("Text", str, Markup)

NARROW = "\u202f"
NO_BREAK = "\u00a0"
DAYS = ("lun.", "mar.", "mer.", "jeu.", "ven.", "sam.", "dim.")
LONG_DAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
MONTHS = ("janv.", "févr.", "mars", "avr.", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.", "déc.")
LONG_MONTHS = (
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
)


def number(value: int) -> str:
    """1234 → 1 234"""
    return f"{value:,}".replace(",", NARROW)


def clock(moment: dt.datetime) -> str:
    """14:02"""
    return f"{moment:%H:%M}"


def day(date: dt.date, today: dt.date | None = None) -> Markup:
    """mar. 24 nov., with its year when it is not the year of `today`"""
    text = f"{DAYS[date.weekday()]}{NO_BREAK}{_ordinal(date)}{NO_BREAK}{MONTHS[date.month - 1]}"
    return Markup(text if today is None or date.year == today.year else f"{text}{NO_BREAK}{date.year}")  # noqa: S704 - made of our own words


def long_day(date: dt.date, today: dt.date | None = None) -> Markup:
    """mardi 24 novembre, with its year when it is not the year of `today`"""
    text = f"{LONG_DAYS[date.weekday()]}{NO_BREAK}{_ordinal(date)}{NO_BREAK}{LONG_MONTHS[date.month - 1]}"
    return Markup(text if today is None or date.year == today.year else f"{text}{NO_BREAK}{date.year}")  # noqa: S704 - made of our own words


def plain_day(date: dt.date, today: dt.date | None = None) -> str:
    """The short date where no mark-up can go: titles, options, labels."""
    return str(day(date, today)).replace("<sup>er</sup>", "er")


def at(place: str) -> str:
    """à Thiers, au Brugeron, aux Salles, à La Monnerie-le-Montel"""
    if place.startswith("Le "):
        return f"au {place[3:]}"
    if place.startswith("Les "):
        return f"aux {place[4:]}"
    return f"à {place}"


def capital(text: Text) -> Text:
    """Only the first letter changes: str.capitalize would lower the rest."""
    return type(text)(text[:1].upper() + text[1:])


def _ordinal(date: dt.date) -> str:
    return "1<sup>er</sup>" if date.day == 1 else str(date.day)


def day_of(text: str) -> dt.date | None:
    """The date of an ISO day; None where it is unknown or none."""
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        return None
