"""What becomes of a change: applied, merged, in conflict, kept; and the same answer however often it is asked."""

from typing import Any

from sqlalchemy import update

from shared.domain.visit import Participation
from shared.sync.clock import COUNTER_BITS, FUTURE_ALLOWANCE_MS, LATEST_MS, tick, wall_ms
from sync_server.accounts.records import Device
from sync_server.database import table_of, writing
from sync_server.sync.change_log import LoggedChange, history
from tests.bare_device import BareDevice, bare_device
from tests.worlds import DAY_MS, NETWORK, NOW, World, new_id


def created(device: BareDevice, fields: dict[str, Any]) -> tuple[str, int]:
    """Create a person as the device's first change; return her id and sequence."""
    person = new_id()
    reply = device.send([1, device.change("person", person, fields)])
    return person, reply.rows[0][2]


def test_a_change_of_what_its_author_saw_is_ok_and_echoed_by_its_sequence(world: World) -> None:
    device = bare_device(world)
    person, seq = created(device, {"first_name": "Odile"})
    read = device.send().cursor
    reply = device.send([2, device.change("person", person, {"hamlet": "Le Bourg"}, seq)], cursor=read)
    assert (reply.settled, reply.verdicts) == (2, [["ok"]])
    assert reply.rows == [["person", person, seq + 1]]


def test_a_change_of_what_its_author_may_have_lost_is_echoed_whole(world: World) -> None:
    device = bare_device(world)
    person, seq = created(device, {"first_name": "Odile"})
    reply = device.send([2, device.change("person", person, {"hamlet": "Le Bourg"}, seq)])
    assert reply.verdicts == [["ok"]]
    assert [row[3]["first_name"] for row in reply.rows] == ["Odile"]


def test_two_who_edit_different_fields_are_merged(world: World) -> None:
    corinne, abel = bare_device(world), bare_device(world, "abel")
    person, seq = created(corinne, {"first_name": "Odile"})
    corinne.send([2, corinne.change("person", person, {"hamlet": "Le Bourg"}, seq)])
    reply = abel.send([1, abel.change("person", person, {"address": "12 rue Haute"}, seq)])
    assert reply.verdicts == [["ok"]]
    row = world.row("person", person)
    assert (row["hamlet"], row["address"]) == ("Le Bourg", "12 rue Haute")
    whole = next(row for row in reply.rows if row[1] == person)
    assert whole[3]["hamlet"] == "Le Bourg"
    assert world.rows("conflict") == {}


def test_two_who_add_to_the_same_set_are_merged(world: World) -> None:
    corinne, abel = bare_device(world), bare_device(world, "abel")
    person, seq = created(corinne, {"tags/vélo": True})
    corinne.send([2, corinne.change("person", person, {"tags/isolée": True}, seq)])
    world.clock.advance(1_000)
    reply = abel.send([1, abel.change("person", person, {"tags/isolée": None, "tags/jardin": True}, seq)])
    assert reply.verdicts == [["merged"]]
    assert world.row("person", person)["tags"].keys() == {"vélo", "jardin"}
    assert world.rows("conflict") == {}


def test_two_who_correct_the_same_telephone_make_a_conflict_that_keeps_both(world: World) -> None:
    corinne, abel = bare_device(world), bare_device(world, "abel")
    mine, hers = {"number": "+33600000001", "typed": "06"}, {"number": "+33600000002", "typed": "07"}
    person, seq = created(corinne, {"first_name": "Odile", "phones/1": {"number": "", "typed": "?"}})
    corinne.send([2, corinne.change("person", person, {"phones/1": hers}, seq)])
    world.clock.advance(1_000)
    reply = abel.send([1, abel.change("person", person, {"phones/1": mine}, seq)])
    assert reply.verdicts == [["conflict"]]
    assert world.row("person", person)["phones"] == {"1": mine}
    (conflict,) = world.rows("conflict").values()
    assert {name: conflict[name] for name in ("record", "record_id", "field", "status")} == {
        "record": "person",
        "record_id": person,
        "field": "phones/1",
        "status": "open",
    }
    assert (conflict["kept"], conflict["kept_by"], conflict["kept_at"]) == (mine, abel.number, NOW + 1_000)
    assert (conflict["lost"], conflict["lost_by"], conflict["lost_at"]) == (hers, corinne.number, NOW)
    assert any(row[0] == "conflict" for row in reply.rows)


def test_whoever_had_seen_the_other_value_makes_no_conflict_even_by_a_slow_clock(world: World) -> None:
    corinne, abel = bare_device(world), bare_device(world, "abel")
    person, seq = created(corinne, {"first_name": "Odile"})
    change = ["person", person, {"first_name": "Odette"}, NOW - DAY_MS << COUNTER_BITS, seq]
    reply = abel.send([1, change])
    assert reply.verdicts == [["ok"]]
    assert world.row("person", person)["first_name"] == "Odette"
    assert world.rows("conflict") == {}


