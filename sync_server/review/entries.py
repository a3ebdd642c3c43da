"""What visits and people are looked up by on the server: folded words and the fields one filters on.

Derived from the records by their sequence, as a phone is: whoever is about to search brings the entries up to date
first. Taking changes in knows nothing of them, and a lost entry comes back by itself.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import BigInteger, Connection, Engine, Index, Table, delete, func, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Field, SQLModel, col

from shared.domain.names import fold
from shared.domain.need import Need
from shared.domain.person import Person
from shared.domain.telephone import search_key
from shared.domain.visit import Visit
from shared.reference.catalog import communes
from sync_server.database import reading, table_of, upsert, writing

ROWS_AT_ONCE = 2_000
REMOVED_AT_ONCE = 500
NOTHING = -1
"""The mark of entries that were never made: sequences start at 0."""


_BY_KEY = {"sqlite_with_rowid": False}
"""SQLite keeps the rows in the order of their key, so that searching words reads them in one go."""


class VisitEntry(SQLModel, table=True):
    """One line of the visit log. A deleted visit has none. `axes` holds the numbers between commas: ",1,4,"."""

    __tablename__ = "visit_entry"
    __table_args__ = (
        Index("ix_visit_entry_review", "network_id", "review", "day", "started_at", "visit_id"),
        # Holds all that is filtered on but words, so that counting never leaves the index.
        Index(
            "ix_visit_entry_day",
            *("network_id", "day", "started_at", "visit_id", "review"),
            *("commune", "structure", "author", "mode", "axes"),
        ),
        _BY_KEY,
    )

    network_id: str = Field(primary_key=True)
    visit_id: str = Field(primary_key=True)
    day: str
    started_at: int = Field(sa_type=BigInteger)  # -1 where the hour is not known, so that it has a place in the order
    review: str
    commune: str
    structure: str
    author: str
    mode: str
    axes: str
    words: str


class PersonEntry(SQLModel, table=True):
    """One line of the list of people. A deleted person has none."""

    __tablename__ = "person_entry"
    __table_args__ = (Index("ix_person_entry_name", "network_id", "name", "person_id"), _BY_KEY)

    network_id: str = Field(primary_key=True)
    person_id: str = Field(primary_key=True)
    name: str  # folded, last name first, to sort by
    words: str
    digits: str  # the telephones, each between commas, as `search_key` gives them


class NeedEntry(SQLModel, table=True):
    """In which visit which need was noted. A deleted need, or one of no visit, has none."""

    __tablename__ = "need_entry"
    __table_args__ = (Index("ix_need_entry_code", "network_id", "code", "visit_id"), _BY_KEY)

    network_id: str = Field(primary_key=True)
    need_id: str = Field(primary_key=True)
    code: str
    visit_id: str


class EntryMark(SQLModel, table=True):
    """Up to which server sequence the entries of a network are complete."""

    __tablename__ = "entry_mark"

    network_id: str = Field(primary_key=True)
    record: str = Field(primary_key=True)
    seq: int = Field(default=0, sa_type=BigInteger)


def visit_entry(visit: Mapping[str, Any]) -> dict[str, Any]:
    """Return the entry of a visit's row."""
    started_at = visit["started_at"]
    return {
        **{name: visit[name] for name in ("network_id", "day", "review", "commune", "structure", "author", "mode")},
        "visit_id": visit["id"],
        "started_at": -1 if started_at is None else started_at,
        "axes": f",{','.join(sorted(visit['axes']))}," if visit["axes"] else "",
        "words": fold(f"{visit['note']} {visit['place']} {visit['hamlet']}"),
    }


def person_entry(person: Mapping[str, Any]) -> dict[str, Any]:
    """Return the entry of a person's row."""
    commune = communes().get(person["commune"])
    names = (person[name] for name in ("first_name", "usual_name", "last_name", "birth_name"))
    keys = (search_key(phone.get("number") or phone.get("typed") or "") for phone in person["phones"].values())
    return {
        "network_id": person["network_id"],
        "person_id": person["id"],
        "name": fold(f"{person['last_name']} {person['usual_name'] or person['first_name']}"),
        "words": fold(" ".join([*names, person["hamlet"], commune.name if commune else ""])),
        "digits": f",{','.join(key for key in keys if key)},",
    }


