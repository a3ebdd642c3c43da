"""Person: someone met; a first name and a hamlet are enough."""

from collections.abc import Mapping
from typing import Any, ClassVar

from shared.domain.record import Shape, SyncedRecord, mapping

GENDERS = ("f", "m", "other", "unknown")
STATUSES = ("active", "moved", "deceased", "opposed")
OLDEST_BIRTH_YEAR = 1900


class Person(SyncedRecord, table=True):
    """A resident. `phones` holds slot → {"number": E.164 or "", "typed": as typed, "label": text}."""

    __tablename__ = "person"
    SETS: ClassVar[frozenset[str]] = frozenset({"languages", "publics", "tags"})
    SLOTS: ClassVar[Mapping[str, Shape]] = {"phones": Shape.TELEPHONE}
    DAYS: ClassVar[frozenset[str]] = frozenset({"birth_date", "known_since"})
    CODES: ClassVar[Mapping[str, tuple[str, ...]]] = {"gender": GENDERS, "status": STATUSES}

    first_name: str = ""
    last_name: str = ""
    birth_name: str = ""
    usual_name: str = ""
    gender: str = "unknown"
    birth_date: str = ""  # ISO day
    birth_year: int | None = None
    birth_approx: bool = False
    phones: dict[str, Any] = mapping()
    email: str = ""
    preferred_contact: str = ""
    best_time: str = ""
    languages: dict[str, Any] = mapping()  # ISO 639
    interpreter: bool = False
    address: str = ""
    hamlet: str = ""
    commune: str = ""  # INSEE code
    household: str = ""
    household_role: str = ""
    publics: dict[str, Any] = mapping()  # codes of data·inclusion
    tags: dict[str, Any] = mapping()
    approach_note: str = ""
    status: str = "active"
    structure: str = ""
    known_since: str = ""  # ISO day
    merged_into: str = ""


def full_name(first_name: str, last_name: str, usual_name: str = "") -> str:
    """Return the name as it is said, "Corinne Barge"; the usual name replaces the first name where there is one."""
    return " ".join(part for part in (usual_name or first_name, last_name) if part)
