"""The one thread on which a store is opened, used and closed, so that the screen never waits for the disk."""

import asyncio
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import ParamSpec, TypeVar

from mobile.store.errors import StoreClosed

P = ParamSpec("P")
T = TypeVar("T")


class StoreThread:
    """Runs functions one after the other, in the order asked, away from the event loop.

    One transaction per function: none is ever interleaved with another. A caller who is cancelled stops waiting; her
    function still runs to its end, so what a tap saved stays saved.
    """

    def __init__(self, name: str = "store") -> None:
        self._executor = ThreadPoolExecutor(max_workers=1, thread_name_prefix=name)
        self._closed = False

    async def run(self, function: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> T:
        """The function's result, or its exception. StoreClosed after `close`."""
        return await self.begin(function, *args, **kwargs)

    def begin(self, function: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Awaitable[T]:
        """As `run`, for a caller who has something else to do before she waits for the result. She must wait for it."""
        if self._closed:
            raise StoreClosed("the store was closed")
        return asyncio.get_running_loop().run_in_executor(self._executor, partial(function, *args, **kwargs))

    async def close(self) -> None:
        """Waits for everything asked before. Close the store itself first: `await thread.run(close_store, engine)`."""
        self._closed = True
        await asyncio.to_thread(self._executor.shutdown)
