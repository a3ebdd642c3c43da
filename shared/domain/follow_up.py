"""FollowUp: something promised to somebody for a day, done or not."""

from sqlalchemy import Index

from shared.domain.record import SyncedRecord, feed_index, instant


class FollowUp(SyncedRecord, table=True):
    """A suite à donner; open while `done_at` is unknown."""

    __tablename__ = "follow_up"
    __table_args__ = (
        feed_index("follow_up"),
        Index("ix_follow_up_due", "network_id", "due_on", "id"),
        Index("ix_follow_up_person", "network_id", "person"),
        Index("ix_follow_up_visit", "network_id", "visit"),
    )

    what: str = ""
    person: str = ""
    need: str = ""
    visit: str = ""
    due_on: str = ""  # ISO day
    assignee: str = ""
    done_at: int | None = instant()
    done_by: str = ""
