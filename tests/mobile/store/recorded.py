"""Databases of phones as earlier versions left them: recorded as SQL, since an encrypted file cannot be read in review.

`python -m tests.mobile.store.recorded` records the present version: run it once when `VERSION` changes, and commit what
it wrote under `tests/data/` beside the older ones, which never change again.
"""

import tempfile
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine

from mobile.store import records, state
from mobile.store.database import close_store, open_store
from mobile.store.records import Patch
from mobile.store.schema import VERSION, prepare
from shared.sync.clock import COUNTER_BITS
from tests.worlds import ADDRESS, KEY, NETWORK, NOW

DATA = Path(__file__).parents[2] / "data"
WAITING = 60
"""Changes in the outbox of a recorded phone."""

_OWN = "sql IS NOT NULL AND name NOT LIKE 'sqlite~_%' ESCAPE '~' AND name NOT LIKE 'person~_words~_%' ESCAPE '~'"


def schema_of(connection: Connection) -> dict[str, str]:
    """Return name → statement of all that was created, spaces made equal."""
    rows = connection.exec_driver_sql(f"SELECT name, sql FROM sqlite_schema WHERE {_OWN} ORDER BY rowid")  # noqa: S608 - a constant
    return {row.name: " ".join(row.sql.split()) for row in rows}


def recorded_versions() -> list[int]:
    """Return the versions of which a database was recorded."""
    return sorted(int(path.stem.rpartition("_v")[2]) for path in DATA.glob("phone_schema_v*.sql"))


def replay(connection: Connection, version: int) -> None:
    """Make an empty store into that of a phone of an earlier version, with a full outbox."""
    for name in (f"phone_schema_v{version}.sql", f"phone_rows_v{version}.sql"):
        for statement in (DATA / name).read_text(encoding="utf-8").split(";\n"):
            if statement.strip():
                connection.exec_driver_sql(statement)
    connection.exec_driver_sql(f"PRAGMA user_version = {version}")


def fill(connection: Connection) -> None:
    """Write what a worker wrote in a week without network."""
    state.remember_identity(connection, state.Identity(NETWORK, 1, "corinne", "token", ADDRESS))
    for number in range(WAITING // 3):
        person = f"00000000-0000-7000-8000-{number:012d}"
        visit = f"00000000-0000-7000-8001-{number:012d}"
        phone = {"number": f"+336000000{number:02d}", "typed": f"06 00 00 00 {number:02d}", "label": ""}
        named = {"first_name": f"Odile {number}", "hamlet": "L’Étang", "tags/isolée": True, "phones/1": phone}
        met = {"day": "2026-11-24", f"participants/{person}": True, "note": "Passé « en coup de vent »\nà 14:02"}
        records.save(connection, NOW + number, [Patch("person", person, named), Patch("visit", visit, met)])
        records.save(connection, NOW + number, [Patch("person", person, {"tags/isolée": None, "birth_year": 1950})])


def _literal(value: Any) -> str:
    if value is None:
        return "NULL"
    return str(value) if isinstance(value, int | float) else "'" + str(value).replace("'", "''") + "'"


def _rows_of(connection: Connection, names: list[str]) -> list[str]:
    statements = []
    for name in names:
        columns = [row.name for row in connection.exec_driver_sql(f"PRAGMA table_info({name})")]
        rows = connection.exec_driver_sql(f"SELECT {', '.join(columns)} FROM {name}")  # noqa: S608 - our own names
        statements += [f"INSERT INTO {name} VALUES ({', '.join(map(_literal, row))})" for row in rows]  # noqa: S608 - same
    return statements


def _write(path: Path, statements: list[str]) -> None:
    path.write_text("".join(f"{statement};\n" for statement in statements), encoding="utf-8")


def record(store: Engine) -> None:
    """Write the present version's schema and the rows of a phone with a full outbox."""
    with store.begin() as connection:
        prepare(connection)
        fill(connection)
        assert state.read(connection, "clock") >> COUNTER_BITS >= NOW
        schema = schema_of(connection)
        _write(DATA / f"phone_schema_v{VERSION}.sql", list(schema.values()))
        tables = [name for name, sql in schema.items() if sql.startswith("CREATE TABLE")]
        _write(DATA / f"phone_rows_v{VERSION}.sql", _rows_of(connection, tables))


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        opened = open_store(Path(folder) / "recorded.db", KEY)
        record(opened)
        close_store(opened)
