"""What waits to be sent and what was refused, tap by tap, in terms that a screen can put into words."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, delete, select

from mobile.store.people import lines_of
from mobile.store.schema import outbox, quarantine
from mobile.store.visits import read_visit
from shared.sync.clock import wall_ms

SHOWN = 200


@dataclass(frozen=True)
class WaitingLine:
    """One tap that waits. `record` is its main record; `verb` is created, changed or deleted; `made_at` UTC ms."""

    action: int
    record: str
    record_id: str
    verb: str
    who: str
    commune: str
    made_at: int
    reason: str = ""
    path: str = ""


def waiting_lines(connection: Connection) -> list[WaitingLine]:
    """Return what waits, the latest first."""
    rows = connection.execute(select(outbox).order_by(outbox.c.number.desc()).limit(SHOWN)).mappings()
    return [_line(connection, changes) for changes in _by_action(rows)]


def refused_lines(connection: Connection) -> list[WaitingLine]:
    """Return what the server refused, the latest first."""
    rows = connection.execute(select(quarantine).order_by(quarantine.c.number.desc()).limit(SHOWN)).mappings()
    return [_line(connection, changes) for changes in _by_action(rows)]


def forget_refused(connection: Connection, action: int) -> None:
    """Forget a refused tap: its author has seen it, and written anew what had to be."""
    connection.execute(delete(quarantine).where(quarantine.c.action == action))


def _by_action(rows: Iterable[Any]) -> list[list[Any]]:
    actions: dict[int, list[Any]] = {}
    for row in rows:
        actions.setdefault(row["action"], []).append(row)
    return list(actions.values())


def _line(connection: Connection, changes: list[Any]) -> WaitingLine:
    first = min(changes, key=lambda change: int(change["number"]))
    people, commune = _about(connection, first["record"], first["record_id"], first["fields"])
    return WaitingLine(
        action=first["action"],
        record=first["record"],
        record_id=first["record_id"],
        verb="deleted" if first["fields"].get("deleted") is True else "changed" if _known(first) else "created",
        who=", ".join(line.name for line in lines_of(connection, people)),
        commune=commune,
        made_at=wall_ms(first["stamp"]),
        reason=next((str(change["reason"]) for change in changes if change.get("path")), first.get("reason", "")),
        path=next((str(change["path"]) for change in changes if change.get("path")), ""),
    )


def _known(change: Any) -> bool:
    """Tell whether the server had this record when the change was made."""
    return bool(change.get("base_seq", 0))


def _about(connection: Connection, record: str, record_id: str, fields: dict[str, Any]) -> tuple[list[str], str]:
    """Return the people and the commune that a change is about."""
    if record == "person":
        return [record_id], str(fields.get("commune", ""))
    if record == "visit":
        visit = read_visit(connection, record_id)
        return (list(visit.participants), visit.commune) if visit else ([], "")
    person = fields.get("person")
    return ([person] if isinstance(person, str) and person else []), ""
