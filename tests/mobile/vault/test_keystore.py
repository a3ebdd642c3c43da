"""The database key: drawn once, kept, and never handed out when it is not safe to rely on it."""

import asyncio
import stat
from pathlib import Path
from typing import Any

import pytest
from flet_secure_storage import KeychainAccessibility, SecureStorage  # type: ignore[import-untyped] # ships no types

from mobile.vault.keystore import (
    DATABASE_KEY,
    Keystore,
    SecretDamaged,
    SecretNotKept,
    SoftwareKeystore,
    database_key,
)
from mobile.vault.platform_keystore import PlatformKeystore, secure_storage


class Keychain(SecureStorage):  # type: ignore[misc] # its package ships no types
    """The telephone's side of Flet's service, which only exists on a telephone."""

    def init(self) -> None:
        self.kept: dict[str, str] = {}

    async def get(self, key: str, **_options: Any) -> str | None:
        return self.kept.get(key)

    async def set(self, key: str, value: Any, **_options: Any) -> None:
        self.kept[key] = value

    async def remove(self, key: str, **_options: Any) -> None:
        self.kept.pop(key, None)


class Forgetful:
    """A keystore that says yes and keeps nothing, as a full or locked secure storage may."""

    async def load(self, _name: str) -> bytes | None:
        return None

    async def save(self, _name: str, _secret: bytes) -> None:
        return None

    async def erase(self, _name: str) -> None:
        return None


@pytest.fixture(params=["software", "platform"])
def keystore(request: pytest.FixtureRequest, tmp_path: Path) -> Keystore:
    return SoftwareKeystore(tmp_path / "secrets") if request.param == "software" else PlatformKeystore(Keychain())


def test_a_secret_comes_back_byte_for_byte_until_it_is_erased(keystore: Keystore) -> None:
    async def life() -> None:
        assert await keystore.load("device-secret") is None
        await keystore.save("device-secret", bytes(range(256)))
        await keystore.save("device-secret", b"\x00newer\xff")
        assert await keystore.load("device-secret") == b"\x00newer\xff"
        assert await keystore.load("other") is None
        await keystore.erase("device-secret")
        await keystore.erase("device-secret")
        assert await keystore.load("device-secret") is None

    asyncio.run(life())


def test_the_database_key_is_drawn_once_and_stays(keystore: Keystore) -> None:
    key = asyncio.run(database_key(keystore))
    assert len(key) == 32
    assert asyncio.run(database_key(keystore)) == key


def test_two_phones_draw_different_keys(tmp_path: Path) -> None:
    keys = {asyncio.run(database_key(SoftwareKeystore(tmp_path / phone))) for phone in ("a", "b")}
    assert len(keys) == 2


def test_only_the_owner_reads_a_software_secret(tmp_path: Path) -> None:
    folder = tmp_path / "secrets"
    asyncio.run(database_key(SoftwareKeystore(folder)))
    (file,) = folder.iterdir()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_a_secret_has_no_path_for_a_name(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="not a name"):
        asyncio.run(SoftwareKeystore(tmp_path).save("../elsewhere", b"x"))


def test_no_key_is_given_out_that_the_keystore_did_not_keep() -> None:
    with pytest.raises(SecretNotKept):
        asyncio.run(database_key(Forgetful()))


def test_a_damaged_key_is_refused(keystore: Keystore) -> None:
    asyncio.run(keystore.save(DATABASE_KEY, b"half a key"))
    with pytest.raises(SecretDamaged):
        asyncio.run(database_key(keystore))


def test_text_that_is_no_secret_is_refused() -> None:
    keychain = Keychain()
    keychain.kept[DATABASE_KEY] = "pas du base64 !"
    with pytest.raises(SecretDamaged):
        asyncio.run(database_key(PlatformKeystore(keychain)))


def test_the_secure_storage_never_erases_secrets_by_itself_nor_moves_them_to_another_telephone() -> None:
    storage = secure_storage()
    assert storage.android_options.reset_on_error is False
    assert storage.ios_options.accessibility is KeychainAccessibility.UNLOCKED_THIS_DEVICE
    assert storage.macos_options.accessibility is KeychainAccessibility.UNLOCKED_THIS_DEVICE
    assert not storage.ios_options.synchronizable
