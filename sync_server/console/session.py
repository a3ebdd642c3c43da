"""Who is signed in to the console: sessions kept on the server, closed after 30 minutes unused or 8 hours in all."""

import hmac
import secrets
from dataclasses import dataclass
from typing import Any

from fastapi import Request, Response
from sqlalchemy import BigInteger, Connection, Index, delete, insert, select, update
from sqlmodel import Field, SQLModel

from shared.domain.record import mapping
from sync_server.accounts.access import Reader
from sync_server.accounts.devices import digest
from sync_server.accounts.records import Network, Worker
from sync_server.console.addresses import MOUNT
from sync_server.console.desk import Desk
from sync_server.console.errors import SignInNeeded
from sync_server.database import reading, table_of, writing

IDLE_MS = 30 * 60 * 1000
LIFE_MS = 8 * 3600 * 1000
TOUCH_MS = 60 * 1000
"""How often the last use is written down."""


class ConsoleSession(SQLModel, table=True):
    """One open session. What the browser holds is kept here only as its hash."""

    __tablename__ = "console_session"
    __table_args__ = (Index("ix_console_session_age", "network_id", "opened_at"),)

    network_id: str = Field(primary_key=True)
    secret_hash: str = Field(primary_key=True)
    worker_id: str
    csrf: str
    opened_at: int = Field(sa_type=BigInteger)
    seen_at: int = Field(sa_type=BigInteger)
    notice: dict[str, Any] = mapping()  # what the last action did, until a page has said it


@dataclass(frozen=True, slots=True)
class SignedIn:
    """The person behind a request."""

    reader: Reader
    name: str
    network: str
    secret_hash: str
    csrf: str
    notice: dict[str, Any]


def cookie_name(desk: Desk) -> str:
    """The cookie's name; the prefix makes browsers refuse it without TLS or from a neighbouring host."""
    return "__Host-veillee" if desk.secure_cookies else "veillee"


def open_session(connection: Connection, worker: Worker, now_ms: int) -> str:
    """Open a session with a fresh secret, forget the worn out ones, and return what the browser is to hold."""
    sessions = table_of(ConsoleSession)
    secret = secrets.token_urlsafe(32)
    connection.execute(
        delete(sessions).where(sessions.c.network_id == worker.network_id, sessions.c.opened_at < now_ms - LIFE_MS)
    )
    connection.execute(
        insert(sessions),
        {
            "network_id": worker.network_id,
            "secret_hash": digest(secret),
            "worker_id": worker.id,
            "csrf": secrets.token_urlsafe(24),
            "opened_at": now_ms,
            "seen_at": now_ms,
            "notice": {},
        },
    )
    return f"{worker.network_id}.{secret}"


def close_session(connection: Connection, network_id: str, secret_hash: str) -> None:
    """Forget a session; its cookie opens nothing any more."""
    sessions = table_of(ConsoleSession)
    connection.execute(
        delete(sessions).where(sessions.c.network_id == network_id, sessions.c.secret_hash == secret_hash)
    )


def signed_in(request: Request, desk: Desk) -> SignedIn:
    """Return who is behind a request. Raises `SignInNeeded`; an account that was closed is refused at once."""
    network_id, _, secret = request.cookies.get(cookie_name(desk), "").partition(".")
    if not network_id or not secret:
        raise SignInNeeded
    now = desk.clock()
    with reading(desk.engine) as connection:
        row = _find(connection, network_id, digest(secret))
    if row is None or not row.active or row.seen_at < now - IDLE_MS or row.opened_at < now - LIFE_MS:
        raise SignInNeeded(expired=True)
    if row.seen_at < now - TOUCH_MS:
        _write(desk, network_id, row.secret_hash, seen_at=now)
    reader = Reader(network_id, row.structure_id, row.worker_id, row.role)
    return SignedIn(reader, row.worker_name, row.network_name, row.secret_hash, row.csrf, row.notice)


def leave_notice(desk: Desk, who: SignedIn, notice: dict[str, Any]) -> None:
    """Keep what an action did, for the next page to say; an empty notice takes it away."""
    _write(desk, who.reader.network_id, who.secret_hash, notice=notice)


def hand_cookie(response: Response, desk: Desk, value: str) -> None:
    """Give the browser its session, out of reach of scripts and of other sites."""
    path = "/" if desk.secure_cookies else MOUNT
    response.set_cookie(
        cookie_name(desk), value, path=path, secure=desk.secure_cookies, httponly=True, samesite="strict"
    )


def take_cookie_back(response: Response, desk: Desk) -> None:
    """Tell the browser to forget its session."""
    path = "/" if desk.secure_cookies else MOUNT
    response.delete_cookie(cookie_name(desk), path=path, secure=desk.secure_cookies, httponly=True, samesite="strict")


def _find(connection: Connection, network_id: str, secret_hash: str) -> Any:
    sessions, workers, networks = table_of(ConsoleSession), table_of(Worker), table_of(Network)
    mine = (workers.c.network_id == sessions.c.network_id) & (workers.c.id == sessions.c.worker_id)
    statement = (
        select(
            *(sessions, workers.c.structure_id, workers.c.role, workers.c.active),
            *(workers.c.name.label("worker_name"), networks.c.name.label("network_name")),
        )
        .join(workers, mine)
        .join(networks, networks.c.network_id == sessions.c.network_id)
        .where(sessions.c.network_id == network_id, sessions.c.secret_hash == secret_hash)
    )
    row = connection.execute(statement).first()
    return row if row is not None and hmac.compare_digest(row.secret_hash, secret_hash) else None


def _write(desk: Desk, network_id: str, secret_hash: str, **values: Any) -> None:
    sessions = table_of(ConsoleSession)
    with writing(desk.engine) as connection:
        connection.execute(
            update(sessions)
            .where(sessions.c.network_id == network_id, sessions.c.secret_hash == secret_hash)
            .values(**values)
        )
