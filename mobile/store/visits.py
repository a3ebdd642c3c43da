"""Reading encounters: a person's timeline, one encounter with its remarks, and what the next one starts from."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, and_, select
from sqlmodel import SQLModel

from mobile.store import state
from mobile.store.people import PAGE, NeedLine, PersonLine, lines_of
from mobile.store.schema import here
from shared.domain.follow_up import FollowUp
from shared.domain.registry import record_types
from shared.domain.visit import Participation, Visit, people_met

_visit = record_types()["visit"].table
_need = record_types()["need"].table
_remark = record_types()["remark"].table
_follow_up = record_types()["follow_up"].table
_participation = SQLModel.metadata.tables[str(Participation.__tablename__)]


@dataclass(frozen=True)
class VisitLine:
    """An encounter in a timeline. `started_at` is in UTC milliseconds; `needs` are codes; `met` counts people."""

    id: str
    day: str
    started_at: int | None
    mode: str
    outcome: str
    note: str
    needs: tuple[str, ...]
    author: str
    review: str
    commune: str
    met: int
    sent: bool


@dataclass(frozen=True)
class RemarkLine:
    """One remark in the talk about an encounter; `created_at` is in UTC milliseconds."""

    id: str
    author: str
    mine: bool
    text: str
    created_at: int
    answer_to: str = ""  # the remark it answers


@dataclass(frozen=True)
class VisitPage:
    """One encounter with all that hangs on it."""

    visit: Visit
    author: str
    participants: tuple[PersonLine, ...]
    needs: tuple[NeedLine, ...]
    follow_ups: tuple[FollowUp, ...]
    remarks: tuple[RemarkLine, ...]
    mine: bool


def worker_names(connection: Connection) -> dict[str, str]:
    """Return worker id → name, as the server last gave them."""
    workers = state.read(connection, "reference", {}).get("workers", {})
    return {worker_id: worker["name"] for worker_id, worker in workers.items()}


def timeline(connection: Connection, person_id: str, *, offset: int = 0, limit: int = PAGE) -> list[VisitLine]:
    """Return a page of a person's encounters, the latest first."""
    joined = _participation.join(
        _visit, and_(_visit.c.network_id == _participation.c.network_id, _visit.c.id == _participation.c.visit_id)
    )
    rows = connection.execute(
        select(_visit)
        .select_from(joined)
        .where(here(_participation), _participation.c.person_id == person_id, ~_visit.c.deleted)
        .order_by(_visit.c.day.desc(), _visit.c.started_at.desc(), _visit.c.id.desc())
        .offset(offset)
        .limit(limit)
    )
    return _lines(connection, rows.mappings().all())


def visits_of_day(connection: Connection, day: str, worker_id: str) -> list[VisitLine]:
    """Return a worker's encounters of an ISO day, the latest first."""
    mine = (here(_visit), _visit.c.day == day, _visit.c.author == worker_id, ~_visit.c.deleted)
    rows = connection.execute(
        select(_visit).where(*mine).order_by(_visit.c.started_at.desc(), _visit.c.id.desc()).limit(PAGE)
    )
    return _lines(connection, rows.mappings().all())


def read_visit(connection: Connection, visit_id: str) -> Visit | None:
    """Return an encounter, None where this phone does not know it."""
    row = connection.execute(select(_visit).where(here(_visit), _visit.c.id == visit_id)).mappings().first()
    return Visit(**row) if row else None


def is_remark(connection: Connection, remark_id: str) -> bool:
    """Tell whether this phone holds a remark, deleted or not."""
    return connection.execute(select(_remark.c.id).where(here(_remark), _remark.c.id == remark_id)).first() is not None


def last_visit(connection: Connection, worker_id: str, person_id: str = "") -> Visit | None:
    """Return the encounter a worker wrote last (with a person, where one is named): what the next one starts from."""
    chosen = select(_visit).where(here(_visit), _visit.c.author == worker_id, ~_visit.c.deleted)
    if person_id:
        ids = select(_participation.c.visit_id).where(here(_participation), _participation.c.person_id == person_id)
        chosen = select(_visit).where(here(_visit), _visit.c.id.in_(ids), ~_visit.c.deleted)
    row = (
        connection.execute(chosen.order_by(_visit.c.day.desc(), _visit.c.created_at.desc()).limit(1)).mappings().first()
    )
    return Visit(**row) if row else None


def visit_page(connection: Connection, visit_id: str) -> VisitPage | None:
    """Return an encounter's page, None where this phone does not know it or it was deleted."""
    visit = read_visit(connection, visit_id)
    if visit is None or visit.deleted:
        return None
    phone = state.identity(connection)
    names = worker_names(connection)
    needs = connection.execute(select(_need).where(here(_need), _need.c.opened_in == visit_id, ~_need.c.deleted))
    promised = connection.execute(
        select(_follow_up).where(here(_follow_up), _follow_up.c.visit == visit_id, ~_follow_up.c.deleted)
    )
    remarks = connection.execute(
        select(_remark)
        .where(here(_remark), _remark.c.visit == visit_id, ~_remark.c.deleted)
        .order_by(_remark.c.created_at)
    )
    return VisitPage(
        visit=visit,
        author=names.get(visit.author, ""),
        participants=tuple(lines_of(connection, list(visit.participants))),
        needs=tuple(NeedLine(row.id, row.code, row.status, row.urgency, row.opened_on) for row in needs),
        follow_ups=tuple(FollowUp(**row) for row in promised.mappings()),
        remarks=tuple(
            RemarkLine(
                row.id,
                names.get(row.author, ""),
                row.author == phone.worker_id,
                row.text,
                row.created_at,
                row.answer_to,
            )
            for row in remarks
        ),
        mine=visit.author == phone.worker_id,
    )


def _lines(connection: Connection, rows: Sequence[Any]) -> list[VisitLine]:
    names = worker_names(connection)
    ids = [row["id"] for row in rows]
    codes: dict[str, list[str]] = {}
    for need in connection.execute(
        select(_need.c.opened_in, _need.c.code).where(here(_need), _need.c.opened_in.in_(ids), ~_need.c.deleted)
    ):
        codes.setdefault(need.opened_in, []).append(need.code)
    return [
        VisitLine(
            id=row["id"],
            day=row["day"],
            started_at=row["started_at"],
            mode=row["mode"],
            outcome=row["outcome"],
            note=row["note"],
            needs=tuple(codes.get(row["id"], ())),
            author=names.get(row["author"], ""),
            review=row["review"],
            commune=row["commune"],
            met=people_met(row["participants"], row["head_counts"]),
            sent=row["seq"] > 0,
        )
        for row in rows
    ]
