"""One import from end to end: read the file, compare it with what is stored, and write the difference if asked to."""

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import NamedTuple

from sqlalchemy import Connection, Engine

from shared.domain.ids import uuid7
from shared.sync.change import Action
from sync_server.database import reading, writing
from sync_server.importing.columns import Kind, guess_columns
from sync_server.importing.comparing import Plan, compare
from sync_server.importing.people import read_people
from sync_server.importing.reading import read_table
from sync_server.importing.report import Problem, Report
from sync_server.importing.row import LOCAL
from sync_server.importing.standing import author_of, importers, load_setting, stored_rows
from sync_server.importing.visits import read_visits
from sync_server.review.entries import refresh_entries
from sync_server.sync.ingest import apply_actions

MOST_CHANGES = 500  # in one batch; all batches are one transaction
_READERS = {"people": read_people, "visits": read_visits}

Progress = Callable[[int, int], None]
"""Told how many changes are written, of how many."""


@dataclass(frozen=True, slots=True)
class Order:
    """What is asked for. Without `apply` nothing is written; with `skip_bad` the good rows go in without the bad."""

    kind: Kind
    path: Path
    apply: bool = False
    skip_bad: bool = False
    network: str = ""  # id or name; may be empty where there is only one
    source: str = ""  # where the file's own ids come from; visits find their people by the same word
    today: dt.date | None = None  # the day by which dates are judged; that of the import where not said


class _Rejected(Exception):
    """The store refused rows that were to go in together: undo all of them."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__(len(problems))
        self.problems = tuple(problems)


class _Batch(NamedTuple):
    lines: list[int]
    actions: list[Action]


def run_import(engine: Engine, order: Order, now_ms: int, progress: Progress = lambda _done, _total: None) -> Report:
    """Raises `ImportRefused` when the file cannot be read at all; what is wrong with rows is in the report."""
    table = read_table(order.path)
    columns = guess_columns(table, order.kind)
    report = Report(order.kind, table.encoding, table.delimiter, table.sheet, columns, len(table.lines), 0, ())
    try:
        with (writing if order.apply else reading)(engine) as connection:
            today = order.today or dt.datetime.fromtimestamp(now_ms / 1000, LOCAL).date()
            setting = load_setting(connection, order.network, order.source, today)
            sheaves, problems = _READERS[order.kind](table, columns, setting)
            stored = stored_rows(connection, setting.network_id, sheaves)
            plan = compare(sheaves, stored, importers(connection, setting.network_id), now_ms)
            problems.sort(key=lambda problem: problem.line)
            report = replace(report, good_rows=len(sheaves), problems=tuple(problems), records=plan.records)
            if not order.apply or (report.blocking and not order.skip_bad):
                return report
            rejected = _write(connection, setting.network_id, plan, now_ms, progress)
            _undo_if(rejected, unless=order.skip_bad)
    except _Rejected as refusal:
        return replace(report, problems=(*report.problems, *refusal.problems))
    # Who imports waits anyway; who opens the console next should not.
    refresh_entries(engine, setting.network_id)
    return replace(report, problems=(*report.problems, *rejected), applied=True)


def _undo_if(rejected: Sequence[Problem], *, unless: bool) -> None:
    if rejected and not unless:
        raise _Rejected(rejected)


def _write(connection: Connection, network_id: str, plan: Plan, now_ms: int, progress: Progress) -> list[Problem]:
    """Send the plan through the same door as a phone's changes; return what the store refused."""
    if not plan.actions:
        return []
    author = author_of(connection, network_id, now_ms)
    rejected: list[Problem] = []
    done = 0
    progress(done, plan.changes)
    for batch in _batches(plan.actions):
        taken = apply_actions(connection, author, batch.actions, partial(uuid7, now_ms))
        for line, settled in zip(batch.lines, taken.verdicts, strict=True):
            if settled.verdict == "rejected":
                rejected.append(Problem(line, "", "refused", {"cell": settled.reason}, blocking=True))
        done += len(batch.lines)
        progress(done, plan.changes)
    return rejected


def _batches(actions: Sequence[tuple[int, Action]]) -> Iterator[_Batch]:
    """Batches of whole actions; `lines` has the line of the file of each change."""
    batch = _Batch([], [])
    for line, action in actions:
        if batch.lines and len(batch.lines) + len(action) > MOST_CHANGES:
            yield batch
            batch = _Batch([], [])
        batch.lines.extend([line] * len(action))
        batch.actions.append(action)
    if batch.lines:
        yield batch
