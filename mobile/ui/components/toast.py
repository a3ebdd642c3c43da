"""Ten seconds to change one's mind, or what went wrong, above the bar and the action so that neither is covered."""

from typing import Final

import flet as ft

from mobile.ui.components.layout import large_text, line
from mobile.ui.components.text import icon, text
from mobile.ui.components.touch import Press, answer
from mobile.ui.locale import t
from mobile.ui.palette import INVERSE, INVERSE_FIR, ON_INVERSE
from mobile.ui.theme import GAP_4, GAP_8, GAP_16, RADIUS_BUTTON

UNDO_MS: Final = 10_000
SHORT_MS: Final = 4_000
READING_MS: Final = 8_000  # a trouble takes two sentences
ABOVE_FLOAT: Final = 164
ABOVE_FOOT: Final = 112


def toast(words: str, undo: Press | None = None, *, lift: float = ABOVE_FLOAT) -> None:
    """Says what was just done. With `undo`, it stays ten seconds and offers to take it back."""
    _show(words, icon(ft.Icons.CHECK_CIRCLE_ROUNDED, INVERSE_FIR, 22), undo, lift)


def trouble_toast(words: str, *, lift: float = ABOVE_FLOAT) -> None:
    """Says what could not be done, and what helps; it stays long enough to be read."""
    _show(words, icon(ft.Icons.ERROR_ROUNDED, ON_INVERSE, 22), None, lift, READING_MS)


def _show(words: str, sign: ft.Control, undo: Press | None, lift: float, stays: int = SHORT_MS) -> None:
    action = (
        ft.SnackBarAction(label=t("toast.undo"), text_color=INVERSE_FIR, on_click=answer(undo))
        if undo is not None
        else None
    )
    told = line(None if large_text() else sign, text(words, "label", ON_INVERSE, expand=True))
    ft.context.page.show_dialog(
        ft.SnackBar(
            ft.Semantics(content=told, live_region=True),
            bgcolor=INVERSE,
            action=action,
            persist=False,
            behavior=ft.SnackBarBehavior.FLOATING,
            duration=UNDO_MS if undo is not None else stays,
            margin=ft.Margin.only(left=GAP_16, right=GAP_16, bottom=lift),
            padding=ft.Padding.only(left=GAP_16, right=GAP_8, top=GAP_4, bottom=GAP_4)
            if undo is not None
            else ft.Padding.all(GAP_16),
            shape=ft.RoundedRectangleBorder(radius=RADIUS_BUTTON),
        )
    )
