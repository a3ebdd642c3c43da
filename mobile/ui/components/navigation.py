"""Where the thumb goes: the bar of destinations, the large + Rencontre, and the way back."""

from dataclasses import dataclass
from typing import Final

import flet as ft

from mobile.ui import routes
from mobile.ui.components.buttons import icon_button
from mobile.ui.components.layout import CENTER, column, large_text, line
from mobile.ui.components.text import icon, text
from mobile.ui.components.touch import Press, touchable
from mobile.ui.locale import t
from mobile.ui.origin import remember_origin
from mobile.ui.palette import CARD, FIR, FIR_SOFT, HAIR, INK, INK2, ON_FIR, ON_FIR_SOFT
from mobile.ui.theme import FLOATING, QUICK, RADIUS_CARD

_BAR: Final = 76


@dataclass(frozen=True)
class Destination:
    """One line of the bar: its address, the key of its word, its pictogram."""

    route: str
    word: str
    pictogram: ft.IconData


DESTINATIONS: Final = (
    Destination(routes.TODAY, "nav.today", ft.Icons.WB_TWILIGHT_ROUNDED),
    Destination(routes.PEOPLE, "nav.people", ft.Icons.PEOPLE_ALT_ROUNDED),
    Destination(routes.MORE, "nav.more", ft.Icons.MORE_HORIZ_ROUNDED),
)


def go(route: str) -> Press:
    """Callback that shows another page."""

    def run() -> None:
        ft.context.page.navigate(route)

    return run


def _destination(place: Destination, *, here: bool) -> ft.Control:
    ink, ground = (ON_FIR_SOFT, FIR_SOFT) if here else (INK2, None)
    words = t(place.word)
    pill = ft.Container(
        icon(place.pictogram, ink, 26),
        bgcolor=ground,
        border_radius=20,
        padding=ft.Padding.symmetric(horizontal=16, vertical=4),
        animate=QUICK,
    )
    word = None if large_text() else text(words, "label", INK if here else INK2, one_line=True)
    face = column(pill, word, gap=2, across=CENTER, along=ft.MainAxisAlignment.CENTER)
    return touchable(face, go(place.route), name=words, shown=here, radius=0, height=_BAR)


def navigation_bar(here: str) -> ft.Control:
    """The bar; a longer word gets more room."""
    places = [
        ft.Container(_destination(place, here=place.route == here), expand=len(t(place.word)) + 4)
        for place in DESTINATIONS
    ]
    edge = ft.Border.only(top=ft.BorderSide(1, HAIR))
    return ft.Container(ft.Row(list(places), spacing=0), bgcolor=CARD, border=edge)


def begin_encounter() -> None:
    """Begin an encounter: with her whose page this is, if it is somebody's; closing comes back here."""
    remember_origin()
    page = ft.context.page
    page.navigate(routes.encounter(routes.person_at(page.route or "")))


def encounter_button() -> ft.Control:
    """+ Rencontre, always in reach of the thumb; its word goes when the text is large, its name stays."""
    word = None if large_text() else text(t("encounter.short"), "strong", ON_FIR)
    return touchable(
        line(icon(ft.Icons.ADD_ROUNDED, ON_FIR, 28), word, gap=6, tight=True),
        begin_encounter,
        name=t("encounter.new"),
        ground=FIR,
        edge=FLOATING,
        radius=RADIUS_CARD,
        padding=ft.Padding.symmetric(horizontal=18, vertical=14),
    )


def back_button(press: Press, *, close: bool = False) -> ft.Container:
    """The way back, or out; its pictogram stands level with the text below."""
    pictogram = ft.Icons.CLOSE_ROUNDED if close else ft.Icons.ARROW_BACK_ROUNDED
    arrow = icon_button(pictogram, t("nav.close") if close else t("nav.back"), press, INK)
    return ft.Container(arrow, margin=ft.Margin.only(left=-12))
