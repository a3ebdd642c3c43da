"""Every change ever taken in, once, with its verdict: what repeats are known by, the history, the quarantine."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import BigInteger, Connection, Index, select
from sqlmodel import Field, SQLModel, col

from shared.domain.record import mapping
from sync_server.database import table_of, upsert


class LoggedChange(SQLModel, table=True):
    """One change as its device numbered it. `stamp` is the author's own, before any clamping."""

    __tablename__ = "change_log"
    __table_args__ = (Index("ix_change_log_record", "network_id", "record_id", "seq"),)

    network_id: str = Field(primary_key=True)
    device: int = Field(primary_key=True)
    number: int = Field(primary_key=True, sa_type=BigInteger)
    seq: int = Field(sa_type=BigInteger)
    worker_id: str
    record: str
    record_id: str
    fields: dict[str, Any] = mapping()
    stamp: int = Field(sa_type=BigInteger)
    base_seq: int = Field(sa_type=BigInteger)
    received_at: int = Field(sa_type=BigInteger)  # UTC milliseconds, the server's clock
    verdict: str
    reason: str = ""
    path: str = ""


@dataclass(frozen=True)
class Settled:
    """What became of a change; `reason` and `path` say why it was rejected."""

    verdict: str
    reason: str = ""
    path: str = ""

    def to_wire(self) -> list[str]:
        """Return `[verdict]`, with reason and path where there are any."""
        return [self.verdict, self.reason, self.path] if self.reason else [self.verdict]


def append(connection: Connection, entries: Sequence[Mapping[str, Any]]) -> None:
    """Add changes to the log; a number already there is an error of ours, and stops the transaction."""
    upsert(connection, table_of(LoggedChange), entries, replace=False)


def verdicts(connection: Connection, network_id: str, device: int, first: int, last: int) -> dict[int, Settled]:
    """Return number → verdict of the changes of a device between two numbers, both included."""
    log = table_of(LoggedChange).c
    rows = connection.execute(
        select(log.number, log.verdict, log.reason, log.path).where(
            log.network_id == network_id, log.device == device, log.number.between(first, last)
        )
    )
    return {row.number: Settled(row.verdict, row.reason, row.path) for row in rows}


def history(connection: Connection, network_id: str, record_ids: Sequence[str], limit: int = 200) -> list[LoggedChange]:
    """Return the changes of some records, the latest first."""
    rows = connection.execute(
        select(LoggedChange)
        .where(col(LoggedChange.network_id) == network_id, col(LoggedChange.record_id).in_(record_ids))
        .order_by(col(LoggedChange.seq).desc(), col(LoggedChange.number).desc())
        .limit(limit)
    )
    return [LoggedChange(**row) for row in rows.mappings()]
