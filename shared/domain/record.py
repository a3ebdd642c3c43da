"""The part that every synced record has: whose it is, who made it when, and what synchronisation knows of it."""

from collections.abc import Mapping
from enum import Enum
from typing import Any, ClassVar

from sqlalchemy import JSON, BigInteger
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field, SQLModel

Value = Any
"""A JSON value: text, number, boolean, null, list or map; the same on the wire, in memory and in both databases."""

Row = dict[str, Value]
"""One row of a record's table: column name → value."""

Json = JSON().with_variant(JSONB(), "postgresql")


def instant(default: int | None = None) -> Any:
    """Declare a column holding an instant, in UTC milliseconds since 1970 (None where unknown)."""
    return Field(default=default, sa_type=BigInteger)


def mapping() -> Any:
    """Declare a column holding a JSON map of elements; each element is merged on its own, as a field is."""
    return Field(default_factory=dict, sa_type=Json, nullable=False)


class Shape(Enum):
    """What one slot of a map field holds."""

    TELEPHONE = "telephone"  # {"number": E.164 or "", "typed": as typed, "label": text}
    COUNT = "count"  # how many, zero or more


class SyncedRecord(SQLModel):
    """Base of every record that travels between phones and server.

    Text is never null (unknown is ""); numbers and instants may be. A map field named in `SETS` holds element → true
    and merges as adds and removes; one named in `SLOTS` holds slot → value of a shape, and two people who correct the
    same slot without having seen each other's correction make a conflict. Fields in `DAYS` hold an ISO day or "", those
    in `CODES` one of a closed list.
    """

    SETS: ClassVar[frozenset[str]] = frozenset()
    SLOTS: ClassVar[Mapping[str, Shape]] = {}
    DAYS: ClassVar[frozenset[str]] = frozenset()
    CODES: ClassVar[Mapping[str, tuple[str, ...]]] = {}

    network_id: str = Field(primary_key=True)
    id: str = Field(primary_key=True)
    author: str = ""  # the worker who made the record
    created_at: int = Field(default=0, sa_type=BigInteger)  # wall clock of its author, UTC milliseconds
    deleted: bool = False
    extra: dict[str, Value] = mapping()  # fields of newer versions and of the coordinator's making, kept untouched
    stamps: dict[str, Any] = mapping()  # field → [stamp, device, seq] of its last write; see shared/sync/merge.py
    seq: int = Field(default=0, sa_type=BigInteger)  # server sequence of this version; 0 until the server has it
