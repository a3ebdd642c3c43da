"""Making networks, structures and workers: what an administrator does once, and the demo at its first start."""

import secrets

from sqlalchemy import Connection, insert, select, update
from sqlmodel import col

from shared.domain.ids import uuid7
from sync_server.accounts.locale import t
from sync_server.accounts.passwords import hash_password
from sync_server.accounts.records import ROLES, Network, Structure, Worker
from sync_server.counter import Counter
from sync_server.database import table_of

SHORTEST_PASSWORD = 12


class BadAccount(ValueError):
    """An account that cannot be made as asked; the message says why, in French."""

    def __init__(self, key: str, **values: object) -> None:
        super().__init__(t(f"account.{key}", **values))


def create_network(connection: Connection, name: str, now_ms: int, network_id: str = "") -> str:
    """Make a network and return its id."""
    network_id = network_id or uuid7(now_ms, secrets.randbits)
    connection.execute(insert(table_of(Network)), {"network_id": network_id, "name": name})
    connection.execute(insert(table_of(Counter)), {"network_id": network_id, "epoch": 1, "seq": 0})
    return network_id


def the_network(connection: Connection, wanted: str = "") -> str:
    """Return the id of a network by its id or name; without either, of the only one. Raises `BadAccount`."""
    rows = connection.execute(select(col(Network.network_id), col(Network.name))).all()
    found = [row.network_id for row in rows if not wanted or wanted in {row.network_id, row.name}]
    if len(found) != 1:
        raise BadAccount("no_network" if wanted or not rows else "which_network")
    return str(found[0])


def add_structure(connection: Connection, network_id: str, code: str, name: str, place: str, now_ms: int) -> str:
    """Make a structure and return its id."""
    structure = Structure(network_id=network_id, id=uuid7(now_ms, secrets.randbits), code=code, name=name, place=place)
    connection.execute(insert(table_of(Structure)), structure.model_dump())
    return structure.id


def structure_by_code(connection: Connection, network_id: str, code: str) -> str:
    """Return the id of a structure by its code. Raises `BadAccount`."""
    found = connection.execute(
        select(col(Structure.id)).where(col(Structure.network_id) == network_id, col(Structure.code) == code)
    ).first()
    if found is None:
        raise BadAccount("no_structure", code=code)
    return str(found.id)


def add_worker(connection: Connection, worker: Worker, password: str = "") -> None:
    """Make an account; without a password it opens no console. Raises `BadAccount`."""
    if worker.role not in ROLES:
        raise BadAccount("role_unknown", roles=", ".join(ROLES))
    worker.email = worker.email.strip().lower()
    taken = select(col(Worker.id)).where(col(Worker.network_id) == worker.network_id, col(Worker.email) == worker.email)
    if connection.execute(taken).first():
        raise BadAccount("email_taken", email=worker.email)
    if password:
        _check(password)
        worker.password_hash = hash_password(password)
    connection.execute(insert(table_of(Worker)), worker.model_dump())


def worker_by_email(connection: Connection, network_id: str, email: str) -> str:
    """Return the id of a worker by address. Raises `BadAccount`."""
    found = connection.execute(
        select(col(Worker.id)).where(col(Worker.network_id) == network_id, col(Worker.email) == email.strip().lower())
    ).first()
    if found is None:
        raise BadAccount("no_worker", email=email)
    return str(found.id)


def set_password(connection: Connection, network_id: str, worker_id: str, password: str) -> None:
    """Give a worker a new password. Raises `BadAccount`."""
    _check(password)
    workers = table_of(Worker)
    connection.execute(
        update(workers)
        .where(workers.c.network_id == network_id, workers.c.id == worker_id)
        .values(password_hash=hash_password(password))
    )


def _check(password: str) -> None:
    if len(password) < SHORTEST_PASSWORD:
        raise BadAccount("password_short", n=SHORTEST_PASSWORD)
