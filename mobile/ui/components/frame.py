"""The frame of every screen: a column that scrolls under the floating action, a pinned foot, the bar, titles."""

from collections.abc import Callable
from typing import Final

import flet as ft

from mobile.ui.components.layout import column, fill, large_text, line
from mobile.ui.components.navigation import back_button, encounter_button, navigation_bar
from mobile.ui.components.text import heading, icon, text
from mobile.ui.components.touch import Press
from mobile.ui.palette import CARD, FIR, HAIR, INK2, PAPER
from mobile.ui.session import probe
from mobile.ui.theme import GAP_4, GAP_8, GAP_12, GAP_16, MARGIN

_UNDER_FLOAT: Final = 104  # so that the last line can be pulled above the floating action
_FADE: Final = 88


def frame(
    *parts: ft.Control | None,
    route: str,
    ground: ft.ColorValue = PAPER,
    can_pop: bool = True,
    on_confirm_pop: Callable[["ft.Event[ft.View]"], object] | None = None,
    rtl: bool = False,
) -> ft.View:
    """A bare page that fills the screen and hears the text size: lock, welcome, resident's pages."""
    whole = column(*parts)
    whole.left = whole.right = whole.top = whole.bottom = 0
    body = ft.SafeArea(ft.Stack([probe(), whole], expand=True), expand=True)
    return ft.View(
        route=route,
        padding=0,
        bgcolor=ground,
        can_pop=can_pop,
        on_confirm_pop=on_confirm_pop,
        horizontal_alignment=ft.CrossAxisAlignment.STRETCH,
        controls=[ft.Container(body, rtl=rtl, expand=True)],
    )


def _floating() -> list[ft.Control]:
    """The action, and the fade that lets text vanish before the button cuts it."""
    fade = ft.LinearGradient(
        colors=[ft.Colors.with_opacity(0, PAPER), PAPER],
        begin=ft.Alignment.TOP_CENTER,
        end=ft.Alignment.BOTTOM_CENTER,
    )
    veil = ft.Container(
        height=0 if large_text() else _FADE, left=0, right=0, bottom=0, ignore_interactions=True, gradient=fade
    )
    return [veil, ft.Container(encounter_button(), right=GAP_16, bottom=GAP_16)]


def screen(
    *body: ft.Control | None,
    route: str,
    here: str | None = None,
    top: ft.Control | None = None,
    foot: ft.Control | None = None,
    encounter: bool | None = None,
    on_scroll: Callable[["ft.OnScrollEvent"], object] | None = None,
    can_pop: bool | None = None,
    on_confirm_pop: Callable[["ft.Event[ft.View]"], object] | None = None,
) -> ft.View:
    """A worker's screen. `top` stays while the body scrolls, `foot` is pinned where the thumb is.

    `here` is the route of the destination this is: then the bar shows. + Rencontre floats unless there is a foot:
    one primary action a screen.
    """
    floats = encounter if encounter is not None else foot is None
    scrolled = column(*body, ft.Container(height=_UNDER_FLOAT if floats else GAP_16))
    scrolled.scroll, scrolled.on_scroll = ft.ScrollMode.HIDDEN, on_scroll
    scrolled.left = scrolled.right = scrolled.top = scrolled.bottom = 0
    edge = ft.Border.only(top=ft.BorderSide(1, HAIR))
    return frame(
        top,
        ft.Stack([scrolled, *(_floating() if floats else [])], expand=True),
        ft.Container(foot, bgcolor=CARD, padding=GAP_16, border=edge) if foot is not None else None,
        navigation_bar(here) if here is not None else None,
        route=route,
        can_pop=here is None if can_pop is None else can_pop,
        on_confirm_pop=on_confirm_pop,
    )


def title_bar(
    title: str, badge: ft.Control | None = None, *, quiet: str = "", back: Press | None = None, close: bool = False
) -> ft.Container:
    """Large title. With a way back, arrow and badge stand above it, so that no name is squeezed."""
    words, low = heading(title, "title"), text(quiet, "small", INK2) if quiet else None
    if back is None and not large_text():
        body = column(line(fill(words), badge), low, gap=2)
    else:
        arrow = back_button(back, close=close) if back is not None else None
        bar = line(arrow, badge, along=ft.MainAxisAlignment.SPACE_BETWEEN) if arrow or badge else None
        body = column(bar, words, low, gap=2)
    above = GAP_8 if back is not None else GAP_16
    return ft.Container(body, padding=ft.Padding.only(left=MARGIN, right=MARGIN, top=above, bottom=GAP_12))


def step_bar(
    step: int, steps: int, title: str, back: Press, *, quiet: str = "", pictogram: ft.IconData | None = None
) -> ft.Container:
    """Title of one step (from 0) of a few; the first step closes, the others go back. `quiet` says who, or where."""
    bars = [
        ft.Container(height=6, expand=True, border_radius=3, bgcolor=FIR if i <= step else HAIR) for i in range(steps)
    ]
    bar = line(back_button(back, close=step == 0), line(*bars, gap=6, expand=True))
    sign = icon(pictogram, INK2, 20) if pictogram and not large_text() else None
    low = line(sign, text(quiet, "small", INK2), gap=GAP_4, wrap=True) if quiet else None
    body = column(bar, heading(title, "title"), low, gap=2)
    return ft.Container(body, padding=ft.Padding.only(left=MARGIN, right=MARGIN, top=GAP_8, bottom=GAP_12))
