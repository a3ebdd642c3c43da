"""The phones of one process: one open per profile, lent to its tabs, put away when the last one is gone."""

import asyncio
import re
import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from mobile.phone import Phone
from mobile.sync.engine import Clock
from mobile.sync.transport import Transport
from mobile.vault.keystore import SoftwareKeystore

_PROFILE: Final = re.compile(r"[0-9a-f]{32}\Z")
LINGER_S: Final = 20.0
"""How long a phone stays open without a tab: a page that is loaded again must not wait for its store."""


def new_profile() -> str:
    """Return the name of a phone that does not exist yet."""
    return secrets.token_hex(16)


def is_profile(name: object) -> bool:
    """Tell whether this is a name this program gave: anything else never becomes a path."""
    return isinstance(name, str) and _PROFILE.match(name) is not None


@dataclass
class _Lent:
    tabs: int = 0
    phone: Phone | None = None
    closing: asyncio.Task[None] | None = None
    turn: asyncio.Lock = field(default_factory=asyncio.Lock)


class PhoneHub:
    """Each profile is a folder with a store and its software keystore: phones in a browser, never packaged ones."""

    def __init__(
        self, folder: Path, make_transport: Callable[[], Transport], clock: Clock, linger_s: float = LINGER_S
    ) -> None:
        self._folder = folder
        self._make_transport = make_transport
        self._clock = clock
        self._linger_s = linger_s
        self._lent: dict[str, _Lent] = {}

    async def lend(self, profile: str) -> Phone:
        """Return the phone of a profile, opened and synchronising. Raises `StoreError` or `KeystoreError`."""
        if not is_profile(profile):
            raise ValueError("not the name of a profile")
        lent = self._lent.setdefault(profile, _Lent())
        lent.tabs += 1
        async with lent.turn:
            if lent.closing is not None:
                lent.closing.cancel()
                lent.closing = None
            if lent.phone is None:
                try:
                    lent.phone = await self._open(profile)
                except BaseException:
                    lent.tabs -= 1
                    raise
            return lent.phone

    async def give_back(self, profile: str) -> None:
        """Say that a tab is gone; the phone is put away a while after the last one."""
        lent = self._lent[profile]
        lent.tabs -= 1
        if lent.tabs == 0:
            lent.closing = asyncio.create_task(self._put_away(lent, self._linger_s))

    async def close(self) -> None:
        """Put all phones away; what waits in them is sent at their next start."""
        for lent in self._lent.values():
            lent.tabs = 0
            await self._put_away(lent, 0.0)
            if lent.closing is not None:
                lent.closing.cancel()
        self._lent.clear()

    @property
    def open_profiles(self) -> tuple[str, ...]:
        """The profiles whose phone is open."""
        return tuple(profile for profile, lent in self._lent.items() if lent.phone is not None)

    async def _open(self, profile: str) -> Phone:
        folder = self._folder / profile
        phone = await Phone.open(folder, SoftwareKeystore(folder), self._make_transport(), self._clock)
        phone.scheduler.start()
        return phone

    async def _put_away(self, lent: _Lent, wait_s: float) -> None:
        await asyncio.sleep(wait_s)
        async with lent.turn:
            if lent.tabs == 0 and lent.phone is not None:
                phone, lent.phone = lent.phone, None
                await asyncio.shield(phone.close())
