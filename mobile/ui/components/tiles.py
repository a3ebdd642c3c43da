"""Pictogram tiles: needs, outcomes, ways of meeting; chosen means filled, white and ticked."""

import flet as ft

from mobile.ui.components.cards import card
from mobile.ui.components.layout import CENTER, column, large_text, line
from mobile.ui.components.text import icon, text
from mobile.ui.components.touch import Press, touchable
from mobile.ui.palette import CARD, FIR, HAIR, INK, ON_FIR, TONES, Tone
from mobile.ui.theme import GAP_4, GAP_12, GAP_16, RADIUS_BUTTON, TOUCH, TYPE, Kind, hairline

_LONG_WORD = 12  # letters after which a tile keeps room for a second line


def _room(words: str, kind: Kind, pictogram: float, least: float) -> float:
    size, height, _, _ = TYPE[kind]
    return max(least, 34 + pictogram + size * height * (2 if len(words) > _LONG_WORD else 1))


def tile(
    words: str,
    pictogram: ft.IconData,
    press: Press,
    *,
    chosen: bool | None = None,
    kind: Kind = "label",
    size: float = 30,
    least: float = TOUCH,
) -> ft.Control:
    """Pictogram above its word, beside it when the text is large. `chosen=None` for a tile that acts at once."""
    on, wide = bool(chosen), large_text()
    ink = ON_FIR if on else INK
    picture = icon(pictogram, ON_FIR if on else FIR, size)
    word = text(words, kind, ink, center=not wide, expand=wide)
    body = (
        line(picture, word, gap=GAP_16)
        if wide
        else column(picture, word, gap=6, across=CENTER, along=ft.MainAxisAlignment.CENTER)
    )
    face = touchable(
        body,
        press,
        name=words,
        ticked=chosen,
        ground=FIR if on else CARD,
        edge=hairline(FIR if on else HAIR),
        padding=ft.Padding.symmetric(horizontal=20 if wide else 6, vertical=14),
        alignment=ft.Alignment.CENTER,
    )
    tick = ft.Container(
        icon(ft.Icons.CHECK_CIRCLE_ROUNDED, ON_FIR, 20), right=6, top=6, visible=on, ignore_interactions=True
    )
    room = ft.Container(height=0 if wide else _room(words, kind, size, least))
    return ft.Stack([room, face, tick], fit=ft.StackFit.EXPAND)


def status_tile(
    words: str, pictogram: ft.IconData, status: str, mark: ft.IconData, tone: Tone, press: Press | None = None
) -> ft.Control:
    """A need and where it stands, two lines on a grid of two: ragged chips were confetti."""
    ink = TONES[tone][1]
    state = line(icon(mark, ink, 18), text(status, "small", ink, expand=True), gap=GAP_4)
    told = line(icon(pictogram, ink, 26), column(text(words, "label", ink), state, gap=2, expand=True), gap=10)
    if press is None:
        return card(told, tone, padding=GAP_12, radius=RADIUS_BUTTON)
    return touchable(told, press, ground=TONES[tone][0], padding=GAP_12)
