"""The sample's past as a real team would have left it: old promises kept, old encounters reviewed."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Final

from sqlalchemy import Connection, select

from shared.domain.follow_up import FollowUp
from shared.domain.ids import uuid7
from shared.domain.record import Value
from shared.domain.visit import Visit
from shared.sync.change import Change
from shared.sync.clock import tick
from sync_server.accounts.devices import own_device
from sync_server.database import table_of
from sync_server.sync.author import Author
from sync_server.sync.ingest import apply_actions

PROMISES_OPEN: Final = dt.timedelta(days=12)
VISITS_TO_READ: Final = dt.timedelta(days=12)

Edit = tuple[str, str, Mapping[str, Value], int]
"""Table, id, fields and the version they were seen in."""


def live_through(connection: Connection, network_id: str, reviewer_id: str, last_day: dt.date, now_ms: int) -> None:
    """Do what the sample does not say was done: nobody has a thousand late promises and five thousand unread notes."""
    promised, visits = table_of(FollowUp).c, table_of(Visit).c
    kept = connection.execute(
        select(promised.id, promised.author, promised.due_on, promised.seq).where(
            promised.network_id == network_id, promised.due_on < (last_day - PROMISES_OPEN).isoformat()
        )
    )
    by_worker: dict[str, list[Edit]] = {}
    for row in kept:
        done = {"done_at": _noon(row.due_on), "done_by": row.author}
        by_worker.setdefault(row.author, []).append(("follow_up", row.id, done, row.seq))
    for worker_id, edits in by_worker.items():
        _write(
            connection, Author(network_id, _device(connection, network_id, worker_id, now_ms), worker_id, now_ms), edits
        )
    old = connection.execute(
        select(visits.id, visits.seq).where(
            visits.network_id == network_id, visits.day < (last_day - VISITS_TO_READ).isoformat()
        )
    )
    reviewer = Author(network_id, _device(connection, network_id, reviewer_id, now_ms), reviewer_id, now_ms)
    _write(connection, reviewer, [("visit", row.id, {"review": "read"}, row.seq) for row in old])


def _device(connection: Connection, network_id: str, worker_id: str, now_ms: int) -> int:
    return own_device(connection, network_id, worker_id, "import", now_ms).number


def _write(connection: Connection, author: Author, edits: Sequence[Edit]) -> None:
    stamp = tick(0, author.now_ms)
    actions = [(Change(table, record_id, dict(fields), stamp, seen),) for table, record_id, fields, seen in edits]
    apply_actions(connection, author, actions, lambda: uuid7(author.now_ms))


def _noon(day: str) -> int:
    return int(dt.datetime.combine(dt.date.fromisoformat(day), dt.time(12), dt.UTC).timestamp()) * 1000
