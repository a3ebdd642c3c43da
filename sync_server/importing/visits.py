"""Rows of a foreign file to visits, with the needs they opened and what was promised."""

from functools import partial
from typing import Any

from shared.domain.ids import is_record_id
from sync_server.importing.columns import Columns
from sync_server.importing.days import day
from sync_server.importing.locale import t
from sync_server.importing.reading import Table
from sync_server.importing.report import Problem
from sync_server.importing.row import Keys, Row, colleague_of, commune_of, instant, sound_rows
from sync_server.importing.setting import Colleague, Draft, Setting, Sheaf
from sync_server.importing.values import axes, choice, clock, count, minutes, needs, references, truth

UNCOUNTED = "unknown/unknown"
"""Head count of people of whom neither gender nor age was written down."""


def read_visits(table: Table, columns: Columns, setting: Setting) -> tuple[list[Sheaf], list[Problem]]:
    """Each good row gives one visit and what hangs on it; the others give the reason why not."""
    rows, problems = sound_rows(table, columns)
    keys = Keys()
    sheaves = []
    for row in rows:
        drafts = _sheaf(row, keys, setting)
        if row.is_good:
            sheaves.append(Sheaf(row.line.number, drafts))
        problems.extend(row.problems)
    return sheaves, problems


def _sheaf(row: Row, keys: Keys, setting: Setting) -> tuple[Draft, ...]:
    key = keys.of(row, *(row.line.cells[column.index] for column in row.columns.found))
    visit_id = setting.record_id("visit", *key)
    when = row.read("date", partial(day, today=setting.today), "")
    if not when and row.is_good:
        row.refuse("date", "no_date")
    if when > setting.today.isoformat():
        row.doubt("date", "date_in_the_future", cell=row.text("date"))
    worker = colleague_of(row, "worker", setting)
    persons = _persons(row, setting)
    fields = _when(row, when) | _who(row, persons) | _what(row) | commune_of(row, setting)
    fields |= {"source_id": key[1]} if key[0] == "id" else {}
    if worker:
        fields |= {"workers": {worker.id: True}, "structure": worker.structure}
    made: dict[str, Any] = {"author": worker.id} if worker else {}
    if when:
        made["created_at"] = fields["started_at"] or instant(when)
    only = persons[0] if len(persons) == 1 else ""
    return (
        Draft("visit", visit_id, fields, made),
        *_needs(row, setting, key, {"person": only, "opened_on": when, "opened_in": visit_id}, made),
        *_follow_up(row, setting, key, {"person": only, "visit": visit_id}, worker, made),
    )


def _when(row: Row, when: str) -> dict[str, Any]:
    """Where the hour is not written, the day alone is known."""
    hour = row.read("start_time", clock, None)
    return {
        "day": when,
        "started_at": instant(when, hour) if when and hour else None,
        "duration": row.read("duration", minutes, None),
    }


def _who(row: Row, persons: tuple[str, ...]) -> dict[str, Any]:
    seen = row.read("people_seen", count, None)
    if seen is None:
        seen = max(len(persons), int(row.read("anonymous", truth, otherwise=False)))
    if seen < len(persons):
        row.doubt("people_seen", "fewer_than_named", cell=row.text("people_seen"), named=len(persons))
    unnamed = max(seen - len(persons), 0)
    return {
        "participants": dict.fromkeys(persons, True),
        "head_counts": {UNCOUNTED: unnamed} if unnamed else {},
        "kind": "collective" if max(seen, len(persons)) > 1 else "individual",
    }


def _what(row: Row) -> dict[str, Any]:
    fields: dict[str, Any] = {
        "mode": row.read("mode", partial(choice, "mode", default="home"), "home"),
        "outcome": row.read("outcome", partial(choice, "outcome", default="met"), "met"),
        "axes": row.read("axis", axes, dict[str, bool]()),
    }
    # Texts, exactly as they are in the file. Where a need was sent to has no field of its own yet.
    return fields | {
        name: row.text(name) for name in ("note", "hamlet", "place", "orientation") if row.columns.has(name)
    }


def _persons(row: Row, setting: Setting) -> tuple[str, ...]:
    found = []
    for reference in references(row.text("persons")):
        person = reference if is_record_id(reference) else setting.record_id("person", "id", reference)
        if person not in setting.persons:
            row.refuse("persons", "unknown_person", cell=reference)
        found.append(person)
    return tuple(found)


def _needs(
    row: Row, setting: Setting, key: tuple[str, ...], opened: dict[str, str], made: dict[str, Any]
) -> list[Draft]:
    """A need that was sent to somebody else is a referred one."""
    status = "referred" if row.text("orientation").strip() else "open"
    return [
        Draft("need", setting.record_id("need", *key, code), {"code": code, "status": status, **opened}, made)
        for code in row.read("needs", needs, tuple[str, ...]())
    ]


def _follow_up(
    row: Row,
    setting: Setting,
    key: tuple[str, ...],
    about: dict[str, str],
    worker: Colleague | None,
    made: dict[str, Any],
) -> list[Draft]:
    due = row.read("follow_up", partial(day, today=setting.today), "")
    if not due:
        return []
    orientation = row.text("orientation")
    what = orientation if orientation.strip() else t("record.follow_up_default")
    fields = {"what": what, "due_on": due, "assignee": worker.id if worker else "", **about}
    return [Draft("follow_up", setting.record_id("follow_up", *key), fields, made)]
