"""Settings, the demo's switch, who this phone is, and what the app is made of."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import flet as ft
from sqlalchemy import Connection

from mobile.settings import Settings
from mobile.store import state
from mobile.sync.switch import SwitchedTransport
from mobile.ui.components.buttons import button
from mobile.ui.components.cards import card, note_card
from mobile.ui.components.frame import screen, title_bar
from mobile.ui.components.layout import column, pad, space
from mobile.ui.components.lists import disc, listing, row, section
from mobile.ui.components.navigation import go
from mobile.ui.components.picks import choices, switch_row
from mobile.ui.components.text import text
from mobile.ui.context import PhoneView, use_phone
from mobile.ui.locale import t
from mobile.ui.palette import INK2
from mobile.ui.reading import use_reading
from mobile.ui.routes import MORE, TODAY, WELCOME
from mobile.ui.session import use_session
from mobile.ui.sync_badge import show_waiting, sync_badge
from mobile.ui.theme_choice import THEMES, choose_theme

_I = ft.Icons
_THEME_WORDS: Final = {"system": "more.theme.system", "light": "more.theme.light", "dark": "more.theme.dark"}


@dataclass(frozen=True)
class Owner:
    """Who writes with this phone, as the server last said."""

    worker: str
    structure: str
    network: str
    server: str
    device: int


def read_owner(connection: Connection) -> Owner:
    """Who writes with this phone."""
    phone = state.identity(connection)
    reference = state.read(connection, "reference", {})
    worker = reference.get("workers", {}).get(phone.worker_id, {})
    structure = reference.get("structures", {}).get(worker.get("structure", ""), "")
    return Owner(worker.get("name", ""), structure, reference.get("network") or "", phone.server, phone.device)


def more_screen(settings: Settings) -> Callable[[], ft.View]:
    """The page, with the demo's switch where that is asked for."""

    @ft.component
    def more() -> ft.View:
        session = use_session()
        view = use_phone()
        owner = use_reading(read_owner)
        mode, set_mode = ft.use_state(session.theme_mode.value)

        async def themed(chosen: str) -> None:
            set_mode(chosen)
            await choose_theme(view.phone, chosen)

        themes = [(name, t(_THEME_WORDS[name])) for name in THEMES]
        return screen(
            title_bar(t("more.title"), sync_badge(view)),
            pad(
                _set_aside(view),
                _demo(view) if settings.demo else None,
                card(choices(t("more.theme"), themes, mode, themed)),
                section(t("more.phone")),
                _owner(owner) if owner else None,
                section(t("more.about")),
                card(column(text(t("more.about.words")), text(t("more.about.sources"), "small", INK2), gap=8)),
                space(),
            ),
            route=MORE,
            here=MORE,
            on_confirm_pop=lambda _: ft.context.page.navigate(TODAY),
        )

    return more


def _set_aside(view: PhoneView) -> ft.Control | None:
    if view.phone.set_aside is None:
        return None
    told = f"{t('more.set_aside.words')}\n{view.phone.set_aside.name}"
    return column(note_card(_I.HEALING_ROUNDED, t("more.set_aside"), told, "rose"), space(12))


def _demo(view: PhoneView) -> ft.Control | None:
    """The switch that stands for a valley without network."""
    transport = view.phone.transport
    if not isinstance(transport, SwitchedTransport):
        return None
    switched = transport

    async def cut(on: bool) -> None:
        switched.cut = on
        view.beat += 1
        await view.phone.scheduler.run_now()

    line = switch_row(t("more.cut"), t("more.cut.words"), switched.cut, cut, disc(_I.CLOUD_OFF_ROUNDED))
    return column(listing([line], 16), space(12))


def _owner(owner: Owner) -> ft.Control:
    where = ", ".join(part for part in (owner.structure, owner.network) if part)
    device = t("more.device", number=owner.device)
    return column(
        listing(
            [
                row(disc(_I.BADGE_ROUNDED, "fir"), owner.worker or t("more.worker"), where),
                row(disc(_I.DNS_ROUNDED), owner.server, device),
                row(disc(_I.CLOUD_SYNC_ROUNDED), t("more.waiting"), t("more.waiting.words"), press=show_waiting),
            ]
        ),
        space(12),
        button(t("more.link_again"), go(WELCOME), "line", _I.LINK_ROUNDED),
    )
