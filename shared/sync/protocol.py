"""The messages of `POST /v1/sync` and `POST /v1/enrol`, version 1, and how they are packed.

A request carries changes numbered by the phone, in their order; the reply says up to which number they are settled,
what became of each, and brings rows: those of the changes just sent, and the next page of what others wrote.
"""

from typing import Annotated, Any, Literal

import orjson
import zstandard
from pydantic import BaseModel, ConfigDict, Field

PROTOCOL = 1
SCHEMA = 1
LARGEST_BODY = 4 * 1024 * 1024  # bytes, compressed
LARGEST_MESSAGE = 32 * 1024 * 1024  # bytes, once decompressed
PAGE_ROWS = 2_000
LARGEST_PAGE = 10_000
MOST_CHANGES = 5_000  # in one request
ZSTD_LEVEL = 9
STORABLE = r"^[^\x00]*$"  # PostgreSQL keeps any character but this one
CLOCK_WARNING_MS = 5 * 60 * 1000

Verdict = Literal["ok", "merged", "conflict", "rejected", "kept"]
"""ok: applied; merged: applied beside somebody else's; conflict: both values kept; rejected: never applicable, put in
quarantine; kept: of a table this version does not know, kept for a later one."""


class Message(BaseModel):
    """Base of the messages: unknown keys are ignored, so that a newer side may say more."""

    model_config = ConfigDict(extra="ignore", frozen=True)


class SyncRequest(Message):
    """What a phone sends. Each of `actions` is `[number of its first change, change, change…]`, numbers rising."""

    protocol: int
    schema_version: Annotated[int, Field(alias="schema")] = SCHEMA
    cursor: str = ""  # opaque; "" asks for everything
    actions: Annotated[list[list[Any]], Field(max_length=MOST_CHANGES)] = []
    page: Annotated[int, Field(ge=1, le=LARGEST_PAGE)] = PAGE_ROWS
    reference: str = ""  # version of the reference data held


class SyncReply(Message):
    """What the server answers once everything is committed.

    `settled` is the largest number that will never have to be sent again (0: none); `verdicts` has an entry per change
    of the request up to it: `[verdict]` or `[verdict, reason, path]`. A row is `[table, id, seq, fields, stamps]`,
    `[table, id, seq]` where the phone's own version needs only its sequence, `[table, id, 0, null]` where the server
    has no such record.
    """

    protocol: int = PROTOCOL
    now: int
    settled: int = 0
    verdicts: list[list[str]] = []
    rows: list[list[Any]] = []
    cursor: str
    more: bool = False
    reference: dict[str, Any] | None = None


class EnrolRequest(Message):
    """A phone asks to be linked, with a code; `token` is its former one, so that it stays the same device."""

    code: Annotated[str, Field(min_length=1, max_length=200)]
    label: Annotated[str, Field(max_length=200, pattern=STORABLE)] = ""
    token: Annotated[str, Field(max_length=200, pattern=STORABLE)] = ""


class EnrolReply(Message):
    """Who the phone now is: its device number, its worker, and the bearer token of every later request."""

    network_id: str
    device: int
    worker_id: str
    token: str
    now: int
    reference: dict[str, Any]


class Problem(Message):
    """Any refusal: `code` is for programs, `message` a sentence in French for people."""

    code: str
    message: str


class TooLarge(ValueError):
    """A message over its limit; it was not read to its end."""


class Unreadable(ValueError):
    """Bytes that are not what their headers say."""


def pack(message: Message) -> bytes:
    """Return a message as zstd over JSON."""
    return zstandard.ZstdCompressor(level=ZSTD_LEVEL).compress(to_json(message))


def to_json(message: Message) -> bytes:
    """Return a message as JSON, its fields by their names on the wire."""
    fields = {
        (info.alias or name): getattr(message, name)
        for name, info in type(message).model_fields.items()
        if info.is_required() or getattr(message, name) != info.default
    }
    return orjson.dumps(fields, default=_as_list)


def _as_list(value: Any) -> Any:
    if isinstance(value, tuple):
        return list(value)
    raise TypeError(f"{type(value).__name__} does not travel")


def unpack(body: bytes, limit: int = LARGEST_MESSAGE) -> Any:
    """Return the JSON value that zstd-compressed bytes hold, reading no more than `limit` bytes of it.

    Raises `TooLarge` past the limit and `Unreadable` where the bytes are not zstd over JSON.
    """
    try:
        with zstandard.ZstdDecompressor(max_window_size=1 << 27).stream_reader(body) as reader:
            plain = reader.read(limit + 1)
    except zstandard.ZstdError as error:
        raise Unreadable(f"not zstd: {error}") from error
    return parse(plain, limit)


def parse(plain: bytes, limit: int = LARGEST_MESSAGE) -> Any:
    """Return the JSON value of plain bytes; the same errors as `unpack`."""
    if len(plain) > limit:
        raise TooLarge(f"more than {limit} bytes")
    try:
        return orjson.loads(plain)
    except orjson.JSONDecodeError as error:
        raise Unreadable(f"not JSON: {error}") from error
