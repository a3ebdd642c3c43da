"""Wire name → record: the tables that travel, their fields, and the rows they start from."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from functools import cache
from typing import Any

from sqlalchemy import JSON, BigInteger, Boolean, Float, Integer, Table
from sqlmodel import SQLModel

from shared.domain.conflict import Conflict
from shared.domain.follow_up import FollowUp
from shared.domain.household import Household
from shared.domain.need import Need
from shared.domain.person import Person
from shared.domain.record import Row, Shape, SyncedRecord
from shared.domain.remark import Remark
from shared.domain.visit import Visit


class Kind(Enum):
    """What a field holds, and so how it is checked and merged."""

    TEXT = "text"
    DAY = "day"
    CODE = "code"
    INTEGER = "integer"
    INSTANT = "instant"
    NUMBER = "number"
    FLAG = "flag"
    ANY = "any"
    SET = "set"
    SLOTS = "slots"

    __hash__ = object.__hash__  # Enum hashes the name, in Python: a tenth of the time it takes to check a change


HOUSEKEEPING = frozenset({"network_id", "id", "stamps", "seq", "extra"})
"""Columns that no change may write: they say whose the row is and what synchronisation knows of it."""


@dataclass(frozen=True)
class RecordType:
    """One kind of record: its wire name, table, and fields that a change may write."""

    name: str
    table: Table
    fields: dict[str, Kind]
    defaults: dict[str, Any]
    shapes: Mapping[str, Shape]
    codes: Mapping[str, tuple[str, ...]]

    def blank(self, network_id: str, record_id: str) -> Row:
        """Return the row of a record of which nothing is known yet."""
        row = {name: {} if value == {} else value for name, value in self.defaults.items()}
        row.update(network_id=network_id, id=record_id, seq=0, extra={}, stamps={})
        return row


def _kind(model: type[SyncedRecord], table: Table, name: str) -> Kind:
    column = table.columns[name].type
    if name in model.SETS:
        return Kind.SET
    if name in model.SLOTS:
        return Kind.SLOTS
    if name in model.DAYS:
        return Kind.DAY
    if name in model.CODES:
        return Kind.CODE
    if isinstance(column, JSON):
        return Kind.ANY
    if isinstance(column, Boolean):
        return Kind.FLAG
    if isinstance(column, BigInteger):
        return Kind.INSTANT
    if isinstance(column, Integer):
        return Kind.INTEGER
    return Kind.NUMBER if isinstance(column, Float) else Kind.TEXT


def _describe(model: type[SyncedRecord]) -> RecordType:
    table = SQLModel.metadata.tables[str(model.__tablename__)]
    names = [column.name for column in table.columns if column.name not in HOUSEKEEPING]
    defaults = {
        name: {} if model.model_fields[name].default_factory is not None else model.model_fields[name].default
        for name in names
    }
    kinds = {name: _kind(model, table, name) for name in names}
    return RecordType(table.name, table, kinds, defaults, model.SLOTS, model.CODES)


MODELS: tuple[type[SyncedRecord], ...] = (Household, Person, Visit, Need, FollowUp, Remark, Conflict)


@cache
def record_types() -> dict[str, RecordType]:
    """Return every synced record by its wire name, in the order in which they are sent."""
    described = map(_describe, MODELS)
    return {record.name: record for record in described}
