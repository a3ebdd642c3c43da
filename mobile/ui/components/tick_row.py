"""A line that is chosen or not, as tall as a finger, ticked at its end."""

import flet as ft

from mobile.ui.components.layout import large_text, line
from mobile.ui.components.text import icon, text
from mobile.ui.components.touch import Press, touchable
from mobile.ui.palette import FIR, LINE
from mobile.ui.theme import GAP_4, GAP_8, GAP_12, GAP_16


def tick_row(words: str, press: Press, *, ticked: bool, pictogram: ft.IconData | None = None) -> ft.Control:
    """One line of a list of choices."""
    mark = ft.Icons.CHECK_CIRCLE_ROUNDED if ticked else ft.Icons.RADIO_BUTTON_UNCHECKED_ROUNDED
    tight = large_text()  # then every letter counts: long words would be cut in two
    face = line(
        icon(pictogram, FIR, 26) if pictogram else None,
        text(words, "strong" if ticked else "body", expand=True),
        icon(mark, FIR if ticked else LINE, 26, grows=False),
        gap=GAP_4 if tight else GAP_12,
    )
    edge = ft.Padding.symmetric(horizontal=GAP_8 if tight else GAP_16, vertical=14)
    return touchable(face, press, name=words, ticked=ticked, radius=0, padding=edge)
