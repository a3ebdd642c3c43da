"""Reading people: lists by name, by search and by place, and one person's page."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, func, select
from sqlmodel import SQLModel

from mobile.store.schema import here, this_worker
from mobile.store.search import find_numbers, person_number
from shared.domain.need import OPEN_STATUSES
from shared.domain.person import Person, full_name
from shared.domain.record import Row
from shared.domain.registry import record_types
from shared.domain.visit import Participation

PAGE = 50

_person = record_types()["person"].table
_visit = record_types()["visit"].table
_need = record_types()["need"].table
_follow_up = record_types()["follow_up"].table
_household = record_types()["household"].table
_participation = SQLModel.metadata.tables[str(Participation.__tablename__)]


@dataclass(frozen=True)
class PersonLine:
    """A person in a list. `last_met` and `due_on` are ISO days, "" for never; `number` is E.164 or ""."""

    id: str
    name: str
    hamlet: str
    commune: str
    birth_year: int | None
    last_met: str
    due_on: str
    number: str


@dataclass(frozen=True)
class NeedLine:
    """A need of somebody, as a chip shows it."""

    id: str
    code: str
    status: str
    urgency: str
    opened_on: str


@dataclass(frozen=True)
class FollowUpLine:
    """Something promised. `due_on` is an ISO day or ""."""

    id: str
    what: str
    person_id: str
    person_name: str
    number: str
    due_on: str


@dataclass(frozen=True)
class PersonPage:
    """Everything a person's page shows above her timeline."""

    person: Person
    line: PersonLine
    open_needs: tuple[NeedLine, ...]
    follow_ups: tuple[FollowUpLine, ...]
    household: tuple[PersonLine, ...]
    visits: int


def people_by_name(connection: Connection, *, offset: int = 0, limit: int = PAGE) -> list[PersonLine]:
    """Return a page of everybody, by last name then first name."""
    chosen = _lines().where(here(_person), ~_person.c.deleted, _person.c.merged_into == "")
    ordered = chosen.order_by(_person.c.last_name, _person.c.first_name, _person.c.id).offset(offset).limit(limit)
    return _read_lines(connection, ordered)


def count_people(connection: Connection) -> int:
    """Return how many people this phone knows."""
    return int(
        connection.execute(
            select(func.count()).select_from(_person).where(here(_person), ~_person.c.deleted)
        ).scalar_one()
    )


def find_people(connection: Connection, typed: str, *, limit: int = PAGE) -> list[PersonLine]:
    """Return the people whose words begin with what was typed, those met last first; see `search.py`."""
    numbers = find_numbers(connection, typed, limit)
    if not numbers:
        return []
    ids = select(person_number.c.person_id).where(person_number.c.number.in_(numbers)).scalar_subquery()
    return _by_last_met(
        _read_lines(connection, _lines().where(here(_person), _person.c.id.in_(ids), ~_person.c.deleted))
    )


def people_of_place(connection: Connection, commune: str, hamlet: str, *, limit: int = 8) -> list[PersonLine]:
    """Return people of a hamlet (of the whole commune where it is ""), those met last first."""
    chosen = _lines().where(here(_person), _person.c.commune == commune, ~_person.c.deleted)
    chosen = chosen.where(_person.c.hamlet == hamlet) if hamlet else chosen
    return _by_last_met(_read_lines(connection, chosen.limit(PAGE)))[:limit]


def people_met_last(connection: Connection, *, limit: int = 8) -> list[PersonLine]:
    """Return the people whom this phone's worker met last, the most recent first."""
    latest = (
        select(_visit.c.id)
        .where(here(_visit), _visit.c.author == this_worker(), ~_visit.c.deleted)
        .order_by(_visit.c.day.desc(), _visit.c.created_at.desc())
    )
    recent = select(_participation.c.person_id).where(
        here(_participation), _participation.c.visit_id.in_(latest.limit(limit * 4))
    )
    lines = _read_lines(connection, _lines().where(here(_person), _person.c.id.in_(recent), ~_person.c.deleted))
    return _by_last_met(lines)[:limit]


def lines_of(connection: Connection, ids: Sequence[str]) -> list[PersonLine]:
    """Return some people in the order asked; unknown ids are left out."""
    found = {line.id: line for line in _read_lines(connection, _lines().where(here(_person), _person.c.id.in_(ids)))}
    return [found[person_id] for person_id in ids if person_id in found]


def names_by_visit(connection: Connection, visit_ids: Sequence[str]) -> dict[str, str]:
    """Return visit id → the names of its participants; visits without any are left out."""
    names = (_person.c.first_name, _person.c.last_name, _person.c.usual_name)
    together = and_(_person.c.network_id == _participation.c.network_id, _person.c.id == _participation.c.person_id)
    rows = connection.execute(
        select(_participation.c.visit_id, *names)
        .select_from(_participation.join(_person, together))
        .where(here(_participation), _participation.c.visit_id.in_(visit_ids))
        .order_by(_person.c.last_name, _person.c.first_name)
    )
    met: dict[str, list[str]] = {}
    for row in rows:
        met.setdefault(row.visit_id, []).append(full_name(row.first_name, row.last_name, row.usual_name))
    return {visit_id: ", ".join(people) for visit_id, people in met.items()}


