"""A change that can never be applied is set apart, with its whole action, and blocks nothing else."""

import secrets
from typing import Any

import pytest

from sync_server.sync.change_log import LoggedChange
from tests.bare_device import bare_device
from tests.worlds import World, new_id

FOREVER = 1 << 62


def deep(levels: int) -> Any:
    value: Any = 1
    for _ in range(levels):
        value = [value]
    return value


BAD_CHANGES: dict[str, tuple[Any, str]] = {
    "a number where text is": (["person", None, {"first_name": 3}, 5, 0], "bad_value"),
    "text where a flag is": (["person", None, {"interpreter": "oui"}, 5, 0], "bad_value"),
    "a character no database keeps": (["person", None, {"first_name": "a\0"}, 5, 0], "bad_value"),
    "such a character in a path": (["person", None, {"tags/\0": True}, 5, 0], "bad_field"),
    "a number too large for the year": (["person", None, {"birth_year": 1 << 40}, 5, 0], "bad_value"),
    "an element of a plain field": (["person", None, {"first_name/x": "a"}, 5, 0], "bad_value"),
    "a set without an element": (["person", None, {"tags": {}}, 5, 0], "bad_value"),
    "a housekeeping column": (["person", None, {"seq": 4}, 5, 0], "bad_field"),
    "a stamp before time began": (["person", None, {"first_name": "a"}, -1, 0], "bad_stamp"),
    "a stamp past the last one": (["person", None, {"first_name": "a"}, 1 << 63, 0], "bad_stamp"),
    "a base before the beginning": (["person", None, {"first_name": "a"}, 5, -1], "bad_base"),
    "no fields": (["person", None, {}, 5, 0], "bad_fields"),
    "an id of another kind": (["person", "7", {"first_name": "a"}, 5, 0], "bad_id"),
    "an id in capitals": (["person", "0000000A-0000-7000-8000-00000000000A", {"hamlet": "a"}, 5, 0], "bad_id"),
    "a table without a name": (["", None, {"first_name": "a"}, 5, 0], "bad_table"),
    "no change at all": ({"first_name": "a"}, "not_a_change"),
    "a telephone that is no telephone": (["person", None, {"phones/1": "06 39 98 64 67"}, 5, 0], "bad_value"),
    "a telephone number that is no text": (["person", None, {"phones/1": {"number": 639986467}}, 5, 0], "bad_value"),
    "a count below zero": (["visit", None, {"head_counts/f/25-39": -1}, 5, 0], "bad_value"),
    "a day that no calendar holds": (["visit", None, {"day": "2026-02-30"}, 5, 0], "bad_value"),
    "a day in words": (["visit", None, {"day": "hier"}, 5, 0], "bad_value"),
    "a day that nobody can mean": (["visit", None, {"day": "9999-12-31"}, 5, 0], "bad_value"),
    "a code that is on no list": (["visit", None, {"review": "zzz"}, 5, 0], "bad_value"),
    "an instant before time began": (["visit", None, {"started_at": -1}, 5, 0], "bad_value"),
    "an unknown field too deep": (["person", None, {"couleur": deep(400)}, 5, 0], "bad_value"),
    "an unknown table too deep": (["maison", None, {"couleur": deep(400)}, 5, 0], "bad_fields"),
}


@pytest.mark.parametrize("case", BAD_CHANGES)
def test_a_bad_change_is_rejected_and_the_rest_of_the_batch_applied(world: World, case: str) -> None:
    bad, reason = BAD_CHANGES[case]
    if isinstance(bad, list) and bad[1] is None:
        bad = [bad[0], new_id(), *bad[2:]]
    device = bare_device(world)
    before, after = new_id(), new_id()
    first = device.change("person", before, {"first_name": "Odile"})
    third = device.change("person", after, {"first_name": "René"})
    body = _written_out([[1, first], [2, bad], [3, third]])
    response = device.post(body)
    assert response.status_code == 200, response.text
    assert [verdict[:2] for verdict in response.json()["verdicts"]] == [["ok"], ["rejected", reason], ["ok"]]
    assert response.json()["settled"] == 3
    assert world.rows("person").keys() == {before, after}


def _written_out(actions: list[Any]) -> bytes:
    import json

    return json.dumps({"protocol": 1, "actions": actions}).encode()


def test_an_action_with_a_bad_change_is_rejected_whole(world: World) -> None:
    device = bare_device(world)
    person, visit = new_id(), new_id()
    good = device.change("person", person, {"first_name": "Odile"})
    bad = device.change("visit", visit, {"duration": "long"})
    reply = device.send([1, good, bad])
    assert reply.verdicts == [["rejected", "same_action", ""], ["rejected", "bad_value", "duration"]]
    assert world.rows("person") == {}
    assert world.rows("visit") == {}


def test_the_author_of_a_rejected_change_is_shown_the_row_as_it_is(world: World) -> None:
    device = bare_device(world)
    person, unknown = new_id(), new_id()
    device.send([1, device.change("person", person, {"first_name": "Odile"})])
    reply = device.send(
        [2, device.change("person", person, {"first_name": 7}, 1)],
        [3, device.change("person", unknown, {"first_name": 7})],
        cursor=device.send().cursor,
    )
    rows = {row[1]: row for row in reply.rows}
    assert rows[person][3]["first_name"] == "Odile"
    assert rows[unknown] == ["person", unknown, 0, None]


def test_what_was_rejected_stays_readable_in_the_log(world: World) -> None:
    device = bare_device(world)
    person = new_id()
    device.send([1, device.change("person", person, {"first_name": 7, "hamlet": "Le Bourg"})])
    (entry,) = world.table(LoggedChange)
    assert (entry["verdict"], entry["reason"], entry["path"]) == ("rejected", "bad_value", "first_name")
    assert (entry["record"], entry["record_id"]) == ("person", person)
    assert "Le Bourg" in entry["fields"]["raw"]


def test_what_only_the_database_refuses_is_rejected_alone(world: World) -> None:
    """PostgreSQL refuses a name too long for its index, SQLite keeps it: both go on with the rest."""
    device = bare_device(world)
    before, long, after = new_id(), new_id(), new_id()
    reply = device.send(
        [1, device.change("person", before, {"first_name": "Odile"})],
        [2, device.change("person", long, {"last_name": secrets.token_hex(50_000)})],
        [3, device.change("person", after, {"first_name": "René"})],
    )
    assert reply.settled == 3
    assert [reply.verdicts[0], reply.verdicts[2]] == [["ok"], ["ok"]]
    assert reply.verdicts[1] in (["ok"], ["rejected", "refused_by_store", ""])
    assert {before, after} <= world.rows("person").keys()


def test_numbers_that_do_not_rise_are_refused(world: World) -> None:
    device = bare_device(world)
    one = device.change("person", new_id(), {"first_name": "Odile"})
    for actions in ([[2, one], [1, one]], [[1, one, one], [2, one]], [["1", one]], [[0, one]], [[True, one]], [[1]]):
        response = device.post(_written_out(actions))
        assert (response.status_code, response.json()["code"]) == (422, "unreadable"), actions
    assert world.rows("person") == {}


def test_what_names_somebody_else_as_the_author_is_not_believed(world: World, link_phone: Any) -> None:
    corinne = link_phone(world, "corinne")
    person = corinne.create("person", {"first_name": "Odile"})
    corinne.synchronise()
    corinne.write("person", person, {"author": "nadia", "created_at": 12})
    corinne.synchronise()
    assert world.row("person", person)["author"] == "corinne"
    assert corinne.row("person", person)["author"] == "corinne"
