"""What an import would change: the drafts of a file held against the rows already stored."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from shared.domain.record import Row, Value
from shared.domain.registry import Kind, RecordType, record_types
from shared.sync.change import Action, Change
from shared.sync.clock import tick
from shared.sync.merge import largest_stamp, last_write
from sync_server.importing.report import Counts
from sync_server.importing.setting import Draft, Sheaf

Stored = Mapping[tuple[str, str], Row]
"""The rows that exist, by table and id."""


@dataclass
class Plan:
    """The actions that bring the store to what the file says, each with its line; and what they amount to."""

    actions: list[tuple[int, Action]] = field(default_factory=list)
    records: dict[str, Counts] = field(default_factory=dict)

    @property
    def changes(self) -> int:
        return sum(len(action) for _, action in self.actions)


def compare(sheaves: Sequence[Sheaf], stored: Stored, importers: frozenset[int], now_ms: int) -> Plan:
    """Only what differs becomes a change, so that a file imported twice changes nothing the second time.

    A value last written by anybody but an importer (`importers` are their device numbers) stays as it is: what a
    colleague corrected since is worth more than an old file. So does a record that somebody deleted.
    """
    plan = Plan()
    tally: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0, 0])
    for sheaf in sheaves:
        changes = []
        for draft in sheaf.drafts:
            row = stored.get((draft.table, draft.id))
            paths, kept = _paths(draft, row, importers)
            tally[draft.table][3] += kept
            tally[draft.table][0 if row is None else 1 if paths else 2] += 1
            if paths:
                last = largest_stamp(row) if row else 0
                changes.append(Change(draft.table, draft.id, paths, tick(last, now_ms), row["seq"] if row else 0))
        if changes:
            plan.actions.append((sheaf.line, tuple(changes)))
    plan.records = {table: Counts(*numbers) for table, numbers in tally.items()}
    return plan


def _paths(draft: Draft, row: Row | None, importers: frozenset[int]) -> tuple[dict[str, Value], int]:
    """The paths to write, and how many more would differ but are somebody else's."""
    record = record_types()[draft.table]
    if row is None:
        return _differing(record, record.blank("", draft.id), draft.fields) | dict(draft.birth), 0
    differing = _differing(record, row, draft.fields)
    if row["deleted"]:
        return {}, len(differing)
    ours = {path: value for path, value in differing.items() if _is_ours(record, row, path, importers)}
    return ours, len(differing) - len(ours)


def _is_ours(record: RecordType, row: Row, path: str, importers: frozenset[int]) -> bool:
    stamp, device, _ = last_write(record, row, path)
    return stamp == 0 or device in importers


def _differing(record: RecordType, row: Row, fields: Mapping[str, Any]) -> dict[str, Value]:
    paths: dict[str, Value] = {}
    for name, value in fields.items():
        kind = record.fields.get(name)
        if kind in {Kind.SET, Kind.SLOTS}:
            held = row[name]
            paths.update({f"{name}/{key}": item for key, item in value.items() if held.get(key) != item})
            paths.update({f"{name}/{key}": None for key in held if key not in value})
        elif value != (row[name] if kind else row["extra"].get(name, "")):
            paths[name] = value
    return paths
