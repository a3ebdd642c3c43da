"""Hybrid logical clock: stamps that follow wall-clock time and still order every write after the ones it has seen.

A stamp is one integer: milliseconds since 1970 (UTC) shifted left by 20 bits, plus a counter. The device number, kept
beside it, breaks ties.
"""

COUNTER_BITS = 20
LATEST_MS = (1 << 43) - 1  # year 2248: the largest time whose stamp fits a signed 64-bit column
FUTURE_ALLOWANCE_MS = 5 * 60 * 1000


def tick(last: int, now_ms: int) -> int:
    """Return the stamp of a new write: later than `last`, the largest known here, whatever the wall clock says."""
    wall = min(max(now_ms, 0), LATEST_MS) << COUNTER_BITS
    return max(last + 1, wall)


def clamp(stamp: int, now_ms: int) -> int:
    """Bring a stamp that lies more than five minutes in the server's future back to that bound.

    A write is never refused for its clock; the counter is kept.
    """
    bound = now_ms + FUTURE_ALLOWANCE_MS
    if stamp >> COUNTER_BITS <= bound:
        return stamp
    return bound << COUNTER_BITS | stamp & (1 << COUNTER_BITS) - 1


def wall_ms(stamp: int) -> int:
    """Return the time a stamp was made, in UTC milliseconds, by its author's clock."""
    return stamp >> COUNTER_BITS
