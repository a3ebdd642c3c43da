"""Laws of the merge: the order and number of times changes arrive do not matter."""

import itertools
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from shared.domain.record import Row
from shared.domain.registry import record_types
from shared.sync.merge import FIRST, NEVER, Write, from_wire, largest_stamp, last_write, merge, to_wire

PERSON = record_types()["person"]
NETWORK, ID = "tdm", "00000000-0000-7000-8000-000000000001"

PLAIN: dict[str, list[Any]] = {
    "first_name": ["", "Odile", "René"],
    "interpreter": [False, True],
    "birth_year": [None, 1950],
    "status": ["active", "moved"],
    "deleted": [False, True],
    "couleur": [None, "bleu", {"r": 1}],  # no version knows this field
    "amis/2": [None, 3],
    "phones/1": [None, {"number": "+33639986467", "typed": "06 39 98 64 67", "label": ""}, {"typed": "?"}],
    "phones/2": [None, {"typed": "04"}],
    "tags/isolée": [None, True],
    "languages/fr": [None, True],
}
"""Every kind of path, with the values it may take; the first is what it holds when nobody wrote it."""

changes_of_fields = st.dictionaries(st.sampled_from(sorted(PLAIN)), st.integers(0, 2), min_size=1, max_size=5).map(
    lambda chosen: {path: PLAIN[path][index % len(PLAIN[path])] for path, index in chosen.items()}
)


@st.composite
def several_changes(draw: st.DrawFn) -> list[tuple[dict[str, Any], Write]]:
    """Changes by several devices; no two share a stamp and a device, for a clock never gives one twice."""
    who = draw(st.lists(st.tuples(st.integers(1, 9), st.integers(1, 3)), min_size=1, max_size=5, unique=True))
    return [(draw(changes_of_fields), [stamp, device, 0]) for stamp, device in who]


def laid(changes: Any, row: Row | None = None) -> Row:
    row = row or PERSON.blank(NETWORK, ID)
    for fields, write in changes:
        row = merge(PERSON, row, fields, write, 0).row
    return row


def logical(row: Row) -> dict[str, tuple[Any, Write]]:
    """Return path → (value, last write): what two rows must share to be the same to everybody."""
    state = {}
    for path in PLAIN:
        name, _, element = path.partition("/")
        if name not in PERSON.fields:
            value = row["extra"].get(path)
        else:
            value = row[name].get(element) if element else row[name]
        state[path] = (value, last_write(PERSON, row, path))
    return state


@given(several_changes(), st.randoms(use_true_random=False))
def test_changes_give_the_same_record_in_any_order(changes: list[Any], chance: Any) -> None:
    shuffled = changes[:]
    chance.shuffle(shuffled)
    assert logical(laid(changes)) == logical(laid(shuffled))


@given(several_changes())
def test_three_changes_commute_in_every_order(changes: list[Any]) -> None:
    reached = [logical(laid(order)) for order in itertools.permutations(changes[:3])]
    assert all(state == reached[0] for state in reached)


@given(several_changes(), st.integers(0, 4))
def test_a_change_that_arrives_again_changes_nothing(changes: list[Any], which: int) -> None:
    row = laid(changes)
    assert logical(laid([changes[which % len(changes)]], row)) == logical(row)


@given(several_changes())
def test_the_latest_write_of_each_path_holds(changes: list[Any]) -> None:
    state = logical(laid(changes))
    for path, empty in PLAIN.items():
        writes = [(write, fields[path]) for fields, write in changes if path in fields]
        write, value = max(writes, default=(NEVER, empty[0]))
        assert state[path] == (value, write), path


@given(several_changes(), changes_of_fields)
def test_a_merge_leaves_the_row_it_was_given_alone(changes: list[Any], fields: dict[str, Any]) -> None:
    row = laid(changes)
    before = to_wire(PERSON, laid(changes))
    merge(PERSON, row, fields, [50, 2, 0], 0)
    assert to_wire(PERSON, row) == before


@given(several_changes(), st.integers(0, 1 << 40))
def test_a_row_comes_back_from_the_wire_as_it_went(changes: list[Any], seq: int) -> None:
    row = {**laid(changes), "seq": seq, "author": "corinne", "created_at": 5}
    assert from_wire(PERSON, NETWORK, to_wire(PERSON, row)) == row


@given(several_changes())
def test_the_largest_stamp_of_a_row_is_at_least_that_of_each_path(changes: list[Any]) -> None:
    row = laid(changes)
    assert all(write[0] <= largest_stamp(row) for _, write in logical(row).values())


@given(changes_of_fields)
def test_a_record_written_once_has_one_stamp_for_all_it_holds(fields: dict[str, Any]) -> None:
    row = laid([(fields, [7, 1, 0])])
    held = {path for path, (value, _) in logical(row).items() if value != PLAIN[path][0]}
    assert row["stamps"].keys() == {FIRST} | (fields.keys() - held)


def test_a_value_nobody_saw_being_replaced_is_a_loss() -> None:
    row = laid([({"first_name": "Odile"}, [5, 1, 3])])
    merged = merge(PERSON, row, {"first_name": "Odette"}, [6, 2, 4], 2)
    (loss,) = merged.losses
    assert (loss.path, loss.kept, loss.lost) == ("first_name", "Odette", "Odile")
    assert (merged.won, merged.concurrent) == (True, True)


def test_whether_it_was_a_conflict_does_not_depend_on_clocks() -> None:
    row = laid([({"first_name": "Odile"}, [900, 1, 3])])
    merged = merge(PERSON, row, {"first_name": "Odette"}, [6, 2, 4], 2)
    (loss,) = merged.losses
    assert (loss.kept, loss.lost, merged.won) == ("Odile", "Odette", False)


def test_two_who_write_the_same_agree() -> None:
    row = laid([({"first_name": "Odile"}, [5, 1, 3])])
    assert merge(PERSON, row, {"first_name": "Odile"}, [6, 2, 4], 2).losses == []


def test_elements_of_a_set_merge_without_a_loss() -> None:
    row = laid([({"tags/isolée": True}, [5, 1, 3])])
    merged = merge(PERSON, row, {"tags/isolée": None, "tags/vélo": True}, [6, 2, 4], 2)
    assert (merged.row["tags"], merged.losses, merged.concurrent) == ({"vélo": True}, [], True)
