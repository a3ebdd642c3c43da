"""Giving rows out: the next page of what changed since a phone's cursor, never cut inside one sequence."""

import base64
import binascii
import struct
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, select

from shared.domain.registry import RecordType, record_types
from shared.sync.merge import to_wire
from sync_server.accounts.access import Reader, visible
from sync_server.counter import Position

Chosen = tuple[RecordType, tuple[ColumnElement[bool], ...]]
"""A table, and the conditions of the rows that may be given out."""

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


def page(connection: Connection, reader: Reader, after: int, now: int, limit: int, *, own: int = 0) -> Page:
    """Return the rows visible to a reader with a sequence above `after`, about `limit` of them, oldest first.

    `own` is the sequence in which the reader has just written (0: none): she is told of those rows apart.
    """
    if after >= now:
        return Page([], now, more=False)
    chosen = [
        (record, (visible(reader, record.table), record.table.c.seq > after, *_not_told_apart(record, own)))
        for record in record_types().values()
    ]
    horizon = _horizon(connection, chosen, now, limit)
    rows: list[list[Any]] = []
    for record, conditions in chosen:
        names = record.table.columns.keys()
        found = connection.execute(select(record.table).where(*conditions, record.table.c.seq <= horizon)).all()
        rows.extend(to_wire(record, dict(zip(names, row, strict=True))) for row in found)
    rows.sort(key=lambda row: int(row[2]))
    return Page(rows, horizon, more=horizon < now)


def _not_told_apart(record: RecordType, own: int) -> tuple[ColumnElement[bool], ...]:
    """Leave out what the reader wrote in a sequence of her own; conflicts are not hers, the server makes them."""
    return () if own == 0 or record.name == "conflict" else (record.table.c.seq != own,)


def _horizon(connection: Connection, chosen: Sequence[Chosen], now: int, limit: int) -> int:
    """Return the sequence at which a page ends: the last one that fits whole, or the first where it alone is larger."""
    seqs: list[int] = []
    for record, conditions in chosen:
        seq = record.table.c.seq
        seqs.extend(connection.scalars(select(seq).where(*conditions).order_by(seq).limit(limit + 1)))
    if len(seqs) <= limit:
        return now
    seqs.sort()
    return max(seqs[0], seqs[limit] - 1)
