"""What only this phone holds, carried from a damaged store into a new one; the rest comes back from the server."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Engine, Table, insert, select, text

from mobile.store.errors import DamagedStore
from mobile.store.records import show_again
from mobile.store.schema import draft, identity, outbox, quarantine, state

CARRIED = (identity, outbox, quarantine, draft, state)
FORGOTTEN = frozenset({"cursor", "in_step_at"})
"""Names in `state` that speak of the records of the old store."""

Salvaged = Mapping[str, Sequence[Mapping[str, Any]]]


class NothingSaved(DamagedStore):
    """What only this phone held cannot be read whole: start as a new phone, with the old file beside it."""


def is_sound(store: Engine) -> bool:
    """Tell whether every page of a store opens and all of it holds together."""
    try:
        with store.begin() as connection:
            return bool(connection.exec_driver_sql("PRAGMA integrity_check(1)").scalar_one() == "ok")
    except DamagedStore:
        return False


def salvage(store: Engine) -> Salvaged:
    """Read what only this phone holds.

    All or nothing: with its number of changes unknown, a phone that went on under its old name would give numbers that
    the server already settled. Raises `NothingSaved`.
    """
    try:
        with store.begin() as connection:
            rows = {table.name: _rows(connection, table) for table in CARRIED}
            last = connection.execute(text("SELECT seq FROM sqlite_sequence WHERE name = 'outbox'")).scalar()
    except DamagedStore as error:
        raise NothingSaved(str(error)) from error
    return {**rows, "sqlite_sequence": [{"name": "outbox", "seq": last or 0}]}


def _rows(connection: Connection, table: Table) -> list[dict[str, Any]]:
    return [dict(row) for row in connection.execute(select(table)).mappings()]


def restore(connection: Connection, salvaged: Salvaged) -> None:
    """Put what was salvaged into a new store, and show what waits; all records are asked of the server again."""
    for table in CARRIED:
        rows = [row for row in salvaged[table.name] if row.get("name") not in FORGOTTEN or table is not state]
        if rows:
            connection.execute(insert(table), rows)
    connection.execute(text("DELETE FROM sqlite_sequence WHERE name = 'outbox'"))
    connection.execute(text("INSERT INTO sqlite_sequence(name, seq) VALUES (:name, :seq)"), salvaged["sqlite_sequence"])
    if salvaged[outbox.name]:
        show_again(connection)
