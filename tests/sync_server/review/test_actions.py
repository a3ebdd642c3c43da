"""What the coordinator does to visits reaches the log of changes, and through it the phones."""

import pytest

from sync_server.accounts.access import Reader
from sync_server.database import writing
from sync_server.review.actions import EmptyRemark, LongRemark, Reviewer, ask, mark_read, put_back
from sync_server.sync.change_log import LoggedChange
from tests.sync_server.console.office import write, write_visit
from tests.worlds import DAY_MS, NETWORK, World, new_id

NADIA = Reader(NETWORK, "evs", "nadia", "coordinator")


def read(world: World, *visits: str) -> dict[str, str]:
    with writing(world.engine) as connection:
        return mark_read(Reviewer(connection, NADIA, world.clock(), new_id), visits)


def question(world: World, visit: str, text: str = "Fait ?") -> str:
    with writing(world.engine) as connection:
        return ask(Reviewer(connection, NADIA, world.clock(), new_id), visit, text)


def restore(world: World, states: dict[str, str]) -> int:
    with writing(world.engine) as connection:
        return put_back(Reviewer(connection, NADIA, world.clock(), new_id), states)


def test_marking_tells_what_the_state_was(world: World) -> None:
    unread, asked, done = (write_visit(world, review=state) for state in ("to_read", "question", "read"))
    assert read(world, unread, asked, done) == {unread: "to_read", asked: "question"}
    assert {world.row("visit", each)["review"] for each in (unread, asked, done)} == {"read"}


def test_a_mark_is_a_change_of_the_coordinators_own_device(world: World) -> None:
    visit = write_visit(world)
    read(world, visit)
    first, last = sorted(world.table(LoggedChange), key=lambda change: change["seq"])
    assert (last["worker_id"], last["fields"], last["verdict"]) == ("nadia", {"review": "read"}, "ok")
    assert last["device"] != first["device"]


def test_marking_twice_changes_nothing_more(world: World) -> None:
    visit = write_visit(world)
    read(world, visit)
    changes = len(world.table(LoggedChange))
    assert read(world, visit, visit) == {}
    assert len(world.table(LoggedChange)) == changes


def test_a_mark_holds_against_a_phone_whose_clock_was_ahead(world: World) -> None:
    visit = write_visit(world)
    world.clock.advance(240_000)
    write(world, "visit", {"review": "to_read", "note": "ajout"}, record_id=visit)
    world.clock.advance(-240_000)
    read(world, visit)
    assert world.row("visit", visit)["review"] == "read"


def test_a_question_opens_the_visit_and_a_mark_settles_it(world: World) -> None:
    visit = write_visit(world)
    remark = question(world, visit, " Deux\r\nlignes\0 ")
    row = world.row("remark", remark)
    assert (row["text"], row["visit"], row["author"], row["settled"]) == ("Deux\nlignes", visit, "nadia", False)
    assert world.row("visit", visit)["review"] == "question"
    read(world, visit)
    assert world.row("remark", remark)["settled"] is True


def test_a_question_travels_whole_or_not_at_all(world: World) -> None:
    visit = write_visit(world)
    question(world, visit)
    first, second = sorted(world.table(LoggedChange), key=lambda change: (change["seq"], change["number"]))[-2:]
    assert first["seq"] == second["seq"]
    assert {first["record"], second["record"]} == {"remark", "visit"}


def test_an_empty_or_endless_question_is_refused(world: World) -> None:
    visit = write_visit(world)
    with pytest.raises(EmptyRemark):
        question(world, visit, " \0 ")
    with pytest.raises(LongRemark):
        question(world, visit, "x" * 4001)


def test_nothing_is_asked_about_a_visit_that_is_not_there(world: World) -> None:
    deleted = write_visit(world)
    write(world, "visit", {"deleted": True}, record_id=deleted)
    assert question(world, deleted) == ""
    assert question(world, new_id()) == ""
    assert world.rows("remark") == {}


def test_a_state_that_is_none_is_left_aside(world: World) -> None:
    visit = write_visit(world, review="read")
    assert restore(world, {visit: "brouillon"}) == 0
    assert restore(world, {visit: "question"}) == 1
    assert restore(world, {visit: "question"}) == 0


def test_the_coordinator_may_come_back_another_day(world: World) -> None:
    visit = write_visit(world)
    read(world, visit)
    world.clock.advance(DAY_MS)
    restore(world, {visit: "to_read"})
    assert world.row("visit", visit)["review"] == "to_read"
    assert len({change["device"] for change in world.table(LoggedChange) if change["worker_id"] == "nadia"}) == 1
