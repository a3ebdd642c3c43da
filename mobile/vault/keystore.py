"""Where the phone keeps its secrets, and the database key kept there from the first start."""

import asyncio
import os
import re
import secrets
from pathlib import Path
from typing import Protocol

from mobile.vault.encrypted_vfs import KEY_SIZE

DATABASE_KEY = "database-key"

_NAME = re.compile(r"[a-z0-9-]+")


class KeystoreError(Exception):
    """KeystoreError
    ├── SecretNotKept   do not create a store: its key would be lost
    └── SecretDamaged   what was kept is no key; the store can only be set aside
    """


class SecretNotKept(KeystoreError):
    """The keystore does not give back what it was just given."""


class SecretDamaged(KeystoreError):
    """What the keystore holds under this name was not written by this application."""


class Keystore(Protocol):
    """Small secrets under short names (lower case, digits, hyphens). Saving replaces; erasing twice is harmless."""

    async def load(self, name: str) -> bytes | None: ...

    async def save(self, name: str, secret: bytes) -> None: ...

    async def erase(self, name: str) -> None: ...


class SoftwareKeystore:
    """Secrets in plain files beside the data, for the demo and the tests.

    Whoever can read the folder can read the secrets: only the files' permissions (0600) protect them. A packaged phone
    uses PlatformKeystore.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    async def load(self, name: str) -> bytes | None:
        return await asyncio.to_thread(self._read, self._file(name))

    async def save(self, name: str, secret: bytes) -> None:
        await asyncio.to_thread(self._write, self._file(name), secret)

    async def erase(self, name: str) -> None:
        await asyncio.to_thread(self._file(name).unlink, missing_ok=True)

    def _file(self, name: str) -> Path:
        if not _NAME.fullmatch(name):
            raise ValueError(f"not a name for a secret: {name!r}")
        return self._folder / f"{name}.secret"

    @staticmethod
    def _read(file: Path) -> bytes | None:
        try:
            return file.read_bytes()
        except FileNotFoundError:
            return None

    @staticmethod
    def _write(file: Path, secret: bytes) -> None:
        """Either the old secret or the new one is there, whole, whenever the process or the power stops."""
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        draft = file.with_name(f"{file.name}.{secrets.token_hex(4)}")
        descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as out:
            out.write(secret)
            out.flush()
            os.fsync(descriptor)
        draft.replace(file)
        folder = os.open(file.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


async def database_key(keystore: Keystore) -> bytes:
    """The key of this phone's database, drawn at the first start.

    A new key is read back before anybody encrypts with it. Callers ask for the key here and nowhere else: this is where
    slots (PIN, password, recovery) will wrap it.
    """
    key = await keystore.load(DATABASE_KEY)
    if key is None:
        key = secrets.token_bytes(KEY_SIZE)
        await keystore.save(DATABASE_KEY, key)
        if await keystore.load(DATABASE_KEY) != key:
            raise SecretNotKept("the keystore did not keep the database key")
    if len(key) != KEY_SIZE:
        raise SecretDamaged("what the keystore holds is not a database key")
    return key
