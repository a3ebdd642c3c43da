"""Need: what someone lacks, as a thématique of data·inclusion or a local code."""

from sqlalchemy import Index

from shared.domain.record import SyncedRecord, feed_index

URGENCIES = ("low", "normal", "urgent")
STATUSES = ("open", "in_progress", "referred", "met", "dropped")
OPEN_STATUSES = ("open", "in_progress", "referred")


class Need(SyncedRecord, table=True):
    """A besoin of a person, a household or nobody in particular, opened in a visit."""

    __tablename__ = "need"
    __table_args__ = (
        feed_index("need"),
        Index("ix_need_person", "network_id", "person"),
        Index("ix_need_visit", "network_id", "opened_in"),
        Index("ix_need_code", "network_id", "code", "opened_in"),
    )

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
