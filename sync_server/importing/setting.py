"""What a row must be read against: the network, its colleagues, the people it knows, the day it is."""

import datetime as dt
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sync_server.importing.communes import Communes

_IMPORTED = uuid.UUID("6f1d3a52-8c0e-5b7a-9d54-2f6b1c0e7a91")


@dataclass(frozen=True, slots=True)
class Colleague:
    """A worker whom files call by a code."""

    id: str
    structure: str


@dataclass(frozen=True, slots=True)
class Setting:
    """`source` names where files come from: the same record id in two sources is two records."""

    network_id: str
    source: str
    today: dt.date
    communes: Communes
    colleagues: Mapping[str, Colleague] = field(default_factory=dict)
    persons: frozenset[str] = frozenset()

    def record_id(self, kind: str, *key: str) -> str:
        """The id that a record of a file always gets, however often it is imported."""
        return str(uuid.uuid5(_IMPORTED, "\x1f".join((self.network_id, kind, self.source, *key))))


@dataclass(frozen=True, slots=True)
class Draft:
    """A record as a row of the file describes it.

    `fields` holds only what the file speaks of; `birth` is written once, when the record is made.
    """

    table: str
    id: str
    fields: Mapping[str, Any]
    birth: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Sheaf:
    """What one row makes: written together or not at all."""

    line: int
    drafts: tuple[Draft, ...]
