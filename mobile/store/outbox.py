"""Changes made on this phone that the server has not confirmed.

A change never alters once it is here, and its number is given only once: that is what makes sending it again harmless.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import orjson
from sqlalchemy import Connection, Row, func, select

from mobile.store import state
from mobile.store.schema import outbox, quarantine
from shared.sync.protocol import MOST_CHANGES, PROTOCOL, SyncRequest

FIRST_BATCH = 32 * 1024
SMALLEST_BATCH = 4 * 1024
LARGEST_BATCH = 2 * 1024 * 1024
"""Bytes of JSON in one request; compressed, about a fifth of it."""


@dataclass(frozen=True)
class Outgoing:
    """A request, the numbers of the changes in it, and whether more wait behind them."""

    request: SyncRequest
    numbers: tuple[int, ...]
    more: bool


@dataclass(frozen=True)
class Waiting:
    """How many changes and taps wait to be sent, and how many were refused."""

    changes: int
    actions: int
    refused: int


def next_request(connection: Connection) -> Outgoing:
    """Return the next request to send: the oldest changes up to the size the network has borne, actions whole."""
    budget = state.read(connection, "batch_bytes", FIRST_BATCH)
    rows, more = _oldest(connection)
    actions: list[list[Any]] = []
    numbers: list[int] = []
    size, current = 0, None
    for row in rows:
        change = [row.record, row.record_id, row.fields, row.stamp, row.base_seq]
        size += len(orjson.dumps(change))
        if row.action != current:
            if actions and size > budget:
                break
            actions.append([row.number])
            current = row.action
        actions[-1].append(change)
        numbers.append(row.number)
    reference = state.read(connection, "reference", {}).get("version", "")
    request = SyncRequest(
        protocol=PROTOCOL, cursor=state.read(connection, "cursor", ""), actions=actions, reference=reference
    )
    return Outgoing(request, tuple(numbers), more=more or len(numbers) < len(rows))


def _oldest(connection: Connection) -> tuple[Sequence[Row[Any]], bool]:
    """Return the oldest changes, as many as a request may hold, and whether more wait; no action is cut in two."""
    waiting = select(outbox).order_by(outbox.c.number)
    rows = connection.execute(waiting.limit(MOST_CHANGES + 1)).all()
    if len(rows) <= MOST_CHANGES:
        return rows, False
    last = rows[-1].action
    whole = [row for row in rows if row.action != last]
    return whole or connection.execute(waiting.where(outbox.c.action == last)).all(), True


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
