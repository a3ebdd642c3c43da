"""Dates, numbers and places as French readers expect them."""

import datetime as dt

import pytest

from sync_server.console import french
from sync_server.console.locale import t

TODAY = dt.date(2026, 11, 24)


@pytest.mark.parametrize(
    ("date", "short", "long"),
    [
        (dt.date(2026, 11, 24), "mar.\u00a024\u00a0nov.", "mardi\u00a024\u00a0novembre"),
        (dt.date(2026, 8, 1), "sam.\u00a01<sup>er</sup>\u00a0août", "samedi\u00a01<sup>er</sup>\u00a0août"),
        (dt.date(2025, 2, 3), "lun.\u00a03\u00a0févr.\u00a02025", "lundi\u00a03\u00a0février\u00a02025"),
    ],
)
def test_a_date_is_said_short_or_long_with_its_year_when_it_is_another(date: dt.date, short: str, long: str) -> None:
    assert french.day(date, TODAY) == short
    assert french.long_day(date, TODAY) == long


def test_a_plain_date_holds_no_mark_up() -> None:
    assert french.plain_day(dt.date(2026, 11, 1), TODAY) == "dim.\u00a01er\u00a0nov."


@pytest.mark.parametrize(
    ("place", "said"),
    [
        ("Thiers", "à Thiers"),
        ("Le Brugeron", "au Brugeron"),
        ("Les Salles", "aux Salles"),
        ("La Renaudie", "à La Renaudie"),
        ("Olmet", "à Olmet"),
    ],
)
def test_a_place_is_joined_to_its_preposition(place: str, said: str) -> None:
    assert french.at(place) == said


@pytest.mark.parametrize(
    ("count", "said"), [(0, "0 rencontre"), (1, "1 rencontre"), (2, "2 rencontres"), (4712, "4\u202f712 rencontres")]
)
def test_zero_and_one_are_singular_and_thousands_stand_apart(count: int, said: str) -> None:
    assert t("count.visit", n=count) == said


def test_punctuation_is_preceded_by_a_narrow_space() -> None:
    assert t("people.found", n=2, words="valle") == "2 personnes pour «\u202fvalle\u202f»."


def test_only_the_first_letter_becomes_a_capital() -> None:
    assert french.capital("mardi à La Renaudie") == "Mardi à La Renaudie"


def test_what_is_no_date_is_none() -> None:
    assert french.day_of("2026-02-31") is None
