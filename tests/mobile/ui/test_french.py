"""Days, times and numbers read as a French speaker says them."""

from datetime import date, time

import pytest

from mobile.ui.french import NO_BREAK, ago, calendar_day, clock, day_words, due_words, lapse, telephone, years_old

TODAY = date(2026, 11, 24)  # a Tuesday


def plain(words: str) -> str:
    return words.replace(NO_BREAK, " ")


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2026, 11, 24), "aujourd’hui"),
        (date(2026, 11, 23), "hier"),
        (date(2026, 11, 25), "demain"),
        (date(2026, 11, 12), "jeu. 12 nov."),
        (date(2026, 8, 1), "sam. 1er août"),
        (date(2025, 12, 31), "mer. 31 déc. 2025"),
    ],
)
def test_a_day_is_said_in_words(day: date, words: str) -> None:
    assert plain(day_words(day, TODAY)) == words


def test_a_calendar_day_names_even_today() -> None:
    assert plain(calendar_day(TODAY, TODAY)) == "mar. 24 nov."


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2026, 11, 24), "aujourd’hui"),
        (date(2026, 11, 25), "demain"),
        (date(2026, 11, 26), "jeudi"),
        (date(2026, 11, 30), "lundi"),
        (date(2026, 12, 1), "mar. 1er déc."),
        (date(2026, 11, 22), "dim. 22 nov."),
    ],
)
def test_something_due_within_the_week_names_its_day(day: date, words: str) -> None:
    assert plain(due_words(day, TODAY)) == words


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (None, "jamais"),
        (date(2026, 11, 24), "aujourd’hui"),
        (date(2026, 11, 23), "hier"),
        (date(2026, 11, 12), "12 jours"),
        (date(2026, 11, 10), "2 semaines"),
        (date(2026, 10, 10), "6 semaines"),
        (date(2026, 8, 24), "3 mois"),
        (date(2024, 11, 20), "2 ans"),
    ],
)
def test_a_lapse_is_said_in_its_own_unit(day: date | None, words: str) -> None:
    assert lapse(day, TODAY) == words


@pytest.mark.parametrize(
    ("day", "words"),
    [(date(2026, 10, 10), "il y a 6 semaines"), (date(2026, 11, 23), "hier"), (None, "jamais")],
)
def test_a_lapse_in_a_sentence_says_ago(day: date | None, words: str) -> None:
    assert ago(day, TODAY) == words


def test_a_time_has_24_hours() -> None:
    assert clock(time(9, 5)) == "09:05"
    assert clock(time(14, 2)) == "14:02"


@pytest.mark.parametrize(
    ("stored", "shown"),
    [("+33639986467", "06 39 98 64 67"), ("+41227301111", "+41227301111"), ("3949", "3949"), ("", "")],
)
def test_a_telephone_number_is_read_in_pairs(stored: str, shown: str) -> None:
    assert plain(telephone(stored)) == shown


@pytest.mark.parametrize(("born", "words"), [(1938, "88 ans"), (2025, "1 an"), (None, "")])
def test_an_age_may_be_unknown(born: int | None, words: str) -> None:
    assert years_old(born, TODAY) == words
