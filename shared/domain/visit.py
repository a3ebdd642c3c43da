"""Visit: one encounter, with people who are named or only counted."""

from collections.abc import Mapping
from typing import Any, ClassVar

from sqlmodel import Field, SQLModel

from shared.domain.record import Shape, SyncedRecord, instant, mapping

MODES = ("home", "session", "street", "telephone", "event", "structure")
OUTCOMES = ("met", "absent", "refused", "moved")
KINDS = ("individual", "household", "collective")
REVIEWS = ("to_read", "read", "question")


class Visit(SyncedRecord, table=True):
    """A rencontre. `head_counts` holds "gender/bracket" → number of people met whose names were not taken."""

    __tablename__ = "visit"
    SETS: ClassVar[frozenset[str]] = frozenset({"participants", "workers", "axes", "transversal", "attention"})
    SLOTS: ClassVar[Mapping[str, Shape]] = {"head_counts": Shape.COUNT}
    DAYS: ClassVar[frozenset[str]] = frozenset({"day"})
    CODES: ClassVar[Mapping[str, tuple[str, ...]]] = {
        "mode": MODES,
        "outcome": OUTCOMES,
        "kind": KINDS,
        "review": REVIEWS,
    }

    day: str = ""  # ISO day, local: known even where the hour is not
    started_at: int | None = instant()
    duration: int | None = None  # minutes
    mode: str = "home"
    outcome: str = "met"
    kind: str = "individual"
    participants: dict[str, Any] = mapping()  # ids of persons
    household: str = ""
    head_counts: dict[str, Any] = mapping()
    commune: str = ""
    hamlet: str = ""
    place: str = ""
    structure: str = ""
    workers: dict[str, Any] = mapping()  # ids of workers, its author among them
    axes: dict[str, Any] = mapping()  # "1" … "4"
    transversal: dict[str, Any] = mapping()
    attention: dict[str, Any] = mapping()
    note: str = ""
    review: str = "to_read"


class Participation(SQLModel, table=True):
    """Who took part in which visit: `Visit.participants` spread into rows, so that a person's timeline has an index.

    Derived: written in the same transaction as the visit, never sent.
    """

    __tablename__ = "participation"
    __table_args__ = {"sqlite_with_rowid": False}

    network_id: str = Field(primary_key=True)
    person_id: str = Field(primary_key=True)
    visit_id: str = Field(primary_key=True)


def people_met(participants: Mapping[str, Any], head_counts: Mapping[str, Any]) -> int:
    """Return how many people a visit met: the named ones and the counted ones."""
    return len(participants) + sum(n for n in head_counts.values() if isinstance(n, int))
