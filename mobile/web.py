"""The phone in a browser: each browser profile is a phone of its own, with its own folder, the same after a reload."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager, suppress
from pathlib import Path
from typing import Any, Final
from urllib.parse import parse_qs

import flet as ft

from mobile.app import phone_app
from mobile.hub import PhoneHub, is_profile, new_profile
from mobile.phone import Phone
from mobile.settings import Settings
from mobile.sync.switch import SwitchedTransport
from mobile.sync.transport import HttpTransport
from mobile.ui.theme import ASSETS
from shared.clock import wall_clock

_NAME: Final = "Veillée"
_PHONES: Final = "phones"
_PROFILE_KEY: Final = "veillee.profile"
_LENT: Final = "veillee.lent"
_MORE_PHONES: Final = ("2", "3", "4")
_ANSWER_S: Final = 2.0
_MOST_QUESTIONS: Final = 30
_SESSION_S: Final = 60
"""How long a page that lost its browser is kept: a reload finds it again, a closed tab is forgotten."""
_POLICY: Final = (
    "default-src 'self' blob: data:; script-src 'self' 'unsafe-inline' 'unsafe-eval' blob:; "
    "style-src 'self' 'unsafe-inline'; connect-src 'self' ws: wss: blob: data:; frame-ancestors 'self'"
)
"""Flutter's web client asks a CDN for a player we never use, CDN or not: the browser is told not to."""

Scope = Any
Receive = Callable[[], Awaitable[Any]]
Send = Callable[[Any], Awaitable[None]]
AsgiApp = Callable[[Scope, Receive, Send], Awaitable[None]]
Lifespan = Callable[[Any], AbstractAsyncContextManager[None]]


def phone_site(phones: Path, server: str, code: str, *, demo: bool) -> tuple[AsgiApp, Lifespan]:
    """Return the web application and the lifespan that its host must run; each phone has a folder under `phones`.

    Mount it anywhere; `server` and `code` prefill the first start. `?tel=2` in the address asks for another phone of
    the same browser; several codes, parted by spaces, are proposed to one phone after the other. Its WebSocket asks
    nobody who she is: whoever reaches it has a phone, so it belongs to a demo, to tests, and to one's own machine.
    """
    from flet_web.fastapi import app_manager  # noqa: PLC0415 - only where the demo extra is installed

    network = HttpTransport()
    hub = PhoneHub(phones, lambda: SwitchedTransport(network), wall_clock)
    first = _one_phone(hub, Settings(server, proposed_code(code, "1"), demo), _PROFILE_KEY)
    # Each has an address of its own: Flet's sessions are told apart by it, and two frames of one page share all else.
    others = {
        f"/tel{tel}": _one_phone(hub, Settings(server, proposed_code(code, tel), demo), f"{_PROFILE_KEY}.{tel}")
        for tel in _MORE_PHONES
    }

    @asynccontextmanager
    async def lifespan(_: object) -> AsyncIterator[None]:
        await app_manager.start()
        try:
            yield
        finally:
            await hub.close()
            await network.close()
            await app_manager.shutdown()

    async def site(scope: Scope, receive: Receive, send: Send) -> None:
        root = scope.get("root_path", "")
        path = scope["path"].removeprefix(root)
        asked = another_phone(scope.get("query_string", b"").decode("latin-1"))
        if scope["type"] == "http" and asked and path in ("", "/"):
            await _lead_to(f"{root}/tel{asked}/", send)
            return
        prefix = next((prefix for prefix in others if path == prefix or path.startswith(f"{prefix}/")), "")
        inner = {**scope, "root_path": root + prefix} if prefix else scope
        await others.get(prefix, first)(inner, receive, _with_policy(send))

    return site, lifespan


def another_phone(query: str) -> str:
    """ "2" for `tel=2`; nothing for the first phone, nor for one that there is not."""
    asked = parse_qs(query).get("tel", [""])[0]
    return asked if asked in _MORE_PHONES else ""


def proposed_code(codes: str, tel: str) -> str:
    """ "MATHILDE" for the second phone of "NADIA MATHILDE"; the last one again where there are more phones."""
    known = codes.split()
    return known[min(int(tel), len(known)) - 1] if known else ""


def serve(data: Path, server: str, port: int, *, code: str = "") -> None:
    """Run one phone's web page on this machine until it is stopped."""
    import uvicorn  # noqa: PLC0415 - only where the server extra is installed
    from starlette.applications import Starlette  # noqa: PLC0415 - as above
    from starlette.routing import Mount  # noqa: PLC0415 - as above

    site, lifespan = phone_site(data / _PHONES, server, code, demo=False)
    app = Starlette(routes=[Mount("/", app=site)], lifespan=lifespan)
    uvicorn.run(app, host="127.0.0.1", port=port, log_level="warning")


def _one_phone(hub: PhoneHub, settings: Settings, key: str) -> AsgiApp:
    """The pages of one phone per browser, whose profile the browser keeps under a key."""
    from flet_web.fastapi import app  # noqa: PLC0415 - only where the demo extra is installed

    async def open_phone(page: ft.Page) -> Phone:
        profile = await _profile(key)
        phone = await hub.lend(profile)
        page.session.store.set(_LENT, profile)
        return phone

    async def leave(page: ft.Page) -> None:
        await hub.give_back(str(page.session.store.get(_LENT)))

    site: AsgiApp = app(
        phone_app(open_phone, settings, leave), assets_dir=str(ASSETS), app_name=_NAME, app_short_name=_NAME,
        no_cdn=True, session_timeout_seconds=_SESSION_S,
    )  # fmt: skip
    return site


async def _profile(key: str) -> str:
    """The name of this browser's phone, kept in the browser from the first visit."""
    kept = ft.SharedPreferences()
    known = await _answered(lambda: kept.get(key))
    if isinstance(known, str) and is_profile(known):
        return known
    profile = new_profile()
    await _answered(lambda: kept.set(key, profile))
    return profile


async def _answered(ask: Callable[[], Awaitable[Any]]) -> Any:
    """What the browser answers. A page loaded anew meanwhile never heard the question, so it is put again."""
    for _ in range(_MOST_QUESTIONS):
        with suppress(TimeoutError):
            return await asyncio.wait_for(ask(), _ANSWER_S)
    raise TimeoutError("the browser is gone")


async def _lead_to(address: str, send: Send) -> None:
    headers = [(b"location", address.encode("latin-1")), (b"content-length", b"0")]
    await send({"type": "http.response.start", "status": 307, "headers": headers})
    await send({"type": "http.response.body", "body": b""})


def _with_policy(send: Send) -> Send:
    """Have every answer tell the browser to take nothing from elsewhere; one that nobody waits for is dropped."""

    async def told(message: Any) -> None:
        if message["type"] == "http.response.start":
            headers = [*message.get("headers", []), (b"content-security-policy", _POLICY.encode())]
            message = {**message, "headers": headers}
        with suppress(OSError):  # the browser is gone: Flet forgets to end a session in whose middle a message fails
            await send(message)

    return told
