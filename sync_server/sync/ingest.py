"""Taking changes in: each once, in its author's order, an action whole or not at all, a poisoned one set apart."""

import itertools
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import orjson
from sqlalchemy import Connection, select, update
from sqlalchemy.exc import DataError, DBAPIError, IntegrityError

from shared.domain.ids import is_record_id
from shared.domain.registry import record_types
from shared.sync.change import Action, BadChange, Change, parse_change
from sync_server.accounts.records import Device
from sync_server.counter import advance
from sync_server.database import table_of
from sync_server.sync import change_log
from sync_server.sync.author import Author, NewId
from sync_server.sync.change_log import Settled
from sync_server.sync.workbench import Key, Workbench

SPARED = Settled("rejected", "same_action")
"""The verdict of a sound change whose action holds a rejected one."""


@dataclass(frozen=True)
class Numbered:
    """An action as it arrived: the number of its first change, its changes, and verdicts where it must be rejected."""

    first: int
    changes: Action
    refusals: tuple[Settled, ...] = ()

    @property
    def last(self) -> int:
        """Return the number of its last change."""
        return self.first + len(self.changes) - 1


@dataclass
class Taken:
    """What was done: the largest number settled, a verdict per change, and which rows its author must be shown."""

    settled: int = 0
    seq: int = 0  # the sequence in which it was written
    verdicts: list[Settled] = field(default_factory=list)
    whole: set[Key] = field(default_factory=set)  # rows that may differ from what the author has
    as_sent: dict[Key, int] = field(default_factory=dict)  # rows that are as the author has them, and their sequence


def parse_action(raw: object) -> Numbered:
    """Check a foreign `[number, change, …]`.

    Raises `ValueError` where it has no number, for then nothing can be settled; a bad change only rejects its action.
    """
    if not isinstance(raw, list) or len(raw) < 2 or type(raw[0]) is not int or not 0 < raw[0] < 1 << 62:
        raise ValueError("an action starts with the number of its first change")
    changes: list[Change] = []
    verdicts: list[Settled] = []
    for item in raw[1:]:
        try:
            changes.append(parse_change(item))
            verdicts.append(SPARED)
        except BadChange as error:
            changes.append(_unreadable(item))
            verdicts.append(Settled("rejected", error.reason, error.field))
    sound = all(verdict is SPARED for verdict in verdicts)
    return Numbered(raw[0], tuple(changes), () if sound else tuple(verdicts))


def _unreadable(raw: object) -> Change:
    """Return what can be kept of a bad change: its text, and the record it is about where it names one."""
    table, record_id = raw[:2] if isinstance(raw, list) and len(raw) > 1 else ("", "")
    if not isinstance(table, str) or table not in record_types() or not is_record_id(record_id):
        table, record_id = "", ""
    return Change(table, record_id, {"raw": _text(raw)}, 0, 0)


def _text(raw: object) -> str:
    try:
        return orjson.dumps(raw).decode()
    except orjson.JSONEncodeError:  # nested deeper than can be written
        return "…"


def apply_actions(connection: Connection, author: Author, actions: Sequence[Action], new_id: NewId) -> Taken:
    """Take in actions that the server itself makes for a worker, numbering them after the last of its device."""
    number = _settled(connection, author) + 1
    numbered: list[Numbered] = []
    for action in actions:
        numbered.append(Numbered(number, action))
        number += len(action)
    return settle(connection, author, numbered, new_id)


def settle(connection: Connection, author: Author, actions: Sequence[Numbered], new_id: NewId) -> Taken:
    """Take in what is new among the actions of a device, and answer for what came before; the caller commits.

    Raises `ValueError` where the numbers do not rise.
    """
    _check_order(actions)
    seq = advance(connection, author.network_id)
    mark = _settled(connection, author)
    taken = Taken(settled=mark, seq=seq)
    _answer_repeats(connection, author, [action for action in actions if action.first <= mark], taken)
    fresh = [action for action in actions if action.first > mark]
    if fresh:
        _apply(connection, author, seq, fresh, new_id, taken)
        taken.settled = fresh[-1].last
    devices = table_of(Device)
    connection.execute(
        update(devices)
        .where(devices.c.network_id == author.network_id, devices.c.number == author.device)
        .values(settled=taken.settled, seen_at=author.now_ms)
    )
    return taken


