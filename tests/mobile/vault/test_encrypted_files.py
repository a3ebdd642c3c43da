"""What whoever finds the phone can read in its files, and what he can change in them without being noticed: nothing."""

import itertools
import random
from collections.abc import Iterator
from pathlib import Path

import apsw
import pytest
from sqlalchemy import Engine
from typing_extensions import Buffer, override

from mobile.store.database import close_store, open_store
from mobile.store.errors import DamagedStore, DiskTrouble, StoreError, WrongKey
from mobile.vault.page_file import NONCE, PAGE
from mobile.vault.sector_file import STORED

KEY = bytes(range(32))
MARKERS = [f"MARQUEUR-{number:02}-Éloïse-Œuvrard" for number in range(20)]

names = itertools.count()


class WitnessedFile(apsw.VFSFile):
    def __init__(self, seen: bytearray, name: str | apsw.URIFilename | None, flags: list[int]) -> None:
        self.seen = seen
        super().__init__("", name, flags)

    @override
    def xWrite(self, data: Buffer, offset: int) -> None:
        self.seen += bytes(data)
        super().xWrite(data, offset)


class WitnessedDisk(apsw.VFS):
    """The platform's disk, and beside it all that was ever written, by kind of file, also to files deleted since."""

    def __init__(self) -> None:
        self.main, self.journal, self.temporary = bytearray(), bytearray(), bytearray()
        self.name = f"witnessed-{next(names)}"
        super().__init__(self.name, "")

    @override
    def xOpen(self, name: str | apsw.URIFilename | None, flags: list[int]) -> apsw.VFSFile:
        if flags[0] & apsw.SQLITE_OPEN_MAIN_DB:
            return WitnessedFile(self.main, name, flags)
        if flags[0] & apsw.SQLITE_OPEN_MAIN_JOURNAL:
            return WitnessedFile(self.journal, name, flags)
        return WitnessedFile(self.temporary, name, flags)


@pytest.fixture
def disk() -> Iterator[WitnessedDisk]:
    disk = WitnessedDisk()
    yield disk
    disk.unregister()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "store.db"


def fill(store: Engine, people: int = 400) -> None:
    with store.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE person (id INTEGER PRIMARY KEY, name TEXT, note TEXT)")
        connection.exec_driver_sql("CREATE INDEX person_name ON person (name)")
        connection.exec_driver_sql("CREATE VIRTUAL TABLE word USING fts5 (note)")
        rows = [(MARKERS[number % 20], f"{MARKERS[number % 20]} note {number} " * 8) for number in range(people)]
        connection.exec_driver_sql("INSERT INTO person (name, note) VALUES (?, ?)", rows)
        connection.exec_driver_sql("INSERT INTO word SELECT note FROM person")


def read_everything(path: Path) -> str:
    """A digest of all rows, after SQLite's own check; any damage raises."""
    store = open_store(path, KEY)
    try:
        with store.begin() as connection:
            if (complaint := connection.exec_driver_sql("PRAGMA integrity_check").scalar()) != "ok":
                raise DamagedStore(complaint)
            return repr(connection.exec_driver_sql("SELECT * FROM person").all())
    finally:
        close_store(store)


def test_no_marker_reaches_the_disk_in_the_store_its_journal_or_its_temporary_files(
    path: Path, disk: WitnessedDisk
) -> None:
    store = open_store(path, KEY, base_vfs=disk.name)
    fill(store, people=4000)
    with store.begin() as connection:
        # Little memory and temporary files on the disk: the worst a phone could be set to.
        connection.exec_driver_sql("PRAGMA cache_size = 10")
    store.raw_connection().cursor().execute("PRAGMA temp_store = FILE")
    with store.begin() as connection:
        connection.exec_driver_sql("UPDATE person SET note = note || ' revue'")
        connection.exec_driver_sql("CREATE TEMP TABLE draft AS SELECT * FROM person")
        sorted_notes = "SELECT a.note || b.id AS n FROM person a JOIN person b ON b.id <= 2 ORDER BY n"
        assert len(connection.exec_driver_sql(sorted_notes).all()) == 8000
        connection.exec_driver_sql("DELETE FROM person WHERE id % 2")
    close_store(store)
    for written in (disk.main, disk.journal, disk.temporary):
        assert len(written) > 100_000
        assert not [marker for marker in MARKERS if marker.encode() in written or marker.encode("utf-16-le") in written]
        assert b"SQLite format 3" not in written
        assert b"person" not in written
        assert bytes.fromhex("d9d505f920a163d7") not in written  # what every plain rollback journal begins with


def test_no_file_left_behind_begins_like_a_database(path: Path) -> None:
    store = open_store(path, KEY)
    fill(store)
    close_store(store)
    for file in path.parent.iterdir():
        assert b"SQLite format 3" not in file.read_bytes()


