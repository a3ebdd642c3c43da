"""What the coordinator does to visits: ordinary changes, taken in like those of a phone, so that they reach phones."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, select

from shared.domain.record import Row
from shared.domain.registry import record_types
from shared.domain.remark import Remark
from shared.domain.visit import REVIEWS
from shared.sync.change import Action, Change
from shared.sync.clock import tick
from shared.sync.merge import largest_stamp
from sync_server.accounts.access import Reader, visible
from sync_server.accounts.devices import own_device
from sync_server.database import table_of
from sync_server.sync.author import Author, NewId
from sync_server.sync.ingest import apply_actions

LONGEST_REMARK = 4_000  # characters


class EmptyRemark(ValueError):
    """Nothing was written."""


class LongRemark(ValueError):
    """More was written than a phone can show well."""


@dataclass(frozen=True)
class Reviewer:
    """Who reviews, in an open transaction, and when (UTC milliseconds)."""

    connection: Connection
    reader: Reader
    now_ms: int
    new_id: NewId


def mark_read(reviewer: Reviewer, visit_ids: Iterable[str]) -> dict[str, str]:
    """Mark visits as read and settle their questions; return the states that changed, visit → state before."""
    visits = _visits(reviewer, visit_ids)
    changed = {visit["id"]: visit["review"] for visit in visits if visit["review"] != "read"}
    questions = _open_questions(reviewer, list(changed))
    actions: list[Action] = []
    for visit in visits:
        if visit["id"] in changed:
            settled = (_change(reviewer, "remark", question, settled=True) for question in questions[visit["id"]])
            actions.append((_change(reviewer, "visit", visit, review="read"), *settled))
    _take_in(reviewer, actions)
    return changed


def put_back(reviewer: Reviewer, states: Mapping[str, str]) -> int:
    """Give visits a state again (visit → state); return how many changed. A state that is none is left aside."""
    wanted = {visit_id: state for visit_id, state in states.items() if state in REVIEWS}
    visits = [visit for visit in _visits(reviewer, wanted) if visit["review"] != wanted[visit["id"]]]
    _take_in(reviewer, [(_change(reviewer, "visit", visit, review=wanted[visit["id"]]),) for visit in visits])
    return len(visits)


def ask(reviewer: Reviewer, visit_id: str, text: str) -> str:
    """Put a question about a visit; return the id of the remark, "" where there is no such visit.

    Raises `EmptyRemark` or `LongRemark`.
    """
    text = text.replace("\0", "").replace("\r\n", "\n").strip()
    if not text:
        raise EmptyRemark
    if len(text) > LONGEST_REMARK:
        raise LongRemark
    visits = _visits(reviewer, [visit_id])
    if not visits:
        return ""
    remark_id = reviewer.new_id()
    remark = record_types()["remark"].blank(reviewer.reader.network_id, remark_id)
    action = [_change(reviewer, "remark", remark, visit=visit_id, text=text)]
    if visits[0]["review"] != "question":
        action.append(_change(reviewer, "visit", visits[0], review="question"))
    _take_in(reviewer, [tuple(action)])
    return remark_id


def _change(reviewer: Reviewer, table: str, row: Row, **fields: Any) -> Change:
    """Return a change made with the whole row in sight, and later than anything the row holds."""
    return Change(table, row["id"], fields, tick(largest_stamp(row), reviewer.now_ms), row["seq"])


def _take_in(reviewer: Reviewer, actions: Sequence[Action]) -> None:
    if not actions:
        return
    reader = reviewer.reader
    device = own_device(reviewer.connection, reader.network_id, reader.worker_id, "console", reviewer.now_ms)
    author = Author(reader.network_id, device.number, reader.worker_id, reviewer.now_ms)
    apply_actions(reviewer.connection, author, actions, reviewer.new_id)


def _visits(reviewer: Reviewer, visit_ids: Iterable[str]) -> list[Row]:
    """Return the rows of visits that may be reviewed, in the order asked for."""
    table = record_types()["visit"].table
    wanted = list(dict.fromkeys(visit_ids))
    found = reviewer.connection.execute(
        select(table).where(visible(reviewer.reader, table), table.c.id.in_(wanted), ~table.c.deleted)
    )
    rows = {row["id"]: dict(row) for row in found.mappings()}
    return [rows[visit_id] for visit_id in wanted if visit_id in rows]


def _open_questions(reviewer: Reviewer, visit_ids: Sequence[str]) -> dict[str, list[Row]]:
    table = table_of(Remark)
    found = reviewer.connection.execute(
        select(table).where(
            *(visible(reviewer.reader, table), table.c.visit.in_(visit_ids)),
            *(table.c.answer_to == "", ~table.c.settled, ~table.c.deleted),
        )
    )
    questions: dict[str, list[Row]] = {visit_id: [] for visit_id in visit_ids}
    for row in found.mappings():
        questions[row["visit"]].append(dict(row))
    return questions
