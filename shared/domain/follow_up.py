"""FollowUp: something promised to somebody for a day, done or not."""

from typing import ClassVar

from shared.domain.record import SyncedRecord, instant


class FollowUp(SyncedRecord, table=True):
    """A suite à donner; open while `done_at` is unknown."""

    __tablename__ = "follow_up"
    DAYS: ClassVar[frozenset[str]] = frozenset({"due_on"})

    what: str = ""
    person: str = ""
    need: str = ""
    visit: str = ""
    due_on: str = ""  # ISO day
    assignee: str = ""
    done_at: int | None = instant()
    done_by: str = ""
