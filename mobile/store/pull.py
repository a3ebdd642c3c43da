"""Taking in a reply: the settled leaves the outbox, the refused goes to quarantine, rows come in, the cursor moves.

All of it in one transaction: a phone killed in the middle asks the same question again, and gets the same answer.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, delete, insert, select

from mobile.store import state
from mobile.store.records import IDS_PER_QUERY, put_rows, remove_rows
from mobile.store.schema import outbox, quarantine, unknown_row
from mobile.store.state import Identity
from shared.domain.record import Row
from shared.domain.registry import RecordType, record_types
from shared.domain.upsert import upsert_statement
from shared.sync.clock import wall_ms
from shared.sync.merge import from_wire, largest_stamp, merge
from shared.sync.protocol import SyncReply


@dataclass(frozen=True)
class Progress:
    """What a reply brought: changes settled and refused, rows read, whether more wait on the server."""

    settled: int
    refused: int
    rows: int
    more: bool


def take_in(connection: Connection, reply: SyncReply, asked: Sequence[int], now_ms: int) -> Progress:
    """Apply a reply to the request that carried the changes numbered `asked`."""
    here = state.identity(connection)
    settled = [number for number in asked if number <= reply.settled]
    refused = _settle(connection, settled, reply.verdicts, now_ms)
    by_table: dict[str, list[list[Any]]] = defaultdict(list)
    for raw in reply.rows:
        by_table[raw[0]].append(raw)
    for name, rows in by_table.items():
        record = record_types().get(name)
        if record is None:
            _keep_unknown(connection, rows)
        else:
            _put(connection, here, record, rows)
    state.write(connection, "cursor", reply.cursor)
    state.write(connection, "server_offset_ms", reply.now - now_ms)
    if reply.reference is not None:
        state.write(connection, "reference", reply.reference)
    if not reply.more:
        state.write(connection, "in_step_at", now_ms)
    return Progress(len(settled), refused, len(reply.rows), reply.more)


def _settle(connection: Connection, numbers: Sequence[int], verdicts: Sequence[Sequence[str]], now_ms: int) -> int:
    rejected = {number: verdict for number, verdict in zip(numbers, verdicts, strict=False) if verdict[0] == "rejected"}
    if rejected:
        rows = connection.execute(select(outbox).where(outbox.c.number.in_(rejected))).mappings()
        entries = [
            {
                **{name: row[name] for name in ("number", "action", "record", "record_id", "fields", "stamp")},
                "reason": rejected[row["number"]][1] if len(rejected[row["number"]]) > 1 else "",
                "path": rejected[row["number"]][2] if len(rejected[row["number"]]) > 2 else "",
                "refused_at": now_ms,
            }
            for row in rows
        ]
        connection.execute(insert(quarantine), entries)
    if numbers:
        connection.execute(delete(outbox).where(outbox.c.number.between(numbers[0], numbers[-1])))
    return len(rejected)


def _put(connection: Connection, here: Identity, record: RecordType, rows: Sequence[list[Any]]) -> None:
    """Put the server's rows in place, with what waits here laid over them again."""
    whole = [from_wire(record, here.network_id, raw) for raw in rows if len(raw) == 5]
    bare = [(raw[2], here.network_id, raw[1]) for raw in rows if len(raw) == 3]
    absent = [raw[1] for raw in rows if len(raw) == 4]
    state.observe_stamp(connection, max(map(largest_stamp, whole), default=0))
    if bare:
        take_seq = f'UPDATE "{record.name}" SET seq = ? WHERE network_id = ? AND id = ?'  # noqa: S608 - a table of ours
        connection.exec_driver_sql(take_seq, bare)
    waiting = _waiting(connection, [*(row["id"] for row in whole), *absent])
    whole.extend(_unborn(record, here, record_id, waiting[record_id]) for record_id in absent if record_id in waiting)
    put_rows(connection, record, [_overlaid(record, row, waiting.get(row["id"], ()), here.device) for row in whole])
    remove_rows(connection, record, here.network_id, [record_id for record_id in absent if record_id not in waiting])


def _unborn(record: RecordType, here: Identity, record_id: str, waiting: Sequence[Any]) -> Row:
    """Return a record that the server refused to create, ready for the changes that wait: they will create it."""
    signed = {"author": here.worker_id, "created_at": wall_ms(waiting[0]["stamp"])}
    return {**record.blank(here.network_id, record_id), **signed}


def _waiting(connection: Connection, ids: Sequence[str]) -> dict[str, list[Any]]:
    """Return the changes that wait for these records, by record, oldest first."""
    waiting: dict[str, list[Any]] = defaultdict(list)
    if connection.execute(select(outbox.c.number).limit(1)).first() is None:
        return waiting
    for start in range(0, len(ids), IDS_PER_QUERY):
        chosen = select(outbox).where(outbox.c.record_id.in_(ids[start : start + IDS_PER_QUERY]))
        for entry in connection.execute(chosen.order_by(outbox.c.number)).mappings():
            waiting[entry["record_id"]].append(entry)
    return waiting


def _overlaid(record: RecordType, row: Row, waiting: Sequence[Any], device: int) -> Row:
    """Lay this phone's own unsettled changes over the server's row: she goes on seeing what she wrote."""
    for entry in waiting:
        row = merge(record, row, entry["fields"], [entry["stamp"], device, 0], row["seq"]).row
    return row


def _keep_unknown(connection: Connection, rows: Sequence[list[Any]]) -> None:
    """Keep rows of a table that only a newer version of the app knows, as they came."""
    entries = [{"record": raw[0], "record_id": raw[1], "content": raw} for raw in rows if len(raw) == 5]
    if entries:
        connection.execute(upsert_statement(unknown_row, "sqlite"), entries)
