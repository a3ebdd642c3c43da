"""The wall clock, in the one unit used everywhere."""

import time


def wall_clock() -> int:
    """Return the time in UTC milliseconds."""
    return time.time_ns() // 1_000_000
