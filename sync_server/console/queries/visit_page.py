"""One visit, with everything that is known of it."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, select

from shared.domain.follow_up import FollowUp
from shared.domain.need import Need
from shared.domain.remark import Remark
from shared.domain.visit import Visit
from sync_server.accounts.access import Reader, visible
from sync_server.console import addresses, french
from sync_server.console.desk import Desk
from sync_server.console.errors import PageMissing
from sync_server.console.filters import VisitFilters
from sync_server.console.lines import RemarkLine, VisitPage
from sync_server.console.locale import t
from sync_server.console.queries.directory import Directory, read_households, read_people
from sync_server.console.queries.history import read_changes, read_conflicts, tell_conflicts, tell_history
from sync_server.console.queries.selection import neighbour, select_visits
from sync_server.console.record_lines import follow_up_line, head_count_table, need_line, visit_facts
from sync_server.console.values import Words, people_named
from sync_server.console.wording import day_title, heads, moment, place_name, who_met
from sync_server.database import table_of
from sync_server.review.answers import visit_is_answered


def read_visit_page(
    connection: Connection, reader: Reader, desk: Desk, directory: Directory, visit_id: str, filters: VisitFilters
) -> VisitPage:
    """Read the page of a visit. Raises `PageMissing` where it is none of this network."""
    visit = _visit(connection, reader, visit_id)
    changes = read_changes(connection, reader, visit_id)
    spoken_of = people_named(path for change in changes for path in change.fields)
    people = read_people(connection, reader, {*visit["participants"], *spoken_of})
    households = read_households(connection, reader, [visit["household"]])
    words = Words(desk, directory, people, households)
    conflicts = read_conflicts(connection, reader, [visit_id, *visit["participants"]])
    needs = _of_visit(connection, reader, table_of(Need), "opened_in", visit_id)
    follow_ups = _of_visit(connection, reader, table_of(FollowUp), "visit", visit_id)
    household = households.get(visit["household"], "")
    newer, older = neighbours(connection, reader, visit, filters)
    return VisitPage(
        id=visit_id,
        here=addresses.visit(visit_id, filters.query()),
        title=_title(visit, who_met(visit["participants"], people, household, heads(visit["head_counts"]))),
        lead=_lead(visit, desk, directory),
        review="answered" if visit["review"] == "question" and visit["answered"] else visit["review"],
        urgent=any(need["urgency"] == "urgent" for need in needs),
        deleted=visit["deleted"],
        note=visit["note"],
        needs=tuple(need_line(need) for need in needs),
        follow_ups=tuple(follow_up_line(line, desk, directory) for line in follow_ups),
        head_counts=head_count_table(visit["head_counts"]),
        facts=visit_facts(visit, words),
        history=tell_history(connection, reader, changes, words),
        conflicts=tell_conflicts(connection, reader, conflicts, words, about=visit_id),
        worker=directory.worker(visit["author"]),
        remarks=_conversation(connection, reader, desk, directory, visit_id),
        log=addresses.with_query(addresses.HOME, filters.query()),
        newer=addresses.visit(newer, filters.query()) if newer else "",
        older=addresses.visit(older, filters.query()) if older else "",
    )


def neighbours(
    connection: Connection, reader: Reader, visit: Mapping[str, Any], filters: VisitFilters
) -> tuple[str, str]:
    """Return the visits just newer and just older than a visit, among those that the filters select."""
    conditions = select_visits(connection, reader, filters).in_state(filters.review)
    place = (visit["day"], -1 if visit["started_at"] is None else visit["started_at"], visit["id"])
    return (
        neighbour(connection, conditions, place, older=False),
        neighbour(connection, conditions, place, older=True),
    )


def _visit(connection: Connection, reader: Reader, visit_id: str) -> dict[str, Any]:
    table = table_of(Visit)
    statement = select(table, visit_is_answered().label("answered")).where(
        visible(reader, table), table.c.id == visit_id
    )
    row = connection.execute(statement).mappings().first()
    if row is None:
        raise PageMissing
    return dict(row)


def _of_visit(connection: Connection, reader: Reader, table: Any, column: str, visit_id: str) -> list[dict[str, Any]]:
    found = connection.execute(
        select(table).where(visible(reader, table), table.c[column] == visit_id, ~table.c.deleted).order_by(table.c.id)
    )
    return [dict(row) for row in found.mappings()]


def _title(visit: Mapping[str, Any], who: str) -> str:
    commune = place_name(visit["commune"])
    return f"{who}, {french.at(commune)}" if commune else who


def _lead(visit: Mapping[str, Any], desk: Desk, directory: Directory) -> Any:
    day = day_title(visit["day"], desk.today())
    name = directory.worker(visit["author"])
    if visit["started_at"] is None:
        return day + f", {t('visit.by', name=name)}"
    hour = french.clock(desk.local(visit["started_at"]))
    return day + f" {t('visit.at_by', hour=hour, name=name)}"


def _conversation(
    connection: Connection, reader: Reader, desk: Desk, directory: Directory, visit_id: str
) -> tuple[RemarkLine, ...]:
    remarks = _of_visit(connection, reader, table_of(Remark), "visit", visit_id)
    return tuple(
        RemarkLine(
            author=directory.worker(remark["author"]),
            mine=remark["author"] == reader.worker_id,
            when=moment(desk.local(remark["created_at"]), desk.today()),
            text=remark["text"],
        )
        for remark in in_order(remarks)
    )


def in_order(remarks: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """Sort remarks by time, save that an answer never stands before what it answers, whatever a phone's clock said."""
    by_id = {remark["id"]: remark for remark in remarks}

    def place(remark: Mapping[str, Any]) -> tuple[int, int]:
        depth, latest, seen = 0, remark["created_at"], {remark["id"]}
        while (remark := by_id.get(remark["answer_to"], {})) and remark["id"] not in seen:
            seen.add(remark["id"])
            depth, latest = depth + 1, max(latest, remark["created_at"])
        return latest, depth

    return sorted(remarks, key=place)
