"""Doing something once the fingers pause, so that keeping what is typed costs one write and not one a key."""

import asyncio
from collections.abc import Callable, Coroutine
from typing import Final

PAUSE_S: Final = 0.25


class AfterPause:
    """Calls `act` once nothing has been asked for `PAUSE_S`; asked again meanwhile, it waits anew."""

    def __init__(self, act: Callable[[], Coroutine[None, None, None]]) -> None:
        self._act = act
        self._timer: asyncio.TimerHandle | None = None
        self._doing: asyncio.Task[None] | None = None  # the loop itself keeps only a weak reference

    def soon(self) -> None:
        """Ask for it."""
        self.hush()
        self._timer = asyncio.get_running_loop().call_later(PAUSE_S, self._begin)

    def hush(self) -> None:
        """Ask no more: it is done otherwise, or no longer wanted. What has begun is not stopped."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _begin(self) -> None:
        self._timer = None
        self._doing = asyncio.get_running_loop().create_task(self._act())
