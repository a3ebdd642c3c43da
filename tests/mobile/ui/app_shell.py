"""The whole app on one page over a phone of the test's own, for the tests of its screens."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import flet as ft

from mobile.app import phone_app
from mobile.phone import Phone
from mobile.settings import Settings
from mobile.store import state
from tests.mobile.ui.encounter_shell import open_phone
from tests.mobile.ui.headless import HeadlessApp


@asynccontextmanager
async def app_of(phone: Phone, route: str = "/", settings: Settings | None = None) -> AsyncIterator[HeadlessApp]:
    """The app of an open phone, at an address, once the phone shows."""

    phone.identity = await phone.read(state.identity)  # written by the test behind the phone's back

    async def given(_: ft.Page) -> Phone:
        return phone

    async with HeadlessApp(phone_app(given, settings or Settings()), route) as app:
        await app.until(lambda: "Un instant…" not in app.texts())
        yield app


@asynccontextmanager
async def app_in(folder: Path, route: str = "/", settings: Settings | None = None) -> AsyncIterator[HeadlessApp]:
    """The app of a phone that knows four people, kept in a folder."""
    phone = await open_phone(folder)
    try:
        async with app_of(phone, route, settings) as app:
            yield app
    finally:
        await phone.close()
