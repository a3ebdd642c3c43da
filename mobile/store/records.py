"""Writing records on the phone: the row, its change in the outbox and what is derived from it, in one transaction."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Table, bindparam, delete, insert, select, update
from sqlmodel import SQLModel

from mobile.store import search, state
from mobile.store.schema import here, outbox
from shared.domain.record import Row, Value
from shared.domain.registry import RecordType, record_types
from shared.domain.upsert import sqlite_writer
from shared.domain.visit import Participation
from shared.sync.change import paths_between
from shared.sync.clock import wall_ms
from shared.sync.merge import merge

IDS_PER_QUERY = 500


@dataclass(frozen=True)
class Patch:
    """What a screen wants written to one record: paths and values (see `shared/sync/change.py`)."""

    table: str
    id: str
    fields: Mapping[str, Value]


@dataclass(frozen=True)
class Saved:
    """What one tap wrote, and the patches that take it back."""

    action: int
    undo: tuple[Patch, ...]


def read_rows(connection: Connection, record: RecordType, ids: Sequence[str]) -> dict[str, Row]:
    """Return rows by id, deleted ones too; an unknown id is left out."""
    rows: dict[str, Row] = {}
    for start in range(0, len(ids), IDS_PER_QUERY):
        wanted = ids[start : start + IDS_PER_QUERY]
        found = connection.execute(select(record.table).where(here(record.table), record.table.c.id.in_(wanted)))
        rows.update((row["id"], dict(row)) for row in found.mappings())
    return rows


def save(connection: Connection, now_ms: int, patches: Iterable[Patch]) -> Saved:
    """Write what one tap changed: durable when the transaction commits, sent when the network allows."""
    phone = state.identity(connection)
    action = 0
    undo: list[Patch] = []
    for patch in patches:
        record = record_types()[patch.table]
        before = read_rows(connection, record, [patch.id]).get(patch.id)
        base = before or record.blank(phone.network_id, patch.id)
        stamp = state.next_stamp(connection, now_ms)
        after = merge(record, base, dict(patch.fields), [stamp, phone.device, 0], base["seq"]).row
        if before is None:
            after["author"], after["created_at"] = phone.worker_id, wall_ms(stamp)
        put_rows(connection, record, [after], new=before is None)
        action = _queue(connection, action, patch, stamp, base["seq"])
        undo.append(_inverse(record, patch, base, after, created=before is None))
    return Saved(action, tuple(reversed(undo)))


def show_again(connection: Connection) -> None:
    """Lay everything that waits over the rows, as when it was written: for a store whose rows were lost."""
    phone = state.identity(connection)
    for entry in connection.execute(select(outbox).order_by(outbox.c.number)).mappings().all():
        record = record_types()[entry["record"]]
        before = read_rows(connection, record, [entry["record_id"]]).get(entry["record_id"])
        base = before or record.blank(phone.network_id, entry["record_id"])
        after = merge(record, base, entry["fields"], [entry["stamp"], phone.device, 0], base["seq"]).row
        if before is None:
            after["author"], after["created_at"] = phone.worker_id, wall_ms(entry["stamp"])
        put_rows(connection, record, [after], new=before is None)


def _queue(connection: Connection, action: int, patch: Patch, stamp: int, base_seq: int) -> int:
    """Put a change in the outbox; return the number of its action, which is that of the action's first change."""
    values = {"record": patch.table, "record_id": patch.id, "fields": dict(patch.fields)}
    entry = {"action": action, "stamp": stamp, "base_seq": base_seq, **values}
    number = int(connection.execute(insert(outbox).returning(outbox.c.number), entry).scalar_one())
    if action:
        return action
    connection.execute(update(outbox).where(outbox.c.number == number).values(action=number))
    return number


def _inverse(record: RecordType, patch: Patch, before: Row, after: Row, *, created: bool) -> Patch:
    if created:
        return Patch(patch.table, patch.id, {"deleted": True})
    written = {name: after[name] for name in record.fields}
    return Patch(patch.table, patch.id, paths_between(written, {name: before[name] for name in record.fields}, record))


def put_rows(connection: Connection, record: RecordType, rows: Sequence[Row], *, new: bool = False) -> None:
    """Write rows as they are, with what is derived from them: who took part in a visit, the words that find a person.

    `new` promises that none of them was here before, which spares looking for what to replace.
    """
    if not rows:
        return
    _write_rows(connection, record.table, rows)
    if record.name == "visit":
        _spread_participants(connection, rows, new=new)
    elif record.name == "person":
        search.index_people(connection, rows)


def remove_rows(connection: Connection, record: RecordType, network_id: str, ids: Sequence[str]) -> None:
    """Take rows away as if they had never been, with what was derived from them."""
    if not ids:
        return
    put_rows(connection, record, [{**record.blank(network_id, record_id), "deleted": True} for record_id in ids])
    columns = record.table.c
    gone = delete(record.table).where(columns.network_id == network_id, columns.id == bindparam("gone"))
    connection.execute(gone, [{"gone": record_id} for record_id in ids])


def _write_rows(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    writer = sqlite_writer(table)
    connection.exec_driver_sql(writer.sql, writer.parameters(rows))


def _spread_participants(connection: Connection, visits: Sequence[Row], *, new: bool) -> None:
    table = SQLModel.metadata.tables[str(Participation.__tablename__)]
    if not new:
        gone = "DELETE FROM participation WHERE network_id = ? AND visit_id = ?"
        connection.exec_driver_sql(gone, [(row["network_id"], row["id"]) for row in visits])
    links = [
        {"network_id": row["network_id"], "person_id": person_id, "visit_id": row["id"]}
        for row in visits
        for person_id in row["participants"]
    ]
    if links:
        _write_rows(connection, table, links)
