"""What today asks of the worker: what she promised, what the coordinator asked, which villages wait."""

from dataclasses import dataclass

from sqlalchemy import Connection, and_, func, literal_column, select

from mobile.store import state
from mobile.store.people import FollowUpLine, follow_ups_where, names_by_visit
from mobile.store.schema import here
from mobile.store.visits import VisitLine, visits_of_day, worker_names
from shared.domain.json_text import dump_json
from shared.domain.registry import record_types
from shared.reference.catalog import communes

_visit = record_types()["visit"].table
_remark = record_types()["remark"].table
_follow_up = record_types()["follow_up"].table


@dataclass(frozen=True)
class Question:
    """A question of the coordinator that waits for this worker's answer; `asked_at` is in UTC milliseconds."""

    visit_id: str
    remark_id: str
    author: str
    text: str
    asked_at: int


@dataclass(frozen=True)
class QuietVillage:
    """A commune of the sector and the ISO day of its last encounter, "" for never."""

    insee: str
    name: str
    last_day: str


@dataclass(frozen=True)
class Today:
    """Everything the first screen shows; `who` holds visit id → the names of those met."""

    worker: str
    follow_ups: tuple[FollowUpLine, ...]
    questions: tuple[Question, ...]
    villages: tuple[QuietVillage, ...]
    visits: tuple[VisitLine, ...]
    who: dict[str, str]


def read_today(connection: Connection, today: str) -> Today:
    """Return what the first screen shows on an ISO day: promises due by then, questions, villages, today's visits."""
    phone = state.identity(connection)
    names = worker_names(connection)
    due = and_(_follow_up.c.due_on != "", _follow_up.c.due_on <= today)
    mine = _follow_up.c.assignee.in_(["", phone.worker_id])
    visits = tuple(visits_of_day(connection, today, phone.worker_id))
    return Today(
        worker=names.get(phone.worker_id, ""),
        follow_ups=tuple(follow_ups_where(connection, and_(due, mine))),
        questions=tuple(_questions(connection, phone.worker_id, names)),
        villages=tuple(_quiet_villages(connection)),
        visits=visits,
        who=names_by_visit(connection, [line.id for line in visits]),
    )


def _questions(connection: Connection, worker_id: str, names: dict[str, str]) -> list[Question]:
    """Return the last remark of each visit in question, where it is not the worker's own."""
    rows = connection.execute(
        select(_remark)
        .join(_visit, and_(_visit.c.network_id == _remark.c.network_id, _visit.c.id == _remark.c.visit))
        .where(
            here(_visit),
            # In plain SQL, not as a parameter: the index of questions holds nothing else.
            _visit.c.review == literal_column("'question'"),
            _visit.c.author == worker_id,
            ~_visit.c.deleted,
            ~_remark.c.deleted,
        )
        .order_by(_remark.c.created_at)
    )
    last = {row.visit: row for row in rows}
    return [
        Question(row.visit, row.id, names.get(row.author, ""), row.text, row.created_at)
        for row in last.values()
        if row.author != worker_id
    ]


def _quiet_villages(connection: Connection) -> list[QuietVillage]:
    """Return the communes of the sector, the longest unvisited first."""
    sector = [commune for commune in communes().values() if commune.east_sector]
    asked = func.json_each(dump_json([commune.insee for commune in sector])).table_valued("value")
    # The end of the index for each commune: a maximum over all visits would read every one of them.
    last_day = (
        select(_visit.c.day)
        .where(here(_visit), _visit.c.commune == asked.c.value, _visit.c.outcome == "met", ~_visit.c.deleted)
        .order_by(_visit.c.day.desc())
        .limit(1)
    )
    rows = connection.execute(select(asked.c.value.label("insee"), last_day.scalar_subquery().label("day")))
    last = {row.insee: row.day or "" for row in rows}
    villages = [QuietVillage(commune.insee, commune.name, last[commune.insee]) for commune in sector]
    return sorted(villages, key=lambda village: village.last_day)
