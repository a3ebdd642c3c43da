"""The thread of a store: the screen goes on, work is done in order, and what was begun is finished."""

import asyncio
import threading
import time
from pathlib import Path

import pytest

from mobile.store.database import close_store, open_store
from mobile.store.errors import StoreClosed, WrongKey
from mobile.store.store_thread import StoreThread

KEY = bytes(range(32))


def test_a_store_is_opened_used_and_closed_on_its_own_thread(tmp_path: Path) -> None:
    async def life() -> None:
        thread = StoreThread()
        store = await thread.run(open_store, tmp_path / "store.db", KEY)

        def add(number: int) -> str:
            with store.begin() as connection:
                connection.exec_driver_sql("CREATE TABLE IF NOT EXISTS visit (id INTEGER PRIMARY KEY)")
                connection.exec_driver_sql("INSERT INTO visit VALUES (?)", (number,))
            return threading.current_thread().name

        workers = set(await asyncio.gather(*(thread.run(add, number) for number in range(50))))
        assert len(workers) == 1
        assert threading.current_thread().name not in workers
        await thread.run(close_store, store)
        await thread.close()

    asyncio.run(life())


def test_the_screen_goes_on_while_the_store_works() -> None:
    async def life() -> int:
        thread = StoreThread()
        work = asyncio.create_task(thread.run(time.sleep, 0.2))
        frames = 0
        while not work.done():
            await asyncio.sleep(0.005)
            frames += 1
        await thread.close()
        return frames

    assert asyncio.run(life()) > 5


def test_an_error_reaches_who_asked(tmp_path: Path) -> None:
    async def life() -> None:
        thread = StoreThread()
        await thread.run(lambda: close_store(open_store(tmp_path / "store.db", KEY)))
        with pytest.raises(WrongKey):
            await thread.run(open_store, tmp_path / "store.db", bytes(32))
        await thread.close()

    asyncio.run(life())


def test_what_was_asked_before_closing_is_done_and_nothing_after() -> None:
    async def life() -> list[int]:
        thread = StoreThread()
        done: list[int] = []

        def slowly(number: int) -> None:
            time.sleep(0.02)
            done.append(number)

        asked = [asyncio.create_task(thread.run(slowly, number)) for number in range(5)]
        await asyncio.sleep(0)
        asked[1].cancel()
        asked[0].cancel()
        await thread.close()
        with pytest.raises(StoreClosed):
            await thread.run(slowly, 9)
        return done

    done = asyncio.run(life())
    assert done[-3:] == [2, 3, 4]
    assert 9 not in done
