"""Opening a store, and what becomes of one that cannot be opened or read any more."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Column, Engine, Integer, MetaData, String, Table, insert, select

from mobile.store.database import close_store, open_store, set_aside
from mobile.store.errors import DamagedStore, StoreClosed, StoreInUse
from mobile.vault.encrypted_vfs import journal_path
from mobile.vault.page_file import PAGE

KEY = bytes(range(32))
NOON_MS = 1_795_521_600_123

tables = MetaData()
sample = Table("sample", tables, Column("id", Integer, primary_key=True), Column("name", String))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "store.db"


@pytest.fixture
def store(path: Path) -> Iterator[Engine]:
    engine = open_store(path, KEY)
    tables.create_all(engine)
    yield engine
    close_store(engine)


def names(store: Engine) -> list[str]:
    with store.begin() as connection:
        return list(connection.scalars(select(sample.c.name).order_by(sample.c.id)))


def test_a_store_is_open_only_once(store: Engine, path: Path) -> None:
    with pytest.raises(StoreInUse):
        open_store(path, KEY)
    assert names(store) == []


def test_a_closed_store_is_not_reopened_behind_our_back(path: Path) -> None:
    store = open_store(path, KEY)
    close_store(store)
    with pytest.raises(StoreClosed):
        store.connect()
    close_store(open_store(path, KEY))


def test_damage_met_in_the_middle_of_work_is_named(path: Path) -> None:
    store = open_store(path, KEY)
    tables.create_all(store)
    with store.begin() as connection:
        connection.execute(insert(sample), [{"name": f"{number} " * 50} for number in range(2000)])
    close_store(store)
    content = bytearray(path.read_bytes())
    content[PAGE * 30 + 17] ^= 4
    path.write_bytes(content)
    store = open_store(path, KEY)
    with pytest.raises(DamagedStore), store.begin() as connection:
        connection.execute(select(sample)).all()
    close_store(store)


def test_after_an_unclean_stop_damage_is_met_at_opening_rather_than_later(store: Engine, path: Path) -> None:
    with store.begin() as connection:
        connection.execute(insert(sample), [{"name": f"{number} " * 50} for number in range(2000)])
    close_store(store)
    journal_path(path).write_bytes(b"what a power cut left of a journal")
    close_store(open_store(path, KEY))
    journal_path(path).write_bytes(b"what a power cut left of a journal")
    content = bytearray(path.read_bytes())
    content[PAGE * 30 + 17] ^= 4
    path.write_bytes(content)
    with pytest.raises(DamagedStore):
        open_store(path, KEY)


def test_a_damaged_store_is_set_aside_whole_and_the_phone_starts_anew(path: Path) -> None:
    path.write_bytes(b"\x2a" * PAGE)
    journal_path(path).write_bytes(b"journal")
    aside = set_aside(path, NOON_MS)
    assert aside.name == "store.db.damaged-20261124T120000.123"
    assert aside.read_bytes() == b"\x2a" * PAGE
    assert journal_path(aside).read_bytes() == b"journal"
    assert not path.exists()
    assert not journal_path(path).exists()
    store = open_store(path, KEY)
    tables.create_all(store)
    assert names(store) == []
    close_store(store)


def test_nothing_set_aside_earlier_is_written_over(path: Path) -> None:
    path.write_bytes(b"first")
    aside = set_aside(path, NOON_MS)
    path.write_bytes(b"second")
    with pytest.raises(FileExistsError):
        set_aside(path, NOON_MS)
    assert (aside.read_bytes(), path.read_bytes()) == (b"first", b"second")
