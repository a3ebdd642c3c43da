"""Who writes, when, and where new ids come from: what taking changes in needs to be told."""

from collections.abc import Callable
from dataclasses import dataclass

NewId = Callable[[], str]


@dataclass(frozen=True)
class Author:
    """A device of a worker, and the server's time (UTC milliseconds) at which it writes.

    A `trusted` one (the importer) may say who made a record and when; for all others the server says it.
    """

    network_id: str
    device: int
    worker_id: str
    now_ms: int
    trusted: bool = False
