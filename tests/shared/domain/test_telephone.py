"""Telephones are understood in the formats people write, and never lost when they are not."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shared.domain.telephone import Telephone, parse_phone, parse_phones, search_key, shown


@pytest.mark.parametrize(
    "typed",
    [
        "06 39 98 64 67",
        "0639986467",
        "06.39.98.64.67",
        "06-39-98-64-67",
        "06/39/98/64/67",
        "+33639986467",
        "+33 6 39 98 64 67",
        "+33 (0)6 39 98 64 67",
        "0033639986467",
        "639986467",
        "06\u00a039\u00a098\u00a064\u00a067",
        "٠٦٣٩٩٨٦٤٦٧",
        "0639986467 (son fils)",
        "fils : 06 39 98 64 67 le soir",
    ],
)
def test_one_number_in_any_writing_is_the_same_number(typed: str) -> None:
    assert parse_phone(typed) == Telephone("+33639986467", typed)


@pytest.mark.parametrize("typed", ["", "   ", "pas de téléphone", "3939", "06 39 98", "chez la voisine", "9" * 400])
def test_what_is_no_number_is_kept_as_typed(typed: str) -> None:
    assert parse_phone(typed) == Telephone(None, typed)


def test_a_foreign_number_keeps_its_country() -> None:
    assert parse_phone("+90 532 000 00 00").number == "+905320000000"
    assert parse_phone("0041 22 730 51 11").number == "+41227305111"


@pytest.mark.parametrize(
    "cell",
    [
        "06 39 98 64 67 / 04 65 71 27 66",
        "0639986467/0465712766",
        "06 39 98 64 67 ou 04 65 71 27 66",
        "06 39 98 64 67 - 04 65 71 27 66",
        "06 39 98 64 67; 04 65 71 27 66",
        "06 39 98 64 67\n04 65 71 27 66",
    ],
)
def test_two_numbers_in_one_cell_are_two_telephones(cell: str) -> None:
    assert [phone.number for phone in parse_phones(cell)] == ["+33639986467", "+33465712766"]


def test_each_of_two_numbers_keeps_its_own_words() -> None:
    fils, fixe = parse_phones("06 39 98 64 67 (fils) / 04 65 71 27 66 (fixe)")
    assert (fils.typed, fixe.typed) == ("06 39 98 64 67 (fils)", "04 65 71 27 66 (fixe)")


def test_a_cell_half_understood_stays_in_one_piece() -> None:
    cell = "06 39 98 64 67 / demander à la mairie / 12"
    assert [phone.typed for phone in parse_phones(cell)] == [cell]


def test_an_empty_cell_holds_no_telephone() -> None:
    assert parse_phones("  ") == ()


@pytest.mark.parametrize(
    ("number", "text"),
    [
        ("+33639986467", "06 39 98 64 67"),
        ("+33465712766", "04 65 71 27 66"),
        ("+905320000000", "+90 532 000 00 00"),
        ("", ""),
        ("chez la voisine", "chez la voisine"),
    ],
)
def test_a_number_is_shown_as_it_is_said(number: str, text: str) -> None:
    assert shown(number) == text


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("06 39 98 64 67", "639986467"),
        ("+33 6 39 98 64 67", "639986467"),
        ("0033639986467", "639986467"),
        ("639986467", "639986467"),
        ("06 39", "639"),
        ("64 67", "6467"),
        ("Bigay", ""),
        ("+90 532 000 00 00", "320000000"),
    ],
)
def test_a_search_needs_only_the_digits_that_matter(text: str, key: str) -> None:
    assert search_key(text) == key


@settings(deadline=None)  # other processes share these cores
@given(st.text())
def test_any_text_is_kept_as_typed(typed: str) -> None:
    assert parse_phone(typed).typed == typed
    assert all(phone.typed in typed for phone in parse_phones(typed))
    assert search_key(typed).isdecimal() or search_key(typed) == ""
    shown(typed)


@settings(deadline=None)  # other processes share these cores
@given(st.integers(0, 99_999_999).map(lambda rest: f"06{rest:08d}"))
def test_a_french_number_is_shown_as_ten_digits_that_read_back(typed: str) -> None:
    number = parse_phone(typed).number
    assert number is not None
    assert parse_phone(shown(number)).number == number
    assert search_key(number) == search_key(typed)
