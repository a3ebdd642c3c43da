"""Refusals as HTTP answers: a status, a code for programs, a sentence in French for people; never a stack or data."""

from typing import Final

import structlog
from fastapi import FastAPI, Request, Response
from fastapi.responses import JSONResponse
from sqlalchemy.exc import OperationalError

from shared.locale import t
from shared.sync.protocol import TooLarge, Unreadable
from sync_server.accounts.errors import BadCode, ExpiredToken, RevokedDevice, UnknownDevice
from sync_server.sync.exchange import OldProtocol
from sync_server.sync.feed import StaleCursor

log = structlog.get_logger()

PROBLEMS: Final[dict[type[Exception], tuple[int, str]]] = {
    BadCode: (401, "bad_code"),
    ExpiredToken: (401, "expired_token"),
    OldProtocol: (426, "old_app"),
    OperationalError: (503, "busy"),
    RevokedDevice: (403, "revoked_device"),
    StaleCursor: (410, "stale_cursor"),
    TooLarge: (413, "too_large"),
    UnknownDevice: (401, "unknown_device"),
    Unreadable: (422, "unreadable"),
    ValueError: (422, "unreadable"),
}


def answer_problems(app: FastAPI) -> None:
    """Make an app answer every known refusal, and anything unforeseen, with a `Problem`."""
    for kind in PROBLEMS:
        app.add_exception_handler(kind, _answer)
    app.add_exception_handler(Exception, _unforeseen)


async def _answer(request: Request, error: Exception) -> Response:
    kind = next(kind for kind in type(error).__mro__ if kind in PROBLEMS)
    status, code = PROBLEMS[kind]
    log.info("refused", path=request.url.path, status=status, code=code)
    headers = {"Retry-After": "5"} if status == 503 else {}
    return JSONResponse({"code": code, "message": t(f"problem.{code}")}, status, headers)


async def _unforeseen(request: Request, error: Exception) -> Response:
    log.error("failed", path=request.url.path, kind=type(error).__name__)
    return JSONResponse({"code": "failed", "message": t("problem.failed")}, 500)
