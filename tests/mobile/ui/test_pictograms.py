"""Every need that can be recorded, and every value of the lists shown as tiles, has a picture and a short word."""

import pytest

from mobile.ui.pictograms import MODES, NEEDS, OUTCOMES, STATUSES, URGENCIES, Pictogram, need_pictogram
from shared.reference.catalog import ListName, choices, need_categories, need_codes

LISTS: list[tuple[ListName, tuple[Pictogram, ...]]] = [
    ("mode", MODES),
    ("outcome", OUTCOMES),
    ("need_status", STATUSES),
    ("urgency", URGENCIES),
]


def test_every_need_has_a_picture() -> None:
    assert [code for code in need_codes() if need_pictogram(code) is None] == []


def test_a_need_wears_the_picture_of_its_category() -> None:
    assert need_pictogram("mobilite--acceder-a-un-vehicule") == need_pictogram("mobilite")


def test_a_local_need_wears_its_own() -> None:
    local = [need.code for need in need_codes().values() if need.local]
    assert [need.code for code in local if (need := need_pictogram(code))] == local


def test_every_tile_stands_for_a_category_or_a_local_need() -> None:
    assert {need.code for need in NEEDS} <= {*need_categories(), *need_codes()}


def test_an_unknown_code_has_no_picture() -> None:
    assert need_pictogram("demain--autre-chose") is None


@pytest.mark.parametrize(("name", "table"), LISTS)
def test_a_shared_list_has_a_picture_for_each_value(name: ListName, table: tuple[Pictogram, ...]) -> None:
    assert {sign.code for sign in table} == set(choices(name))


@pytest.mark.parametrize("table", [NEEDS, *(table for _, table in LISTS)])
def test_no_two_in_a_table_look_or_read_the_same(table: tuple[Pictogram, ...]) -> None:
    assert len({sign.icon for sign in table}) == len({sign.words for sign in table}) == len(table)


def test_words_fit_on_a_tile() -> None:
    assert max(len(need.words) for need in NEEDS) <= 22
    assert max(len(word) for need in NEEDS for word in need.words.split()) <= 13
