"""When to synchronise: at once after a save, on reconnection and on resume, else at intervals that grow on failure."""

import asyncio
import random
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta

from apscheduler.schedulers.asyncio import AsyncIOScheduler

from mobile.store.errors import StoreError
from mobile.sync.errors import Busy, SyncTrouble

REGULAR_S = 120.0
FIRST_RETRY_S = 5.0
LONGEST_RETRY_S = 300.0
JOB = "synchronise"

Attempt = Callable[[], Awaitable[None]]


class SyncScheduler:
    """Runs one attempt at a time; a wake-up during an attempt makes another one follow it."""

    def __init__(self, attempt: Attempt, spread: Callable[[], float] = random.random) -> None:
        self._attempt = attempt
        self._spread = spread
        self._scheduler = AsyncIOScheduler(timezone=UTC)
        self._running = asyncio.Lock()
        self._again = False
        self._resting = False
        self._failures = 0

    def start(self) -> None:
        """Begin, with a first attempt at once."""
        self._scheduler.start()
        self.wake()

    def stop(self) -> None:
        """Begin no further attempt."""
        if self._scheduler.running:
            self._scheduler.shutdown(wait=False)

    def wake(self) -> None:
        """Attempt now: something was saved, the network came back, the app came to the front."""
        self._resting = False
        self._failures = 0  # whoever uses the app is not made to wait for what failed before
        self._plan(0.0)

    def pause(self) -> None:
        """Do nothing more while nobody looks: a hidden app spares the battery. An attempt under way ends."""
        self._resting = True
        if self._scheduler.get_job(JOB):
            self._scheduler.remove_job(JOB)

    async def run_now(self) -> None:
        """Attempt now and wait for its end; its trouble, if any, is in the status."""
        if self._running.locked():
            self._again = True
            return
        async with self._running:
            self._again = True
            while self._again:
                self._again = False
                delay = await self.attempt()
        if not self._resting:
            self._plan(delay)

    async def attempt(self) -> float:
        """Synchronise once, whatever comes of it; return the seconds until the next time."""
        try:
            await self._attempt()
        except (SyncTrouble, StoreError) as trouble:
            self._failures += 1
            backoff: float = min(FIRST_RETRY_S * 2 ** min(self._failures - 1, 10), LONGEST_RETRY_S)
            asked = trouble.retry_after_s if isinstance(trouble, Busy) else 0.0
            # Phones that lost the same network must not all come back in the same second.
            return max(asked, backoff * (0.75 + self._spread() / 2))
        self._failures = 0
        return REGULAR_S

    def _plan(self, delay_s: float) -> None:
        if not self._scheduler.running:
            return
        when = datetime.now(UTC) + timedelta(seconds=delay_s)
        # Two instances: the second one, come during an attempt, only notes that another attempt must follow.
        options = {"replace_existing": True, "misfire_grace_time": None, "max_instances": 2}
        self._scheduler.add_job(self.run_now, "date", run_date=when, id=JOB, **options)
