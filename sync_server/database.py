"""The server's database, SQLite or PostgreSQL by the same code: engine, transactions that read or write, upsert."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, Table, create_engine, event, make_url
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import ArgumentError
from sqlalchemy.pool import ConnectionPoolEntry
from sqlmodel import SQLModel

from shared.domain.json_text import dump_json, load_json
from shared.domain.upsert import postgres_writer, rows_as_json, sqlite_writer

BUSY_MS = 30_000
"""How long a writer of SQLite waits for another one."""


def connect(url: str) -> Engine:
    """Return the engine for a database URL; `postgresql://` means the psycopg driver."""
    parsed = make_url(url)
    if parsed.drivername in {"postgresql", "postgres"}:
        parsed = parsed.set(drivername="postgresql+psycopg")
    if parsed.get_backend_name() not in {"sqlite", "postgresql"}:
        raise ArgumentError("sqlite:///… | postgresql://…")
    if parsed.get_backend_name() == "sqlite" and parsed.database:
        Path(parsed.database).parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    engine = create_engine(
        parsed,
        json_serializer=dump_json,
        json_deserializer=load_json,
        pool_pre_ping=True,
        hide_parameters=True,  # they are people's data, and errors get logged
    )
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(connection: DBAPIConnection, _entry: ConnectionPoolEntry) -> None:
    # Transactions are begun by us (`_begin_sqlite`): the driver's own rules would begin them late and unevenly.
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", f"busy_timeout={BUSY_MS}"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    writing = connection.get_execution_options().get("writing", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")


def table_of(model: type[SQLModel]) -> Table:
    """Return the Core table of a model, for statements on hot paths."""
    return SQLModel.metadata.tables[str(model.__tablename__)]


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """Open a transaction that only reads, and sees one state of the database."""
    options: dict[str, Any] = {}
    if engine.dialect.name == "postgresql":
        options = {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
    with engine.connect().execution_options(**options) as connection, connection.begin():
        yield connection


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """Open a transaction that writes; it is committed when the block ends, and undone when it raises."""
    with engine.connect().execution_options(writing=True) as connection, connection.begin():
        yield connection


def upsert(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]], *, replace: bool = True) -> None:
    """Write whole rows by primary key, new or not; every row gives every column.

    Without `replace`, a key already there is an error.
    """
    if not rows:
        return
    if connection.dialect.name == "postgresql":
        connection.execute(postgres_writer(table, replace=replace), {"rows": rows_as_json(rows)})
    else:
        writer = sqlite_writer(table, replace=replace)
        connection.exec_driver_sql(writer.sql, writer.parameters(rows))
