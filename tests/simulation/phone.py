"""A phone of a simulation: the real store and engine, run in step, killed and reopened at any moment."""

import tempfile
from collections import deque
from collections.abc import Awaitable, Callable, Coroutine
from concurrent.futures import Future
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from typing import Any, ParamSpec, TypeVar

import apsw
from sqlalchemy import Connection, Engine, event, select

from mobile.store import apsw_dbapi, records, state
from mobile.store.database import open_store
from mobile.store.records import Patch
from mobile.store.schema import outbox, prepare, quarantine
from mobile.store.store_thread import StoreThread
from mobile.sync.engine import SyncEngine, Synchronised
from mobile.sync.transport import Transport
from shared.domain.record import Row
from shared.domain.registry import record_types
from tests.simulation.weather import Crash, Weather
from tests.worlds import ADDRESS, KEY, NETWORK

P = ParamSpec("P")
T = TypeVar("T")


@dataclass(frozen=True)
class Written:
    """One change that a phone committed, as it lies in its outbox; `poisoned` where its action must be refused."""

    device: int
    number: int
    record: str
    record_id: str
    fields: dict[str, Any]
    stamp: int
    base_seq: int
    poisoned: bool


class InStep(StoreThread):
    """The store's thread without a thread: everything happens in the order the simulation decides."""

    def __init__(self, weather: Weather) -> None:
        super().__init__()
        self._weather = weather
        self._asked: deque[tuple[Future[Any], Callable[[], Any]]] = deque()
        self._dead = False
        self._busy = False

    def begin(self, function: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Awaitable[T]:
        """Do it now, or only once somebody waits for it: a real thread may be as fast or as slow."""
        asked: Future[T] = Future()
        self._asked.append((asked, partial(function, *args, **kwargs)))
        if self._weather.chance.random() < 0.5:
            self._work_off()
        return self._result(asked)

    def to_the_end(self, coroutine: Coroutine[Any, Any, T]) -> T:
        """Run a coroutine that never has to wait. Raises `Crash` where the phone did not live to its end."""
        self._busy = True
        try:
            coroutine.send(None)
        except StopIteration as end:
            if self._dead:
                raise Crash from end
            result: T = end.value
            return result
        finally:
            self._busy = False
        raise AssertionError("nothing in a simulation waits")

    def die(self) -> bool:
        """Let whatever is under way die with the phone; return whether anything was."""
        self._dead = self._busy
        return self._busy

    def revive(self) -> None:
        """Start anew after a crash: what was asked before is forgotten."""
        self._asked.clear()
        self._dead = False

    async def _result(self, asked: Future[T]) -> T:
        self._work_off()
        return asked.result()

    def _work_off(self) -> None:
        """Do what was asked, in order; a dead phone does nothing any more."""
        while self._asked:
            asked, work = self._asked.popleft()
            if self._dead:
                asked.set_exception(Crash())
                continue
            try:
                asked.set_result(work())
                self._dead = self._weather.strikes("phone killed between transactions")
            except Crash as crash:
                self._dead = True
                asked.set_exception(crash)
            except Exception as error:  # it belongs to whoever asked
                asked.set_exception(error)


@cache
def _engine(device: int) -> Engine:
    """One engine per phone for all simulations of a process, opened as on a phone, then moved to memory by `_load`."""
    with tempfile.TemporaryDirectory() as folder:
        return open_store(Path(folder) / f"{device}.db", KEY)


def _driver(engine: Engine) -> apsw.Connection:
    pooled = engine.raw_connection()
    driver = pooled.driver_connection
    pooled.close()
    assert isinstance(driver, apsw_dbapi.Connection)
    return driver.apsw_connection


@cache
def _first_day() -> bytes:
    """The database of a phone that was never linked."""
    with tempfile.TemporaryDirectory() as folder:
        engine = open_store(Path(folder) / "new.db", KEY)
        _driver(engine).deserialize("main", apsw.Connection(":memory:").serialize("main"))
        with engine.begin() as connection:
            prepare(connection)
        image = _driver(engine).serialize("main")
        engine.dispose()
    return image


class SimulatedPhone:
    """Writes and synchronises. `engine` is the real synchronisation, or one with a bug planted in it."""

    def __init__(
        self,
        device: int,
        worker: str,
        weather: Weather,
        true_time: Callable[[], int],
        transport: Transport,
        engine: type[SyncEngine] = SyncEngine,
    ) -> None:
        self.device = device
        self.skew = 0  # milliseconds by which its clock is off
        self._weather = weather
        self._true_time = true_time
        self.store = _engine(device)
        _driver(self.store).deserialize("main", _first_day())
        identity = state.Identity(NETWORK, device, worker, str(device), ADDRESS)
        with self.store.begin() as connection:
            state.remember_identity(connection, identity)
        self._thread = InStep(weather)
        self._sync = engine(self.store, self._thread, transport, self.clock)
        event.listen(self.store, "commit", self._crash_at_commit)

    def close(self) -> None:
        """Let the next simulation have the engine."""
        event.remove(self.store, "commit", self._crash_at_commit)

    def clock(self) -> int:
        """Return the time as this phone believes it is."""
        return self._true_time() + self.skew

    def save(self, patches: list[Patch], *, poisoned: bool = False) -> list[Written]:
        """Save one action; return its changes once they are committed. Raises `Crash`."""
        with self.store.begin() as connection:
            action = records.save(connection, self.clock(), patches).action
            entries = connection.execute(select(outbox).where(outbox.c.action == action)).mappings().all()
        names = ("number", "record", "record_id", "fields", "stamp", "base_seq")
        return [
            Written(device=self.device, poisoned=poisoned, **{name: row[name] for name in names}) for row in entries
        ]

    def synchronise(self, batch_bytes: int) -> Synchronised:
        """Exchange until nothing waits; the first batch is of this size. Raises `Crash` or `SyncTrouble`."""
        with self.store.begin() as connection:
            state.write(connection, "batch_bytes", batch_bytes)
        return self._thread.to_the_end(self._sync.synchronise())

    def reopen(self) -> None:
        """Start again from what is on the disk, once the exchange that was under way has died as well."""
        if self._thread.die():
            return
        driver = _driver(self.store)
        driver.deserialize("main", driver.serialize("main"))
        self._thread.revive()

    def read(self, name: str, default: Any = None) -> Any:
        """Return a value of the phone's state."""
        with self.store.connect() as connection:
            return state.read(connection, name, default)

    def rows(self, table: str) -> dict[str, Row]:
        """Return all rows of a table by id."""
        with self.store.connect() as connection:
            found = connection.execute(select(record_types()[table].table)).mappings()
            return {row["id"]: dict(row) for row in found}

    def waiting(self) -> set[int]:
        """Return the numbers of the changes in the outbox."""
        with self.store.connect() as connection:
            return set(connection.execute(select(outbox.c.number)).scalars())

    def refused(self) -> set[int]:
        """Return the numbers of the changes in quarantine."""
        with self.store.connect() as connection:
            return set(connection.execute(select(quarantine.c.number)).scalars())

    def _crash_at_commit(self, _connection: Connection) -> None:
        if self._weather.strikes("phone crash at commit"):
            raise Crash
