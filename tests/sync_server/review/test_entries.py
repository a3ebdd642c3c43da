"""Entries follow the records by their sequence, whoever wrote them, on both databases."""

from sqlalchemy import select

from sync_server.accounts.access import Reader
from sync_server.console.filters import VisitFilters
from sync_server.console.queries.selection import ENTRIES, ORDER, Counts, count_visits, select_visits
from sync_server.database import reading, table_of, writing
from sync_server.review.entries import EntryMark, NeedEntry, PersonEntry, VisitEntry, refresh_entries
from tests.sync_server.console.office import write, write_visit
from tests.worlds import NETWORK, World, fill_accounts, new_id

READER = Reader(NETWORK, "evs", "nadia", "coordinator")


def found(world: World, filters: VisitFilters) -> list[str]:
    refresh_entries(world.engine, NETWORK)
    with reading(world.engine) as connection:
        conditions = select_visits(connection, READER, filters).in_state(filters.review)
        return list(connection.scalars(select(ENTRIES.c.visit_id).where(*conditions).order_by(*ORDER)))


def counts(world: World) -> Counts:
    refresh_entries(world.engine, NETWORK)
    with reading(world.engine) as connection:
        return count_visits(connection, select_visits(connection, READER, VisitFilters()))


def test_a_visit_gets_an_entry_follows_its_changes_and_loses_it_when_deleted(world: World) -> None:
    visit = write_visit(world, note="Chauffage", axes={"2": True, "1": True})
    refresh_entries(world.engine, NETWORK)
    (entry,) = world.table(VisitEntry)
    assert (entry["words"], entry["axes"], entry["started_at"]) == ("chauffage", ",1,2,", -1)
    write(world, "visit", {"note": "Électricité"}, record_id=visit)
    assert found(world, VisitFilters(words="électri")) == [visit]
    assert found(world, VisitFilters(words="chauffage")) == []
    write(world, "visit", {"deleted": True}, record_id=visit)
    refresh_entries(world.engine, NETWORK)
    assert world.table(VisitEntry) == []


def test_lost_entries_come_back_by_themselves(world: World) -> None:
    visit = write_visit(world)
    write(world, "person", {"first_name": "Ana"})
    write(world, "need", {"code": "veillee--deuil", "opened_in": visit})
    refresh_entries(world.engine, NETWORK)
    before = [world.table(model) for model in (VisitEntry, PersonEntry, NeedEntry)]
    with writing(world.engine) as connection:
        for model in (VisitEntry, PersonEntry, NeedEntry, EntryMark):
            connection.execute(table_of(model).delete())
    refresh_entries(world.engine, NETWORK)
    assert [world.table(model) for model in (VisitEntry, PersonEntry, NeedEntry)] == before


def test_every_filter_says_the_same_on_both_databases(world: World) -> None:
    person = write(world, "person", {"first_name": "Marie", "last_name": "Bigay"})
    wanted = write_visit(
        world, mode="street", axes={"3": True}, participants={person: True}, note="100 % d’accord", started_at=1
    )
    write(world, "need", {"code": "sante--addictions", "opened_in": wanted})
    write_visit(world, day="2020-01-01", commune="63008", structure="autre")
    same = {"commune": "63267", "structure": "evs", "mode": "street", "axis": "3", "need": "sante"}
    for name, value in same.items():
        assert found(world, VisitFilters(**{name: value})) == [wanted], name  # type: ignore[arg-type] # all are text
    for words in ("bigay", "marie accord", "100", "d'accord"):
        assert found(world, VisitFilters(words=words)) == [wanted], words


def test_a_question_is_answered_once_none_waits_and_opens_again_when_asked(world: World) -> None:
    visit = write_visit(world, review="question")
    first = write(world, "remark", {"visit": visit, "text": "Fait ?"}, by="nadia")
    assert counts(world) == Counts(to_read=0, question=1, answered=0, read=0)
    answer = write(world, "remark", {"visit": visit, "text": "Oui", "answer_to": first})
    assert counts(world) == Counts(to_read=0, question=0, answered=1, read=0)
    second = write(world, "remark", {"visit": visit, "text": "Quand ?"}, by="nadia")
    assert counts(world).answered == 0
    write(world, "remark", {"visit": visit, "text": "Hier", "answer_to": second})
    assert counts(world).answered == 1
    write(world, "remark", {"deleted": True}, record_id=answer)
    assert counts(world).answered == 0
    write(world, "remark", {"settled": True}, record_id=first, by="nadia")
    assert counts(world).answered == 1


def test_entries_of_another_network_are_untouched(world: World) -> None:
    write_visit(world)
    with writing(world.engine) as connection:
        fill_accounts(connection, "autre")
    refresh_entries(world.engine, "autre")
    assert world.table(VisitEntry) == []
    refresh_entries(world.engine, NETWORK)
    assert len(world.table(VisitEntry)) == 1


def test_a_record_without_telephone_or_commune_has_an_entry_too(world: World) -> None:
    write(world, "person", {"phones/a": {"typed": "chez Paul"}, "commune": "99999"})
    write(world, "need", {"code": "inconnu", "opened_in": new_id()})
    refresh_entries(world.engine, NETWORK)
    (entry,) = world.table(PersonEntry)
    assert (entry["words"], entry["digits"]) == ("", ",,")
