"""Cells of one value are understood as people write them, or refused with a reason."""

import contextlib
import datetime as dt
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sync_server.importing.days import Birth, birth, day
from sync_server.importing.values import (
    BadCell,
    axes,
    choice,
    clock,
    count,
    languages,
    minutes,
    needs,
    references,
    truth,
)

TODAY = dt.date(2026, 11, 24)


@pytest.mark.parametrize(
    ("cell", "iso"),
    [
        ("2026-11-24", "2026-11-24"),
        ("24/11/2026", "2026-11-24"),
        ("4/1/2026", "2026-01-04"),
        ("24.11.26", "2026-11-24"),
        ("24-11-2026 14:02", "2026-11-24"),
        ("2026-11-24 14:02:00", "2026-11-24"),
        ("mar. 24 nov. 2026", "2026-11-24"),
        ("1er août 2025", "2025-08-01"),
        (" ", ""),
    ],
)
def test_a_day_is_read_as_it_is_written(cell: str, iso: str) -> None:
    assert day(cell, TODAY) == iso


@pytest.mark.parametrize(
    "cell", ["31/02/2026", "2026-13-01", "hier", "24/11", "0000-00-00", "11/24/2026", "45000", "24/11/1026"]
)
def test_a_bad_day_is_refused(cell: str) -> None:
    with pytest.raises(BadCell):
        day(cell, TODAY)


@pytest.mark.parametrize(
    ("date", "year", "read"),
    [
        ("1958-09-14", "1958", Birth("1958-09-14", 1958, approx=False)),
        ("14/09/1958", "", Birth("1958-09-14", 1958, approx=False)),
        ("14/09/58", "", Birth("1958-09-14", 1958, approx=False)),
        ("14 septembre 1958", "", Birth("1958-09-14", 1958, approx=False)),
        ("1958", "", Birth("", 1958, approx=False)),
        ("", "1958", Birth("", 1958, approx=False)),
        ("vers 1958", "", Birth("", 1958, approx=True)),
        ("", "1958 ?", Birth("", 1958, approx=True)),
        ("", "1958.0", Birth("", 1958, approx=False)),
        ("", "", Birth("", None, approx=False)),
    ],
)
def test_a_birth_is_a_day_or_a_year(date: str, year: str, read: Birth) -> None:
    assert birth(date, year, TODAY) == read


@pytest.mark.parametrize(
    ("date", "year", "key"),
    [
        ("", "1870", "born_too_early"),
        ("01/01/1870", "", "born_too_early"),
        ("", "2031", "birth_in_the_future"),
        ("2026-11-25", "", "birth_in_the_future"),
        ("12/03/20", "", "ambiguous_year"),
        ("30/02/1958", "", "bad_date"),
        ("", "cinquante-huit", "bad_year"),
        ("septembre", "", "bad_date"),
    ],
)
def test_an_impossible_birth_is_refused(date: str, year: str, key: str) -> None:
    with pytest.raises(BadCell) as bad:
        birth(date, year, TODAY)
    assert bad.value.key == key


@pytest.mark.parametrize(
    ("cell", "read"),
    [("14:30", (14, 30)), ("9h", (9, 0)), ("14h05", (14, 5)), ("17.30", (17, 30)), ("08:15:00", (8, 15)), ("", None)],
)
def test_an_hour_is_read(cell: str, read: tuple[int, int] | None) -> None:
    assert clock(cell) == read


@pytest.mark.parametrize(
    ("cell", "read"), [("45", 45), ("45 min", 45), ("1h30", 90), ("2 h", 120), ("1:30", 90), ("20.0", 20), ("", None)]
)
def test_a_duration_is_in_minutes(cell: str, read: int | None) -> None:
    assert minutes(cell) == read


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("domicile", "home"),
        ("VAD", "home"),
        ("permanence", "session"),
        ("rue", "street"),
        ("Tél.", "telephone"),
        ("", "home"),
    ],
)
def test_a_way_of_meeting_is_known_by_its_french_name(cell: str, code: str) -> None:
    assert choice("mode", cell, "home") == code


@pytest.mark.parametrize(("cell", "code"), [("M.", "m"), ("Mme", "f"), ("Monsieur", "m"), ("H", "m"), ("", "unknown")])
def test_a_civility_tells_a_gender(cell: str, code: str) -> None:
    assert choice("gender", cell, "unknown") == code


def test_several_values_share_a_cell() -> None:
    assert axes("Axe 1 | 4") == {"1": True, "4": True}
    assert languages("turc, fr") == {"tr": True, "fr": True}
    assert references("R0001|R0002 | R0001") == ("R0001", "R0002")
    assert needs("sante--addictions|Lien social|sante--addictions") == (
        "sante--addictions",
        "remobilisation--lien-social",
    )
    assert (truth("oui"), truth("false"), truth("")) == (True, False, False)
    assert (count("12"), count("3.0"), count("")) == (12, 3, None)


_PARSERS: dict[str, Callable[[str], object]] = {
    "bad_time": clock,
    "bad_duration": minutes,
    "bad_count": count,
    "unknown_axis": axes,
    "unknown_need": needs,
    "unknown_language": languages,
    "unknown_truth": truth,
}


@pytest.mark.parametrize("key", _PARSERS)
def test_nonsense_is_refused_with_its_reason(key: str) -> None:
    with pytest.raises(BadCell) as bad:
        _PARSERS[key]("99:99 beaucoup")
    assert bad.value.key == key


@settings(deadline=None)  # other processes share these cores
@given(st.text())
def test_no_text_breaks_a_parser(cell: str) -> None:
    for parse in _PARSERS.values():
        with contextlib.suppress(BadCell):
            parse(cell)
    with contextlib.suppress(BadCell):
        day(cell, TODAY)
    with contextlib.suppress(BadCell):
        birth(cell, cell, TODAY)
