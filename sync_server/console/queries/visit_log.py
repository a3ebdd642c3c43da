"""The visit log: 50 entries of a selection, their counts, and what the filters may be set to."""

import datetime as dt
import itertools
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, select

from shared.domain.need import OPEN_STATUSES, Need
from shared.domain.visit import Visit
from sync_server.accounts.access import Reader, visible
from sync_server.console import addresses, french
from sync_server.console.desk import Desk
from sync_server.console.filters import REVIEW_WORDS, Problem, VisitFilters
from sync_server.console.lines import Pager, Tab, VisitDay, VisitLine, VisitLog
from sync_server.console.locale import t
from sync_server.console.menus import chips, menus
from sync_server.console.queries.directory import Directory, read_households, read_people
from sync_server.console.queries.selection import ENTRIES, ORDER, Counts, count_visits, select_visits
from sync_server.console.wording import day_title, excerpt, heads, need_words, place_name, short_label, who_met
from sync_server.database import table_of
from sync_server.review.answers import visit_is_answered

A_PAGE = 50
LONGEST_EXCERPT = 100  # characters: two lines on a wide screen


def read_visit_log(
    connection: Connection,
    reader: Reader,
    desk: Desk,
    directory: Directory,
    asked: tuple[VisitFilters, int, Sequence[Problem]],
) -> VisitLog:
    """Read one page of the log: `asked` is the filters, the page number, and what could not be understood."""
    filters, number, problems = asked
    selection = select_visits(connection, reader, filters)
    counts = count_visits(connection, selection)
    total = counts.of(filters.review)
    number = min(number, max(1, -(-total // A_PAGE)))
    wanted = _page(connection, selection.in_state(filters.review), number) if total else []
    lines = read_lines(connection, reader, desk, directory, wanted)
    return VisitLog(
        here=addresses.with_query(addresses.HOME, filters.query(number)),
        tabs=_tabs(filters, counts),
        menus=menus(filters, directory),
        kept=filters.only_review().parameters(),
        since=filters.since.isoformat() if filters.since else "",
        until=filters.until.isoformat() if filters.until else "",
        words=filters.words,
        chips=chips(filters, directory, desk.today()),
        problems=tuple(t(f"problem.{problem.filter}", value=problem.value[:80]) for problem in problems),
        days=_by_day(lines, desk.today()),
        pager=_pager(filters, number, total, len(wanted)),
        everything=addresses.with_query(addresses.HOME, filters.only_review().query()),
    )


def read_lines(
    connection: Connection, reader: Reader, desk: Desk, directory: Directory, wanted: Sequence[str]
) -> list[tuple[str, VisitLine]]:
    """Read visits as lines, in the order asked for, each with its day."""
    visits = _visits(connection, reader, wanted)
    people = read_people(connection, reader, (person for visit in visits.values() for person in visit["participants"]))
    households = read_households(connection, reader, (visit["household"] for visit in visits.values()))
    needs = _needs(connection, reader, wanted)
    return [
        (visits[visit_id]["day"], _line(visits[visit_id], desk, directory, people, households, needs[visit_id]))
        for visit_id in wanted
        if visit_id in visits
    ]


def _page(connection: Connection, conditions: Sequence[ColumnElement[bool]], number: int) -> Sequence[str]:
    first = (number - 1) * A_PAGE
    statement = select(ENTRIES.c.visit_id).where(*conditions).order_by(*ORDER).limit(A_PAGE).offset(first)
    return connection.scalars(statement).all()


def _visits(connection: Connection, reader: Reader, wanted: Sequence[str]) -> dict[str, Mapping[str, Any]]:
    table = table_of(Visit)
    columns = ("id", "day", "started_at", "mode", "participants", "household", "head_counts", "commune", "note")
    statement = select(
        *(table.c[name] for name in (*columns, "author", "review")), visit_is_answered().label("answered")
    ).where(visible(reader, table), table.c.id.in_(wanted))
    return {row["id"]: dict(row) for row in connection.execute(statement).mappings()}


def _needs(connection: Connection, reader: Reader, wanted: Sequence[str]) -> dict[str, list[tuple[str, bool]]]:
    """Read code and urgency of the needs noted in some visits."""
    table = table_of(Need)
    found = connection.execute(
        select(table.c.opened_in, table.c.code, table.c.urgency, table.c.status)
        .where(visible(reader, table), table.c.opened_in.in_(wanted), ~table.c.deleted)
        .order_by(table.c.id)
    )
    needs: dict[str, list[tuple[str, bool]]] = defaultdict(list)
    for row in found:
        needs[row.opened_in].append((row.code, row.urgency == "urgent" and row.status in OPEN_STATUSES))
    return needs


def _line(
    visit: Mapping[str, Any],
    desk: Desk,
    directory: Directory,
    people: Mapping[str, str],
    households: Mapping[str, str],
    needs: Sequence[tuple[str, bool]],
) -> VisitLine:
    household = households.get(visit["household"], "")
    started_at = visit["started_at"]
    return VisitLine(
        id=visit["id"],
        href=addresses.visit(visit["id"]),
        hour="" if started_at is None else french.clock(desk.local(started_at)),
        mode=short_label("mode", visit["mode"]),
        who=who_met(visit["participants"], people, household, heads(visit["head_counts"])),
        place=place_name(visit["commune"]),
        urgent=any(urgent for _, urgent in needs),
        excerpt=excerpt(visit["note"], LONGEST_EXCERPT),
        needs=need_words(code for code, _ in needs),
        author=directory.worker(visit["author"]).split(" ")[0],
        review=shown_review(visit["review"], answered=visit["answered"]),
    )


def shown_review(review: str, *, answered: bool) -> str:
    """The state of a visit as it is shown: a question whose answers are there is answered."""
    return "answered" if review == "question" and answered else review


def _by_day(lines: Iterable[tuple[str, VisitLine]], today: dt.date) -> tuple[VisitDay, ...]:
    return tuple(
        VisitDay(day_title(day, today), tuple(line for _, line in group))
        for day, group in itertools.groupby(lines, key=lambda pair: pair[0])
    )


def _tabs(filters: VisitFilters, counts: Counts) -> tuple[Tab, ...]:
    return tuple(
        Tab(
            text=t(f"tab.{review}"),
            count=counts.of(review),
            href=addresses.with_query(addresses.HOME, filters.in_state(review).query()),
            current=review == filters.review,
        )
        for review in REVIEW_WORDS.values()
    )


def _pager(filters: VisitFilters, number: int, total: int, shown: int) -> Pager:
    first = (number - 1) * A_PAGE
    last = first + shown
    before = addresses.with_query(addresses.HOME, filters.query(number - 1)) if number > 1 else ""
    after = addresses.with_query(addresses.HOME, filters.query(number + 1)) if last < total else ""
    return Pager(first + 1 if shown else 0, last, total, before, after)
