"""What rises from the foot of the screen, where the thumb is: a title and a few things to choose."""

import flet as ft

from mobile.ui.components.layout import column, large_text, pad
from mobile.ui.components.text import heading
from mobile.ui.components.touch import Press, answer
from mobile.ui.palette import PAPER
from mobile.ui.session import current_session
from mobile.ui.theme import GAP_8, GAP_16, RADIUS_SHEET

_MOST = 0.82  # of the screen's height


def sheet(title: str, *parts: ft.Control | None, closed: Press, tall: bool = False) -> ft.BottomSheet:
    """For `ft.use_dialog`. `closed` must clear what opened it, or it comes back.

    A `tall` one scrolls and is as high as it may be; else it hugs its content, unless the text is large.
    """
    body = column(
        ft.Container(heading(title), padding=ft.Padding.only(left=GAP_16, right=GAP_16, bottom=GAP_8)),
        pad(*parts),
        ft.Container(height=GAP_16),
        tight=True,
    )
    if tall or large_text():
        body.scroll = ft.ScrollMode.HIDDEN
    return ft.BottomSheet(
        content=body,
        bgcolor=PAPER,
        show_drag_handle=True,
        draggable=True,
        scrollable=True,
        size_constraints=ft.BoxConstraints(max_height=current_session().height * _MOST),
        shape=ft.RoundedRectangleBorder(radius=ft.BorderRadius.only(top_left=RADIUS_SHEET, top_right=RADIUS_SHEET)),
        on_dismiss=answer(closed),
    )
