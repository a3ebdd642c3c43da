"""Every list of the phone is read by an index: none gets slower with the years of visits it holds."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from sqlalchemy import Connection, Engine, event

from mobile.store import outbox, people, today, visits, waiting
from mobile.store.records import Patch
from tests.conftest import LinkPhone
from tests.worlds import Phone, World, new_id

Reading = Callable[[Connection], object]

SMALL = frozenset({"identity", "state", "outbox", "quarantine"})
"""Tables of a few rows, or read from one end: the whole of them is no list that grows."""

ODILE = new_id()
VISIT = new_id()

READINGS: dict[str, Reading] = {
    "people by name": people.people_by_name,
    "people found by name": lambda connection: people.find_people(connection, "odile"),
    "people found by telephone": lambda connection: people.find_people(connection, "06 39 98 64 67"),
    "people of a commune": lambda connection: people.people_of_place(connection, "63463", ""),
    "people of a hamlet": lambda connection: people.people_of_place(connection, "63463", "Le Bourg"),
    "people met last": people.people_met_last,
    "number of people": people.count_people,
    "a person's page": lambda connection: people.person_page(connection, ODILE),
    "a person's timeline": lambda connection: visits.timeline(connection, ODILE),
    "the last visit of a worker": lambda connection: visits.last_visit(connection, "corinne"),
    "the last visit with a person": lambda connection: visits.last_visit(connection, "corinne", ODILE),
    "a visit's page": lambda connection: visits.visit_page(connection, VISIT),
    "today": lambda connection: today.read_today(connection, "2026-11-24"),
    "what waits": waiting.waiting_lines,
    "what was refused": waiting.refused_lines,
    "the next request": outbox.next_request,
}


@pytest.fixture
def phone(sqlite_world: World, link_phone: LinkPhone) -> Phone:
    """A phone with a person in a household, who was visited and has a need and a promise."""
    phone = link_phone(sqlite_world, "corinne")
    person = {"first_name": "Odile", "household": new_id(), "phones/1": {"number": "+33639986467", "typed": ""}}
    visit = {"day": "2026-11-24", "commune": "63463", f"participants/{ODILE}": True, "review": "question"}
    phone.save(
        Patch("person", ODILE, {**person, "commune": "63463", "hamlet": "Le Bourg"}),
        Patch("visit", VISIT, visit),
        Patch("need", new_id(), {"person": ODILE, "opened_in": VISIT, "code": "mobilite--preparer-un-permis"}),
        Patch("follow_up", new_id(), {"person": ODILE, "visit": VISIT, "due_on": "2026-11-20"}),
        Patch("remark", new_id(), {"visit": VISIT, "text": "Qui a appelé ?"}),
    )
    return phone


@contextmanager
def plans_noted(store: Engine) -> Iterator[list[str]]:
    """Collect how SQLite goes about each query run inside."""
    plans: list[str] = []

    def explain(connection: Connection, _cursor: Any, statement: str, parameters: Any, *_: Any) -> None:
        if statement.startswith("SELECT"):
            cursor = connection.connection.cursor()
            cursor.execute(f"EXPLAIN QUERY PLAN {statement}", parameters)
            plans.extend(str(row[3]) for row in cursor.fetchall())

    event.listen(store, "before_cursor_execute", explain)
    try:
        yield plans
    finally:
        event.remove(store, "before_cursor_execute", explain)


def is_a_scan(step: str) -> bool:
    """Tell whether a step goes through a whole table that grows, by an index or not."""
    words = step.split()
    return words[0] == "SCAN" and words[1] not in SMALL and "VIRTUAL TABLE INDEX" not in step and "(" not in words[1]


@pytest.mark.parametrize("name", READINGS)
def test_no_list_goes_through_a_whole_table(phone: Phone, name: str) -> None:
    with plans_noted(phone.store) as plans:
        phone.do(READINGS[name])
    assert plans
    assert [step for step in plans if is_a_scan(step)] == []


@pytest.mark.parametrize("name", ["people by name", "today", "people met last"])
def test_what_is_read_in_an_order_lies_in_it(phone: Phone, name: str) -> None:
    with plans_noted(phone.store) as plans:
        phone.do(READINGS[name])
    assert "USE TEMP B-TREE FOR GROUP BY" not in plans
    if name == "people by name":
        assert "USE TEMP B-TREE FOR ORDER BY" not in plans


@pytest.mark.parametrize("name", ["people by name", "people found by name", "people of a commune", "people met last"])
def test_the_last_visit_of_each_in_a_list_is_looked_up_through_her(phone: Phone, name: str) -> None:
    with plans_noted(phone.store) as plans:
        phone.do(READINGS[name])
    looked_up = [step for step in plans if step.startswith(("SEARCH follow_up", "SEARCH participation"))]
    assert any("person_id=?" in step for step in looked_up)
    assert all("person=?" in step for step in looked_up if "follow_up" in step)
    assert any(step.startswith("SEARCH visit") and "AND id=?)" in step for step in plans)
