"""The phone app: opens the phone, links it once, and leads from one page to another."""

from collections.abc import Awaitable, Callable
from typing import Final

import flet as ft

from mobile.attention import Attention
from mobile.phone import Phone
from mobile.settings import Settings, packaged_folder
from mobile.store.errors import StoreError
from mobile.sync.transport import HttpTransport
from mobile.ui.context import attach, use_phone
from mobile.ui.screens.encounter_routes import encounter_routes
from mobile.ui.screens.more import more_screen
from mobile.ui.screens.opening import Opening, opening_screen, opening_trouble
from mobile.ui.screens.people import people_screen
from mobile.ui.screens.person import person_screen
from mobile.ui.screens.person_editor import person_editor
from mobile.ui.screens.today import today_screen
from mobile.ui.screens.waiting import waiting_screen
from mobile.ui.screens.welcome import welcome_screen
from mobile.ui.session import begin
from mobile.ui.theme import ASSETS, dress
from mobile.ui.theme_choice import restore_theme
from mobile.vault.keystore import KeystoreError
from shared.clock import wall_clock

OpenPhone = Callable[[ft.Page], Awaitable[Phone]]
Leave = Callable[[ft.Page], Awaitable[None]]
Main = Callable[[ft.Page], Awaitable[None]]
Screen = Callable[[], ft.Control]

_TITLE: Final = "Veillée"


async def _stay(_: ft.Page) -> None:
    """Nothing to give back: the phone lives as long as the app."""


def phone_app(open_phone: OpenPhone, settings: Settings, leave: Leave = _stay) -> Main:
    """The app of one page: `open_phone` gives it a phone, `leave` is told once the page is gone for good."""
    attention = Attention()

    async def main(page: ft.Page) -> None:
        page.title = _TITLE
        dress(page)
        begin(page)
        opening = Opening()
        page.render_views(_root(opening, settings))
        try:
            phone = await open_phone(page)
        except (StoreError, KeystoreError) as error:
            opening.trouble = opening_trouble(error)
            return
        stop = attach(page, phone)
        attention.follow(page, phone)
        await restore_theme(phone)

        async def gone() -> None:
            stop()
            attention.forget(page, phone)
            await leave(page)

        page.on_close = gone
        opening.ready = True

    return main


def _root(opening: Opening, settings: Settings) -> Screen:
    welcome = welcome_screen(settings)
    known = routes(welcome, settings)  # once: a page whose route is made anew would forget its state

    @ft.component
    def shell() -> ft.Control:
        """The opening until the phone is there."""
        seen, _ = ft.use_state(opening)
        return pages() if seen.ready else opening_screen(seen)

    @ft.component
    def pages() -> ft.Control:
        """A phone without a server shows the welcome whatever the address; after that, every page its own."""
        phone = use_phone().phone
        return ft.Router(known, manage_views=True) if phone.identity else welcome()

    return shell


def routes(welcome: Screen, settings: Settings) -> list[ft.Route]:
    """Every page by its address; a page lies on top of the one it is written within, where Back leads."""
    return [
        ft.Route(
            path="personnes",
            component=people_screen,
            children=[
                ft.Route(path="nouvelle", component=person_editor),
                ft.Route(
                    path=":person_id",
                    component=person_screen,
                    children=[ft.Route(path="modifier", component=person_editor)],
                ),
            ],
        ),
        ft.Route(path="plus", component=more_screen(settings)),
        ft.Route(path="bienvenue", component=welcome, modal=True),
        ft.Route(path="attente", component=waiting_screen, modal=True),
        ft.Route(component=today_screen, children=encounter_routes()),
        ft.Route(path=":elsewhere*", component=today_screen),
    ]


async def open_packaged(page: ft.Page) -> Phone:
    """Open the phone of a packaged app; its key is in the system's secure storage."""
    from mobile.vault.platform_keystore import PlatformKeystore, secure_storage  # noqa: PLC0415 - absent from a server

    del page  # the service registers itself with the page being opened
    phone = await Phone.open(packaged_folder(), PlatformKeystore(secure_storage()), HttpTransport(), wall_clock)
    phone.scheduler.start()
    return phone


def run() -> None:
    """Run the packaged app."""
    ft.run(phone_app(open_packaged, Settings.from_environment()), assets_dir=str(ASSETS))