def read_person(connection: Connection, person_id: str) -> Row | None:
    """Return a person's row, None where this phone does not know her."""
    found = connection.execute(select(_person).where(here(_person), _person.c.id == person_id)).mappings().first()
    return dict(found) if found else None


def person_page(connection: Connection, person_id: str) -> PersonPage | None:
    """Return a person's page, None where this phone does not know her."""
    row = read_person(connection, person_id)
    if row is None or row["deleted"]:
        return None
    [line] = lines_of(connection, [person_id])
    others: list[PersonLine] = []
    if row["household"]:
        same = (_person.c.household == row["household"], _person.c.id != person_id, ~_person.c.deleted)
        others = _read_lines(connection, _lines().where(here(_person), *same))
    visits = connection.execute(
        select(func.count())
        .select_from(_participation.join(_visit, _visit_of_participation()))
        .where(here(_participation), _participation.c.person_id == person_id, ~_visit.c.deleted)
    ).scalar_one()
    return PersonPage(
        person=Person(**row),
        line=line,
        open_needs=tuple(open_needs(connection, person_id)),
        follow_ups=tuple(follow_ups_where(connection, _follow_up.c.person == person_id)),
        household=tuple(others),
        visits=visits,
    )


def open_needs(connection: Connection, person_id: str) -> list[NeedLine]:
    """Return the needs of a person that are not closed, the most urgent first, each code once."""
    columns = (_need.c.id, _need.c.code, _need.c.status, _need.c.urgency, _need.c.opened_on)
    rows = connection.execute(
        select(*columns)
        .where(here(_need), _need.c.person == person_id, _need.c.status.in_(OPEN_STATUSES), ~_need.c.deleted)
        .order_by(_need.c.urgency.desc(), _need.c.opened_on.desc())
    )
    by_code: dict[str, NeedLine] = {}
    for row in rows:
        by_code.setdefault(row.code, NeedLine(row.id, row.code, row.status, row.urgency, row.opened_on))
    return list(by_code.values())


def follow_ups_where(connection: Connection, condition: ColumnElement[bool], limit: int = PAGE) -> list[FollowUpLine]:
    """Return the open follow-ups that meet a condition, the earliest due first."""
    rows = connection.execute(
        select(_follow_up, _person.c.first_name, _person.c.last_name, _person.c.usual_name, _person.c.phones)
        .select_from(_follow_up.outerjoin(_person, _person_of(_follow_up)))
        .where(here(_follow_up), condition, _follow_up.c.done_at.is_(None), ~_follow_up.c.deleted)
        .order_by(_follow_up.c.due_on, _follow_up.c.id)
        .limit(limit)
    )
    return [
        FollowUpLine(
            row.id,
            row.what,
            row.person,
            full_name(row.first_name or "", row.last_name or "", row.usual_name or ""),
            first_number(row.phones or {}),
            row.due_on,
        )
        for row in rows
    ]


def first_number(phones: dict[str, Any]) -> str:
    """Return the telephone to call: the first slot's number in E.164, or as typed; "" without any."""
    for slot in sorted(phones):
        phone = phones[slot]
        if isinstance(phone, dict):
            return str(phone.get("number") or phone.get("typed") or "")
    return ""


def _person_of(table: Any) -> ColumnElement[bool]:
    return and_(_person.c.network_id == table.c.network_id, _person.c.id == table.c.person)


def _visit_of_participation() -> ColumnElement[bool]:
    return and_(_visit.c.network_id == _participation.c.network_id, _visit.c.id == _participation.c.visit_id)


def _lines() -> Select[Any]:
    # Hidden from SQLite that these are the ends of an index, or it walks all visits from the latest to find hers.
    last_met = (
        select(func.max(func.coalesce(_visit.c.day, "")))
        .select_from(_participation.join(_visit, _visit_of_participation()))
        .where(
            _participation.c.network_id == _person.c.network_id,
            _participation.c.person_id == _person.c.id,
            _visit.c.outcome == "met",
            ~_visit.c.deleted,
        )
        .scalar_subquery()
    )
    due_on = (
        select(func.min(func.coalesce(_follow_up.c.due_on, "")))
        .where(
            _follow_up.c.network_id == _person.c.network_id,
            _follow_up.c.person == _person.c.id,
            _follow_up.c.done_at.is_(None),
            _follow_up.c.due_on != "",
            ~_follow_up.c.deleted,
        )
        .scalar_subquery()
    )
    own = ("id", "first_name", "last_name", "usual_name", "hamlet", "commune", "birth_year", "birth_date", "phones")
    return select(*(_person.c[name] for name in own), last_met.label("last_met"), due_on.label("due_on"))


def _read_lines(connection: Connection, statement: Select[Any]) -> list[PersonLine]:
    return [
        PersonLine(
            id=row.id,
            name=full_name(row.first_name, row.last_name, row.usual_name),
            hamlet=row.hamlet,
            commune=row.commune,
            birth_year=row.birth_year or (int(row.birth_date[:4]) if row.birth_date[:4].isdigit() else None),
            last_met=row.last_met or "",
            due_on=row.due_on or "",
            number=first_number(row.phones),
        )
        for row in connection.execute(statement)
    ]


def _by_last_met(lines: list[PersonLine]) -> list[PersonLine]:
    return sorted(lines, key=lambda line: (line.last_met, line.name), reverse=True)
