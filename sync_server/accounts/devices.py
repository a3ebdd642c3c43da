"""Devices: linking a phone with a code, recognising it by its token, and the devices that the server itself plays."""

import hashlib
import hmac
import secrets

from sqlalchemy import Connection, func, insert, select, update
from sqlmodel import col

from sync_server.accounts.errors import BadCode, ExpiredToken, RevokedDevice, UnknownDevice
from sync_server.accounts.records import Device, EnrolmentCode, Worker
from sync_server.counter import advance
from sync_server.database import table_of

TOKEN_LIFE_MS = 365 * 24 * 3600 * 1000
CODE_LIFE_MS = 10 * 60 * 1000
LETTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
"""What typed codes are made of: 32 signs that nobody takes for one another, so 80 bits in 16 of them."""


def plain_code(typed: str) -> str:
    """Return a code as it was made, however it was typed: small letters, spaces and hyphens do not count."""
    return "".join(sign for sign in typed.upper() if sign.isalnum())


def digest(secret: str) -> str:
    """Return what is kept of a token or code: they are random, so a plain hash is enough."""
    return hashlib.sha256(secret.encode()).hexdigest()


def recognise(connection: Connection, token: str, now_ms: int) -> Device:
    """Return the device that a bearer token belongs to.

    Raises `UnknownDevice`, `ExpiredToken`, or `RevokedDevice` (also where its worker's account was closed).
    """
    device = _by_token(connection, token)
    if device is None:
        raise UnknownDevice
    active = connection.scalar(
        select(col(Worker.active)).where(
            col(Worker.network_id) == device.network_id, col(Worker.id) == device.worker_id
        )
    )
    if device.revoked or not active:
        raise RevokedDevice
    if device.token_expires_at <= now_ms:
        raise ExpiredToken
    return device


def _by_token(connection: Connection, token: str) -> Device | None:
    network_id, _, rest = token.partition(".")
    number, _, _ = rest.partition(".")
    if not number.isascii() or not number.isdigit() or len(number) > 9:
        return None
    found = (
        connection.execute(
            select(Device).where(col(Device.network_id) == network_id, col(Device.number) == int(number))
        )
        .mappings()
        .first()
    )
    if found is None or not hmac.compare_digest(found["token_hash"], digest(token)):
        return None
    return Device(**found)


def create_code(
    connection: Connection, network_id: str, worker_id: str, now_ms: int, *, code: str = "", reusable: bool = False
) -> str:
    """Make an enrolment code for a worker's phone, valid for ten minutes and once; return it, to be shown once."""
    code = code or "-".join("".join(secrets.choice(LETTERS) for _ in range(4)) for _ in range(4))
    expires = 1 << 62 if reusable else now_ms + CODE_LIFE_MS
    row = {
        "network_id": network_id,
        "code_hash": digest(plain_code(code)),
        "worker_id": worker_id,
        "expires_at": expires,
    }
    connection.execute(insert(table_of(EnrolmentCode)), {**row, "reusable": reusable, "used": False})
    return code


def enrol(connection: Connection, code: str, label: str, former_token: str, now_ms: int) -> tuple[Device, str]:
    """Link a phone by its code; return the device and its new token. Raises `BadCode`.

    A phone that shows its former token, even an expired one, stays the same device: what it had sent is known.
    """
    codes = table_of(EnrolmentCode)
    found = (
        connection.execute(
            select(codes).where(
                codes.c.code_hash == digest(plain_code(code)), codes.c.expires_at > now_ms, ~codes.c.used
            )
        )
        .mappings()
        .first()
    )
    if found is None:
        raise BadCode
    if not found["reusable"]:
        connection.execute(update(codes).where(codes.c.code_hash == found["code_hash"]).values(used=True))
    network_id, worker_id = str(found["network_id"]), str(found["worker_id"])
    device = _by_token(connection, former_token) if former_token else None
    if device is None or (device.network_id, device.worker_id) != (network_id, worker_id) or device.revoked:
        device = _new_device(connection, network_id, worker_id, "phone", label, now_ms)
    token = f"{network_id}.{device.number}.{secrets.token_urlsafe(32)}"
    expires = now_ms + TOKEN_LIFE_MS
    devices = table_of(Device)
    connection.execute(
        update(devices)
        .where(devices.c.network_id == network_id, devices.c.number == device.number)
        .values(token_hash=digest(token), token_expires_at=expires, label=label)
    )
    return device, token


def own_device(connection: Connection, network_id: str, worker_id: str, kind: str, now_ms: int) -> Device:
    """Return the device by which the server writes for a worker (`kind`: console or import), made at first need."""
    found = (
        connection.execute(
            select(Device).where(
                col(Device.network_id) == network_id, col(Device.worker_id) == worker_id, col(Device.kind) == kind
            )
        )
        .mappings()
        .first()
    )
    if found is not None:
        return Device(**found)
    return _new_device(connection, network_id, worker_id, kind, kind, now_ms)


def _new_device(connection: Connection, network_id: str, worker_id: str, kind: str, label: str, now_ms: int) -> Device:
    devices = table_of(Device)
    # Numbers must never repeat, so two enrolments at once must not read the same maximum: the counter row is the lock.
    advance(connection, network_id)
    last = connection.scalar(select(func.max(devices.c.number)).where(devices.c.network_id == network_id)) or 0
    device = Device(
        network_id=network_id, number=last + 1, worker_id=worker_id, kind=kind, label=label, enrolled_at=now_ms
    )
    connection.execute(insert(devices), device.model_dump())
    return device
