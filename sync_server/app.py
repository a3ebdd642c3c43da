"""The web application of the server: synchronisation, console, health; the phone app only where it is asked for."""

import secrets
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass

import structlog
from fastapi import FastAPI, Request, Response
from fastapi_offline import FastAPIOffline
from sqlalchemy import Engine, text
from starlette.responses import PlainTextResponse

from shared.clock import wall_clock
from shared.domain.ids import uuid7
from sync_server.console import addresses
from sync_server.console.app import create_console
from sync_server.database import reading
from sync_server.problems import answer_problems
from sync_server.settings import Settings
from sync_server.sync.routes import Clock, sync_routes

log = structlog.get_logger()

Lifespan = Callable[[FastAPI], AbstractAsyncContextManager[None]]


@dataclass(frozen=True)
class Server:
    """What every part of the web application is given."""

    engine: Engine
    settings: Settings
    clock: Clock = wall_clock

    def new_id(self) -> str:
        """Return a fresh record id."""
        return uuid7(self.clock(), secrets.randbits)


def create_app(server: Server, lifespan: Lifespan | None = None, *, framed: bool = False) -> FastAPI:
    """Return the application over a database that is already at its newest version.

    `framed` lets pages of the same origin show the console in a frame, as the demo does.
    """

    @asynccontextmanager
    async def closing(app: FastAPI) -> AsyncIterator[None]:
        if lifespan is None:
            yield
        else:
            async with lifespan(app):
                yield
        server.engine.dispose()

    # Its documentation page at /docs takes nothing from elsewhere.
    app = FastAPIOffline(title="Veillée", version="1", lifespan=closing, redoc_url=None)
    answer_problems(app)
    app.middleware("http")(_logged)
    app.include_router(sync_routes(server.engine, server.clock, server.new_id))
    secure = server.settings.secure_cookies
    console = create_console(server.engine, server.clock, server.new_id, secure_cookies=secure, framed=framed)
    app.mount(addresses.MOUNT, console)

    @app.get("/health", tags=["operations"])
    async def health() -> PlainTextResponse:
        """Answer while the process lives."""
        return PlainTextResponse("ok")

    @app.get("/ready", tags=["operations"])
    def ready() -> PlainTextResponse:
        """Answer once the database answers."""
        with reading(server.engine) as connection:
            connection.execute(text("SELECT 1 FROM counter WHERE 1 = 0"))
        return PlainTextResponse("ready")

    return app


async def _logged(request: Request, call_next: Callable[[Request], Awaitable[Response]]) -> Response:
    """Log each request without what was asked for: an address may hold a name someone searched."""
    started = time.perf_counter()
    response = await call_next(request)
    route = request.scope.get("route")
    log.info(
        "request",
        method=request.method,
        route=getattr(route, "path", "unknown"),
        status=response.status_code,
        ms=round((time.perf_counter() - started) * 1000, 1),
    )
    return response
