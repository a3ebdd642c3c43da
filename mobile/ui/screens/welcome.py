"""First start: which server this phone writes to, and the code that links it. Also where it is linked again."""

from collections.abc import Callable
from typing import Final

import flet as ft

from mobile.settings import Settings
from mobile.sync.errors import (
    Busy,
    Closed,
    Cut,
    MustLink,
    MustUpdate,
    Refused,
    SyncTrouble,
    Unreachable,
)
from mobile.ui.components.buttons import button
from mobile.ui.components.cards import note_card
from mobile.ui.components.fields import field
from mobile.ui.components.frame import frame
from mobile.ui.components.layout import column, pad, space
from mobile.ui.components.scene import valley
from mobile.ui.components.text import heading, text
from mobile.ui.context import PhoneView, use_phone
from mobile.ui.locale import t
from mobile.ui.palette import CARD, INK2, NIGHT, ON_NIGHT
from mobile.ui.routes import TODAY, WELCOME
from mobile.ui.session import use_session
from mobile.ui.theme import GAP_8, GAP_12, GAP_16, GAP_24, MARGIN

_SERVER: Final = "server"
_CODE: Final = "code"
_WORDS: Final[dict[type[SyncTrouble], str]] = {
    Busy: "welcome.busy",
    Closed: "welcome.closed",
    Cut: "welcome.cut",
    MustLink: "welcome.bad_code",
    MustUpdate: "welcome.must_update",
    Refused: "welcome.refused",
    Unreachable: "welcome.unreachable",
}
_MISSING: Final = {_SERVER: "welcome.missing.server", _CODE: "welcome.missing.code"}
_ABOUT_SERVER: Final = (Unreachable, Busy, MustUpdate)
_NO_TROUBLE: Final[dict[str, str]] = {}
CLEARTEXT: Final = "cleartext"


def trouble_words(trouble: SyncTrouble) -> tuple[str, str]:
    """Which field a trouble stands beside, and its sentence: the server's own where it gave one."""
    beside = _SERVER if isinstance(trouble, _ABOUT_SERVER) else _CODE
    if isinstance(trouble, Refused) and trouble.message in ("", CLEARTEXT):
        return _SERVER, t("welcome.cleartext") if trouble.message else t("welcome.bad_address")
    told = trouble.message if not isinstance(trouble, Unreachable) else ""
    return beside, told or t(_WORDS[type(trouble)])


def whole_address(typed: str) -> str:
    """ "veillee.example.org" gives "https://veillee.example.org"; an address with its scheme stays as it is."""
    bare = typed.strip().rstrip("/")
    return bare if "://" in bare or not bare else f"https://{bare}"


def device_label(page: ft.Page) -> str:
    """What the coordinator reads in her list of devices."""
    if page.web:
        return t("welcome.device.browser")
    return t("welcome.device.ios") if page.platform is ft.PagePlatform.IOS else t("welcome.device.android")


def welcome_screen(settings: Settings) -> Callable[[], ft.View]:
    """The page, with what it proposes."""

    @ft.component
    def welcome() -> ft.View:
        session = use_session()
        view = use_phone()
        server, set_server = ft.use_state(_first_server(view, settings))
        code, set_code = ft.use_state(settings.code)
        troubles, set_troubles = ft.use_state(_NO_TROUBLE)
        busy, set_busy = ft.use_state(False)

        async def link() -> None:
            missing = {name for name, value in ((_SERVER, server), (_CODE, code)) if not value.strip()}
            set_troubles({name: t(_MISSING[name]) for name in missing})
            if missing or busy:
                return
            set_busy(True)
            page = ft.context.page
            try:
                await view.phone.link(whole_address(server), code, device_label(page))
            except SyncTrouble as trouble:
                set_troubles(dict([trouble_words(trouble)]))
            else:
                page.navigate(TODAY)
            finally:
                set_busy(False)

        top = ft.Container(
            column(
                _greeting(low=session.low),
                valley(session.width, 60 if session.low else 110),
            ),
            bgcolor=NIGHT,
        )
        form = pad(
            space(GAP_8),
            _set_aside(view),
            text(t("welcome.how"), "body", INK2),
            space(GAP_16),
            field(
                t("welcome.server"), server, set_server, keyboard=ft.KeyboardType.URL,
                capitals=ft.TextCapitalization.NONE, hint=t("welcome.server.hint"), problem=troubles.get(_SERVER, ""),
            ),
            space(GAP_12),
            field(
                t("welcome.code"), code, set_code, capitals=ft.TextCapitalization.NONE, hint=t("welcome.code.hint"),
                problem=troubles.get(_CODE, ""), done=lambda _: link(),
            ),
            space(GAP_24),
        )  # fmt: skip
        scrolled = column(top, form)
        scrolled.scroll = ft.ScrollMode.HIDDEN
        words = t("welcome.busy.linking") if busy else t("welcome.link")
        foot = ft.Container(
            button(words, link, pictogram=ft.Icons.LINK_ROUNDED, disabled=busy), bgcolor=CARD, padding=MARGIN
        )
        return frame(ft.Container(scrolled, expand=True), foot, route=WELCOME)

    return welcome


def _greeting(*, low: bool) -> ft.Container:
    words = column(heading(t("welcome.title"), "display", ON_NIGHT), text(t("welcome.what"), "body", ON_NIGHT), gap=4)
    return ft.Container(words, padding=ft.Padding.only(left=MARGIN, right=MARGIN, top=GAP_16 if low else 48))


def _first_server(view: PhoneView, settings: Settings) -> str:
    """The server this phone already knows, else the one proposed."""
    return view.phone.identity.server if view.phone.identity else settings.server


def _set_aside(view: PhoneView) -> ft.Control | None:
    if view.phone.set_aside is None:
        return None
    note = note_card(ft.Icons.HEALING_ROUNDED, t("more.set_aside"), t("more.set_aside.words"), "rose")
    return ft.Container(note, padding=ft.Padding.only(bottom=GAP_16))
