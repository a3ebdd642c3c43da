"""Giving rows out: the next page of what changed since a phone's cursor, never cut inside one sequence."""

import base64
import binascii
import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, select

from shared.domain.registry import RecordType, record_types
from shared.sync.merge import to_wire
from sync_server.accounts.access import Reader, visible
from sync_server.counter import Position

_CURSOR = struct.Struct(">IIQ")  # epoch, checksum of the network's id, sequence


class StaleCursor(Exception):
    """The cursor is of another network, epoch or future: the phone starts again from the beginning."""


@dataclass(frozen=True)
class Page:
    """Rows on the wire, the sequence up to which they are complete, and whether more wait."""

    rows: list[list[Any]]
    until: int
    more: bool


def write_cursor(network_id: str, position: Position) -> str:
    """Return an opaque cursor for a point in the history of a network."""
    packed = _CURSOR.pack(position.epoch, zlib.crc32(network_id.encode()), position.seq)
    return base64.urlsafe_b64encode(packed).rstrip(b"=").decode()


def read_cursor(network_id: str, cursor: str, now: Position) -> int:
    """Return the sequence that a cursor stands for, 0 for none. Raises `StaleCursor`."""
    if not cursor:
        return 0
    try:
        epoch, network, seq = _CURSOR.unpack(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
    except (binascii.Error, struct.error, ValueError) as error:
        raise StaleCursor("unreadable") from error
    if epoch != now.epoch or network != zlib.crc32(network_id.encode()) or seq > now.seq:
        raise StaleCursor("of another network, epoch or future")
    return int(seq)


def page(connection: Connection, reader: Reader, after: int, now: int, limit: int) -> Page:
    """Return the rows visible to a reader with a sequence above `after`, about `limit` of them, oldest first."""
    if after >= now:
        return Page([], now, more=False)
    found: list[tuple[int, RecordType, Any]] = []
    horizon = now
    for record in record_types().values():
        rows = list(_changed(connection, reader, record, after, limit + 1))
        if len(rows) > limit:
            horizon = min(horizon, rows[-1]["seq"] - 1)  # rows of its last sequence may be missing
        found.extend((row["seq"], record, row) for row in rows)
    found.sort(key=lambda item: item[0])
    complete = [item for item in found if item[0] <= horizon]
    if len(complete) > limit:
        horizon = _last_whole_seq(complete, limit)
        complete = [item for item in complete if item[0] <= horizon]
    if not complete and horizon < now:  # one sequence is larger than a page: it travels whole
        horizon = found[0][0]
        complete = list(_of_seq(connection, reader, horizon))
    return Page([to_wire(record, row) for _, record, row in complete], horizon, more=horizon < now)


def _changed(connection: Connection, reader: Reader, record: RecordType, after: int, limit: int) -> Iterator[Any]:
    seq = record.table.c.seq
    statement = select(record.table).where(visible(reader, record.table), seq > after).order_by(seq).limit(limit)
    yield from connection.execute(statement).mappings()


def _of_seq(connection: Connection, reader: Reader, seq: int) -> Iterator[tuple[int, RecordType, Any]]:
    for record in record_types().values():
        statement = select(record.table).where(visible(reader, record.table), record.table.c.seq == seq)
        for row in connection.execute(statement).mappings():
            yield seq, record, row


def _last_whole_seq(rows: list[tuple[int, RecordType, Any]], limit: int) -> int:
    """Return the largest sequence that fits a page whole; the first one where it alone is larger than a page."""
    first_left_out = rows[limit][0]
    return rows[0][0] if first_left_out == rows[0][0] else first_left_out - 1
