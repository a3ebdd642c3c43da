"""What happened to a record: who changed what and when, and the values kept from two people who disagreed."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, select

from shared.domain.conflict import Conflict
from shared.sync.clock import FUTURE_ALLOWANCE_MS, clamp, wall_ms
from sync_server.accounts.access import Reader, visible
from sync_server.console.lines import ConflictLine, Event, FieldChange, Version
from sync_server.console.locale import t
from sync_server.console.queries.directory import read_devices
from sync_server.console.values import Words
from sync_server.console.wording import moment
from sync_server.database import table_of
from sync_server.sync.change_log import LoggedChange, history

_TAKEN = frozenset({"ok", "merged", "conflict"})
_REVIEWS = {"read": "history.marked_read", "question": "history.asked", "to_read": "history.put_back"}


def read_changes(connection: Connection, reader: Reader, record_id: str) -> list[LoggedChange]:
    """Read the changes of a record that were taken in, in the order in which they hold, whenever they arrived."""
    found = history(connection, reader.network_id, [record_id])
    held = sorted(found, key=lambda change: (clamp(change.stamp, change.received_at), change.device, change.number))
    return [change for change in held if change.verdict in _TAKEN]


def tell_history(
    connection: Connection, reader: Reader, changes: Sequence[LoggedChange], words: Words
) -> tuple[Event, ...]:
    """Tell changes as moments, the latest first, each value beside the one before it."""
    devices = read_devices(connection, reader, (change.device for change in changes))
    events: list[Event] = []
    before: dict[str, Any] = {}
    for change in changes:
        made = not events and change.base_seq == 0
        _, kind = devices.get(change.device, ("", ""))
        events.append(
            Event(
                title=t(_title(change, made=made, imported=kind == "import")),
                author=words.directory.worker(change.worker_id),
                when=moment(words.desk.local(_when(change)), words.desk.today()),
                changes=() if made else _fields(change, before, words),
            )
        )
        before.update(change.fields)
    return tuple(reversed(events))


def read_conflicts(connection: Connection, reader: Reader, record_ids: Sequence[str]) -> list[Mapping[str, Any]]:
    """Read the conflicts about some records, the latest first."""
    table = table_of(Conflict)
    found = connection.execute(
        select(table)
        .where(visible(reader, table), table.c.record_id.in_(record_ids), ~table.c.deleted)
        .order_by(table.c.created_at.desc(), table.c.id.desc())
    )
    return [dict(row) for row in found.mappings()]


def tell_conflicts(
    connection: Connection, reader: Reader, conflicts: Sequence[Mapping[str, Any]], words: Words, about: str
) -> tuple[ConflictLine, ...]:
    """Tell conflicts, both values in words; one about another record than `about` says whose it is."""
    devices = read_devices(connection, reader, (row[side] for row in conflicts for side in ("kept_by", "lost_by")))

    def version(row: Mapping[str, Any], side: str) -> Version:
        worker_id, _ = devices.get(row[f"{side}_by"], ("", ""))
        return Version(
            value=words.value(row["field"], row[side]) or t("value.nothing"),
            author=words.directory.worker(worker_id),
            when=moment(words.desk.local(row[f"{side}_at"]), words.desk.today()),
            kept=side == "kept",
        )

    return tuple(
        ConflictLine(
            title=_about(row, words, about),
            open=row["status"] == "open",
            versions=(version(row, "kept"), version(row, "lost")),
        )
        for row in conflicts
    )


def _about(row: Mapping[str, Any], words: Words, about: str) -> str:
    field = words.field(row["record"], row["field"])
    if row["record_id"] == about:
        return field
    return t("conflict.about_other", field=field, who=words.people.get(row["record_id"], ""))


def _when(change: LoggedChange) -> int:
    """The author's own time, unless it lies in the future of when the change arrived."""
    made = wall_ms(change.stamp)
    return made if made <= change.received_at + FUTURE_ALLOWANCE_MS else change.received_at


def _title(change: LoggedChange, *, made: bool, imported: bool) -> str:
    if made:
        return "history.imported" if imported else "history.created"
    if change.fields.get("deleted") is True:
        return "history.deleted"
    if set(change.fields) == {"review"}:
        return _REVIEWS.get(change.fields["review"], "history.edited")
    return "history.edited"


def _fields(change: LoggedChange, before: Mapping[str, Any], words: Words) -> tuple[FieldChange, ...]:
    if set(change.fields) <= {"review", "deleted"}:
        return ()
    return tuple(
        FieldChange(
            field=words.field(change.record, path),
            before=words.value(path, _former(path, value, before)),
            after=words.value(path, value),
        )
        for path, value in change.fields.items()
    )


def _former(path: str, value: Any, before: Mapping[str, Any]) -> Any:
    """The value before; of an element taken out of a set, the element itself."""
    if path in before:
        return before[path]
    return True if value is None else None
