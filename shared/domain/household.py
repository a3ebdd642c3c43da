"""Household: people who live together."""

from sqlmodel import Field

from shared.domain.record import SyncedRecord


class Household(SyncedRecord, table=True):
    """A foyer; its members are the persons whose `household` names it."""

    __tablename__ = "household"

    label: str = ""
    address: str = ""
    hamlet: str = ""
    commune: str = ""
    declared_size: int | None = Field(default=None)
