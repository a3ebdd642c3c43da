"""Passwords of the console, hashed with Argon2id; a sign-in takes the same time whether the account exists or not."""

from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from sqlalchemy import Connection, select
from sqlmodel import col

from sync_server.accounts.errors import BadPassword
from sync_server.accounts.records import Worker

_hasher = PasswordHasher()


def hash_password(password: str) -> str:
    """Return the Argon2id hash to keep for a password."""
    return _hasher.hash(password)


@cache
def _decoy() -> str:
    return _hasher.hash("nobody has this password")


def _verify(kept: str, password: str) -> bool:
    try:
        return _hasher.verify(kept, password)
    except (VerificationError, InvalidHashError):
        return False


def sign_in(connection: Connection, email: str, password: str) -> Worker:
    """Return the worker with this address and password; raise `BadPassword` for any reason there is none."""
    table = Worker
    rows = connection.execute(select(table).where(col(table.email) == email.strip().lower(), col(table.active)))
    workers = [Worker(**row) for row in rows.mappings()]
    if not workers:
        _verify(_decoy(), password)
    for worker in workers:
        if _verify(worker.password_hash or _decoy(), password) and worker.password_hash:
            return worker
    raise BadPassword