def test_a_table_of_a_later_version_is_kept_in_the_log(world: World) -> None:
    device = bare_device(world)
    house = new_id()
    reply = device.send([1, device.change("maison", house, {"toit": "lauze"})])
    assert (reply.settled, reply.verdicts, reply.rows) == (1, [["kept"]], [])
    (entry,) = world.table(LoggedChange)
    assert (entry["record"], entry["record_id"], entry["fields"]) == ("maison", house, {"toit": "lauze"})


def test_a_request_sent_again_gives_the_same_verdicts_and_changes_nothing(world: World) -> None:
    corinne, abel = bare_device(world), bare_device(world, "abel")
    person, seq = created(corinne, {"first_name": "Odile"})
    corinne.send([2, corinne.change("person", person, {"first_name": "Odette"}, seq)])
    actions = [
        [1, abel.change("person", person, {"first_name": "Odélie"}, seq)],
        [2, abel.change("person", new_id(), {"first_name": 7})],
        [3, abel.change("person", new_id(), {"first_name": "René"})],
    ]
    first = abel.send(*actions)
    before = (world.rows("person"), world.rows("conflict"), world.table(LoggedChange))
    again = abel.send(*actions)
    assert (again.settled, again.verdicts) == (first.settled, first.verdicts)
    assert (world.rows("person"), world.rows("conflict"), world.table(LoggedChange)) == before


def test_a_repeat_is_answered_with_whole_rows(world: World) -> None:
    corinne, abel = bare_device(world), bare_device(world, "abel")
    person = new_id()
    action = [1, corinne.change("person", person, {"first_name": "Odile"})]
    seq = corinne.send(action).rows[0][2]
    abel.send([1, abel.change("person", person, {"hamlet": "Le Bourg"}, seq)])
    row = next(row for row in corinne.send(action).rows if row[1] == person)
    assert row[3] == {**row[3], "first_name": "Odile", "hamlet": "Le Bourg"}


def test_a_late_request_after_a_batch_was_cut_anew_takes_only_what_is_new(world: World) -> None:
    device = bare_device(world)
    changes = [device.change("person", new_id(), {"first_name": name}) for name in ("A", "B", "C", "D")]
    late = [[number, change] for number, change in enumerate(changes, 1)]
    assert device.send(*late[:2]).settled == 2
    assert device.send(*late).settled == 4
    assert device.send(*late[1:3]).settled == 4
    assert sorted(entry["number"] for entry in world.table(LoggedChange)) == [1, 2, 3, 4]
    assert len(world.rows("person")) == 4


def test_a_late_request_does_not_bring_an_older_value_back(world: World) -> None:
    device = bare_device(world)
    person = new_id()
    first = [1, device.change("person", person, {"first_name": "Odile"})]
    device.send(first)
    device.send([2, device.change("person", person, {"first_name": "Odette"})])
    device.send(first)
    assert world.row("person", person)["first_name"] == "Odette"


def test_a_deletion_that_missed_an_edit_keeps_the_record_and_makes_a_conflict(world: World) -> None:
    corinne, abel = bare_device(world), bare_device(world, "abel")
    person, seq = created(corinne, {"first_name": "Odile"})
    corinne.send([2, corinne.change("person", person, {"hamlet": "Le Bourg"}, seq)])
    reply = abel.send([1, abel.change("person", person, {"deleted": True}, seq)])
    assert reply.verdicts == [["conflict"]]
    row = world.row("person", person)
    assert (row["deleted"], row["hamlet"]) == (False, "Le Bourg")
    (conflict,) = world.rows("conflict").values()
    assert (conflict["field"], conflict["kept"], conflict["lost"]) == ("deleted", False, True)
    assert (conflict["kept_by"], conflict["lost_by"]) == (corinne.number, abel.number)


def test_an_edit_that_missed_a_deletion_brings_the_record_back_and_makes_a_conflict(world: World) -> None:
    corinne, abel = bare_device(world), bare_device(world, "abel")
    person, seq = created(corinne, {"first_name": "Odile"})
    corinne.send([2, corinne.change("person", person, {"deleted": True}, seq)])
    reply = abel.send([1, abel.change("person", person, {"hamlet": "Le Bourg"}, seq)])
    assert reply.verdicts == [["conflict"]]
    row = world.row("person", person)
    assert (row["deleted"], row["hamlet"], row["first_name"]) == (False, "Le Bourg", "Odile")
    (conflict,) = world.rows("conflict").values()
    assert (conflict["field"], conflict["kept"], conflict["lost"]) == ("deleted", False, True)
    assert (conflict["kept_by"], conflict["lost_by"]) == (abel.number, corinne.number)


def test_what_else_a_refused_deletion_wrote_is_not_dropped(world: World) -> None:
    corinne, abel = bare_device(world), bare_device(world, "abel")
    person, seq = created(corinne, {"first_name": "Odile"})
    corinne.send([2, corinne.change("person", person, {"hamlet": "Le Bourg"}, seq)])
    abel.send([1, abel.change("person", person, {"deleted": True, "approach_note": "Décédée en mars"}, seq)])
    row = world.row("person", person)
    assert (row["deleted"], row["approach_note"]) == (False, "Décédée en mars")


