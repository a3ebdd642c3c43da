"""The headers of every reply of the console: nothing from elsewhere runs, nothing is kept by a cache or a frame."""

from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Receive, Scope, Send

_ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    # "no-referrer" would make browsers send `Origin: null` with our own forms.
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Robots-Tag": "noindex",
}
_POLICY = "default-src 'self'; base-uri 'none'; object-src 'none'; form-action 'self'"
_HALF_YEAR = "max-age=15768000"

Message = MutableMapping[str, Any]


class SafeHeaders:
    """Adds them around an application. `framed` lets a page of the same site show the console beside phones (demo)."""

    def __init__(self, app: ASGIApp, *, secure: bool, framed: bool) -> None:
        ancestors = "'self'" if framed else "'none'"
        self._app = app
        self._headers = _ALWAYS | {"Content-Security-Policy": f"{_POLICY}; frame-ancestors {ancestors}"}
        if secure:
            self._headers["Strict-Transport-Security"] = _HALF_YEAR

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve a request, adding to its reply."""
        await self._app(scope, receive, self._adding(send) if scope["type"] == "http" else send)

    def _adding(self, send: Send) -> Callable[[Message], Awaitable[None]]:
        async def add(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers.update(self._headers)
                headers.setdefault("Cache-Control", "no-store")
            await send(message)

        return add
