"""The counter row of a network: who holds it writes alone in that network, so commit order and sequence order agree.

A naive database sequence is given before commit: a reader can then see 7 before 6 exists, and never ask for 6 again.
"""

from dataclasses import dataclass

from sqlalchemy import BigInteger, Connection, select, update
from sqlmodel import Field, SQLModel, col


class Counter(SQLModel, table=True):
    """The last sequence given in a network, and the epoch, which changes when a backup is restored."""

    __tablename__ = "counter"

    network_id: str = Field(primary_key=True)
    epoch: int = 1
    seq: int = Field(default=0, sa_type=BigInteger)


@dataclass(frozen=True)
class Position:
    """A point in the history of a network."""

    epoch: int
    seq: int


def advance(connection: Connection, network_id: str) -> int:
    """Lock the network until the end of the transaction and return its next sequence."""
    statement = update(Counter).where(col(Counter.network_id) == network_id).values(seq=col(Counter.seq) + 1)
    return int(connection.execute(statement.returning(col(Counter.seq))).scalar_one())


def current(connection: Connection, network_id: str) -> Position:
    """Return where the history of a network stands now."""
    row = connection.execute(
        select(col(Counter.epoch), col(Counter.seq)).where(col(Counter.network_id) == network_id)
    ).one()
    return Position(row.epoch, row.seq)
