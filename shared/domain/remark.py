"""Remark: the coordinator and the worker talk about a visit."""

from shared.domain.record import SyncedRecord


class Remark(SyncedRecord, table=True):
    """A remarque on a visit; `answer_to` names the remark it answers."""

    __tablename__ = "remark"

    visit: str = ""
    text: str = ""
    answer_to: str = ""
    settled: bool = False
