"""What every page of the console is given: the database, the time, and where the reader's day begins."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field
from zoneinfo import ZoneInfo

from fastapi import Request
from sqlalchemy import Engine


@dataclass(frozen=True)
class Desk:
    """The surroundings of the console; `clock` gives UTC milliseconds."""

    engine: Engine
    clock: Callable[[], int]
    new_id: Callable[[], str]
    secure_cookies: bool = False
    zone: ZoneInfo = field(default_factory=lambda: ZoneInfo("Europe/Paris"))

    def local(self, instant_ms: int) -> dt.datetime:
        """The local time of an instant; one that no calendar holds is shown as the nearest."""
        bounded = min(max(instant_ms, _FIRST_MS), _LAST_MS)
        return dt.datetime.fromtimestamp(bounded / 1000, self.zone)

    def today(self) -> dt.date:
        """The local day."""
        return self.local(self.clock()).date()


_FIRST_MS = -2_000_000_000_000  # 1906
_LAST_MS = 8_000_000_000_000  # 2223


def desk_of(request: Request) -> Desk:
    """The desk of the application that serves a request."""
    desk = request.app.state.desk
    if not isinstance(desk, Desk):
        raise TypeError("the console was not made by create_console")
    return desk
