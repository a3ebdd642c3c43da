"""Spellings that people confuse fold to the same words."""

import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shared.domain.names import fold, joined, without_particles


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("Bigay", "bigay"),
        ("L'Héritier", "l heritier"),
        ("L’Héritier", "l heritier"),
        ("Marie-Christine", "marie christine"),
        ("Marie\u2011Christine", "marie christine"),
        ("PISSEBŒUF", "pisseboeuf"),
        ("Lætitia", "laetitia"),
        ("Koç Doğan", "koc dogan"),
        ("İlker KILIÇ", "ilker kilic"),
        ("Ayşe Kılıç", "ayse kilic"),
        ("Grzeszczak Czesław", "grzeszczak czeslaw"),
        ("Lourenço da Silva", "lourenco da silva"),
        ("E\u0301lise", "elise"),
        ("mot\u200bcoupé", "motcoupe"),
        ("\u202eanirdnA\u202c", "anirdna"),
        ("ﬁn n° 3", "fin n 3"),
        ("محمد", "محمد"),
        ("مُحَمَّد", "محمد"),
        ("  de   Vaulx ", "de vaulx"),
        ("", ""),
        ("👵🏽", ""),
        ("\ud800", ""),
    ],
)
def test_accents_case_and_marks_do_not_count(written: str, folded: str) -> None:
    assert fold(written) == folded


@pytest.mark.parametrize(
    ("folded", "bare"),
    [
        ("l heritier", "heritier"),
        ("de la fontaine", "fontaine"),
        ("el khattabi", "khattabi"),
        ("teixeira da silva", "teixeira silva"),
        ("le", "le"),
        ("de la", "de la"),
        ("", ""),
    ],
)
def test_particles_can_be_left_out_but_never_all_of_a_name(folded: str, bare: str) -> None:
    assert without_particles(folded) == bare


def test_a_name_in_one_piece_meets_its_hyphened_writing() -> None:
    assert joined(fold("Jean-Pierre")) == joined(fold("Jeanpierre"))


@settings(deadline=None)  # other processes share these cores
@given(st.text(alphabet=st.characters()))
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@settings(deadline=None)  # other processes share these cores
@given(st.text(alphabet=st.characters(codec="utf-8")))
def test_case_does_not_count(text: str) -> None:
    assert fold(text.casefold()) == fold(text)


def test_every_character_of_unicode_folds_to_something_stable() -> None:
    unstable = [hex(code) for code in range(sys.maxunicode + 1) if fold(fold(chr(code))) != fold(chr(code))]
    assert unstable == []
