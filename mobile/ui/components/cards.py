"""Surfaces: the plain card, the one that says something worth knowing, and the number with its word."""

import flet as ft

from mobile.ui.components.layout import START, column, line
from mobile.ui.components.text import icon, text
from mobile.ui.components.touch import Press, touchable
from mobile.ui.palette import CARD, INK2, TONES, Tone
from mobile.ui.theme import GAP_4, GAP_12, GAP_16, RADIUS_BUTTON, RADIUS_CARD, hairline


def card(
    content: ft.Control,
    tone: Tone = "card",
    *,
    padding: ft.PaddingValue = GAP_16,
    radius: float = RADIUS_CARD,
    clip: bool = False,
) -> ft.Container:
    """A surface. Cards lie flat: a hairline in both themes, no shadow. `clip` keeps the ink of rows inside."""
    return ft.Container(
        content,
        bgcolor=TONES[tone][0],
        shadow=hairline() if tone == "card" else None,
        border_radius=radius,
        padding=padding,
        clip_behavior=ft.ClipBehavior.ANTI_ALIAS if clip else None,
    )


def note_card(
    pictogram: ft.IconData, title: str, words: str, tone: Tone = "hay", action: ft.Control | None = None
) -> ft.Container:
    """Something worth knowing here and now, with at most one thing to do about it."""
    ink = TONES[tone][1]
    told = column(text(title, "strong", ink), text(words, "body", ink), gap=GAP_4)
    if action is not None:
        told.controls.append(ft.Container(action, padding=ft.Padding.only(top=GAP_12)))
    return card(line(icon(pictogram, ink, 26), ft.Container(told, expand=True), gap=GAP_12, across=START), tone)


def fact(number: str, words: str, tone: Tone = "card") -> ft.Container:
    """A number and its word, one cell of a grid."""
    ink = TONES[tone][1]
    told = column(text(number, "title", ink), text(words, "small", INK2 if tone == "card" else ink))
    return card(told, tone, padding=GAP_12, radius=RADIUS_BUTTON)


def place_card(name: str, words: str, press: Press) -> ft.Control:
    """A village in a line that scrolls sideways."""
    face = column(
        text(name, "strong", one_line=True), text(words, "small", INK2, one_line=True), across=START, tight=True
    )
    return touchable(
        face, press, ground=CARD, edge=hairline(), padding=ft.Padding.symmetric(horizontal=GAP_16, vertical=GAP_12)
    )
