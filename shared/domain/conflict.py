"""Conflict: two people wrote different things in the same field without having seen each other's."""

from sqlalchemy import BigInteger
from sqlmodel import Field

from shared.domain.record import Json, SyncedRecord, Value


class Conflict(SyncedRecord, table=True):
    """An arbitrage, made by the server: the value that holds now and the one that would have been lost.

    Writers are device numbers; times are the instants (UTC milliseconds) their authors' clocks gave.
    """

    __tablename__ = "conflict"

    record: str = ""  # wire name of the record's table
    record_id: str = ""
    field: str = ""
    kept: Value = Field(default=None, sa_type=Json)
    kept_by: int = 0
    kept_at: int = Field(default=0, sa_type=BigInteger)
    lost: Value = Field(default=None, sa_type=Json)
    lost_by: int = 0
    lost_at: int = Field(default=0, sa_type=BigInteger)
    status: str = "open"  # open, settled
