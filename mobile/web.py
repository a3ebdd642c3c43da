"""The phone in a browser: each browser profile is a phone of its own, with its own folder, the same after a reload."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path
from typing import Any, Final
from urllib.parse import parse_qs, urlparse

import flet as ft

from mobile.app import phone_app
from mobile.clock import wall_clock
from mobile.hub import PhoneHub, is_profile, new_profile
from mobile.phone import Phone
from mobile.settings import Settings
from mobile.sync.switch import SwitchedTransport
from mobile.sync.transport import HttpTransport
from mobile.ui.theme import ASSETS

PHONES: Final = "phones"
_PROFILE_KEY: Final = "veillee.profile"
_LENT: Final = "veillee.lent"
_SESSION_S: Final = 60
"""How long a page that lost its browser is kept: a reload finds it again, a closed tab is forgotten."""

AsgiApp = Callable[[Any, Any, Any], Awaitable[None]]
Lifespan = Callable[[Any], AbstractAsyncContextManager[None]]


def phone_site(data: Path, server: str, code: str, *, demo: bool) -> tuple[AsgiApp, Lifespan]:
    """Return the web application and the lifespan that its host must run. Phones are kept under `data/phones`.

    Mount it anywhere; `server` and `code` prefill the first start. Its WebSocket asks nobody who she is: whoever
    reaches it has a phone, so it belongs to a demo, to tests, and to one's own machine.
    """
    import flet_web.fastapi as flet_web  # noqa: PLC0415 - only where the demo extra is installed

    network = HttpTransport()
    hub = PhoneHub(data / PHONES, lambda: SwitchedTransport(network), wall_clock)

    async def open_phone(page: ft.Page) -> Phone:
        profile = await _profile(page)
        phone = await hub.lend(profile)
        page.session.store.set(_LENT, profile)
        return phone

    async def leave(page: ft.Page) -> None:
        await hub.give_back(str(page.session.store.get(_LENT)))

    @asynccontextmanager
    async def lifespan(_: object) -> AsyncIterator[None]:
        await flet_web.app_manager.start()
        try:
            yield
        finally:
            await hub.close()
            await network.close()
            await flet_web.app_manager.shutdown()

    main = phone_app(open_phone, Settings(server, code, demo), leave)
    site = flet_web.app(
        main, assets_dir=str(ASSETS), app_name="Veillée", app_short_name="Veillée", no_cdn=True,
        session_timeout_seconds=_SESSION_S,
    )  # fmt: skip
    return site, lifespan


async def _profile(page: ft.Page) -> str:
    """The name of this browser's phone, kept in the browser; `?tel=2` in the address asks for a second one."""
    kept = ft.SharedPreferences()
    key = _PROFILE_KEY + second_phone(page.route or "/")
    known = await kept.get(key)
    if isinstance(known, str) and is_profile(known):
        return known
    profile = new_profile()
    await kept.set(key, profile)
    return profile


def second_phone(route: str) -> str:
    """ ".2" for an address with `?tel=2`; nothing without, nor for what is no small number."""
    asked = parse_qs(urlparse(route).query).get("tel", [""])[0]
    return f".{asked}" if asked.isascii() and asked.isdigit() and len(asked) < 3 else ""
