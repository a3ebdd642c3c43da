"""Laws of the clock: stamps rise whatever the wall clock does, and none from the future stays there."""

from hypothesis import given
from hypothesis import strategies as st

from shared.sync.clock import COUNTER_BITS, FUTURE_ALLOWANCE_MS, LATEST_MS, clamp, tick, wall_ms

INT64 = 1 << 63
times = st.integers(-(1 << 50), 1 << 50)
stamps = st.integers(0, (1 << 62))


@given(stamps, times)
def test_a_new_stamp_is_later_than_every_stamp_known(last: int, now_ms: int) -> None:
    assert tick(last, now_ms) > last


@given(times)
def test_a_stamp_fits_its_column_even_by_the_wildest_clock(now_ms: int) -> None:
    assert 0 < tick(0, now_ms) < INT64


@given(st.integers(1, LATEST_MS))
def test_a_stamp_tells_the_time_it_was_made(now_ms: int) -> None:
    assert wall_ms(tick(0, now_ms)) == now_ms


@given(st.integers(0, LATEST_MS), st.lists(times, max_size=30))
def test_stamps_rise_while_the_wall_clock_jumps(start: int, moments: list[int]) -> None:
    last = tick(0, start)
    for moment in moments:
        last, before = tick(last, moment), last
        assert last > before


@given(stamps, st.integers(0, LATEST_MS // 2))
def test_a_clamped_stamp_lies_at_most_five_minutes_ahead_and_keeps_its_counter(stamp: int, now_ms: int) -> None:
    clamped = clamp(stamp, now_ms)
    assert wall_ms(clamped) <= now_ms + FUTURE_ALLOWANCE_MS
    assert clamped <= stamp
    assert clamped & (1 << COUNTER_BITS) - 1 == stamp & (1 << COUNTER_BITS) - 1
    assert clamp(clamped, now_ms) == clamped


@given(stamps, st.integers(0, LATEST_MS // 2))
def test_a_stamp_that_is_not_from_the_future_stays(stamp: int, now_ms: int) -> None:
    if wall_ms(stamp) <= now_ms + FUTURE_ALLOWANCE_MS:
        assert clamp(stamp, now_ms) == stamp
