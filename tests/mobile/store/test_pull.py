"""Taking in a reply: rows as the server has them, under what this phone has still to say."""

import pytest
from sqlalchemy import Connection, select

from mobile.store.pull import take_in
from mobile.store.records import Patch
from mobile.store.schema import quarantine, unknown_row
from mobile.store.search import find_numbers
from shared.sync.protocol import SyncReply
from tests.bare_device import bare_device
from tests.conftest import LinkPhone
from tests.worlds import NOW, Phone, World, new_id


@pytest.fixture
def phone(world: World, link_phone: LinkPhone) -> Phone:
    return link_phone(world, "corinne")


def same(here: dict[str, object], there: dict[str, object]) -> bool:
    return {**here, "stamps": None} == {**there, "stamps": None}


def test_a_refused_creation_leaves_the_list_and_stays_in_quarantine(phone: Phone) -> None:
    person = phone.create("person", {"first_name": "Od\0ile", "hamlet": "Le Bourg"})
    done = phone.synchronise()
    assert (done.sent, done.refused) == (1, 1)
    assert phone.rows("person") == {}
    assert phone.do(find_numbers, "bourg", 9) == []
    (entry,) = phone.do(lambda connection: connection.execute(select(quarantine)).mappings().all())
    assert (entry["record_id"], entry["reason"], entry["path"]) == (person, "bad_value", "first_name")
    assert entry["fields"] == {"first_name": "Od\0ile", "hamlet": "Le Bourg"}
    assert phone.waiting().refused == 1


def test_a_refused_edit_gives_the_row_back_as_the_server_has_it(world: World, phone: Phone) -> None:
    person = phone.create("person", {"first_name": "Odile"})
    phone.synchronise()
    phone.write("person", person, {"first_name": "Od\0ile"})
    phone.synchronise()
    assert phone.row("person", person)["first_name"] == "Odile"
    assert same(phone.row("person", person), world.row("person", person))


def test_an_edit_after_a_refused_creation_makes_the_record_on_both_sides(world: World, phone: Phone) -> None:
    person = phone.create("person", {"first_name": "Od\0ile"})
    phone.write("person", person, {"hamlet": "Le Bourg"})
    phone.synchronise()
    assert world.row("person", person)["hamlet"] == "Le Bourg"
    assert same(phone.row("person", person), world.row("person", person))


def test_an_edit_that_waits_behind_a_refused_creation_stays_on_the_screen(world: World, phone: Phone) -> None:
    person = phone.create("person", {"first_name": "Od\0ile"})
    phone.write("person", person, {"hamlet": "Le Bourg"})
    reply = SyncReply(
        now=NOW, settled=1, verdicts=[["rejected", "x", ""]], rows=[["person", person, 0, None]], cursor=""
    )
    phone.do(take_in, reply, [1], NOW)
    row = phone.row("person", person)
    assert (row["hamlet"], row["first_name"], row["deleted"], row["author"]) == ("Le Bourg", "", False, "corinne")
    phone.synchronise()
    assert same(phone.row("person", person), world.row("person", person))


def test_a_row_from_the_server_does_not_hide_what_still_waits(world: World, phone: Phone) -> None:
    person = phone.create("person", {"first_name": "Odile", "hamlet": "Le Bourg"})
    phone.synchronise()
    world.clock.advance(60_000)
    phone.write("person", person, {"hamlet": "La Croix"})
    world.clock.advance(-30_000)
    bare = bare_device(world, "abel")
    bare.send([1, bare.change("person", person, {"first_name": "Odette", "hamlet": "Les Prés"})])
    rows = bare.send().rows
    phone.do(take_in, SyncReply(now=NOW, rows=rows, cursor="x"), [], NOW)
    row = phone.row("person", person)
    assert (row["first_name"], row["hamlet"]) == ("Odette", "La Croix")
    assert phone.waiting().changes == 1


def test_rows_of_an_unknown_table_are_kept_as_they_came(phone: Phone) -> None:
    row = ["cabane", new_id(), 4, {"nom": "Bergerie"}, {}]
    phone.do(take_in, SyncReply(now=NOW, rows=[row], cursor="x"), [], NOW)
    (kept,) = phone.do(lambda connection: connection.execute(select(unknown_row)).mappings().all())
    assert kept["content"] == row


def test_unknown_fields_are_kept_and_given_back_untouched(world: World, phone: Phone) -> None:
    newer = bare_device(world, "abel")
    person = new_id()
    newer.send([1, newer.change("person", person, {"first_name": "Odile", "couleur": {"r": 1}, "amis/2": [1, None]})])
    phone.synchronise()
    assert phone.row("person", person)["extra"] == {"couleur": {"r": 1}, "amis/2": [1, None]}
    phone.write("person", person, {"hamlet": "Le Bourg"})
    phone.synchronise()
    row = next(row for row in newer.send().rows if row[1] == person)
    assert row[3] == {**row[3], "couleur": {"r": 1}, "amis/2": [1, None], "hamlet": "Le Bourg"}


def test_a_phone_killed_while_it_takes_a_reply_in_has_taken_nothing_in(phone: Phone) -> None:
    class Killed(Exception):
        """The process ended here."""

    def half_done(connection: Connection) -> None:
        row = ["person", new_id(), 4, {"first_name": "Odile"}, {}]
        take_in(connection, SyncReply(now=NOW, settled=1, verdicts=[["ok"]], rows=[row], cursor="x"), [1], NOW)
        raise Killed

    phone.save(Patch("person", new_id(), {"first_name": "René"}))
    with pytest.raises(Killed):
        phone.do(half_done)
    assert [row["first_name"] for row in phone.rows("person").values()] == ["René"]
    assert phone.waiting().changes == 1
