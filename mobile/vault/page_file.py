"""The main database file, each page of which is sealed on its own with AES-256-GCM."""

import os
import struct
from pathlib import Path

import apsw
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from typing_extensions import Buffer, override

PAGE = 4096
NONCE = 12
TAG = 16

# SQLite leaves this many bytes alone at the end of each page. Exactly nonce and tag: with one byte more, a byte of the
# file would be covered by no tag and could change unseen.
RESERVED = NONCE + TAG

_USABLE = PAGE - RESERVED
_SEALED = _USABLE + TAG  # the page on disk: cipher text, tag, nonce
_HEADER = 100

# SQLite's header says the page size at bytes 16 and 17, and the bytes each page keeps in reserve at byte 20.
_PAGE_SIZE_AT = slice(16, 18)
_RESERVED_AT = 20


def _seat(offset: int) -> bytes:
    """Where a page belongs, authenticated with it, so that a page moved or copied elsewhere does not open."""
    return struct.pack(">Q", offset // PAGE + 1)


def _unseal(cipher: AESGCM, raw: bytes, offset: int) -> bytes:
    if len(raw) != PAGE:
        raise apsw.CorruptError(f"page {offset // PAGE + 1} is cut short")
    try:
        return cipher.decrypt(raw[_SEALED:], raw[:_SEALED], _seat(offset)) + bytes(RESERVED)
    except InvalidTag:
        raise apsw.CorruptError(f"page {offset // PAGE + 1} is not what was written with this key") from None


class PageFile(apsw.VFSFile):
    """One page of SQLite is one page on disk, same size, same place: what SQLite knows about torn writes stays true.

    A nonce is drawn at random for each write. NIST SP 800-38D allows 2^32 of them under one key: 16 TiB of pages.
    """

    def __init__(self, base: str, name: str | apsw.URIFilename | None, flags: list[int], key: bytes) -> None:
        self._cipher = AESGCM(key)
        super().__init__(base, name, flags)

    @override
    def xRead(self, amount: int, offset: int) -> bytes:
        if amount == PAGE and offset % PAGE == 0:
            return self._page(offset)
        if offset == 0 and amount == _HEADER:
            return self._header()
        # The only other read SQLite makes is a few bytes inside page 1 (the change counter); it never straddles pages.
        start = offset % PAGE
        return self._page(offset - start)[start : start + amount]

    @override
    def xWrite(self, data: Buffer, offset: int) -> None:
        page = bytes(data)
        if len(page) != PAGE or offset % PAGE:
            raise apsw.IOError("only whole pages are written")
        if offset == 0 and (page[_PAGE_SIZE_AT] != PAGE.to_bytes(2, "big") or page[_RESERVED_AT] != RESERVED):
            # A VACUUM to another layout puts data where the seals go: refused before any is overwritten.
            raise apsw.IOError("the pages leave no room for their seal")
        nonce = os.urandom(NONCE)
        super().xWrite(self._cipher.encrypt(nonce, page[:_USABLE], _seat(offset)) + nonce, offset)

    @override
    def xFileControl(self, op: int, ptr: int) -> bool:
        """Refuses a write-ahead log before SQLite marks the file as having one.

        Opening the log is refused too (EncryptedVFS), but by then page 1 would already say WAL and never open again.
        """
        if op == apsw.SQLITE_FCNTL_PRAGMA:
            pragma = apsw.VFSFcntlPragma(ptr)
            if pragma.name.lower() == "journal_mode" and (pragma.value or "").strip("'\"").lower() == "wal":
                raise apsw.CantOpenError("this store keeps no write-ahead log")
        return super().xFileControl(op, ptr)

    @override
    def xSectorSize(self) -> int:
        """Also the alignment of journal headers, which SectorFile relies on."""
        return PAGE

    @override
    def xDeviceCharacteristics(self) -> int:
        """Promises nothing: no atomic writes, and without "power-safe overwrite" journals align to xSectorSize."""
        return 0

    def _page(self, offset: int) -> bytes:
        raw = super().xRead(PAGE, offset)
        return _unseal(self._cipher, raw, offset) if raw else b""

    def _header(self) -> bytes:
        """SQLite's peek at the header on opening, before it looks for a journal to roll back.

        A power cut may have torn page 1, and its good copy is in the journal: failing here would forbid the repair.
        Zeros mean "size unknown"; SQLite reads page 1 again, in full, before it believes anything, and that read fails.
        """
        try:
            return self._page(0)[:_HEADER]
        except apsw.CorruptError:
            return bytes(_HEADER)


def opens_any_page(path: Path, key: bytes) -> bool:
    """Tells a wrong key from damage: the wrong key opens no page at all.

    Reads the file until a page opens, so ask only after a failure, and with the file closed.
    """
    cipher = AESGCM(key)
    with path.open("rb") as file:
        offset = 0
        while raw := file.read(PAGE):
            try:
                _unseal(cipher, raw, offset)
            except apsw.CorruptError:
                offset += PAGE
            else:
                return True
    return False
