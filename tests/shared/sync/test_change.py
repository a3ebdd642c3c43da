"""The door at which foreign changes are checked: any JSON is either a change or a `BadChange`, nothing else."""

from typing import Any

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.domain.registry import HOUSEKEEPING, record_types
from shared.sync.change import LARGEST_INTEGER, LONGEST_TEXT, BadChange, Change, parse_change, paths_between
from shared.sync.merge import merge

ID = "00000000-0000-7000-8000-000000000001"
PERSON = record_types()["person"]

json_values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(1 << 63), (1 << 64) - 1)
    | st.floats(allow_nan=False)
    | st.text(max_size=9),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=9), inner, max_size=4),
    max_leaves=12,
)
paths = (
    st.sampled_from([*PERSON.fields, *HOUSEKEEPING, "tags/x", "phones/1", "first_name/x", "couleur", "", "/"])
    | st.text()
)
almost_changes = st.tuples(
    st.sampled_from(["person", "visit", "conflict", "maison", ""]) | json_values,
    st.just(ID) | json_values,
    st.dictionaries(paths, json_values, max_size=4) | json_values,
    st.integers(-5, 1 << 64) | json_values,
    st.integers(-5, 1 << 64) | json_values,
).map(list)


def read(raw: Any) -> Change | None:
    """Return the change, None where there is none; any other exception is a hole in the door."""
    try:
        return parse_change(raw)
    except BadChange as error:
        return None if error.reason and "\0" not in error.field else pytest.fail(repr(error))


@given(json_values | almost_changes)
def test_any_json_is_a_change_or_a_bad_change(raw: Any) -> None:
    change = read(raw)
    assert change is None or list(change) == raw


@given(almost_changes)
def test_what_passes_the_door_can_be_merged(raw: Any) -> None:
    change = read(raw)
    record = record_types().get(change.table) if change else None
    if change and record:
        merge(record, record.blank("tdm", change.id), change.fields, [change.stamp, 1, 0], 0)


@given(almost_changes)
def test_what_passes_the_door_can_be_written_as_json(raw: Any) -> None:
    change = read(raw)
    assert change is None or orjson.loads(orjson.dumps(list(change))) == raw


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("first_name", "x" * LONGEST_TEXT),
        ("first_name", ""),
        ("birth_year", None),
        ("birth_year", 1950),
        ("interpreter", True),
        ("tags/très isolée", True),
        ("tags/a/b", True),
        ("tags/isolée", None),
        ("phones/1", {"number": "", "typed": "?", "label": ""}),
        ("phones/1", None),
        ("couleur", [1, None, {"a": 1.5}]),
        ("created_at", LARGEST_INTEGER),
    ],
)
def test_good_values_pass(path: str, value: Any) -> None:
    assert parse_change(["person", ID, {path: value}, 5, 0]) == Change("person", ID, {path: value}, 5, 0)


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("first_name", None),
        ("first_name", "x" * (LONGEST_TEXT + 1)),
        ("first_name", "\ud800"),
        ("birth_year", True),
        ("birth_year", 1950.0),
        ("birth_year", 1 << 31),
        ("interpreter", 1),
        ("tags/isolée", False),
        ("tags/isolée", 1),
        ("tags/", True),
        ("tags", {"isolée": True}),
        ("created_at", 1 << 63),
        ("couleur", float("inf")),
        ("couleur", float("nan")),
    ],
)
def test_bad_values_are_named_with_their_path(path: str, value: Any) -> None:
    with pytest.raises(BadChange) as caught:
        parse_change(["person", ID, {path: value}, 5, 0])
    assert (caught.value.reason, caught.value.field) == ("bad_value", path)


def test_a_table_of_a_later_version_is_let_through() -> None:
    assert parse_change(["maison", ID, {"toit": "lauze"}, 5, 0]).table == "maison"


elements = st.dictionaries(st.sampled_from("abc"), st.just(True))
slots = st.dictionaries(st.sampled_from("12"), st.sampled_from([{"typed": "04"}, {"typed": "06"}]))
people = st.fixed_dictionaries(
    {
        "first_name": st.sampled_from(["", "Odile", "René"]),
        "birth_year": st.sampled_from([None, 1950]),
        "deleted": st.booleans(),
        "tags": elements,
        "phones": slots,
    }
)


@given(people, people)
def test_the_paths_between_two_rows_turn_the_one_into_the_other(before: dict[str, Any], after: dict[str, Any]) -> None:
    paths_to_take = paths_between(before, after, PERSON)
    row = {**PERSON.blank("tdm", ID), **before, "stamps": {"": [1, 1, 0]}}
    reached = merge(PERSON, row, paths_to_take, [2, 1, 0], 0).row
    assert {name: reached[name] for name in after} == after
    assert bool(paths_to_take) == (before != after)
