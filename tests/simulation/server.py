"""The server of a simulation: the real exchange over SQLite in memory, which crashes at commits when it must."""

import sqlite3
from collections.abc import Callable
from functools import cache

from sqlalchemy import Connection, Engine, event, insert, select, update

import sync_server.app  # noqa: F401 - declares every table
from shared.domain.ids import uuid7
from shared.domain.record import Row
from shared.domain.registry import record_types
from shared.sync.protocol import SyncReply, SyncRequest, parse, to_json
from sync_server.accounts.records import Device
from sync_server.counter import Counter, Position, current
from sync_server.database import connect, reading, table_of, writing
from sync_server.models import metadata
from sync_server.sync.change_log import LoggedChange
from sync_server.sync.exchange import Exchange
from sync_server.sync.feed import read_cursor
from tests.simulation.weather import Crash, Weather
from tests.worlds import NETWORK, fill_accounts

WRITERS = ("corinne", "abel", "lina")
"""The worker of each phone; the first phone is device 1."""


@cache
def _engine() -> Engine:
    """One engine for all simulations of a process: compiling its statements costs more than running them."""
    return connect("sqlite://")


@cache
def _first_day() -> bytes:
    """The database of a server that has just been set up, with its phones linked."""
    engine = connect("sqlite://")
    metadata.create_all(engine)
    with writing(engine) as connection:
        fill_accounts(connection, NETWORK)
        for number, worker in enumerate(WRITERS, 1):
            device = Device(network_id=NETWORK, number=number, worker_id=worker)
            connection.execute(insert(table_of(Device)), device.model_dump())
    image = _driver(engine).serialize()
    engine.dispose()
    return image


def _driver(engine: Engine) -> sqlite3.Connection:
    pooled = engine.raw_connection()
    driver = pooled.driver_connection
    pooled.close()
    assert isinstance(driver, sqlite3.Connection)
    return driver


class SimulatedServer:
    """Answers requests. `exchange` is the real one, or one with a bug planted in it."""

    def __init__(self, weather: Weather, clock: Callable[[], int], exchange: type[Exchange] = Exchange) -> None:
        self._weather = weather
        self._clock = clock
        self.engine = _engine()
        _driver(self.engine).deserialize(_first_day())
        self._exchange = exchange(self.engine, lambda: uuid7(clock(), weather.chance.getrandbits))
        self._taking = False
        event.listen(self.engine, "commit", self._crash_at_commit)

    def close(self) -> None:
        """Let the next simulation have the engine."""
        event.remove(self.engine, "commit", self._crash_at_commit)

    def answer(self, device: int, body: bytes) -> SyncReply:
        """Answer a request as it came over the network. Raises `Crash`."""
        with reading(self.engine) as connection:
            devices = table_of(Device)
            row = connection.execute(select(devices).where(devices.c.number == device)).mappings().one()
        self._taking = True
        try:
            reply = self._exchange.run(Device(**row), SyncRequest.model_validate(parse(body)), self._clock())
        except Crash:
            self._restart()
            raise
        finally:
            self._taking = False
        return SyncReply.model_validate(parse(to_json(reply)))

    def change_epoch(self) -> None:
        """Do what a restored backup does: no cursor given before is good any more."""
        with self.engine.connect() as connection, connection.begin():
            connection.execute(update(Counter).values(epoch=table_of(Counter).c.epoch + 1))

    def reached(self, cursor: str) -> tuple[int, int]:
        """Return the epoch of now and the sequence that a cursor stands for. Raises `StaleCursor`."""
        with reading(self.engine) as connection:
            position: Position = current(connection, NETWORK)
        return position.epoch, read_cursor(NETWORK, cursor, position)

    def rows(self, table: str) -> dict[str, Row]:
        """Return all rows of a table by id."""
        with reading(self.engine) as connection:
            found = connection.execute(select(record_types()[table].table)).mappings()
            return {row["id"]: dict(row) for row in found}

    def log(self) -> list[LoggedChange]:
        """Return every change taken in."""
        with reading(self.engine) as connection:
            return [LoggedChange(**row) for row in connection.execute(select(table_of(LoggedChange))).mappings()]

    def _crash_at_commit(self, _connection: Connection) -> None:
        if self._taking and self._weather.strikes("server crash at commit"):
            raise Crash

    def _restart(self) -> None:
        driver = _driver(self.engine)
        driver.deserialize(driver.serialize())
