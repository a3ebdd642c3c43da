"""The reference lists are whole, and say what the founding document says."""

from collections import Counter
from itertools import pairwise

import pytest

from shared.reference.catalog import (
    age_brackets,
    bracket_of,
    choices,
    communes,
    need_categories,
    need_codes,
    publics,
)


def test_the_territory_has_thirty_communes_of_which_fifteen_in_the_east() -> None:
    assert len(communes()) == 30
    assert sum(commune.east_sector for commune in communes().values()) == 15


def test_a_commune_is_found_by_its_insee_code() -> None:
    palladuc = communes()["63267"]
    assert (palladuc.name, palladuc.postal_codes, palladuc.east_sector) == ("Palladuc", ("63550",), True)


def test_there_are_69_thematiques_in_16_categories_and_six_local_codes_in_ours() -> None:
    per_category = Counter(need.category for need in need_codes().values())
    assert sum(not need.local for need in need_codes().values()) == 69
    assert set(per_category) == set(need_categories())
    assert len(per_category) == 17
    assert per_category["veillee"] == 6


def test_every_code_begins_with_its_category() -> None:
    assert all(need.code.startswith(f"{need.category}--") for need in need_codes().values())


@pytest.mark.parametrize(
    "code",
    [
        "isolement",
        "precarite-energetique",
        "deuil",
        "courrier-et-papiers",
        "voisinage",
        "exploitation-agricole-en-difficulte",
    ],
)
def test_what_data_inclusion_lacks_has_a_local_code(code: str) -> None:
    assert need_codes()[f"veillee--{code}"].local


@pytest.mark.parametrize(
    ("name", "codes"),
    [
        ("axis", ["1", "2", "3", "4"]),
        ("transversal", ["communication", "accueil"]),
        ("attention", ["familles", "numerique", "territoire"]),
        ("gender", ["f", "m", "other", "unknown"]),
        ("mode", ["home", "session", "street", "telephone", "event", "structure"]),
        ("outcome", ["met", "absent", "refused", "moved"]),
        ("urgency", ["low", "normal", "urgent"]),
        ("need_status", ["open", "in_progress", "referred", "met", "dropped"]),
    ],
)
def test_the_closed_lists_hold_the_codes_of_the_records(name: str, codes: list[str]) -> None:
    assert list(choices(name)) == codes


def test_every_label_is_written() -> None:
    labels = [item.label for listed in (need_codes(), need_categories(), publics()) for item in listed.values()]
    assert all(label.strip() == label != "" for label in labels)
    assert len(publics()) == 14


@pytest.mark.parametrize(
    ("age", "code"),
    [
        (0, "0-11"),
        (11, "0-11"),
        (12, "12-17"),
        (17, "12-17"),
        (24, "18-24"),
        (39, "25-39"),
        (59, "40-59"),
        (69, "60-69"),
        (70, "70+"),
        (104, "70+"),
        (None, "unknown"),
        (-1, "unknown"),
    ],
)
def test_every_age_has_its_bracket(age: int | None, code: str) -> None:
    assert bracket_of(age).code == code


def test_the_brackets_follow_one_another_without_a_gap() -> None:
    known = [bracket for bracket in age_brackets().values() if bracket.first_age is not None]
    for younger, older in pairwise(known):
        assert younger.last_age is not None
        assert older.first_age == younger.last_age + 1


def test_the_lists_cannot_be_changed_by_their_readers() -> None:
    with pytest.raises(TypeError):
        communes()["63000"] = communes()["63267"]  # type: ignore[index]  # what the test forbids
