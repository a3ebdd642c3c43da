"""A small world for tests: a real server over a real database, real phones linked to it, and clocks one can move."""

import asyncio
import itertools
from collections.abc import Callable, Coroutine, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Concatenate, ParamSpec, TypeVar

import httpx
from fastapi import FastAPI
from sqlalchemy import Connection, Engine, insert, select
from sqlmodel import SQLModel

from mobile.store import outbox, records
from mobile.store.database import close_store, open_store
from mobile.store.outbox import Waiting
from mobile.store.records import Patch, Saved
from mobile.store.schema import prepare
from mobile.store.store_thread import StoreThread
from mobile.sync.engine import SyncEngine, Synchronised
from mobile.sync.transport import HttpTransport
from shared.domain.ids import uuid7
from shared.domain.record import Row, Value
from shared.domain.registry import record_types
from sync_server.accounts.devices import create_code
from sync_server.accounts.records import Network, Structure, Worker
from sync_server.app import Server, create_app
from sync_server.counter import Counter
from sync_server.database import connect, reading, table_of, writing
from sync_server.models import metadata
from sync_server.settings import Settings

P = ParamSpec("P")
T = TypeVar("T")

NOW = 1_795_440_000_000
"""Tuesday 24 November 2026, 13:20 UTC, in milliseconds."""
NETWORK = "tdm"
STRUCTURE = "evs"
WORKERS = {"corinne": "worker", "abel": "worker", "lina": "worker", "nadia": "coordinator"}
ADDRESS = "http://127.0.0.1"
KEY = b"k" * 32
DAY_MS = 24 * 3600 * 1000


class ManualClock:
    """A clock that moves when told to."""

    def __init__(self, now_ms: int = NOW) -> None:
        self.now_ms = now_ms

    def __call__(self) -> int:
        return self.now_ms

    def advance(self, milliseconds: int) -> None:
        self.now_ms += milliseconds


_bits = itertools.count(1)


def new_id() -> str:
    """Return a fresh record id, the same in every run of a test that asks in the same order."""
    return uuid7(NOW, lambda width: next(_bits) & (1 << width) - 1)


@dataclass(frozen=True)
class World:
    """A server: its database, its web application, and the time it believes it is."""

    engine: Engine
    app: FastAPI
    clock: ManualClock
    folder: Path

    def row(self, table: str, record_id: str) -> Row:
        """Return the server's row of a record."""
        return self.rows(table)[record_id]

    def rows(self, table: str) -> dict[str, Row]:
        """Return all the server's rows of a table, by id."""
        with reading(self.engine) as connection:
            found = connection.execute(select(record_types()[table].table)).mappings()
            return {row["id"]: dict(row) for row in found}

    def table(self, model: type[SQLModel]) -> list[dict[str, Any]]:
        """Return all the rows of one of the server's own tables."""
        with reading(self.engine) as connection:
            return [dict(row) for row in connection.execute(select(table_of(model))).mappings()]

    def client(self) -> httpx.AsyncClient:
        """Return a client of this server; no socket is opened."""
        return httpx.AsyncClient(transport=httpx.ASGITransport(self.app), base_url=ADDRESS)

    def call(self, method: str, path: str, **arguments: Any) -> httpx.Response:
        """Make one request."""

        async def request() -> httpx.Response:
            async with self.client() as client:
                return await client.request(method, path, **arguments)

        return asyncio.run(request())

    def close(self) -> None:
        """Close the connections to the database."""
        self.engine.dispose()


def open_world(database_url: str, folder: Path) -> World:
    """Return a server with one network, one structure, its workers, and a reusable code per worker: her name."""
    engine = connect(database_url)
    clock = ManualClock()
    app = create_app(Server(engine, Settings(database_url), clock))
    metadata.create_all(engine)
    with writing(engine) as connection:
        fill_accounts(connection, NETWORK)
    return World(engine, app, clock, folder)


