"""`POST /v1/sync` and `POST /v1/enrol`: bytes in, bytes out; everything else is decided elsewhere."""

import gzip
from collections.abc import Callable
from typing import Any, TypeVar

import zstandard
from fastapi import APIRouter, Request, Response
from fastapi.concurrency import run_in_threadpool
from pydantic import ValidationError
from sqlalchemy import Engine

from shared.sync.protocol import (
    LARGEST_BODY,
    ZSTD_LEVEL,
    EnrolReply,
    EnrolRequest,
    Message,
    Problem,
    SyncReply,
    SyncRequest,
    TooLarge,
    Unreadable,
    parse,
    to_json,
    unpack,
)
from sync_server.accounts.devices import enrol, recognise
from sync_server.accounts.errors import UnknownDevice
from sync_server.accounts.records import Device
from sync_server.database import reading, writing
from sync_server.sync.author import NewId
from sync_server.sync.exchange import Exchange, reference_for

Clock = Callable[[], int]
"""Returns the time in UTC milliseconds."""

SMALL = 200
"""Bytes under which compressing a reply costs more than it saves."""

M = TypeVar("M", bound=Message)


async def read_body(request: Request, limit: int = LARGEST_BODY) -> bytes:
    """Return the body of a request, giving up as soon as it is known to be over the limit. Raises `TooLarge`."""
    declared = request.headers.get("content-length", "")
    if declared.isdigit() and int(declared) > limit:
        raise TooLarge(f"more than {limit} bytes")
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > limit:
            raise TooLarge(f"more than {limit} bytes")
    return bytes(body)


def _open(body: bytes, encoding: str, model: type[M]) -> M:
    """Return the message that a body holds. Raises `TooLarge` or `Unreadable`."""
    if encoding not in {"", "identity", "zstd"}:
        raise Unreadable(f"content encoding {encoding[:20]!r}")
    value = unpack(body) if encoding == "zstd" else parse(body)
    try:
        return model.model_validate(value)
    except ValidationError as error:
        raise Unreadable(f"not a {model.__name__}: {error.error_count()} problems") from error


def _packed(message: Message, accepted: str) -> Response:
    plain = to_json(message)
    headers = {"Cache-Control": "no-store", "Vary": "Accept-Encoding"}
    if len(plain) >= SMALL and "zstd" in accepted:
        plain, headers["Content-Encoding"] = zstandard.compress(plain, ZSTD_LEVEL), "zstd"
    elif len(plain) >= SMALL and "gzip" in accepted:
        plain, headers["Content-Encoding"] = gzip.compress(plain), "gzip"
    return Response(plain, media_type="application/json", headers=headers)


def _described(request: type[Message], reply: type[Message]) -> dict[str, Any]:
    """Return what the OpenAPI document says of a route whose body is read by hand."""
    problem = {"application/json": {"schema": Problem.model_json_schema()}}
    refusals = {
        status: {"description": description, "content": problem}
        for status, description in (
            ("401", "Not linked, or the token is too old"),
            ("403", "This device was closed"),
            ("410", "The cursor is stale: start again without one"),
            ("413", "The body is too large"),
            ("422", "Not such a message; sending it again changes nothing"),
            ("426", "The app must be brought up to date"),
        )
    }
    content = {"application/json": {"schema": request.model_json_schema()}}
    answer = {"application/json": {"schema": reply.model_json_schema()}}
    return {
        "requestBody": {
            "required": True,
            "content": content,
            "description": "JSON, or zstd (Content-Encoding) over it",
        },
        "responses": {"200": {"description": "Committed", "content": answer}, **refusals},
    }


def sync_routes(engine: Engine, clock: Clock, new_id: NewId) -> APIRouter:
    """Return the routes by which phones are linked and kept in step."""
    router = APIRouter(prefix="/v1", tags=["synchronisation"])
    exchange = Exchange(engine, new_id)

    def recognised(token: str) -> Device:
        with reading(engine) as connection:
            return recognise(connection, token, clock())

    def synchronise(token: str, body: bytes, encoding: str) -> SyncReply:
        device = recognised(token)
        return exchange.run(device, _open(body, encoding, SyncRequest), clock())

    def link(body: bytes, encoding: str) -> EnrolReply:
        wanted = _open(body, encoding, EnrolRequest)
        with writing(engine) as connection:
            device, token = enrol(connection, wanted.code, wanted.label, wanted.token, clock())
            reference = reference_for(connection, device.network_id, held="")
        return EnrolReply(
            network_id=device.network_id,
            device=device.number,
            worker_id=device.worker_id,
            token=token,
            now=clock(),
            reference=reference or {},
        )

    @router.post("/sync", openapi_extra=_described(SyncRequest, SyncReply))
    async def sync(request: Request) -> Response:
        """Send changes, receive verdicts and rows. Nothing is answered before it is committed."""
        scheme, _, token = request.headers.get("authorization", "").partition(" ")
        if scheme.lower() != "bearer":
            raise UnknownDevice
        body = await read_body(request)
        reply = await run_in_threadpool(synchronise, token, body, request.headers.get("content-encoding", ""))
        return await run_in_threadpool(_packed, reply, request.headers.get("accept-encoding", ""))

    @router.post("/enrol", openapi_extra=_described(EnrolRequest, EnrolReply))
    async def enrolment(request: Request) -> Response:
        """Link a phone to a worker by a code."""
        body = await read_body(request, limit=16 * 1024)
        reply = await run_in_threadpool(link, body, request.headers.get("content-encoding", ""))
        return _packed(reply, request.headers.get("accept-encoding", ""))

    return router
