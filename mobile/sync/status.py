"""What the sync badge says: honest, and never "in step" while anything waits."""

from dataclasses import dataclass, replace
from typing import Literal

from shared.sync.protocol import CLOCK_WARNING_MS

Kind = Literal["in_step", "waiting", "offline", "check"]


@dataclass(frozen=True)
class SyncStatus:
    """Where this phone stands with its server.

    `waiting` and `refused` count taps; `in_step_at` is the last time both sides agreed (UTC milliseconds, 0 for never);
    `trouble` is a sentence for people where something must be done; `clock_off_ms` is how far the phone's clock is
    behind the server's (negative: ahead).
    """

    waiting: int = 0
    refused: int = 0
    in_step_at: int = 0
    busy: bool = False
    reachable: bool = True
    trouble: str = ""
    clock_off_ms: int = 0

    @property
    def kind(self) -> Kind:
        """Return which of its four faces the badge shows."""
        if self.refused or self.trouble:
            return "check"
        if self.waiting:
            return "waiting"
        return "in_step" if self.reachable and self.in_step_at else "offline"

    @property
    def clock_is_wrong(self) -> bool:
        """Tell whether the owner should set the phone's clock."""
        return abs(self.clock_off_ms) > CLOCK_WARNING_MS

    def with_counts(self, waiting: int, refused: int) -> "SyncStatus":
        """Return the same status with other counts."""
        return replace(self, waiting=waiting, refused=refused)
