"""The tables of the phone's database, its version, and the steps from each earlier version to this one."""

from sqlalchemy import (
    JSON,
    BigInteger,
    Column,
    ColumnElement,
    Connection,
    Integer,
    MetaData,
    ScalarSelect,
    String,
    Table,
    select,
)
from sqlalchemy.schema import CreateTable
from sqlmodel import SQLModel

from mobile.store.errors import StoreError
from mobile.store.indexes import create_indexes
from mobile.store.search import create_search
from shared.domain.registry import record_types
from shared.domain.visit import Participation

VERSION = 1

local = MetaData()
"""Tables that only this phone has, and that never travel."""

outbox = Table(
    "outbox",
    local,
    Column("number", Integer, primary_key=True),  # AUTOINCREMENT: a number is never given twice
    Column("action", Integer, nullable=False),  # number of the first change of the same tap
    Column("record", String, nullable=False),
    Column("record_id", String, nullable=False, index=True),
    Column("fields", JSON, nullable=False),
    Column("stamp", BigInteger, nullable=False),
    Column("base_seq", BigInteger, nullable=False),
    sqlite_autoincrement=True,
)

quarantine = Table(
    "quarantine",
    local,
    Column("number", Integer, primary_key=True),
    Column("action", Integer, nullable=False),
    Column("record", String, nullable=False),
    Column("record_id", String, nullable=False),
    Column("fields", JSON, nullable=False),
    Column("stamp", BigInteger, nullable=False),
    Column("reason", String, nullable=False),
    Column("path", String, nullable=False),
    Column("refused_at", BigInteger, nullable=False),  # UTC milliseconds
)

identity = Table(
    "identity",
    local,
    Column("network_id", String, primary_key=True),
    Column("device", Integer, nullable=False),
    Column("worker_id", String, nullable=False),
    Column("token", String, nullable=False),
    Column("server", String, nullable=False),
)

state = Table(
    "state",
    local,
    Column("name", String, primary_key=True),
    Column("value", JSON),
)

draft = Table(
    "draft",
    local,
    Column("name", String, primary_key=True),
    Column("content", JSON, nullable=False),
    Column("saved_at", BigInteger, nullable=False),
)

unknown_row = Table(
    "unknown_row",
    local,
    Column("record", String, primary_key=True),
    Column("record_id", String, primary_key=True),
    Column("content", JSON, nullable=False),
)


def here(table: Table) -> ColumnElement[bool]:
    """Return the condition that a row is of this phone's network: what lets a query use the tables' indexes."""
    return table.c.network_id == select(identity.c.network_id).scalar_subquery()


def this_worker() -> ScalarSelect[str]:
    """Return the id of the worker whose phone this is, for use within a query."""
    return select(identity.c.worker_id).scalar_subquery()


class NewerStore(StoreError):
    """The database was written by a newer version of the app: bring the app up to date, nothing was touched."""


def prepare(connection: Connection) -> None:
    """Bring a database to this version, from nothing or from any earlier one. Raises `NewerStore`."""
    version = connection.exec_driver_sql("PRAGMA user_version").scalar_one()
    if version > VERSION:
        raise NewerStore(f"the store is of version {version}, this app knows {VERSION}")
    if version == 0:
        _create(connection)
    connection.exec_driver_sql(f"PRAGMA user_version = {VERSION}")


def _create(connection: Connection) -> None:
    travelling = [record.table for record in record_types().values()]
    participation = SQLModel.metadata.tables[str(Participation.__tablename__)]
    for table in (*travelling, participation):
        connection.execute(CreateTable(table))  # the table alone: the server has other indexes on it
    create_indexes(connection)
    local.create_all(connection)
    create_search(connection)
