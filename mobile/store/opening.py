"""Opening the phone's store at its version, and what is done when it turns out damaged: set aside, never deleted."""

from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Engine

from mobile.store.database import close_store, open_store, set_aside
from mobile.store.errors import DamagedStore, WrongKey
from mobile.store.salvage import NothingSaved, Salvaged, is_sound, restore, salvage
from mobile.store.schema import prepare


@dataclass(frozen=True)
class Opened:
    """An open store, and where a damaged one was set aside, if one was."""

    store: Engine
    aside: Path | None = None


def open_phone_store(path: Path, key: bytes, now_ms: int) -> Opened:
    """Open the store of a phone, new or not. Raises a `StoreError` where nothing can be opened.

    One that does not open with this key is set aside. One under suspicion (see `suspect`) is checked page by page; if
    it is damaged, what only this phone holds is carried over into a new one.
    """
    try:
        store = _open(path, key)
    except (DamagedStore, WrongKey):
        aside = set_aside(path, now_ms)
        _suspicion(path).unlink(missing_ok=True)
        return Opened(_open(path, key), aside)
    if not _suspicion(path).exists():
        return Opened(store)
    if is_sound(store):
        _suspicion(path).unlink(missing_ok=True)
        return Opened(store)
    return _replace(store, path, key, now_ms)


def suspect(path: Path) -> None:
    """Have the store checked page by page at the next opening: a page of it did not open."""
    _suspicion(path).touch()


def _replace(damaged: Engine, path: Path, key: bytes, now_ms: int) -> Opened:
    saved: Salvaged | None = None
    try:
        saved = salvage(damaged)
    except NothingSaved:
        saved = None
    finally:
        close_store(damaged)
    aside = set_aside(path, now_ms)
    store = _open(path, key)
    if saved is not None:
        with store.begin() as connection:
            restore(connection, saved)
    _suspicion(path).unlink(missing_ok=True)
    return Opened(store, aside)


def _open(path: Path, key: bytes) -> Engine:
    store = open_store(path, key)
    try:
        with store.begin() as connection:
            prepare(connection)
    except BaseException:
        close_store(store)
        raise
    return store


def _suspicion(path: Path) -> Path:
    return path.with_name(f"{path.name}.suspect")
