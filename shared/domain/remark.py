"""Remark: the coordinator and the worker talk about a visit."""

from sqlalchemy import Index

from shared.domain.record import SyncedRecord, feed_index


class Remark(SyncedRecord, table=True):
    """A remarque on a visit; `answer_to` names the remark it answers."""

    __tablename__ = "remark"
    __table_args__ = (feed_index("remark"), Index("ix_remark_visit", "network_id", "visit", "created_at"))

    visit: str = ""
    text: str = ""
    answer_to: str = ""
    settled: bool = False