def test_a_deletion_of_what_its_author_saw_stands(world: World) -> None:
    corinne, abel = bare_device(world), bare_device(world, "abel")
    person, seq = created(corinne, {"first_name": "Odile"})
    assert abel.send([1, abel.change("person", person, {"deleted": True}, seq)]).verdicts == [["ok"]]
    assert world.row("person", person)["deleted"] is True
    assert world.rows("conflict") == {}


def test_a_clock_in_2300_is_accepted_clamped_and_keeps_its_own_order(world: World) -> None:
    device = bare_device(world)
    person = new_id()
    in_2300, last = 10_413_792_000_000, 0
    for number, name in enumerate(("A", "B", "C"), 1):
        last = tick(last, in_2300)
        change = ["person", person, {"first_name": name}, last, 0]
        assert device.send([number, change]).verdicts == [["ok"]]
    row = world.row("person", person)
    assert row["first_name"] == "C"
    assert wall_ms(row["stamps"]["first_name"][0]) <= NOW + FUTURE_ALLOWANCE_MS
    assert {wall_ms(entry["stamp"]) for entry in world.table(LoggedChange)} == {LATEST_MS}


def test_a_clock_in_1970_is_accepted_and_its_order_kept(world: World) -> None:
    device = bare_device(world)
    person = new_id()
    for number, name in enumerate(("A", "B"), 1):
        assert device.send([number, ["person", person, {"first_name": name}, 1_000 + number, 0]]).verdicts == [["ok"]]
    row = world.row("person", person)
    assert (row["first_name"], row["created_at"]) == ("B", 0)


def test_a_server_whose_clock_went_back_does_not_make_anybody_lose_to_what_she_replaced(world: World) -> None:
    corinne, abel = bare_device(world), bare_device(world, "abel")
    person, seq = created(corinne, {"first_name": "Odile"})
    stamp = (NOW + 1_000 << COUNTER_BITS) + 1
    world.clock.advance(-DAY_MS)
    reply = abel.send([1, ["person", person, {"first_name": "Odette"}, stamp, seq]])
    assert reply.verdicts == [["ok"]]
    assert world.row("person", person)["first_name"] == "Odette"


def test_the_record_of_a_conflict_is_the_same_whichever_database_keeps_it(world: World) -> None:
    corinne, abel = bare_device(world), bare_device(world, "abel")
    person, seq = created(corinne, {"couleur": [1, None, {"a": 0.5}]})
    corinne.send([2, corinne.change("person", person, {"couleur": None}, seq)])
    world.clock.advance(1_000)
    abel.send([1, abel.change("person", person, {"couleur": "bleu"}, seq)])
    (conflict,) = world.rows("conflict").values()
    known = {name: conflict[name] for name in ("field", "kept", "lost", "author", "created_at", "deleted")}
    assert known == {
        "field": "couleur",
        "kept": "bleu",
        "lost": None,
        "author": "",
        "created_at": NOW + 1_000,
        "deleted": False,
    }
    assert conflict["stamps"] == {"": [NOW + 1_000 << COUNTER_BITS, 0, conflict["seq"]]}


def test_the_history_of_a_record_lists_its_changes_the_latest_first(world: World) -> None:
    corinne, abel = bare_device(world), bare_device(world, "abel")
    person, seq = created(corinne, {"first_name": "Odile"})
    abel.send([1, abel.change("person", person, {"first_name": "Odette"}, seq)])
    with writing(world.engine) as connection:
        entries = history(connection, NETWORK, [person])
    assert [(entry.worker_id, entry.fields["first_name"]) for entry in entries] == [
        ("abel", "Odette"),
        ("corinne", "Odile"),
    ]


def test_a_number_that_was_never_logged_but_lies_behind_is_said_to_be_taken(world: World) -> None:
    device = bare_device(world)
    with writing(world.engine) as connection:
        table = table_of(Device)
        connection.execute(update(table).where(table.c.number == device.number).values(settled=9))
    reply = device.send([4, device.change("person", new_id(), {"first_name": "Odile"})])
    assert (reply.settled, reply.verdicts) == (9, [["rejected", "number_taken", ""]])


def test_the_participants_of_a_visit_are_spread_into_rows(world: World) -> None:
    device = bare_device(world)
    visit, odile, rene = new_id(), new_id(), new_id()
    first = device.change("visit", visit, {f"participants/{odile}": True, f"participants/{rene}": True})
    seq = device.send([1, first]).rows[0][2]
    assert {row["person_id"] for row in world.table(Participation)} == {odile, rene}
    device.send([2, device.change("visit", visit, {f"participants/{rene}": None}, seq)])
    assert {row["person_id"] for row in world.table(Participation)} == {odile}
