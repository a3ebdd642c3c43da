"""SQLite's view of the disk for one encrypted store: whatever SQLite writes for it is sealed, or refused."""

import itertools
import os
from pathlib import Path

import apsw
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from typing_extensions import override

from mobile.vault.page_file import PageFile
from mobile.vault.sector_file import SectorFile

KEY_SIZE = 32

_numbers = itertools.count(1)


def page_key(key: bytes) -> bytes:
    """The key of the database's pages, drawn from the store's key."""
    return _subkey(key, b"pages")


def journal_path(path: Path) -> Path:
    """Where SQLite keeps the rollback journal of a database."""
    return path.with_name(path.name + "-journal")


def _subkey(key: bytes, purpose: bytes) -> bytes:
    return HKDF(hashes.SHA256(), KEY_SIZE, salt=None, info=b"veillee store 1 " + purpose).derive(key)


class EncryptedVFS(apsw.VFS):
    """Holds the key of exactly one store, and opens nothing but that store, its journal and temporary files.

    One per open store, each registered with SQLite under its own name: several phones may live in one process, and no
    lookup can hand one the key of another. The key leaves memory with this object: unregister it once the connection is
    closed.

    Deleting, looking for and naming files need no secret and stay with the base ("" is the platform's own).
    """

    def __init__(self, path: Path, key: bytes, base: str = "") -> None:
        if len(key) != KEY_SIZE:
            raise ValueError(f"a store's key has {KEY_SIZE} bytes")
        self.name = f"veillee-{next(_numbers)}"
        self._base = base
        self._path = path.resolve()
        self._page_key = page_key(key)
        self._journal_key = _subkey(key, b"journal")
        super().__init__(self.name, base)

    @override
    def xOpen(self, name: str | apsw.URIFilename | None, flags: list[int]) -> apsw.VFSFile:
        purpose = flags[0]
        if purpose & apsw.SQLITE_OPEN_MAIN_DB:
            self._must_be(self._path, name)
            return PageFile(self._base, name, flags, self._page_key)
        if purpose & apsw.SQLITE_OPEN_MAIN_JOURNAL:
            self._must_be(journal_path(self._path), name)
            return SectorFile(self._base, name, flags, self._journal_key)
        if purpose & (apsw.SQLITE_OPEN_WAL | apsw.SQLITE_OPEN_SUPER_JOURNAL):
            raise apsw.CantOpenError("this store keeps one database and one rollback journal")
        # Temporary files die with the process: so does their key.
        return SectorFile(self._base, name, flags, os.urandom(KEY_SIZE))

    @staticmethod
    def _must_be(expected: Path, name: str | apsw.URIFilename | None) -> None:
        """An attached database would share this key, and pages could be swapped between the two files."""
        text = name.filename() if isinstance(name, apsw.URIFilename) else name
        if text is None or Path(text).resolve() != expected:
            raise apsw.CantOpenError("this store opens no other file")
