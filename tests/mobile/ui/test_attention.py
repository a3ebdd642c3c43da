"""A phone synchronises while one of its pages is in front, and rests when none is."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import flet as ft
import pytest

from mobile.app import phone_app
from mobile.phone import Phone
from mobile.settings import Settings
from mobile.store import state
from mobile.sync.scheduler import JOB
from tests.mobile.ui.app_shell import app_of
from tests.mobile.ui.encounter_shell import open_phone
from tests.mobile.ui.headless import HeadlessApp

pytestmark = pytest.mark.anyio


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@asynccontextmanager
async def awake_phone(folder: Path) -> AsyncIterator[Phone]:
    """A phone whose scheduler runs and whose first attempt, to a server that is away, is over."""
    phone = await open_phone(folder)
    phone.identity = await phone.read(state.identity)
    phone.scheduler.start()
    yield phone
    await phone.close()


def planned(phone: Phone) -> bool:
    return phone.scheduler._scheduler.get_job(JOB) is not None


async def attempted(phone: Phone) -> None:
    for _ in range(500):
        if planned(phone) and not phone.status.busy and not phone.status.reachable:
            return
        await asyncio.sleep(0.01)
    raise AssertionError(f"no attempt was made: {phone.status}")


async def turned(app: HeadlessApp, state: ft.AppLifecycleState) -> None:
    await app.fire(app.page, "app_lifecycle_state_change", {"state": state.value})


async def test_a_hidden_phone_rests_and_wakes_when_it_is_seen(tmp_path: Path) -> None:
    async with awake_phone(tmp_path) as phone, app_of(phone) as app:
        await attempted(phone)
        await turned(app, ft.AppLifecycleState.HIDE)
        assert not planned(phone)
        await turned(app, ft.AppLifecycleState.RESUME)
        await attempted(phone)


async def test_a_phone_hidden_during_an_attempt_rests_after_it(tmp_path: Path) -> None:
    async with awake_phone(tmp_path) as phone, app_of(phone) as app:
        await attempted(phone)
        attempt = asyncio.create_task(phone.scheduler.run_now())
        await asyncio.sleep(0)
        await turned(app, ft.AppLifecycleState.HIDE)
        await attempt
        assert not planned(phone)


async def test_another_tab_in_front_keeps_the_phone_awake(tmp_path: Path) -> None:
    async with awake_phone(tmp_path) as phone:

        async def given(_: ft.Page) -> Phone:
            return phone

        main = phone_app(given, Settings())
        async with HeadlessApp(main) as front, HeadlessApp(main) as behind:
            await attempted(phone)
            await turned(behind, ft.AppLifecycleState.HIDE)
            assert planned(phone)
            await turned(front, ft.AppLifecycleState.HIDE)
            assert not planned(phone)


async def test_a_network_that_comes_back_is_tried_at_once(tmp_path: Path) -> None:
    async with awake_phone(tmp_path) as phone, app_of(phone) as app:
        await attempted(phone)
        await turned(app, ft.AppLifecycleState.HIDE)
        service = app.page.session.store.get("veillee.connectivity")
        await app.fire(service, "change", {"connectivity": ["none"]})
        assert not planned(phone)
        await app.fire(service, "change", {"connectivity": ["mobile"]})
        await app.until(lambda: planned(phone))
