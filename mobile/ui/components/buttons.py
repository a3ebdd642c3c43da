"""Buttons and chips: the one action of a screen, its lesser companions, and the small facts beside them."""

from typing import Final, Literal

import flet as ft

from mobile.ui.components.layout import large_text, line
from mobile.ui.components.text import icon, text
from mobile.ui.components.touch import Press, Role, touchable
from mobile.ui.palette import (
    CARD,
    FIR,
    FIR_SOFT,
    HAIR,
    INK,
    LAMP,
    LINE,
    NIGHT2,
    ON_FIR,
    ON_FIR_SOFT,
    ON_LAMP,
    ON_NIGHT,
    ON_ROSE_SOFT,
    PAPER,
    ROSE_SOFT,
    TONES,
    Tone,
)
from mobile.ui.theme import GAP_8, GAP_12, GAP_16, MAIN_BUTTON, RADIUS_BUTTON, RADIUS_CHIP, TOUCH, Kind, hairline

# fir: the action of the screen. lamp: the same on night. rose: takes something away. The others stand beside them.
Weight = Literal["fir", "lamp", "tonal", "line", "night", "card", "rose"]
_FACES: Final[dict[Weight, tuple[ft.Colors, ft.Colors, ft.Colors | None]]] = {
    "fir": (FIR, ON_FIR, None), "lamp": (LAMP, ON_LAMP, None), "tonal": (FIR_SOFT, ON_FIR_SOFT, None),
    "line": (PAPER, INK, LINE), "night": (NIGHT2, ON_NIGHT, None), "card": (CARD, INK, HAIR),
    "rose": (ROSE_SOFT, ON_ROSE_SOFT, None),
}  # fmt: skip


def button(
    words: str,
    press: Press | None,
    weight: Weight = "fir",
    pictogram: ft.IconData | None = None,
    *,
    height: float = MAIN_BUTTON,
    kind: Kind = "label",
    disabled: bool = False,
) -> ft.Control:
    """A wide button, as wide as its column. A disabled one stays readable: it turns into a quiet surface."""
    ground, ink, edge = _FACES[weight]
    if disabled:
        ground, ink = TONES["sunk"]
    picture = icon(pictogram, ink, 22) if pictogram is not None and not large_text() else None
    return touchable(
        line(picture, text(words, kind, ink, center=True), along=ft.MainAxisAlignment.CENTER, wrap=True),
        press,
        ground=ground,
        edge=hairline(edge) if edge else None,
        padding=ft.Padding.symmetric(horizontal=GAP_16, vertical=GAP_12),
        height=None if large_text() else height,
        alignment=ft.Alignment.CENTER,
        disabled=disabled,
    )


def icon_button(
    pictogram: ft.IconData, name: str, press: Press | None, color: ft.ColorValue = FIR, *, ticked: bool | None = None
) -> ft.Control:
    """A round target of 48 with a pictogram; `name` is what it does, for those who hear it."""
    return touchable(
        icon(pictogram, color, 26, grows=False),
        press,
        name=name,
        ticked=ticked,
        radius=TOUCH / 2,
        width=TOUCH,
        height=TOUCH,
        alignment=ft.Alignment.CENTER,
    )


def link(words: str, press: Press, color: ft.ColorValue = FIR, role: Role = "button") -> ft.Control:
    """Words that can be pressed, such as what stands at the end of a section's title."""
    face = text(words, "label", color)
    return touchable(face, press, role=role, padding=ft.Padding.symmetric(horizontal=GAP_8, vertical=14))


def chip(words: str, tone: Tone = "slate", pictogram: ft.IconData | None = None) -> ft.Container:
    """A fact: low and square, because it cannot be pressed."""
    ground, ink = TONES[tone]
    return ft.Container(
        line(icon(pictogram, ink, 18) if pictogram else None, text(words, "label", ink), gap=6, tight=True),
        bgcolor=ground,
        border_radius=RADIUS_CHIP,
        shadow=hairline() if tone == "card" else None,
        padding=ft.Padding.symmetric(horizontal=10, vertical=5),
    )


def choice_chip(words: str, press: Press, *, chosen: bool = False, pictogram: ft.IconData | None = None) -> ft.Control:
    """One of several in a line: 48 high and rounder, filled and ticked when chosen."""
    ink = ON_FIR if chosen else INK
    mark = ft.Icons.CHECK_ROUNDED if chosen else pictogram
    return touchable(
        line(icon(mark, ink, 20) if mark else None, text(words, "label", ink), gap=6, tight=True),
        press,
        ticked=chosen,
        ground=FIR if chosen else CARD,
        edge=hairline(FIR if chosen else LINE),
        radius=RADIUS_BUTTON,
        padding=ft.Padding.symmetric(horizontal=GAP_12, vertical=14),
    )
