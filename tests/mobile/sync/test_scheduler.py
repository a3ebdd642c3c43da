"""When the phone synchronises: real APScheduler, real time, attempts that the test holds open or makes fail."""

import asyncio
from collections.abc import Awaitable, Callable

from mobile.store.errors import DiskTrouble
from mobile.sync import scheduler
from mobile.sync.errors import Busy, Unreachable
from mobile.sync.scheduler import SyncScheduler


class Attempts:
    """Attempts that are counted; each waits until it may end, then raises what it was given, if anything."""

    def __init__(self, *outcomes: Exception | None) -> None:
        self.begun = 0
        self.may_end = asyncio.Event()
        self.may_end.set()
        self._outcomes = list(outcomes)

    async def __call__(self) -> None:
        self.begun += 1
        await self.may_end.wait()
        outcome = self._outcomes.pop(0) if self._outcomes else None
        if outcome is not None:
            raise outcome


async def _until(condition: Callable[[], bool]) -> None:
    async with asyncio.timeout(10):
        while not condition():  # noqa: ASYNC110 - what is waited for sets no event
            await asyncio.sleep(0.01)


def _live(attempts: Attempts, story: Callable[[SyncScheduler], Awaitable[None]]) -> None:
    async def run() -> None:
        running = SyncScheduler(attempts, spread=lambda: 0.5)
        running.start()
        try:
            await story(running)
        finally:
            running.stop()

    asyncio.run(run())


def test_a_phone_synchronises_when_it_starts() -> None:
    attempts = Attempts()

    async def story(_: SyncScheduler) -> None:
        await _until(lambda: attempts.begun == 1)

    _live(attempts, story)

    assert attempts.begun == 1


def test_what_is_saved_during_an_attempt_goes_out_right_after_it() -> None:
    attempts = Attempts()

    async def story(running: SyncScheduler) -> None:
        attempts.may_end.clear()
        await _until(lambda: attempts.begun == 1)
        running.wake()
        await asyncio.sleep(0.3)
        assert attempts.begun == 1
        attempts.may_end.set()
        await _until(lambda: attempts.begun == 2)

    _live(attempts, story)

    assert attempts.begun == 2


def test_a_paused_phone_rests_until_it_is_woken() -> None:
    attempts = Attempts()

    async def story(running: SyncScheduler) -> None:
        await _until(lambda: attempts.begun == 1)
        running.pause()
        await asyncio.sleep(0.2)
        assert attempts.begun == 1
        running.wake()
        await _until(lambda: attempts.begun == 2)

    _live(attempts, story)


def test_failures_are_retried_later_and_later() -> None:
    attempts = Attempts(Unreachable(), Unreachable(), Unreachable())

    async def delays() -> list[float]:
        tried = SyncScheduler(attempts, spread=lambda: 0.5)
        return [await tried.attempt() for _ in range(4)]

    first = scheduler.FIRST_RETRY_S
    assert asyncio.run(delays()) == [first, 2 * first, 4 * first, scheduler.REGULAR_S]


def test_a_busy_server_is_left_alone_as_long_as_it_asks() -> None:
    attempts = Attempts(Busy("occupé", retry_after_s=90))

    async def delay() -> float:
        return await SyncScheduler(attempts, spread=lambda: 0.5).attempt()

    assert asyncio.run(delay()) == 90


def test_trouble_with_the_disk_does_not_end_synchronising() -> None:
    attempts = Attempts(DiskTrouble("the disk refused"))

    async def delay() -> float:
        return await SyncScheduler(attempts, spread=lambda: 0.5).attempt()

    assert asyncio.run(delay()) == scheduler.FIRST_RETRY_S


def test_whoever_writes_offline_is_not_made_to_wait_longer() -> None:
    attempts = Attempts(*[Unreachable() for _ in range(4)])

    async def delay() -> float:
        tried = SyncScheduler(attempts, spread=lambda: 0.5)
        for _ in range(3):
            await tried.attempt()
        tried.wake()
        return await tried.attempt()

    assert asyncio.run(delay()) == scheduler.FIRST_RETRY_S
