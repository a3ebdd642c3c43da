"""The thread: knots on a line, across for a round, down for a history. Tick is done, dot is now, ring is next."""

from collections.abc import Sequence
from typing import Final, Literal

import flet as ft

from mobile.ui.components.layout import CENTER, STRETCH, column
from mobile.ui.palette import FIR, HAIR, LAMP, LINE, NIGHT, NIGHT2, ON_FIR, ON_NIGHT
from mobile.ui.theme import GAP_12

Knot = Literal["done", "now", "next"]
_SIZE: Final[dict[Knot, int]] = {"done": 20, "now": 24, "next": 20}
_GUTTER: Final = 28


def knot(state: Knot, *, night: bool = False) -> ft.Container:
    """One knot, told by its shape: the colour only repeats it."""
    on, off, hole = (LAMP, ON_NIGHT, NIGHT) if night else (FIR, LINE, ON_FIR)
    size = _SIZE[state]
    inner: dict[Knot, ft.Control] = {
        "done": ft.Icon(ft.Icons.CHECK_ROUNDED, color=hole, size=size * 0.7),
        "now": ft.Container(width=10, height=10, bgcolor=hole, border_radius=5),
    }
    return ft.Container(
        inner.get(state),
        width=size,
        height=size,
        border_radius=size / 2,
        alignment=ft.Alignment.CENTER,
        bgcolor=on if state in inner else None,
        border=ft.Border.all(2, on if state in inner else off),
    )


def thread_across(states: Sequence[Knot], *, night: bool = True) -> ft.Row:
    """The day's stops in one line."""
    on, off = (LAMP, NIGHT2) if night else (FIR, HAIR)
    pieces: list[ft.Control] = []
    for state in states:
        pieces += [
            ft.Container(height=3, expand=True, bgcolor=off if state == "next" else on),
            knot(state, night=night),
        ]
    return ft.Row(pieces[1:], spacing=0)


def thread_down(
    content: ft.Control, state: Knot = "next", *, first: bool = False, last: bool = False, top: float = 18
) -> ft.Row:
    """One knot and its piece of line, as tall as its content; `top` brings the knot level with the first words."""

    def piece(color: ft.ColorValue | None, height: float | None = None) -> ft.Container:
        return ft.Container(width=3, bgcolor=color, height=height, expand=height is None or None)

    gutter = column(
        piece(None if first else HAIR if state == "next" else FIR, top),
        knot(state),
        piece(None if last else FIR if state == "done" else HAIR),
        across=CENTER,
    )
    gutter.width = _GUTTER
    return ft.Row(
        [gutter, ft.Container(content, expand=True)],
        spacing=GAP_12,
        intrinsic_height=True,
        vertical_alignment=STRETCH,
    )
