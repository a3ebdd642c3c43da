"""The search box: people by a piece of a name, a lieu-dit, a commune or the digits of a telephone."""

from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import urlencode

from markupsafe import Markup
from sqlalchemy import ColumnElement, Connection, and_, func, or_, select, true

from shared.domain.names import fold
from shared.domain.person import Person, full_name
from shared.domain.telephone import search_key
from shared.domain.visit import Participation
from sync_server.accounts.access import Reader, visible
from sync_server.console import addresses
from sync_server.console.desk import Desk
from sync_server.console.lines import Pager, PeopleFound, PersonLine
from sync_server.console.locale import t
from sync_server.console.queries.person_page import born
from sync_server.console.queries.selection import ENTRIES, holds
from sync_server.console.queries.visit_log import A_PAGE
from sync_server.console.values import phone_words
from sync_server.console.wording import place_name, short_day
from sync_server.database import table_of
from sync_server.review.entries import PersonEntry

FEWEST_DIGITS = 3
_PEOPLE = table_of(PersonEntry)


def read_people_found(connection: Connection, reader: Reader, desk: Desk, words: str, number: int) -> PeopleFound:
    """Read one page of the people that the words find; all of them where there are none."""
    conditions = (visible(reader, _PEOPLE), *_matches(connection, words))
    total = connection.scalar(select(func.count()).select_from(_PEOPLE).where(*conditions)) or 0
    number = min(number, max(1, -(-total // A_PAGE)))
    first = (number - 1) * A_PAGE
    wanted = connection.scalars(
        select(_PEOPLE.c.person_id)
        .where(*conditions)
        .order_by(_PEOPLE.c.name, _PEOPLE.c.person_id)
        .limit(A_PAGE)
        .offset(first)
    ).all()
    last_met = _last_met(connection, reader, wanted)
    people = _people(connection, reader, wanted)
    lines = tuple(_line(people[each], last_met.get(each, ""), desk) for each in wanted if each in people)
    before = _page(words, number - 1) if number > 1 else ""
    after = _page(words, number + 1) if first + len(wanted) < total else ""
    return PeopleFound(words, lines, Pager(first + 1 if wanted else 0, first + len(wanted), total, before, after))


def _matches(connection: Connection, words: str) -> tuple[ColumnElement[bool], ...]:
    by_words = [holds(connection, _PEOPLE.c.words, word) for word in fold(words).split()]
    digits = search_key(words)
    if len(digits) < FEWEST_DIGITS:
        return tuple(by_words)
    return (or_(and_(true(), *by_words), holds(connection, _PEOPLE.c.digits, digits)),)


def _people(connection: Connection, reader: Reader, wanted: Sequence[str]) -> dict[str, Mapping[str, Any]]:
    table = table_of(Person)
    found = connection.execute(select(table).where(visible(reader, table), table.c.id.in_(wanted)))
    return {row["id"]: dict(row) for row in found.mappings()}


def _last_met(connection: Connection, reader: Reader, wanted: Sequence[str]) -> dict[str, str]:
    """Read the last day each was met."""
    links = table_of(Participation)
    together = (links.c.network_id == ENTRIES.c.network_id) & (links.c.visit_id == ENTRIES.c.visit_id)
    found = connection.execute(
        select(links.c.person_id, func.max(ENTRIES.c.day).label("day"))
        .join(ENTRIES, together)
        .where(visible(reader, links), links.c.person_id.in_(wanted))
        .group_by(links.c.person_id)
    )
    return {row.person_id: row.day for row in found}


def _line(person: Mapping[str, Any], last_met: str, desk: Desk) -> PersonLine:
    return PersonLine(
        href=addresses.person(person["id"]),
        name=full_name(person["first_name"], person["last_name"], person["usual_name"]) or t("person.nameless"),
        detail=born(person),
        place=place_name(person["commune"], person["hamlet"]),
        phones=", ".join(phone_words(phone) for phone in person["phones"].values()),
        last_met=short_day(last_met, desk.today()) if last_met else Markup(""),
    )


def _page(words: str, number: int) -> str:
    parameters = {"q": words, "page": str(number)} if words else {"page": str(number)}
    return addresses.with_query(addresses.PEOPLE, urlencode(parameters))