def _check_order(actions: Sequence[Numbered]) -> None:
    for before, after in itertools.pairwise(actions):
        if after.first <= before.last:
            raise ValueError("the numbers of changes must rise")


def _settled(connection: Connection, author: Author) -> int:
    devices = table_of(Device).c
    mine = (devices.network_id == author.network_id, devices.number == author.device)
    return int(connection.execute(select(devices.settled).where(*mine)).scalar_one())


def _answer_repeats(connection: Connection, author: Author, repeats: Sequence[Numbered], taken: Taken) -> None:
    """Give again the verdicts of changes already taken; their rows are shown whole: much may have happened since."""
    if not repeats:
        return
    first, last = repeats[0].first, repeats[-1].last
    known = change_log.verdicts(connection, author.network_id, author.device, first, last)
    for action in repeats:
        for number, change in enumerate(action.changes, action.first):
            taken.verdicts.append(known.get(number, Settled("rejected", "number_taken")))
            taken.whole.add((change.table, change.id))


def _apply(
    connection: Connection, author: Author, seq: int, actions: Sequence[Numbered], new_id: NewId, taken: Taken
) -> None:
    """Apply actions in one savepoint; where the database refuses, halve until the poisoned one stands alone."""
    try:
        with connection.begin_nested():
            bench = Workbench(connection, author, seq, new_id)
            bench.load(change for action in actions if not action.refusals for change in action.changes)
            verdicts = [list(action.refusals) or bench.lay(action.changes) for action in actions]
            bench.write()
            _log(connection, author, seq, actions, verdicts)
    except DBAPIError as error:
        if not _is_poison(error):
            raise
        if len(actions) > 1:
            middle = len(actions) // 2
            _apply(connection, author, seq, actions[:middle], new_id, taken)
            _apply(connection, author, seq, actions[middle:], new_id, taken)
            return
        _reject(connection, author, seq, actions[0], taken)
        return
    for action, verdict in zip(actions, verdicts, strict=True):
        taken.verdicts.extend(verdict)
        if action.refusals:
            taken.whole.update((change.table, change.id) for change in action.changes)
    taken.whole |= bench.changed_otherwise
    taken.as_sent.update(bench.as_sent)


def _is_poison(error: DBAPIError) -> bool:
    """Tell whether the database refuses the content, so that trying again would change nothing."""
    over_a_limit = str(getattr(error.orig, "sqlstate", "")).startswith("54")  # a text too long for its index
    return isinstance(error, DataError | IntegrityError) or over_a_limit


def _reject(connection: Connection, author: Author, seq: int, action: Numbered, taken: Taken) -> None:
    """Log an action that the database refused; what it held is kept as text, for that much is always accepted."""
    known = record_types()
    kept = tuple(
        Change(change.table if change.table in known else "", change.id, {"raw": _text(list(change))}, 0, 0)
        for change in action.changes
    )
    verdicts = [Settled("rejected", "refused_by_store")] * len(kept)
    _log(connection, author, seq, [Numbered(action.first, kept)], [verdicts])
    taken.verdicts.extend(verdicts)
    taken.whole.update((change.table, change.id) for change in action.changes)


def _log(
    connection: Connection,
    author: Author,
    seq: int,
    actions: Sequence[Numbered],
    verdicts: Sequence[Sequence[Settled]],
) -> None:
    common: dict[str, Any] = {
        "network_id": author.network_id,
        "device": author.device,
        "seq": seq,
        "worker_id": author.worker_id,
        "received_at": author.now_ms,
    }
    change_log.append(
        connection,
        [
            {
                **common,
                "number": number,
                "record": change.table,
                "record_id": change.id,
                "fields": change.fields,
                "stamp": change.stamp,
                "base_seq": change.base_seq,
                "verdict": settled.verdict,
                "reason": settled.reason,
                "path": settled.path,
            }
            for action, row in zip(actions, verdicts, strict=True)
            for number, change, settled in zip(range(action.first, action.last + 1), action.changes, row, strict=True)
        ],
    )
