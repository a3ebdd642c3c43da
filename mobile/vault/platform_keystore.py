"""Secrets in the telephone's own secure storage: the Android Keystore, the iOS Keychain."""

import base64
import binascii

from flet_secure_storage import (  # type: ignore[import-untyped] # ships no types
    AndroidOptions,
    IOSOptions,
    KeychainAccessibility,
    MacOsOptions,
    SecureStorage,
)

from mobile.vault.keystore import SecretDamaged

# The default answers any error by erasing every secret, and with the database key a season of notes.
_ANDROID = AndroidOptions(reset_on_error=False)

# Kept out of backups and of the next telephone: a copied database must not find its key there.
_THIS_DEVICE_ONLY = KeychainAccessibility.UNLOCKED_THIS_DEVICE


def secure_storage() -> SecureStorage:
    """Flet's service, as a secret needs it. Create it while a page is current: Flet registers it there."""
    return SecureStorage(
        android_options=_ANDROID,
        ios_options=IOSOptions(accessibility=_THIS_DEVICE_ONLY),
        macos_options=MacOsOptions(accessibility=_THIS_DEVICE_ONLY),
    )


class PlatformKeystore:
    """The Keystore of a packaged phone. The service keeps text, so secrets go in as base64."""

    def __init__(self, storage: SecureStorage) -> None:
        self._storage = storage

    async def load(self, name: str) -> bytes | None:
        text: str | None = await self._storage.get(name)
        if text is None:
            return None
        try:
            return base64.b64decode(text, validate=True)
        except binascii.Error as error:
            raise SecretDamaged("the secure storage holds something else under this name") from error

    async def save(self, name: str, secret: bytes) -> None:
        await self._storage.set(name, base64.b64encode(secret).decode())

    async def erase(self, name: str) -> None:
        await self._storage.remove(name)
