"""What this phone knows of itself: who it is, where its server is, how far it has read, what time its clock gave."""

from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy import Connection, select
from sqlalchemy.dialects.sqlite import insert

from mobile.store.schema import identity as identity_table
from mobile.store.schema import state
from shared.domain.upsert import upsert_statement
from shared.sync.clock import tick


@dataclass(frozen=True)
class Identity:
    """Who this phone is, once linked."""

    network_id: str
    device: int
    worker_id: str
    token: str
    server: str  # address, without a path


class NotLinked(LookupError):
    """The phone has never been linked to a server."""


def read(connection: Connection, name: str, default: Any = None) -> Any:
    """Return a value by its name."""
    row = connection.execute(select(state.c.value).where(state.c.name == name)).first()
    return default if row is None else row.value


def write(connection: Connection, name: str, value: Any) -> None:
    """Keep a JSON value under a name."""
    statement = insert(state).values(name=name, value=value)
    connection.execute(statement.on_conflict_do_update(index_elements=["name"], set_={"value": value}))


def identity(connection: Connection) -> Identity:
    """Return who this phone is. Raises `NotLinked`."""
    found = connection.execute(select(identity_table)).mappings().first()
    if found is None:
        raise NotLinked
    return Identity(**found)


def remember_identity(connection: Connection, identity: Identity) -> None:
    """Keep who this phone is, in place of what it was."""
    connection.execute(upsert_statement(identity_table, "sqlite"), asdict(identity))


def next_stamp(connection: Connection, now_ms: int) -> int:
    """Return the stamp of a new write, later than all stamps known here."""
    stamp = tick(read(connection, "clock", 0), now_ms)
    write(connection, "clock", stamp)
    return stamp


def observe_stamp(connection: Connection, stamp: int) -> None:
    """Let the clock know of a stamp that somebody else gave, in the transaction that stores what it came with."""
    if stamp > read(connection, "clock", 0):
        write(connection, "clock", stamp)
