"""Columns, lines and grids that fold when the text is large."""

from collections.abc import Sequence

import flet as ft

from mobile.ui.session import current_session
from mobile.ui.theme import GAP_4, GAP_8, MARGIN

Maybe = ft.Control | None
START, CENTER, STRETCH = ft.CrossAxisAlignment.START, ft.CrossAxisAlignment.CENTER, ft.CrossAxisAlignment.STRETCH

_HAIR = 2  # what scrolls is clipped, and hairlines lie outside their controls


def large_text() -> bool:
    """Whether words need a whole line each."""
    return current_session().large_text


def column(
    *controls: Maybe,
    gap: float = 0,
    across: ft.CrossAxisAlignment = STRETCH,
    along: ft.MainAxisAlignment = ft.MainAxisAlignment.START,
    expand: bool = False,
    tight: bool = False,
) -> ft.Column:
    """Controls under each other; `None` among them is left out."""
    return ft.Column(
        [c for c in controls if c is not None],
        spacing=gap,
        horizontal_alignment=across,
        alignment=along,
        expand=expand or None,
        tight=tight,
    )


def line(
    *controls: Maybe,
    gap: float = GAP_8,
    across: ft.CrossAxisAlignment = CENTER,
    along: ft.MainAxisAlignment = ft.MainAxisAlignment.START,
    wrap: bool = False,
    tight: bool = False,
    expand: bool = False,
) -> ft.Row:
    """Controls beside each other; `wrap` only where none of them expands."""
    return ft.Row(
        [c for c in controls if c is not None],
        spacing=gap,
        vertical_alignment=across,
        alignment=along,
        wrap=wrap,
        run_spacing=GAP_4,
        tight=tight,
        expand=expand or None,
    )


def space(height: float = MARGIN) -> ft.Container:
    """Room between two things."""
    return ft.Container(height=height)


def fill(control: ft.Control) -> ft.Container:
    """Lets a control take the room that is left in its line."""
    return ft.Container(control, expand=True)


def pad(*controls: Maybe, gap: float = 0) -> ft.Container:
    """A column within the page's margins."""
    return ft.Container(column(*controls, gap=gap), padding=ft.Padding.symmetric(horizontal=MARGIN))


def grid(cells: Sequence[ft.Control], columns: int, gutter: float = GAP_8) -> ft.Column:
    """Equal cells, equal heights in a line; one column when the text is large."""
    columns = 1 if large_text() else columns
    lines = []
    for i in range(0, len(cells), columns):
        row = [ft.Container(cell, expand=1) for cell in cells[i : i + columns]]
        row += [ft.Container(expand=1) for _ in range(columns - len(row))]
        lines.append(ft.Row(list(row), spacing=gutter, intrinsic_height=True, vertical_alignment=STRETCH))
    return ft.Column(list(lines), spacing=gutter)


def sideways(*controls: ft.Control) -> ft.Row:
    """A line that scrolls sideways, from the margin to the very edge of the screen."""
    edge = ft.Container(width=MARGIN - GAP_8)
    whole = [ft.Container(control, padding=ft.Padding.symmetric(vertical=_HAIR)) for control in controls]
    return ft.Row([edge, *whole, edge], spacing=GAP_8, scroll=ft.ScrollMode.HIDDEN)