def fill_accounts(connection: Connection, network_id: str) -> None:
    """Create a network with its accounts."""
    connection.execute(insert(table_of(Network)), {"network_id": network_id, "name": "Thiers Dore et Montagne"})
    connection.execute(insert(table_of(Counter)), {"network_id": network_id, "epoch": 1, "seq": 0})
    structure = {"network_id": network_id, "id": STRUCTURE, "code": "EVS", "name": "Les Monts qui Pétillent"}
    connection.execute(insert(table_of(Structure)), {**structure, "place": "La Renaudie"})
    for name, role in WORKERS.items():
        account = Worker(
            network_id=network_id,
            id=name,
            structure_id=STRUCTURE,
            name=name.title(),
            email=f"{name}@{network_id}.example.org",
            role=role,
        )
        connection.execute(insert(table_of(Worker)), account.model_dump())
        create_code(connection, network_id, name, NOW, code=f"{network_id}-{name}", reusable=True)


@dataclass(frozen=True)
class Phone:
    """A phone: its encrypted store, used on its own thread, and its synchronisation. Its methods wait for the answer.

    A test that runs an event loop of its own uses `thread`, `store` and `sync` instead.
    """

    name: str
    path: Path
    store: Engine
    thread: StoreThread
    sync: SyncEngine
    clock: Callable[[], int]

    def save(self, *patches: Patch) -> Saved:
        """Save what one tap changed."""
        return self.do(records.save, self.clock(), patches)

    def write(self, table: str, record_id: str, fields: Mapping[str, Value]) -> Saved:
        """Save a change of one record."""
        return self.save(Patch(table, record_id, fields))

    def create(self, table: str, fields: Mapping[str, Value]) -> str:
        """Save a new record; return its id."""
        record_id = new_id()
        self.write(table, record_id, fields)
        return record_id

    def synchronise(self) -> Synchronised:
        """Exchange with the server until nothing waits on either side."""
        return self.wait(self.sync.synchronise())

    def row(self, table: str, record_id: str) -> Row:
        """Return the phone's row of a record."""
        return self.rows(table)[record_id]

    def rows(self, table: str) -> dict[str, Row]:
        """Return all the phone's rows of a table, by id."""

        def read(connection: Connection) -> dict[str, Row]:
            found = connection.execute(select(record_types()[table].table)).mappings()
            return {row["id"]: dict(row) for row in found}

        return self.do(read)

    def waiting(self) -> Waiting:
        """Return what waits to be sent and what was refused."""
        return self.do(outbox.count)

    def do(self, function: Callable[Concatenate[Connection, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Run a function of the store in one transaction, on the store's thread."""

        def transaction() -> T:
            with self.store.begin() as connection:
                return function(connection, *args, **kwargs)

        return self.wait(self.thread.run(transaction))

    def wait(self, coroutine: Coroutine[Any, Any, T]) -> T:
        """Run a coroutine to its end."""
        return asyncio.run(coroutine)

    def reaching(self, client: httpx.AsyncClient) -> "Phone":
        """Return this phone with another network: what it sends goes through `client`."""
        return replace(self, sync=SyncEngine(self.store, self.thread, HttpTransport(client), self.clock))

    def close(self) -> None:
        """Close the store and end its thread."""

        async def closing() -> None:
            await self.thread.run(close_store, self.store)
            await self.thread.close()

        self.wait(closing())


async def open_phone(world: World, name: str, *, clock: Callable[[], int] | None = None, base_vfs: str = "") -> Phone:
    """Return a phone that is not linked yet, or the one that was closed under this name."""
    path = world.folder / f"{name}.db"
    thread = StoreThread(name)
    store = await thread.run(lambda: open_store(path, KEY, base_vfs=base_vfs))

    def prepared() -> None:
        with store.begin() as connection:
            prepare(connection)

    await thread.run(prepared)
    own_clock = clock or world.clock
    sync = SyncEngine(store, thread, HttpTransport(world.client()), own_clock)
    return Phone(name, path, store, thread, sync, own_clock)


def linked_phone(
    world: World, name: str = "corinne", *, worker: str = "", clock: Callable[[], int] | None = None
) -> Phone:
    """Return a phone linked to the world's server for a worker, by default the one it is named after."""

    async def linking() -> Phone:
        phone = await open_phone(world, name, clock=clock)
        await phone.sync.link(ADDRESS, f"{NETWORK}-{worker or name}", name)
        return phone

    return asyncio.run(linking())