@pytest.mark.parametrize("key", [bytes(32), KEY[:-1] + b"\xff", KEY[::-1]])
def test_a_wrong_key_is_refused_and_changes_nothing(path: Path, key: bytes) -> None:
    store = open_store(path, KEY)
    fill(store)
    close_store(store)
    before = path.read_bytes()
    with pytest.raises(WrongKey):
        open_store(path, key)
    assert path.read_bytes() == before


def test_a_key_of_another_length_is_refused(path: Path) -> None:
    with pytest.raises(ValueError, match="32 bytes"):
        open_store(path, KEY[:16])


def test_a_plain_database_is_not_taken_for_a_store(path: Path) -> None:
    plain = apsw.Connection(str(path))
    plain.execute("CREATE TABLE person (id INTEGER PRIMARY KEY)")
    plain.close()
    with pytest.raises(WrongKey):
        open_store(path, KEY)


def test_each_of_200_flipped_bits_is_noticed(path: Path) -> None:
    store = open_store(path, KEY)
    fill(store)
    close_store(store)
    sound = path.read_bytes()
    chance = random.Random(5)  # noqa: S311 - repeatable damage, no secret
    unnoticed = []
    for _ in range(200):
        place, bit = chance.randrange(len(sound)), chance.randrange(8)
        damaged = bytearray(sound)
        damaged[place] ^= 1 << bit
        path.write_bytes(damaged)
        try:
            read_everything(path)
        except DamagedStore:
            continue
        unnoticed.append((place, bit))
    assert unnoticed == []


def test_pages_swapped_copied_or_from_another_store_are_noticed(path: Path) -> None:
    other = path.with_name("other.db")
    for file, key in ((path, KEY), (other, bytes(32))):
        store = open_store(file, key)
        fill(store)
        close_store(store)
    sound, foreign = path.read_bytes(), other.read_bytes()

    def page(content: bytes, number: int) -> bytes:
        return content[number * PAGE : (number + 1) * PAGE]

    changes = {
        "swapped": {7: page(sound, 8), 8: page(sound, 7)},
        "copied": {7: page(sound, 8)},
        "foreign": {7: page(foreign, 7)},
        "zeroed": {7: bytes(PAGE)},
    }
    for change, pages in changes.items():
        damaged = bytearray(sound)
        for number, content in pages.items():
            damaged[number * PAGE : (number + 1) * PAGE] = content
        path.write_bytes(damaged)
        with pytest.raises(DamagedStore, match="page 8 is not what was written"):
            pytest.fail(f"{change}: {read_everything(path)[:40]}")


def test_no_nonce_is_used_twice(path: Path, disk: WitnessedDisk) -> None:
    store = open_store(path, KEY, base_vfs=disk.name)
    fill(store)
    for _ in range(20):
        with store.begin() as connection:
            connection.exec_driver_sql("UPDATE person SET note = 'le même'")
    close_store(store)
    pages = [disk.main[start + PAGE - NONCE : start + PAGE] for start in range(0, len(disk.main), PAGE)]
    sectors = [
        disk.journal[start : start + NONCE]
        for start in range(0, len(disk.journal), STORED)
        if any(disk.journal[start : start + STORED])  # zeros only take room
    ]
    nonces = {bytes(nonce) for nonce in pages + sectors}
    assert len(nonces) == len(pages) + len(sectors) > 150


@pytest.mark.parametrize("kept", [1.0 - PAGE * 0.000001, 0.5, 0.1])
def test_a_store_cut_short_is_noticed(path: Path, kept: float) -> None:
    store = open_store(path, KEY)
    fill(store)
    close_store(store)
    content = path.read_bytes()
    path.write_bytes(content[: int(len(content) * kept)])
    with pytest.raises(DamagedStore):
        read_everything(path)


def test_a_store_shorter_than_a_page_is_damaged_rather_than_locked(path: Path) -> None:
    path.write_bytes(b"\x17" * 1000)
    with pytest.raises(DamagedStore):
        open_store(path, KEY)


def test_a_write_ahead_log_is_refused_and_the_store_goes_on(path: Path) -> None:
    store = open_store(path, KEY)
    fill(store)
    with pytest.raises(StoreError), store.connect() as connection:
        connection.exec_driver_sql("PRAGMA journal_mode = 'WAL'")
    close_store(store)
    assert read_everything(path)


@pytest.mark.parametrize("size", [512, 8192])
def test_another_page_size_is_refused_and_the_store_goes_on(path: Path, size: int) -> None:
    store = open_store(path, KEY)
    fill(store)
    cursor = store.raw_connection().cursor()
    cursor.execute(f"PRAGMA page_size = {size}")
    with pytest.raises(Exception, match="no room for their seal"):
        cursor.execute("VACUUM")
    close_store(store)
    assert read_everything(path)


def test_no_other_file_is_attached_under_this_key(path: Path) -> None:
    store = open_store(path, KEY)
    with pytest.raises(DiskTrouble), store.connect() as connection:
        connection.exec_driver_sql(f"ATTACH '{path}2' AS other")
    close_store(store)
