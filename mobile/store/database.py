"""Opening and closing the phone's encrypted database."""

import shutil
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import apsw
from sqlalchemy import Engine, create_engine, event
from sqlalchemy.engine import ExceptionContext
from sqlalchemy.pool import StaticPool

from mobile.store import apsw_dbapi, apsw_dialect
from mobile.store.errors import (
    DamagedStore,
    DiskFull,
    DiskTrouble,
    StoreClosed,
    StoreError,
    StoreInUse,
    WrongKey,
)
from mobile.vault.encrypted_vfs import EncryptedVFS, journal_path, page_key
from mobile.vault.page_file import PAGE, RESERVED, opens_any_page
from shared.domain.json_text import dump_json, load_json

_PRAGMAS: dict[str, str | int] = {
    "locking_mode": "EXCLUSIVE",  # one connection, so no lock to take and give back at each transaction
    "journal_mode": "TRUNCATE",  # keeps the journal's name on the disk: a commit need not sync the folder
    "synchronous": "FULL",  # what is saved survives a power cut, at once
    "fullfsync": "ON",  # Apple's plain fsync does not reach the disk
    "temp_store": "MEMORY",
    "mmap_size": 0,  # a mapped page would bypass the seal
    "cache_size": -8000,  # kB
    "foreign_keys": "ON",
    "secure_delete": "ON",  # what is erased is overwritten, also from whoever holds the key
}

# A store is opened once per process; waiting would only delay saying so.
_NO_WAIT = 0


def open_store(path: Path, key: bytes, *, base_vfs: str = "") -> Engine:
    """The store in this file, created if there is none, checked enough to be used.

    Its schema is read, which needs the right key. Every page read later is authenticated, so damage elsewhere cannot
    pass for data: it surfaces as DamagedStore when it is met. Only after an unclean stop (a journal was left to roll
    back) is every page read at once, since then the file has just been rewritten.

    The engine has one connection: one transaction at a time, begun IMMEDIATE. Use it on one thread (StoreThread), and
    end with `close_store`. Raises WrongKey, DamagedStore, DiskFull, DiskTrouble, StoreInUse; so do later statements.
    """
    journal = journal_path(path)
    stopped_uncleanly = journal.exists() and journal.stat().st_size > 0
    vfs = EncryptedVFS(path, key, base_vfs)
    try:
        connection = _connect(path, vfs, check_every_page=stopped_uncleanly)
    except apsw.Error as error:
        vfs.unregister()
        raise _explain_opening(error, path, key) from error
    return _engine(apsw_dbapi.connect(connection, on_close=vfs.unregister))


def close_store(engine: Engine) -> None:
    """Closes the file and drops its key. The engine answers StoreClosed from then on."""
    engine.dispose()


def register_function(engine: Engine, name: str, function: Callable[..., Any], argument_count: int = 1) -> None:
    """Makes a pure Python function callable in this store's SQL, for as long as it is open."""
    connection = engine.raw_connection()
    try:
        driver = connection.driver_connection
        assert isinstance(driver, apsw_dbapi.Connection)  # noqa: S101 - narrows the type SQLAlchemy leaves open
        driver.create_function(name, function, argument_count)
    finally:
        connection.close()


def set_aside(path: Path, now_ms: int) -> Path:
    """Moves a closed, damaged store and its journal out of the way, and says where. Nothing is deleted, ever.

    The journal is copied before the store moves and removed after: at no moment does the store lie without the journal
    that can repair it, nor the journal beside a new store.
    """
    moment = datetime.fromtimestamp(now_ms / 1000, UTC).strftime("%Y%m%dT%H%M%S.%f")[:-3]
    aside = path.with_name(f"{path.name}.damaged-{moment}")
    if aside.exists():
        raise FileExistsError(aside)
    journal = journal_path(path)
    if journal.exists():
        shutil.copy2(journal, journal_path(aside))
    path.rename(aside)
    journal.unlink(missing_ok=True)
    return aside


def _connect(path: Path, vfs: EncryptedVFS, *, check_every_page: bool) -> apsw.Connection:
    connection = apsw.Connection(str(path), vfs=vfs.name)
    try:
        connection.set_busy_timeout(_NO_WAIT)
        # In double quotes, a misspelt column is an error and not a text.
        connection.config(apsw.SQLITE_DBCONFIG_DQS_DML, 0)
        connection.config(apsw.SQLITE_DBCONFIG_DQS_DDL, 0)
        connection.pragma("page_size", PAGE)
        connection.reserve_bytes(reserve=RESERVED)
        for name, value in _PRAGMAS.items():
            connection.pragma(name, value)
        connection.execute("BEGIN EXCLUSIVE")  # takes the lock for good, and rolls back what a power cut left
        connection.execute("SELECT count(*) FROM sqlite_schema").fetchall()
        connection.execute("COMMIT")
        if check_every_page and (complaint := connection.pragma("integrity_check", 1)) != "ok":
            raise apsw.CorruptError(f"the file does not hold together: {complaint}")
    except apsw.Error:
        connection.close(force=True)  # what went wrong first is what the caller must hear
        raise
    return connection


def _engine(connection: apsw_dbapi.Connection) -> Engine:
    """An engine whose pool holds this connection, and cannot make another: nobody keeps the key for that."""
    waiting = [connection]

    def the_one_connection() -> apsw_dbapi.Connection:
        if not waiting:
            raise StoreClosed("the store was closed")
        return waiting.pop()

    engine = create_engine(
        f"sqlite+{apsw_dialect.ApswDialect.driver}://",
        creator=the_one_connection,
        poolclass=StaticPool,
        hide_parameters=True,  # they are people's data, and errors get logged
        json_serializer=dump_json,
        json_deserializer=load_json,
    )
    event.listen(engine, "handle_error", _name_the_remedy, retval=True)
    # The pool takes the connection now, so that closing an engine nobody used closes the file as well.
    engine.raw_connection().close()
    return engine


def _name_the_remedy(context: ExceptionContext) -> StoreError | None:
    """What is raised in place of SQLAlchemy's error; None leaves that (a failed constraint, a wrong statement)."""
    cause = context.original_exception.__cause__
    return _explain(cause) if isinstance(cause, apsw.Error) else None


def _explain(error: apsw.Error) -> StoreError | None:
    match error:
        case apsw.CorruptError() | apsw.NotADBError():
            return DamagedStore(f"the store is damaged: {error}")
        case apsw.FullError():
            return DiskFull("the disk is full")
        case apsw.IOError() | apsw.CantOpenError() | apsw.ReadOnlyError() | apsw.PermissionsError():
            return DiskTrouble(f"the disk refused: {error}")
        case apsw.BusyError() | apsw.LockedError():
            return StoreInUse("another program has this store open")
        case _:
            return None


def _explain_opening(error: apsw.Error, path: Path, key: bytes) -> StoreError:
    explained = _explain(error) or StoreError(f"the store does not open: {error}")
    if isinstance(explained, DamagedStore) and path.stat().st_size >= PAGE and not opens_any_page(path, page_key(key)):
        return WrongKey("no page of the store opens with this key")
    return explained
