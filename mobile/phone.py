"""One phone: its encrypted store, its synchronisation and its status; what every screen is given."""

import gc
import secrets
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path
from typing import Concatenate, ParamSpec, TypeVar

from sqlalchemy import Connection, Engine

from mobile.store import outbox, state
from mobile.store.database import close_store
from mobile.store.errors import DamagedStore
from mobile.store.opening import open_phone_store, suspect
from mobile.store.records import Patch, Saved, save
from mobile.store.store_thread import StoreThread
from mobile.store.waiting import forget_refused
from mobile.sync.engine import Clock, SyncEngine
from mobile.sync.errors import Busy, SyncTrouble, Unreachable
from mobile.sync.scheduler import SyncScheduler
from mobile.sync.status import SyncStatus
from mobile.sync.transport import Transport
from mobile.vault.keystore import Keystore, database_key
from shared.domain.ids import uuid7
from shared.locale import t

P = ParamSpec("P")
T = TypeVar("T")
Listener = Callable[[], None]

STORE_FILE = "veillee.db"
YOUNG_OBJECTS = 10_000
"""How many new objects the collector of cycles lets be before it looks: a page of rows has many, and no cycles."""


class Phone:
    """An open phone. Listeners are told, on the event loop, whenever its data (`revision` rises) or status changed."""

    def __init__(self, path: Path, store: Engine, thread: StoreThread, transport: Transport, clock: Clock) -> None:
        self._path = path
        self._store = store
        self._thread = thread
        self.transport = transport
        self.clock = clock
        self.engine = SyncEngine(store, thread, transport, clock)
        self.scheduler = SyncScheduler(self._attempt)
        self.status = SyncStatus()
        self.identity: state.Identity | None = None
        self.set_aside: Path | None = None
        self.revision = 0
        self._listeners: set[Listener] = set()

    @classmethod
    async def open(cls, folder: Path, keystore: Keystore, transport: Transport, clock: Clock) -> "Phone":
        """Open the phone kept in a folder, new or not. A damaged store is set aside, never deleted.

        Raises a `StoreError` where the file can be neither read nor set aside.
        """
        gc.set_threshold(YOUNG_OBJECTS)
        key = await database_key(keystore)
        thread = StoreThread()
        await thread.run(folder.mkdir, parents=True, exist_ok=True, mode=0o700)
        path = folder / STORE_FILE
        aside: Path | None = None
        while True:
            opened = await thread.run(open_phone_store, path, key, clock())
            aside = opened.aside or aside
            phone = cls(path, opened.store, thread, transport, clock)
            phone.set_aside = aside
            try:
                phone.identity = await phone.read(_identity_or_none)
                await phone._count()
            except DamagedStore:  # it is under suspicion now: the next opening repairs it or sets it aside
                await thread.run(close_store, opened.store)
                continue
            except BaseException:
                await phone.close()
                raise
            return phone

    async def close(self) -> None:
        """Stop synchronising and close the store; what waits is sent at the next start."""
        self.scheduler.stop()
        await self._thread.run(close_store, self._store)
        await self._thread.close()

    async def read(self, function: Callable[Concatenate[Connection, P], T], /, *args: P.args, **kwargs: P.kwargs) -> T:
        """Run a function of the store in a transaction of its own, off the event loop. Raises `StoreError`."""

        def in_transaction() -> T:
            with self._store.begin() as connection:
                return function(connection, *args, **kwargs)

        try:
            return await self._thread.run(in_transaction)
        except DamagedStore:
            await self._thread.run(suspect, self._path)
            self._tell(replace(self.status, trouble=t("problem.damaged_store")))
            raise

    async def save(self, patches: Iterable[Patch]) -> Saved:
        """Write what one tap changed; durable when this returns. Raises `StoreError`: then nothing was written."""
        saved = await self.read(save, self.clock(), tuple(patches))
        self.revision += 1
        await self._count()
        self.scheduler.wake()
        return saved

    async def let_go(self, action: int) -> None:
        """Forget a refused tap that its author has seen. Raises `StoreError`."""
        await self.read(forget_refused, action)
        self.revision += 1
        await self._count()

    async def link(self, server: str, code: str, label: str) -> None:
        """Link this phone to a server by a code. Raises `SyncTrouble`."""
        self.identity = await self.engine.link(server, code, label)
        self._tell(replace(self.status, trouble=""))
        self.scheduler.wake()

    def new_id(self) -> str:
        """Return an id for a record about to be made."""
        return uuid7(self.clock(), secrets.randbits)

    def watch(self, listener: Listener) -> Callable[[], None]:
        """Have a listener told of every change; return what stops it."""
        self._listeners.add(listener)
        return lambda: self._listeners.discard(listener)

    async def _attempt(self) -> None:
        if self.identity is None:
            return
        self._tell(replace(self.status, busy=True))
        trouble = ""
        reachable = True
        try:
            done = await self.engine.synchronise()
            self.revision += bool(done.received or done.refused)
        except Busy:
            raise
        except Unreachable:
            reachable = False
            raise
        except SyncTrouble as error:
            trouble = error.message
            raise
        finally:
            self.status = replace(self.status, busy=False, reachable=reachable, trouble=trouble)
            await self._count()

    async def _count(self) -> None:
        waiting, in_step_at, offset = await self.read(_counts)
        status = replace(self.status, in_step_at=in_step_at, clock_off_ms=offset)
        self._tell(status.with_counts(waiting.actions, waiting.refused))

    def _tell(self, status: SyncStatus) -> None:
        self.status = status
        for listener in tuple(self._listeners):
            listener()


def _identity_or_none(connection: Connection) -> state.Identity | None:
    try:
        return state.identity(connection)
    except state.NotLinked:
        return None


def _counts(connection: Connection) -> tuple[outbox.Waiting, int, int]:
    in_step_at = state.read(connection, "in_step_at", 0)
    return outbox.count(connection), in_step_at, state.read(connection, "server_offset_ms", 0)
