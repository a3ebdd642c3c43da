"""The rows that a group of actions touches: read together, changed in memory, written together."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Connection, delete, select

from shared.domain.record import Row, Value
from shared.domain.registry import RecordType, record_types
from shared.domain.visit import Participation
from shared.sync.change import Change
from shared.sync.clock import COUNTER_BITS, clamp, wall_ms
from shared.sync.merge import Loss, Merged, Write, last_write, merge
from sync_server.database import table_of, upsert
from sync_server.sync.author import Author, NewId
from sync_server.sync.change_log import Settled

Key = tuple[str, str]
"""Table and id of a record."""

IDS_PER_QUERY = 500
SERVER_DEVICE = 0
ONLY_TRUSTED = frozenset({"author", "created_at"})


def read_rows(connection: Connection, network_id: str, record: RecordType, ids: Sequence[str]) -> dict[str, Row]:
    """Return the rows of a table by id; an unknown id is left out."""
    columns = record.table.c
    rows: dict[str, Row] = {}
    for start in range(0, len(ids), IDS_PER_QUERY):
        wanted = ids[start : start + IDS_PER_QUERY]
        found = connection.execute(select(record.table).where(columns.network_id == network_id, columns.id.in_(wanted)))
        rows.update((row["id"], dict(row)) for row in found.mappings())
    return rows


class Workbench:
    """One batch at work. After `write`, says which rows its author holds already and which differ from hers."""

    def __init__(self, connection: Connection, author: Author, seq: int, new_id: NewId) -> None:
        self._connection = connection
        self._author = author
        self._seq = seq
        self._new_id = new_id
        self._before: dict[Key, Row] = {}
        self._rows: dict[Key, Row] = {}
        self._conflicts: list[Row] = []
        self.changed_otherwise: set[Key] = set()
        self._touched: set[Key] = set()

    @property
    def as_sent(self) -> dict[Key, int]:
        """Return the rows that are now exactly as their author has them, with their sequence."""
        return dict.fromkeys(self._touched - self.changed_otherwise, self._seq)

    def load(self, changes: Iterable[Change]) -> None:
        """Read the rows that the changes are about."""
        wanted: dict[str, dict[str, None]] = defaultdict(dict)
        for change in changes:
            if change.table in record_types():
                wanted[change.table][change.id] = None
        for table, ids in wanted.items():
            found = read_rows(self._connection, self._author.network_id, record_types()[table], list(ids))
            self._before.update({(table, record_id): row for record_id, row in found.items()})
        self._rows = dict(self._before)

    def lay(self, changes: Sequence[Change]) -> list[Settled]:
        """Lay one action over the rows; return a verdict per change."""
        return [self._lay_change(change) for change in changes]

    def write(self) -> None:
        """Write every row that was touched, the conflicts found, and what is derived from visits."""
        by_table: dict[str, list[Row]] = defaultdict(list)
        for key in self._touched:
            row = self._rows[key]
            row["seq"] = self._seq
            by_table[key[0]].append(row)
        for table, rows in by_table.items():
            upsert(self._connection, record_types()[table].table, rows)
        upsert(self._connection, record_types()["conflict"].table, self._conflicts)
        self._spread_participants(by_table["visit"])

    def _lay_change(self, change: Change) -> Settled:
        record = record_types().get(change.table)
        if record is None:
            return Settled("kept")
        key = (change.table, change.id)
        row = self._rows.get(key) or record.blank(self._author.network_id, change.id)
        stamp = self._fair_stamp(record, row, change)
        write = [stamp, self._author.device, self._seq]
        fields = self._permitted(change.fields)
        merged = _lay(record, row, fields, write, change.base_seq)
        before = self._before.get(key)
        if before is None and key not in self._rows:
            self._sign(merged.row, stamp)
        self._rows[key] = merged.row
        self._touched.add(key)
        known_seq = before["seq"] if before else 0
        if not merged.won or stamp != change.stamp or known_seq != change.base_seq or len(fields) < len(change.fields):
            self.changed_otherwise.add(key)
        self._conflicts.extend(self._conflict(change, loss) for loss in merged.losses)
        return Settled("conflict" if merged.losses else "merged" if merged.concurrent else "ok")

    def _fair_stamp(self, record: RecordType, row: Row, change: Change) -> int:
        """Clamp a stamp from the future, yet keep a write after those its author knew: her own, and those she had read.

        Whatever the clocks of phones and server did, nobody loses to what she meant to replace.
        """
        stamp = clamp(change.stamp, self._author.now_ms)
        held = [last_write(record, row, path) for path in change.fields] if row["stamps"] else ()
        known = [write for write in held if write[1] == self._author.device or write[2] <= change.base_seq]
        return max([stamp, *(write[0] + 1 for write in known if write[0] >= stamp)])

    def _permitted(self, fields: dict[str, Value]) -> dict[str, Value]:
        if self._author.trusted or not ONLY_TRUSTED & fields.keys():
            return fields
        return {path: value for path, value in fields.items() if path not in ONLY_TRUSTED}

    def _sign(self, row: Row, stamp: int) -> None:
        row["author"] = row["author"] or self._author.worker_id
        row["created_at"] = row["created_at"] or wall_ms(stamp)

    def _conflict(self, change: Change, loss: Loss) -> Row:
        record = record_types()["conflict"]
        row = record.blank(self._author.network_id, self._new_id())
        row.update(record=change.table, record_id=change.id, field=loss.path, created_at=self._author.now_ms)
        row.update(kept=loss.kept, kept_by=loss.kept_write[1], kept_at=wall_ms(loss.kept_write[0]))
        row.update(lost=loss.lost, lost_by=loss.lost_write[1], lost_at=wall_ms(loss.lost_write[0]))
        row.update(seq=self._seq, stamps={"": [self._author.now_ms << COUNTER_BITS, SERVER_DEVICE, self._seq]})
        return row

    def _spread_participants(self, visits: Sequence[Row]) -> None:
        table = table_of(Participation)
        network_id = self._author.network_id
        known = [row["id"] for row in visits if ("visit", row["id"]) in self._before]
        for start in range(0, len(known), IDS_PER_QUERY):
            ids = known[start : start + IDS_PER_QUERY]
            self._connection.execute(delete(table).where(table.c.network_id == network_id, table.c.visit_id.in_(ids)))
        links: list[dict[str, Any]] = [
            {"network_id": network_id, "person_id": person_id, "visit_id": row["id"]}
            for row in visits
            for person_id in row["participants"]
        ]
        upsert(self._connection, table, links)


def _lay(record: RecordType, row: Row, fields: dict[str, Value], write: Write, base_seq: int) -> Merged:
    """Merge, with the rule for deletion: a delete against an edit it has not seen is a conflict, and keeps the data."""
    unseen = [held for held in row["stamps"].values() if held[2] > base_seq and held[1] != write[1]]
    if fields.get("deleted") is True and not row["deleted"] and unseen:
        others = {path: value for path, value in fields.items() if path != "deleted"}
        merged = merge(record, row, others, write, base_seq)
        refused = Loss("deleted", False, max(unseen), True, write)
        return merged._replace(losses=[*merged.losses, refused], won=False, concurrent=True)
    deletion = last_write(record, row, "deleted")
    if row["deleted"] and "deleted" not in fields and deletion in unseen:
        revival = [max(write[0], deletion[0] + 1), *write[1:]]
        merged = merge(record, row, fields, revival, base_seq)
        revived = merge(record, merged.row, {"deleted": False}, revival, base_seq)
        return revived._replace(losses=[*merged.losses, *revived.losses], won=False, concurrent=True)
    return merge(record, row, fields, write, base_seq)
