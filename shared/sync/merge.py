"""The one merge: a change laid over a row, field by field, by the server and by every phone.

Invariant: a row is a map from path to (value, last write); the larger write wins, so that the order in which changes
arrive does not matter. A write is `[stamp, device, seq]`: when, by whom, and in which server sequence.

`stamps` holds only what cannot be inferred: the entry "" is the write that first filled the row, and stands for every
path that has a value other than its default and no entry of its own. A record that was never edited has one entry.
"""

from typing import Any, NamedTuple

from shared.domain.record import Row, Value
from shared.domain.registry import Kind, RecordType
from shared.sync.change import split_path

Write = list[int]
"""[stamp, device, seq] of the last write of a path."""

NEVER: Write = [0, 0, 0]
FIRST = ""


class Loss(NamedTuple):
    """Two values of one path written without knowledge of each other; `lost` would have vanished silently."""

    path: str
    kept: Value
    kept_write: Write
    lost: Value
    lost_write: Write


class Merged(NamedTuple):
    """The row after a change, and how it went.

    `won`: every path now holds the change's value; `concurrent`: another device had written one of them meanwhile.
    """

    row: Row
    losses: list[Loss]
    won: bool
    concurrent: bool


def _home(record: RecordType, path: str) -> tuple[str, str]:
    """Return the column and the element in which a path is kept; an unknown field lives in `extra`, whole."""
    if path in record.fields:
        return path, ""
    name, element = split_path(path)
    return (name, element) if name in record.fields else ("extra", path)


def last_write(record: RecordType, row: Row, path: str) -> Write:
    """Return the last write of a path, `NEVER` where nobody wrote it."""
    stamps: dict[str, Write] = row["stamps"]
    own = stamps.get(path)
    if own is not None:
        return own
    column, element = _home(record, path)
    filled = element in row[column] if element else row[column] != record.defaults[column]
    return stamps[FIRST] if filled and FIRST in stamps else NEVER


def merge(record: RecordType, row: Row, fields: dict[str, Value], write: Write, base_seq: int) -> Merged:
    """Lay the `fields` of a change, made by `write` upon version `base_seq`, over a row; return a new row.

    Whether a loss is a conflict is decided by the server's sequence, never by clocks: the path was last written by
    another device after `base_seq`. A phone, which has no sequence to give, passes `write` with sequence 0.
    """
    unwritten = not row["stamps"]
    merged = dict(row)
    stamps = merged["stamps"] = dict(row["stamps"])
    stamps.setdefault(FIRST, write)
    copied: set[str] = set()
    losses: list[Loss] = []
    won, concurrent = True, False
    for path, value in fields.items():
        column, element = _home(record, path)
        current = row[column].get(element) if element else row[column]
        held = NEVER if unwritten else last_write(record, row, path)
        unseen = held[2] > base_seq and held[1] != write[1]
        concurrent = concurrent or unseen
        wins = (write[0], write[1]) > (held[0], held[1])
        if unseen and current != value and record.fields.get(column) is not Kind.SET:
            mine, theirs = (value, write), (current, held)
            kept, lost = (mine, theirs) if wins else (theirs, mine)
            losses.append(Loss(path, kept[0], kept[1], lost[0], lost[1]))
        if not wins:
            won = won and current == value
            continue
        if element:
            if column not in copied:
                merged[column] = dict(row[column])
                copied.add(column)
            if value is None:
                merged[column].pop(element, None)
            else:
                merged[column][element] = value
            empty = value is None
        else:
            merged[column] = value
            empty = value == record.defaults[column]
        if empty or stamps[FIRST] is not write:
            stamps[path] = write
        else:
            stamps.pop(path, None)
    return Merged(merged, losses, won, concurrent)


def largest_stamp(row: Row) -> int:
    """Return the latest stamp that a row holds."""
    return max((write[0] for write in row["stamps"].values()), default=0)


def to_wire(record: RecordType, row: Row) -> list[Any]:
    """Return a row as it travels: `[table, id, seq, fields, stamps]`, without the fields at their default."""
    fields = {name: row[name] for name, default in record.defaults.items() if row[name] != default}
    fields.update(row["extra"])
    return [record.name, row["id"], row["seq"], fields, row["stamps"]]


def from_wire(record: RecordType, network_id: str, raw: list[Any]) -> Row:
    """Return the row that a list made by `to_wire` holds; fields unknown to this version go to `extra`."""
    _, record_id, seq, fields, stamps = raw
    row = record.blank(network_id, record_id)
    for path, value in fields.items():
        if path in record.fields:
            row[path] = value
        else:
            column, element = _home(record, path)
            row[column][element] = value
    row["seq"] = seq
    row["stamps"] = stamps
    return row
