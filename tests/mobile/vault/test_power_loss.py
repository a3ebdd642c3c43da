"""Power cuts: whatever the disk kept of the unsynced writes, each acknowledged transaction is there, whole."""

import itertools
import random
import shutil
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import apsw
import pytest
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from sqlalchemy import Connection
from typing_extensions import Buffer, override

from mobile.store.database import close_store, open_store
from mobile.store.errors import StoreError
from mobile.vault.encrypted_vfs import page_key
from mobile.vault.page_file import NONCE, PAGE

KEY = bytes(range(32))
BLOCK = 4096  # what a file system writes at once
DISK_SECTOR = 512  # what a disk writes whole
STORE = "store.db"
TRANSACTIONS = 40
IMAGES = 300

names = itertools.count()


@dataclass(frozen=True)
class Write:
    file: str
    offset: int
    data: bytes


@dataclass(frozen=True)
class Truncate:
    file: str
    size: int


@dataclass(frozen=True)
class Sync:
    file: str


@dataclass(frozen=True)
class Delete:
    file: str


@dataclass(frozen=True)
class Acknowledged:
    transaction: int


Event = Write | Truncate | Sync | Delete | Acknowledged


class RecordedFile(apsw.VFSFile):
    """A file of the platform that notes what the encrypted files ask of it."""

    def __init__(self, log: list[Event], name: str | apsw.URIFilename | None, flags: list[int]) -> None:
        self.log = log
        text = name.filename() if isinstance(name, apsw.URIFilename) else name
        self.name = Path(text).name if text else ""
        super().__init__("", name, flags)

    @override
    def xWrite(self, data: Buffer, offset: int) -> None:
        self.log.append(Write(self.name, offset, bytes(data)))
        super().xWrite(data, offset)

    @override
    def xTruncate(self, newsize: int) -> None:
        self.log.append(Truncate(self.name, newsize))
        super().xTruncate(newsize)

    @override
    def xSync(self, flags: int) -> None:
        self.log.append(Sync(self.name))
        super().xSync(flags)


class RecordingDisk(apsw.VFS):
    """The platform's disk, with a memory."""

    def __init__(self) -> None:
        self.log: list[Event] = []
        self.name = f"recording-{next(names)}"
        super().__init__(self.name, "")

    @override
    def xOpen(self, name: str | apsw.URIFilename | None, flags: list[int]) -> apsw.VFSFile:
        return RecordedFile(self.log, name, flags)

    @override
    def xDelete(self, filename: str, syncdir: bool) -> None:
        self.log.append(Delete(Path(filename).name))
        super().xDelete(filename, syncdir)


@dataclass
class Replay:
    """What is certainly on the disk, and what was written since the last sync of each file."""

    synced: dict[str, bytearray] = field(default_factory=dict)
    unsynced: dict[str, list[Write | Truncate]] = field(default_factory=dict)
    acknowledged: int = -1

    def after(self, event: Event) -> None:
        match event:
            case Write(file, offset, data):
                waiting = self.unsynced.setdefault(file, [])
                while data:
                    room = BLOCK - offset % BLOCK
                    waiting.append(Write(file, offset, data[:room]))
                    offset, data = offset + room, data[room:]
            case Truncate(file, _):
                self.unsynced.setdefault(file, []).append(event)
            case Sync(file):
                for operation in self.unsynced.pop(file, []):
                    put(self.synced.setdefault(file, bytearray()), operation)
            case Delete(file):
                self.synced.pop(file, None)
                self.unsynced.pop(file, None)
            case Acknowledged(transaction):
                self.acknowledged = transaction

    def cut(self, chance: random.Random) -> dict[str, bytearray]:
        """The files after a power cut now: each unsynced block kept, lost or torn."""
        files = {file: bytearray(content) for file, content in self.synced.items()}
        kept = chance.choice([0, 0.2, 0.5, 0.8, 1])
        for file, waiting in self.unsynced.items():
            content = files.setdefault(file, bytearray())
            for operation in waiting:
                if chance.random() >= kept:
                    continue
                if isinstance(operation, Write) and chance.random() < 0.25:
                    torn = operation.data[: chance.randrange(0, len(operation.data) + 1, DISK_SECTOR)]
                    put(content, Write(file, operation.offset, torn))
                else:
                    put(content, operation)
        return files


def put(content: bytearray, operation: Write | Truncate) -> None:
    match operation:
        case Write(_, _, b""):
            return
        case Write(_, offset, data):
            content.extend(bytes(max(0, offset - len(content))))
            content[offset : offset + len(data)] = data
        case Truncate(_, size):
            content.extend(bytes(max(0, size - len(content))))
            del content[size:]


def change_some_rows(connection: Connection, transaction: int, chance: random.Random) -> None:
    """Adds, edits and removes rows, and notes how many rows and bytes there are then."""
    for _ in range(chance.choice([1, 3, 40, 150])):
        lot, size = chance.random(), chance.randrange(10, 3000)
        blob = chance.randbytes(size)
        if lot < 0.6:
            connection.exec_driver_sql("INSERT INTO visit (body) VALUES (?)", (blob,))
        else:
            highest = connection.exec_driver_sql("SELECT max(id) FROM visit").scalar() or 1
            row = chance.randint(1, highest)
            if lot < 0.85:
                connection.exec_driver_sql("UPDATE visit SET body = ? WHERE id = ?", (blob, row))
            else:
                connection.exec_driver_sql("DELETE FROM visit WHERE id = ?", (row,))
    connection.exec_driver_sql("INSERT INTO tally SELECT ?, count(*), total(length(body)) FROM visit", (transaction,))


