"""Need: what someone lacks, as a thématique of data·inclusion or a local code."""

from collections.abc import Mapping
from typing import ClassVar

from shared.domain.record import SyncedRecord

URGENCIES = ("low", "normal", "urgent")
STATUSES = ("open", "in_progress", "referred", "met", "dropped")
OPEN_STATUSES = ("open", "in_progress", "referred")


class Need(SyncedRecord, table=True):
    """A besoin of a person, a household or nobody in particular, opened in a visit."""

    __tablename__ = "need"
    DAYS: ClassVar[frozenset[str]] = frozenset({"opened_on", "closed_on"})
    CODES: ClassVar[Mapping[str, tuple[str, ...]]] = {"urgency": URGENCIES, "status": STATUSES}

    person: str = ""
    household: str = ""
    code: str = ""
    urgency: str = "normal"
    status: str = "open"
    opened_on: str = ""  # ISO day
    opened_in: str = ""  # the visit
    closed_on: str = ""
    outcome: str = ""
    summary: str = ""
    told_by_resident: bool = False
