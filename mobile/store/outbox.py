"""Changes made on this phone that the server has not confirmed.

A change never alters once it is here, and its number is given only once: that is what makes sending it again harmless.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

import orjson
from sqlalchemy import Connection, String, func, select, type_coerce

from mobile.store import state
from mobile.store.schema import outbox, quarantine
from shared.sync.protocol import MOST_CHANGES, PROTOCOL, SyncRequest

FIRST_BATCH = 32 * 1024
SMALLEST_BATCH = 4 * 1024
LARGEST_BATCH = 2 * 1024 * 1024
"""Bytes of JSON in one request; compressed, about a fifth of it."""
BESIDE_FIELDS = 100
"""Bytes of JSON in a change beside its fields: table, id, stamp and sequence."""
ROWS_AT_ONCE = 200


@dataclass(frozen=True)
class Outgoing:
    """A request, the numbers of the changes in it, and whether more wait behind them."""

    request: SyncRequest
    numbers: tuple[int, ...]
    more: bool

    def from_the_start(self) -> "Outgoing":
        """Return the same for a phone whose cursor the server does not know any more: it asks for everything."""
        return replace(self, request=self.request.model_copy(update={"cursor": ""}))


@dataclass(frozen=True)
class Waiting:
    """How many changes and taps wait to be sent, and how many were refused."""

    changes: int
    actions: int
    refused: int


def next_request(connection: Connection, *, after: int = 0, cursor: str | None = None) -> Outgoing:
    """Return the next request to send: the oldest changes up to the size the network has borne, actions whole.

    `after` leaves out what a reply has just settled, `cursor` is the one it gave.
    """
    budget = state.read(connection, "batch_bytes", FIRST_BATCH)
    actions: list[list[Any]] = []
    numbers: list[int] = []
    size, current, more = 0, None, False
    for row in _oldest(connection, after):
        # What is kept is JSON already, and is sent as it is.
        change = [row.record, row.record_id, orjson.Fragment(row.fields), row.stamp, row.base_seq]
        size += len(row.fields) + BESIDE_FIELDS
        if row.action != current:
            if actions and (size > budget or len(numbers) >= MOST_CHANGES):
                more = True
                break
            actions.append([row.number])
            current = row.action
        actions[-1].append(change)
        numbers.append(row.number)
    reference = state.read(connection, "reference", {}).get("version", "")
    cursor = state.read(connection, "cursor", "") if cursor is None else cursor
    request = SyncRequest(protocol=PROTOCOL, cursor=cursor, actions=actions, reference=reference)
    return Outgoing(request, tuple(numbers), more)


def _oldest(connection: Connection, last: int) -> Iterator[Any]:
    """Give the changes after number `last`, in order, reading no further than is asked for; `fields` is JSON text."""
    fields = type_coerce(outbox.c.fields, String).label("fields")
    others = (outbox.c[name] for name in ("number", "action", "record", "record_id", "stamp", "base_seq"))
    query = select(fields, *others).order_by(outbox.c.number).limit(ROWS_AT_ONCE)
    while rows := connection.execute(query.where(outbox.c.number > last)).all():
        yield from rows
        last = rows[-1].number


def note_success(connection: Connection) -> None:
    """Let the next batch be twice as large: the network bore this one."""
    budget = state.read(connection, "batch_bytes", FIRST_BATCH)
    if budget < LARGEST_BATCH:
        state.write(connection, "batch_bytes", min(budget * 2, LARGEST_BATCH))


def note_cut(connection: Connection) -> None:
    """Make the next batch half as large: the connection broke under this one."""
    budget = state.read(connection, "batch_bytes", FIRST_BATCH)
    state.write(connection, "batch_bytes", max(budget // 2, SMALLEST_BATCH))


def count(connection: Connection) -> Waiting:
    """Count what waits and what was refused."""
    changes, actions = connection.execute(select(func.count(), func.count(outbox.c.action.distinct()))).one()
    refused = connection.execute(select(func.count(quarantine.c.action.distinct()))).scalar_one()
    return Waiting(changes, actions, refused)
