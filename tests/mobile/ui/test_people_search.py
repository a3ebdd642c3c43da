"""The pieces that light up are those by which the search found somebody; what was typed becomes a name to create."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mobile.ui.people_search import found_in, is_telephone, proposed_name


@pytest.mark.parametrize(
    ("name", "typed", "lit"),
    [
        ("Lorraine Chassaing", "chass", ["Chass"]),
        ("Élise Bœuf", "elise boeu", ["Élise", "Bœu"]),
        ("Jean-Pierre Roux", "jeanp", ["Jean-P"]),
        ("Jean-Pierre Roux", "roux jean", ["Jean", "Roux"]),
        ("Marie L'Héritier", "heri", ["Héri"]),
        ("Marie L'Héritier", "lheri", ["L'Héri"]),
        ("Zoé Zozime", "zo", ["Zo", "Zo"]),
        ("Corinne Barge", "viscomtat", []),
        ("Corinne Barge", "", []),
        ("Corinne Barge", "orin", []),
    ],
)
def test_what_was_typed_lights_up_where_a_word_begins_with_it(name: str, typed: str, lit: list[str]) -> None:
    assert [name[start:end] for start, end in found_in(name, typed)] == lit


@given(st.text(max_size=30), st.text(max_size=10))
def test_pieces_never_overlap_nor_leave_the_name(name: str, typed: str) -> None:
    at = 0
    for start, end in found_in(name, typed):
        assert at <= start < end <= len(name)
        at = end


@pytest.mark.parametrize(("typed", "asked"), [("06 39", True), ("+33 6", True), ("chass 06", False), ("", False)])
def test_digits_alone_are_a_telephone(typed: str, asked: bool) -> None:
    assert is_telephone(typed) is asked


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("chass", ("Chass", "")),
        ("marie le bihan", ("Marie", "le Bihan")),
        ("  João da Conceição ", ("João", "da Conceição")),
        ("06 39 98", ("", "")),
        ("", ("", "")),
    ],
)
def test_what_was_typed_is_proposed_as_a_name(typed: str, name: tuple[str, str]) -> None:
    assert proposed_name(typed) == name
