"""The console as an application of its own, mounted under `addresses.MOUNT`."""

from collections.abc import Awaitable, Callable
from urllib.parse import urlencode

import structlog
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import RedirectResponse, Response
from sqlalchemy import Engine
from sqlalchemy.exc import OperationalError
from starlette.exceptions import HTTPException

from sync_server.console import addresses, assets
from sync_server.console.desk import Desk, desk_of
from sync_server.console.errors import Forbidden, PageMissing, SignInNeeded, StaleForm, TooMuch
from sync_server.console.frame import bare_frame
from sync_server.console.headers import SafeHeaders
from sync_server.console.lines import Frame, Link
from sync_server.console.locale import t
from sync_server.console.pages import page
from sync_server.console.routes import person, sign_in, visit, visits
from sync_server.console.session import signed_in

log = structlog.get_logger()

Answer = Callable[[Request, Exception], Response | Awaitable[Response]]


def create_console(
    engine: Engine,
    clock: Callable[[], int],
    new_id: Callable[[], str],
    *,
    secure_cookies: bool = False,
    framed: bool = False,
) -> FastAPI:
    """Return the console over a database; mount it under `addresses.MOUNT`. `clock` gives UTC milliseconds."""
    app = FastAPI(title="Veillée", docs_url=None, redoc_url=None, openapi_url=None, redirect_slashes=False)
    app.state.desk = Desk(engine, clock, new_id, secure_cookies)
    for routes in (assets.router, sign_in.router, visits.router, visit.router, person.router):
        app.include_router(routes)
    for kind, answer in _ANSWERS.items():
        app.add_exception_handler(kind, answer)
    app.add_middleware(SafeHeaders, secure=secure_cookies, framed=framed)
    return app


def _problem(key: str, status: int, frame: Frame | None = None, way: Link | None = None) -> Response:
    back = way or Link(t("error.back"), addresses.HOME)
    title, sentence = t(f"error.{key}_title"), t(f"error.{key}")
    return page("erreur.html", status=status, title=title, sentence=sentence, frame=frame, way=back)


async def _to_the_door(request: Request, _error: Exception) -> Response:
    """A page can be asked for again after the door; a form cannot, so one comes back to the page it stood on."""
    wanted = addresses.with_query(request.url.path, request.url.query)
    return RedirectResponse(addresses.with_query(addresses.SIGN_IN, urlencode({"next": wanted})), 303)


def _forbidden(request: Request, _error: Exception) -> Response:
    desk = desk_of(request)
    try:
        frame = bare_frame(signed_in(request, desk))
    except SignInNeeded:
        frame = None
    return _problem("forbidden", 403, frame, Link(t("error.enter"), addresses.SIGN_IN) if frame is None else None)


def _stale(_request: Request, _error: Exception) -> Response:
    return _problem("stale", 403)


def _missing(_request: Request, _error: Exception) -> Response:
    return _problem("missing", 404)


def _too_much(_request: Request, _error: Exception) -> Response:
    return _problem("invalid", 413)


def _invalid(_request: Request, _error: Exception) -> Response:
    return _problem("invalid", 422)


def _busy(_request: Request, _error: Exception) -> Response:
    return _problem("broken", 503)


def _http(_request: Request, error: Exception) -> Response:
    status = error.status_code if isinstance(error, HTTPException) else 500
    key = {404: "missing", 405: "method"}.get(status, "invalid")
    return _problem(key, status)


def _broken(request: Request, error: Exception) -> Response:
    log.error("failed", path=request.scope.get("route_root_path", addresses.MOUNT), kind=type(error).__name__)
    return _problem("broken", 500)


_ANSWERS: dict[type[Exception], Answer] = {
    SignInNeeded: _to_the_door,
    Forbidden: _forbidden,
    StaleForm: _stale,
    PageMissing: _missing,
    TooMuch: _too_much,
    RequestValidationError: _invalid,
    OperationalError: _busy,
    HTTPException: _http,
    Exception: _broken,
}
