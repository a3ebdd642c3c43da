"""The log reads through its indexes: what SQLite says it will do, statement by statement."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, event

from sync_server.accounts.access import Reader
from sync_server.console.filters import VisitFilters
from sync_server.console.queries.selection import ENTRIES, count_to_read, count_visits, neighbour, select_visits
from sync_server.database import reading
from sync_server.review.entries import refresh_entries
from tests.sync_server.console.office import Browser, write_visit
from tests.worlds import NETWORK

READER = Reader(NETWORK, "evs", "nadia", "coordinator")


@contextmanager
def plans(connection: Connection) -> Iterator[list[str]]:
    """Gather how SQLite runs each statement of a block."""
    found: list[str] = []

    def explain(on: Connection, cursor: Any, statement: str, parameters: Any, *_: Any) -> None:
        if statement.startswith("SELECT"):
            cursor.execute(f"EXPLAIN QUERY PLAN {statement}", parameters)
            found.append("; ".join(row[3] for row in cursor.fetchall()))

    event.listen(connection, "before_cursor_execute", explain)
    yield found
    event.remove(connection, "before_cursor_execute", explain)


def fill(office: Browser) -> None:
    for each in range(30):
        write_visit(office.world, note=f"note {each}", review=("read", "to_read")[each % 2])
    refresh_entries(office.world.engine, NETWORK)
    with office.world.engine.connect() as connection:
        connection.exec_driver_sql("ANALYZE")
        connection.commit()


def test_counting_never_leaves_the_index(office: Browser) -> None:
    fill(office)
    with reading(office.world.engine) as connection:
        for filters in (VisitFilters(), VisitFilters(commune="63267", mode="home"), VisitFilters(axis="3")):
            selection = select_visits(connection, READER, filters)
            with plans(connection) as found:
                count_visits(connection, selection)
            assert "COVERING INDEX ix_visit_entry" in found[0]
        with plans(connection) as found:
            count_to_read(connection, READER)
        assert "COVERING INDEX ix_visit_entry_review" in found[0]


def test_a_page_is_read_in_the_order_of_its_index(office: Browser) -> None:
    fill(office)
    with reading(office.world.engine) as connection:
        for review in ("to_read", "read", "all"):
            conditions = select_visits(connection, READER, VisitFilters()).in_state(review)
            with plans(connection) as found:
                neighbour(connection, conditions, ("2026-11-20", 0, "x"), older=True)
                neighbour(connection, conditions, ("2026-11-20", 0, "x"), older=False)
            assert all("COVERING INDEX" in plan and "TEMP B-TREE" not in plan for plan in found), found


def test_bringing_entries_up_to_date_looks_only_at_what_is_new(office: Browser) -> None:
    fill(office)
    with office.world.engine.connect() as connection, plans(connection) as found:
        connection.execute(ENTRIES.select().limit(1))
    assert found
    statements: list[str] = []
    event.listen(
        office.world.engine, "before_cursor_execute", lambda _c, _k, statement, *_: statements.append(statement)
    )
    refresh_entries(office.world.engine, NETWORK)
    assert [each for each in statements if each.startswith(("INSERT", "DELETE", "UPDATE"))] == []
