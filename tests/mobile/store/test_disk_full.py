"""A full disk: a clear error, everything saved before still there, and the store goes on once there is room."""

import contextlib
import itertools
from collections.abc import Iterator
from pathlib import Path

import apsw
import pytest
from sqlalchemy import Engine
from sqlalchemy.exc import OperationalError
from typing_extensions import Buffer, override

from mobile.store.database import close_store, open_store
from mobile.store.errors import DiskFull

KEY = bytes(range(32))

names = itertools.count()


class SmallFile(apsw.VFSFile):
    def __init__(self, disk: "SmallDisk", name: str | apsw.URIFilename | None, flags: list[int]) -> None:
        self.disk = disk
        super().__init__("", name, flags)

    @override
    def xWrite(self, data: Buffer, offset: int) -> None:
        """As a real disk: overwriting costs nothing, growing takes room, and a write that does not fit is cut short."""
        content = bytes(data)
        size = super().xFileSize()
        growth = max(0, offset + len(content) - size)
        if growth > self.disk.room:
            content = content[: max(0, len(content) - growth + self.disk.room)]
            super().xWrite(content, offset)
            self.disk.room -= max(0, offset + len(content) - size)
            raise apsw.FullError("no room left")
        self.disk.room -= growth
        super().xWrite(content, offset)

    @override
    def xTruncate(self, newsize: int) -> None:
        self.disk.room += max(0, super().xFileSize() - newsize)
        super().xTruncate(newsize)


class SmallDisk(apsw.VFS):
    """The platform's disk with only so many bytes of room."""

    def __init__(self) -> None:
        self.room = 1 << 40
        self.name = f"small-{next(names)}"
        super().__init__(self.name, "")

    @override
    def xOpen(self, name: str | apsw.URIFilename | None, flags: list[int]) -> apsw.VFSFile:
        return SmallFile(self, name, flags)


@pytest.fixture
def disk() -> Iterator[SmallDisk]:
    disk = SmallDisk()
    yield disk
    disk.unregister()


def save_until_full(store: Engine) -> int:
    """How many visits were saved before the disk refused."""
    for number in itertools.count(1):
        try:
            with store.begin() as connection:
                connection.exec_driver_sql("INSERT INTO visit VALUES (?, randomblob(9000))", (number,))
                connection.exec_driver_sql("UPDATE visit SET body = randomblob(3000) WHERE id % 7 = ?", (number % 7,))
        except DiskFull:
            return number - 1
    raise AssertionError


def count(store: Engine) -> int:
    with store.begin() as connection:
        assert connection.exec_driver_sql("PRAGMA integrity_check").scalar() == "ok"
        return int(connection.exec_driver_sql("SELECT count(*) FROM visit").scalar_one())


@pytest.mark.parametrize("room", range(20_000, 900_000, 29_311))
def test_a_full_disk_loses_nothing_saved_and_the_store_goes_on(tmp_path: Path, disk: SmallDisk, room: int) -> None:
    path = tmp_path / "store.db"
    store = open_store(path, KEY, base_vfs=disk.name)
    with store.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE visit (id INTEGER PRIMARY KEY, body BLOB)")
    disk.room = room
    saved = save_until_full(store)
    assert count(store) == saved
    with pytest.raises(DiskFull), store.begin() as connection:
        connection.exec_driver_sql("INSERT INTO visit VALUES (100000, randomblob(1000000))")
    disk.room = 1 << 40
    with store.begin() as connection:
        connection.exec_driver_sql("INSERT INTO visit VALUES (200000, randomblob(1000000))")
    close_store(store)
    store = open_store(path, KEY)
    assert count(store) == saved + 1
    close_store(store)


@pytest.mark.parametrize("room", range(25_000, 100_000, 5_077))
def test_work_undone_by_a_full_disk_cannot_go_on_regardless(tmp_path: Path, disk: SmallDisk, room: int) -> None:
    store = open_store(tmp_path / "store.db", KEY, base_vfs=disk.name)
    with store.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE visit (id INTEGER PRIMARY KEY, body BLOB)")
        connection.exec_driver_sql("PRAGMA cache_size = 10")
    disk.room = room

    def carry_on_regardless() -> None:
        with store.begin() as connection:
            connection.exec_driver_sql("INSERT INTO visit VALUES (1, 'first half')")
            with contextlib.suppress(DiskFull):
                connection.exec_driver_sql("INSERT INTO visit VALUES (2, randomblob(500000))")
            connection.exec_driver_sql("INSERT INTO visit VALUES (3, 'second half')")

    with pytest.raises(OperationalError, match="undone"):
        carry_on_regardless()
    assert count(store) == 0
    close_store(store)


@pytest.mark.parametrize("room", [0, 100, 4200, 8000])
def test_a_disk_full_at_the_first_start_says_so_and_a_later_start_works(
    tmp_path: Path, disk: SmallDisk, room: int
) -> None:
    disk.room = room
    with pytest.raises(DiskFull):
        open_store(tmp_path / "store.db", KEY, base_vfs=disk.name)
    disk.room = 1 << 40
    store = open_store(tmp_path / "store.db", KEY, base_vfs=disk.name)
    with store.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE visit (id INTEGER PRIMARY KEY)")
    close_store(store)
