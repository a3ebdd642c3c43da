"""One exchange: changes in, verdicts and rows out, in one transaction that is committed before anything is answered."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import orjson
from sqlalchemy import Connection, Engine, select

from shared.domain.registry import record_types
from shared.sync.merge import to_wire
from shared.sync.protocol import PROTOCOL, SyncReply, SyncRequest
from sync_server.accounts.access import Reader
from sync_server.accounts.records import Device, Network, Structure, Worker
from sync_server.counter import current
from sync_server.database import reading, table_of, writing
from sync_server.sync.author import Author, NewId
from sync_server.sync.feed import Page, page, read_cursor, write_cursor
from sync_server.sync.ingest import Numbered, Taken, parse_action, settle
from sync_server.sync.workbench import Key, read_rows


class OldProtocol(Exception):
    """The phone speaks a protocol that this server does not: its app must be brought up to date."""


@dataclass(frozen=True)
class Exchange:
    """The server's side of synchronisation, for one database."""

    engine: Engine
    new_id: NewId

    def run(self, device: Device, request: SyncRequest, now_ms: int) -> SyncReply:
        """Settle the changes of a request and answer with what its phone lacks.

        Raises `OldProtocol`, `StaleCursor`, and `ValueError` where the changes are not numbered as they must be.
        """
        if request.protocol != PROTOCOL:
            raise OldProtocol
        actions = [parse_action(raw) for raw in request.actions]
        opened = writing if actions else reading
        with opened(self.engine) as connection:
            reader = reader_of(connection, device)
            # A stale cursor is refused before anything is taken in: the phone sends its changes again with a new one.
            after = read_cursor(device.network_id, request.cursor, current(connection, device.network_id))
            taken = self._take(connection, device, actions, now_ms)
            taken.whole |= _unread(actions, after)
            return self._answer(connection, reader, request, after, taken, now_ms)

    def _take(self, connection: Connection, device: Device, actions: list[Numbered], now_ms: int) -> Taken:
        if not actions:
            return Taken()
        author = Author(device.network_id, device.number, device.worker_id, now_ms)
        return settle(connection, author, actions, self.new_id)

    def _answer(
        self, connection: Connection, reader: Reader, request: SyncRequest, after: int, taken: Taken, now_ms: int
    ) -> SyncReply:
        position = current(connection, reader.network_id)
        found: Page = page(connection, reader, after, position.seq, request.page, own=taken.seq)
        echoed = taken.whole | taken.as_sent.keys()
        return SyncReply(
            now=now_ms,
            settled=taken.settled,
            verdicts=[verdict.to_wire() for verdict in taken.verdicts],
            rows=[*_echo(connection, reader, taken), *(row for row in found.rows if (row[0], row[1]) not in echoed)],
            cursor=write_cursor(reader.network_id, type(position)(position.epoch, found.until)),
            more=found.more,
            reference=reference_for(connection, reader.network_id, request.reference),
        )


def reader_of(connection: Connection, device: Device) -> Reader:
    """Return who a device reads as: its worker."""
    workers = table_of(Worker).c
    worker = connection.execute(
        select(workers.structure_id, workers.role).where(
            workers.network_id == device.network_id, workers.id == device.worker_id
        )
    ).one()
    return Reader(device.network_id, worker.structure_id, device.worker_id, worker.role)


def _unread(actions: Sequence[Numbered], after: int) -> set[Key]:
    """Return the records whose version under a change lies beyond the cursor: a repaired phone may not hold them."""
    return {(change.table, change.id) for action in actions for change in action.changes if change.base_seq > after}


def _echo(connection: Connection, reader: Reader, taken: Taken) -> list[list[Any]]:
    """Return the authoritative rows of the changes sent: whole, by sequence alone, or absent."""
    rows: list[list[Any]] = []
    for name, record in record_types().items():
        ids = [record_id for table, record_id in taken.whole if table == name and record_id]
        found = read_rows(connection, reader.network_id, record, ids)
        rows.extend(to_wire(record, found[key]) if key in found else [name, key, 0, None] for key in ids)
    rows.extend([*key, seq] for key, seq in taken.as_sent.items() if key not in taken.whole)
    return rows


def reference_for(connection: Connection, network_id: str, held: str) -> dict[str, Any] | None:
    """Return the names that phones show (network, structures, workers), unless they hold this version already."""
    structures, workers = table_of(Structure).c, table_of(Worker).c
    content: dict[str, Any] = {
        "network": connection.scalar(
            select(table_of(Network).c.name).where(table_of(Network).c.network_id == network_id)
        ),
        "structures": {
            row.id: row.name
            for row in connection.execute(
                select(structures.id, structures.name).where(structures.network_id == network_id)
            )
        },
        "workers": {
            row.id: {"name": row.name, "structure": row.structure_id}
            for row in connection.execute(
                select(workers.id, workers.name, workers.structure_id).where(workers.network_id == network_id)
            )
        },
    }
    packed = orjson.dumps(content, option=orjson.OPT_SORT_KEYS)
    version = hashlib.blake2b(packed, digest_size=6).hexdigest()
    return None if version == held else {"version": version, **content}
