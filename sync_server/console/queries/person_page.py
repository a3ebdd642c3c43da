"""One person: who, where, what was done with her, and what is still open."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, func, select

from shared.domain.follow_up import FollowUp
from shared.domain.need import OPEN_STATUSES, Need
from shared.domain.person import GENDERS, Person, full_name
from shared.domain.visit import Participation
from sync_server.accounts.access import Reader, visible
from sync_server.console import addresses
from sync_server.console.desk import Desk
from sync_server.console.errors import PageMissing
from sync_server.console.lines import Link, NeedLine, Pager, PersonPage, PersonVisit
from sync_server.console.locale import t
from sync_server.console.queries.directory import Directory, read_households, read_people
from sync_server.console.queries.history import read_changes, read_conflicts, tell_conflicts, tell_history
from sync_server.console.queries.selection import ENTRIES, ORDER
from sync_server.console.queries.visit_log import A_PAGE, read_lines
from sync_server.console.record_lines import follow_up_line, need_line, person_facts
from sync_server.console.values import Words
from sync_server.console.wording import place_name, short_day
from sync_server.database import table_of


def read_person_page(
    connection: Connection, reader: Reader, desk: Desk, directory: Directory, person_id: str, number: int
) -> PersonPage:
    """Read the page of a person. Raises `PageMissing` where she is none of this network."""
    table = table_of(Person)
    row = connection.execute(select(table).where(visible(reader, table), table.c.id == person_id)).mappings().first()
    if row is None:
        raise PageMissing
    person = dict(row)
    name = full_name(person["first_name"], person["last_name"], person["usual_name"]) or t("person.nameless")
    words = Words(
        desk,
        directory,
        people={person_id: name, **read_people(connection, reader, filter(None, [person["merged_into"]]))},
        households=read_households(connection, reader, [person["household"]]),
    )
    visits, pager = _visits(connection, reader, desk, directory, person_id, number)
    conflicts = read_conflicts(connection, reader, [person_id])
    return PersonPage(
        here=addresses.person(person_id),
        title=name,
        lead=", ".join(part for part in (born(person), place_name(person["commune"], person["hamlet"])) if part),
        status=person["status"],
        deleted=person["deleted"],
        facts=person_facts(person, words),
        approach_note=person["approach_note"],
        needs=_open_needs(connection, reader, desk, person_id),
        follow_ups=tuple(
            follow_up_line(dict(line), desk, directory) for line in _follow_ups(connection, reader, person_id)
        ),
        visits=visits,
        pager=pager,
        history=tell_history(connection, reader, read_changes(connection, reader, person_id), words),
        conflicts=tell_conflicts(connection, reader, conflicts, words, about=person_id),
    )


def born(person: Mapping[str, Any]) -> str:
    """« née en 1958 », « né·e vers 1950 », or nothing."""
    year = person["birth_date"][:4] or person["birth_year"]
    if not year:
        return ""
    gender = person["gender"] if person["gender"] in GENDERS else "unknown"
    return t(f"born_about.{gender}" if person["birth_approx"] else f"born.{gender}", year=year)


def _visits(
    connection: Connection, reader: Reader, desk: Desk, directory: Directory, person_id: str, number: int
) -> tuple[tuple[PersonVisit, ...], Pager]:
    links = table_of(Participation)
    hers = select(links.c.visit_id).where(visible(reader, links), links.c.person_id == person_id)
    conditions = (visible(reader, ENTRIES), ENTRIES.c.visit_id.in_(hers))
    total = connection.scalar(select(func.count()).where(*conditions)) or 0
    number = min(number, max(1, -(-total // A_PAGE)))
    first = (number - 1) * A_PAGE
    wanted = connection.scalars(
        select(ENTRIES.c.visit_id).where(*conditions).order_by(*ORDER).limit(A_PAGE).offset(first)
    ).all()
    lines = read_lines(connection, reader, desk, directory, wanted)
    visits = tuple(
        PersonVisit(
            href=line.href,
            title=t("person.visit_by", mode=line.mode, name=line.author),
            when=short_day(day, desk.today()),
            excerpt=line.excerpt,
            needs=line.needs,
        )
        for day, line in lines
    )
    here = addresses.person(person_id)
    before = addresses.with_query(here, f"page={number - 1}") if number > 1 else ""
    after = addresses.with_query(here, f"page={number + 1}") if first + len(wanted) < total else ""
    return visits, Pager(first + 1 if wanted else 0, first + len(wanted), total, before, after)


def _open_needs(connection: Connection, reader: Reader, desk: Desk, person_id: str) -> tuple[NeedLine, ...]:
    table = table_of(Need)
    found = connection.execute(
        select(table)
        .where(
            *(visible(reader, table), table.c.person == person_id),
            *(table.c.status.in_(OPEN_STATUSES), ~table.c.deleted),
        )
        .order_by(table.c.opened_on.desc(), table.c.id.desc())
        .limit(A_PAGE)
    )
    return tuple(need_line(need, _opening(need, desk)) for need in map(dict, found.mappings()))


def _opening(need: Mapping[str, Any], desk: Desk) -> Link | None:
    if not need["opened_in"]:
        return None
    day = short_day(need["opened_on"], desk.today()).striptags()
    return Link(t("need.opened", day=day), addresses.visit(need["opened_in"]))


def _follow_ups(connection: Connection, reader: Reader, person_id: str) -> list[Mapping[str, Any]]:
    table = table_of(FollowUp)
    found = connection.execute(
        select(table)
        .where(visible(reader, table), table.c.person == person_id, ~table.c.deleted)
        .order_by(table.c.done_at.is_not(None), table.c.due_on, table.c.id)
        .limit(A_PAGE)
    )
    return [dict(row) for row in found.mappings()]