def record_a_life(folder: Path, seed: int, *, synchronous: str) -> list[Event]:
    chance = random.Random(seed)  # noqa: S311 - a repeatable life, no secret
    disk = RecordingDisk()
    store = open_store(folder / STORE, KEY, base_vfs=disk.name)
    with store.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE visit (id INTEGER PRIMARY KEY, body BLOB)")
        connection.exec_driver_sql("CREATE TABLE tally (id INTEGER PRIMARY KEY, visits INTEGER, bytes REAL)")
    disk.log.append(Acknowledged(0))
    # A small cache spills within a transaction, so that its journal has several parts.
    store.raw_connection().cursor().execute("PRAGMA cache_size = 20")
    store.raw_connection().cursor().execute(f"PRAGMA synchronous = {synchronous}")
    for transaction in range(1, TRANSACTIONS + 1):
        with store.begin() as connection:
            change_some_rows(connection, transaction, chance)
        disk.log.append(Acknowledged(transaction))
    close_store(store)
    disk.unregister()
    return disk.log


def images(log: list[Event], seed: int) -> Iterator[tuple[int, dict[str, bytearray]]]:
    chance = random.Random(seed)  # noqa: S311 - repeatable cuts, no secret
    moments = set(chance.sample(range(len(log)), IMAGES + 50))
    replay = Replay()
    for moment, event in enumerate(log):
        if moment in moments and replay.acknowledged >= 0:
            yield replay.acknowledged, replay.cut(chance)
        replay.after(event)


def verdict(folder: Path, files: dict[str, bytearray], acknowledged: int) -> str:
    for name, content in files.items():
        (folder / name).write_bytes(content)
    try:
        store = open_store(folder / STORE, KEY)
    except StoreError as error:
        return f"does not open: {type(error).__name__}"
    try:
        with store.begin() as connection:
            if connection.exec_driver_sql("PRAGMA integrity_check").scalar() != "ok":
                return "does not hold together"
            noted = connection.exec_driver_sql("SELECT id, visits, bytes FROM tally ORDER BY id DESC LIMIT 1").first()
            last, *tally = noted or (0, 0, 0.0)
            found = connection.exec_driver_sql("SELECT count(*), total(length(body)) FROM visit").one()
    except StoreError as error:
        return f"does not read: {type(error).__name__}"
    finally:
        close_store(store)
    if last not in (acknowledged, acknowledged + 1):
        return "an acknowledged transaction is lost"
    return "good" if [*found] == tally else "half a transaction is there"


def survey(tmp_path: Path, seed: int, *, synchronous: str) -> tuple[Counter[str], int]:
    """How the images fare, and how many of them had a journal to roll back."""
    life = tmp_path / "life"
    life.mkdir()
    verdicts: Counter[str] = Counter()
    to_roll_back = 0
    for number, (acknowledged, files) in enumerate(images(record_a_life(life, seed, synchronous=synchronous), seed)):
        folder = tmp_path / str(number)
        folder.mkdir()
        to_roll_back += bool(files.get(f"{STORE}-journal"))
        verdicts[verdict(folder, files, acknowledged)] += 1
        shutil.rmtree(folder)
    return verdicts, to_roll_back


@pytest.mark.parametrize("seed", [1])
def test_after_a_power_cut_every_acknowledged_transaction_is_there_and_whole(tmp_path: Path, seed: int) -> None:
    verdicts, to_roll_back = survey(tmp_path, seed, synchronous="FULL")
    assert set(verdicts) == {"good"}, verdicts
    assert verdicts["good"] >= IMAGES
    assert to_roll_back > IMAGES / 4


def test_the_power_cuts_would_catch_a_store_that_does_not_sync(tmp_path: Path) -> None:
    verdicts, _ = survey(tmp_path, 2, synchronous="OFF")
    assert verdicts.total() - verdicts["good"] > IMAGES / 10, verdicts


def test_a_wrong_key_does_not_spoil_the_repair_after_a_power_cut(tmp_path: Path) -> None:
    life = tmp_path / "life"
    life.mkdir()
    log = record_a_life(life, 3, synchronous="FULL")
    acknowledged, files = next(image for image in images(log, 3) if torn_in_the_first_page(image[1]))
    for name, content in files.items():
        (tmp_path / name).write_bytes(content)
    with pytest.raises(StoreError):
        open_store(tmp_path / STORE, bytes(32))
    assert {name: (tmp_path / name).read_bytes() for name in files} == files
    assert verdict(tmp_path, files, acknowledged) == "good"


def torn_in_the_first_page(files: dict[str, bytearray]) -> bool:
    """The image SQLite can only repair if it may look at the journal before it believes page 1."""
    cipher = AESGCM(page_key(KEY))
    page = bytes(files[STORE][:PAGE])
    try:
        cipher.decrypt(page[-NONCE:], page[:-NONCE], (1).to_bytes(8, "big"))
    except InvalidTag:
        return len(page) == PAGE and bool(files[f"{STORE}-journal"])
    return False