def need_entry(need: Mapping[str, Any]) -> dict[str, Any]:
    """Return the entry of a need's row."""
    return {
        "network_id": need["network_id"],
        "need_id": need["id"],
        "code": need["code"],
        "visit_id": need["opened_in"],
    }


_READ = {
    "visit": ("network_id", "id", "deleted", "day", "started_at", "review", "commune", "structure", "author", "mode",
              "axes", "note", "place", "hamlet"),
    "person": ("network_id", "id", "deleted", "first_name", "usual_name", "last_name", "birth_name", "hamlet",
               "commune", "phones"),
    "need": ("network_id", "id", "deleted", "code", "opened_in"),
}  # fmt: skip
_KINDS = (
    (table_of(Visit), VisitEntry, visit_entry),
    (table_of(Person), PersonEntry, person_entry),
    (table_of(Need), NeedEntry, need_entry),
)


def refresh_entries(engine: Engine, network_id: str) -> None:
    """Bring the entries of a network up to date; writes only where something changed since."""
    with reading(engine) as connection:
        behind = _behind(connection, network_id)
    if behind:
        with writing(engine) as connection:
            _catch_up(connection, network_id)


def _behind(connection: Connection, network_id: str) -> bool:
    marks = _marks(connection, network_id)
    return any(_newest(connection, table, network_id) > marks.get(table.name, NOTHING) for table, _, _ in _KINDS)


def _catch_up(connection: Connection, network_id: str) -> None:
    _lay_marks(connection, network_id)
    marks = _marks(connection, network_id, lock=True)
    for table, model, make in _KINDS:
        newest = _newest(connection, table, network_id)
        for rows in _changed(connection, table, network_id, marks[table.name]):
            _replace(connection, table_of(model), network_id, rows, make)
        mark = {"network_id": network_id, "record": table.name, "seq": newest}
        upsert(connection, table_of(EntryMark), [mark])


def _replace(connection: Connection, entries: Table, network_id: str, rows: Sequence[Any], make: Any) -> None:
    gone = [row["id"] for row in rows if row["deleted"]]
    key = list(entries.primary_key.columns)[-1]
    for start in range(0, len(gone), REMOVED_AT_ONCE):
        some = gone[start : start + REMOVED_AT_ONCE]
        connection.execute(delete(entries).where(entries.c.network_id == network_id, key.in_(some)))
    upsert(connection, entries, [make(row) for row in rows if not row["deleted"]])


def _changed(connection: Connection, table: Table, network_id: str, after: int) -> Iterator[Sequence[Any]]:
    statement = select(*(table.c[name] for name in _READ[table.name])).where(
        table.c.network_id == network_id, table.c.seq > after
    )
    found = connection.execute(statement, execution_options={"yield_per": ROWS_AT_ONCE})
    yield from found.mappings().partitions()


def _newest(connection: Connection, table: Table, network_id: str) -> int:
    newest = connection.scalar(select(func.max(table.c.seq)).where(table.c.network_id == network_id))
    return NOTHING if newest is None else int(newest)


def _marks(connection: Connection, network_id: str, *, lock: bool = False) -> dict[str, int]:
    statement = select(col(EntryMark.record), col(EntryMark.seq)).where(col(EntryMark.network_id) == network_id)
    found = connection.execute(statement.with_for_update() if lock else statement)
    return {row.record: row.seq for row in found}


def _lay_marks(connection: Connection, network_id: str) -> None:
    """Give every kind a mark, so that there is a row to lock: two readers must not catch up at once."""
    marks = table_of(EntryMark)
    dialect = postgresql if connection.dialect.name == "postgresql" else sqlite
    missing = [{"network_id": network_id, "record": table.name, "seq": NOTHING} for table, _, _ in _KINDS]
    connection.execute(dialect.insert(marks).on_conflict_do_nothing(), missing)
