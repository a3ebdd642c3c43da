"""The rollback journal and temporary files, sealed sector by sector with AES-256-GCM."""

import os
import struct

import apsw
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from typing_extensions import Buffer, override

SECTOR = 4096

_NONCE = 12
_LENGTH = 2
_TAG = 16
STORED = _NONCE + _LENGTH + SECTOR + _TAG  # a sector on disk: nonce, cipher text of length and content, tag
_MOST_UNWRITTEN = 512  # sectors (2 MiB) kept in memory between two syncs


class SectorFile(apsw.VFSFile):
    """A file SQLite writes in pieces of any length, stored as sectors of one fixed size.

    Fixed size: sector n is always found at n times that size, whatever was lost before it, so a hole or a torn write
    costs one sector and not the rest of the file.

    Unreadable reads as zeros: after a power cut the tail of a journal may be torn, which is no damage. SQLite takes
    zeros for "no more records here" and stops. What the rollback needs was synced before the database was touched.

    Nothing a rollback may need is rewritten: SQLite starts each part of a journal on a new sector (it asks
    PageFile.xSectorSize), so sealing the part being written leaves alone those already relied upon. Neighbouring
    sectors share a block of the disk; as SQLite itself does, this trusts the disk not to harm bytes that are
    overwritten with themselves.

    Unsynced may be forgotten: sectors wait in memory until xSync, and closing drops them. With synchronous=FULL the
    database is written only after its journal was synced, so what was not synced protects nothing.

    Room is taken at once: a sector takes its place on the disk, as zeros, when its first byte is written. A full disk
    is then met while writing, where SQLite can step back, and never while syncing the journal of a rollback.
    """

    def __init__(self, base: str, name: str | apsw.URIFilename | None, flags: list[int], key: bytes) -> None:
        self._cipher = AESGCM(key)
        self._unwritten: dict[int, bytearray] = {}
        super().__init__(base, name, flags)
        self._stored = -(-super().xFileSize() // STORED)  # sectors that have their place on the disk
        self._size = (self._stored - 1) * SECTOR + len(self._sector(self._stored - 1)) if self._stored else 0

    @override
    def xRead(self, amount: int, offset: int) -> bytes:
        end = min(offset + amount, self._size)
        out = bytearray()
        while offset < end:
            number, start = divmod(offset, SECTOR)
            wanted = min(SECTOR - start, end - offset)
            out += bytes(self._sector(number)[start : start + wanted]).ljust(wanted, b"\0")
            offset += wanted
        return bytes(out)

    @override
    def xWrite(self, data: Buffer, offset: int) -> None:
        rest = memoryview(bytes(data))
        self._take_room((offset + len(rest) - 1) // SECTOR + 1)
        self._size = max(self._size, offset + len(rest))
        while rest:
            number, start = divmod(offset, SECTOR)
            piece = rest[: SECTOR - start]
            sector = self._sector(number)
            sector.extend(bytes(max(0, start - len(sector))))
            sector[start : start + len(piece)] = piece
            self._unwritten[number] = sector
            offset += len(piece)
            rest = rest[len(piece) :]
        if len(self._unwritten) > _MOST_UNWRITTEN:
            self._write_out()

    @override
    def xFileSize(self) -> int:
        return self._size

    @override
    def xTruncate(self, newsize: int) -> None:
        """Truncating the journal to nothing is what commits a transaction, so it reaches the file at once."""
        if newsize >= self._size:
            return
        kept, rest = divmod(newsize, SECTOR)
        last = self._sector(kept)[:rest] if rest else None
        self._unwritten = {number: sector for number, sector in self._unwritten.items() if number < kept}
        if last is not None:
            self._unwritten[kept] = last
        self._stored = min(self._stored, kept + (last is not None))
        super().xTruncate(self._stored * STORED)
        self._size = newsize

    @override
    def xSync(self, flags: int) -> None:
        self._write_out()
        super().xSync(flags)

    @override
    def xSectorSize(self) -> int:
        return SECTOR

    @override
    def xDeviceCharacteristics(self) -> int:
        return 0

    def _take_room(self, sectors: int) -> None:
        if sectors > self._stored:
            super().xWrite(bytes((sectors - self._stored) * STORED), self._stored * STORED)
            self._unwritten |= {number: bytearray() for number in range(self._stored, sectors)}
            self._stored = sectors

    def _sector(self, number: int) -> bytearray:
        """What a sector holds: its bytes up to the last one written; zeros where it was torn; nothing past the end."""
        if (waiting := self._unwritten.get(number)) is not None:
            return waiting
        raw = super().xRead(STORED, number * STORED)
        if not raw:
            return bytearray()
        try:
            content = self._cipher.decrypt(raw[:_NONCE], raw[_NONCE:], struct.pack(">Q", number))
        except (InvalidTag, ValueError):  # ValueError: shorter than a tag
            return bytearray(SECTOR)
        return bytearray(content[_LENGTH : _LENGTH + int.from_bytes(content[:_LENGTH], "big")])

    def _write_out(self) -> None:
        """Forgets a sector only once it is written: on a full disk the rest stays, and SQLite decides to roll back."""
        for number in sorted(self._unwritten):
            sector = self._unwritten[number]
            nonce = os.urandom(_NONCE)
            content = len(sector).to_bytes(_LENGTH, "big") + bytes(sector).ljust(SECTOR, b"\0")
            sealed = self._cipher.encrypt(nonce, content, struct.pack(">Q", number))
            super().xWrite(nonce + sealed, number * STORED)
            del self._unwritten[number]
