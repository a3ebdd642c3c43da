"""The scene: firs of the Bois Noirs and one lit window, drawn in code. On the first page, the lock, and empty pages."""

import math
from typing import Final

import flet as ft
import flet.canvas as cv

from mobile.ui.components.buttons import button
from mobile.ui.components.layout import column, space
from mobile.ui.components.text import heading, text
from mobile.ui.components.touch import Press
from mobile.ui.palette import INK2, LAMP, NIGHT, NIGHT2, PAPER
from mobile.ui.session import current_session
from mobile.ui.theme import GAP_8, GAP_12, GAP_16, MARGIN, RADIUS_SHEET

Point = tuple[float, float]
_STARS: Final = ((0.12, 0.1), (0.3, 0.22), (0.52, 0.06), (0.68, 0.2), (0.86, 0.12), (0.94, 0.3))
_FIRS: Final = (
    0.03, 0.055, 0.075, 0.1, 0.12, 0.15, 0.3, 0.325, 0.345, 0.56, 0.58, 0.605, 0.84, 0.86, 0.885, 0.91, 0.93, 0.96,
)  # fmt: skip
_WALLS: Final = ((-1.5, -1.3), (0, -2.7), (1.5, -1.3), (1.2, -1.3), (1.2, 1), (-1.2, 1), (-1.2, -1.3))
_STEPS: Final = 24


def _shape(points: list[Point], color: ft.ColorValue) -> cv.Path:
    lines = [cv.Path.LineTo(x, y) for x, y in points[1:]]
    return cv.Path([cv.Path.MoveTo(*points[0]), *lines, cv.Path.Close()], ft.Paint(color=color))


def _hill(width: float, base: float, height: float, waves: float, phase: float) -> list[Point]:
    def level(i: int) -> float:
        angle = math.pi * waves * i / _STEPS
        return base - height * (0.6 * math.sin(angle + phase) + 0.4 * math.sin(2.3 * angle + phase * 2))

    return [(width * i / _STEPS, level(i)) for i in range(_STEPS + 1)]


def _firs(width: float, height: float, ridge: list[Point]) -> list[cv.Shape]:
    tiers = ((2.9, 1.2, 0.5), (2.0, 0.0, 0.7))  # top, foot and half width of each tier of branches
    drawn: list[cv.Shape] = []
    for i, place in enumerate(_FIRS):
        x, y = width * place, ridge[int(_STEPS * place)][1] + height * 0.06
        unit = height * (0.075 + 0.035 * (i * 7 % 5) / 4)
        for top, foot, half in tiers:
            tree = [(x, y - top * unit), (x + half * unit, y - foot * unit), (x - half * unit, y - foot * unit)]
            drawn.append(_shape(tree, NIGHT2))
    return drawn


def _house(x: float, y: float, unit: float) -> list[cv.Shape]:
    window = cv.Rect(x - 0.35 * unit, y - 1.15 * unit, 0.8 * unit, 0.9 * unit, 1, ft.Paint(color=LAMP))
    return [_shape([(x + a * unit, y + b * unit) for a, b in _WALLS], PAPER), window]


def stars(width: float, height: float) -> list[cv.Shape]:
    """A few stars for the top of a night."""
    return [cv.Circle(width * x, height * y, 1.4, ft.Paint(color="#B3FFD873")) for x, y in _STARS]  # AARRGGBB


def valley(width: float, height: float, *, starry: bool = False) -> ft.Control:
    """Two ridges, firs and a house at home in the front one; its foot is paper, so the page goes on below."""
    back = _hill(width, height * 0.62, height * 0.16, 2.2, 2.2)
    front = _hill(width, height * 0.86, height * 0.1, 1.5, 4.2)
    shapes = [
        *(stars(width, height) if starry else []),
        *_firs(width, height, back),
        _shape([(0, height), *back, (width, height)], NIGHT2),
        *_house(width * 0.72, front[17][1] + 3, height * 0.1),
        _shape([(0, height), *front, (width, height)], PAPER),
    ]
    return ft.Semantics(content=cv.Canvas(list(shapes), width=width, height=height), exclude_semantics=True)


def hero(*controls: ft.Control | None, gap: float = GAP_12) -> ft.Container:
    """What is now, on night green above the valley: the top of the first page."""
    session = current_session()
    words = ft.Container(
        column(*controls, gap=gap), padding=ft.Padding.only(left=MARGIN, right=MARGIN, top=GAP_12, bottom=GAP_8)
    )
    return ft.Container(column(words, valley(session.width, 56 if session.low else 76)), bgcolor=NIGHT)


def empty(title: str, words: str, action: str = "", press: Press | None = None) -> ft.Container:
    """Never a blank page: the valley, one sentence that helps, one thing to do."""
    session = current_session()
    picture = ft.Container(
        valley(session.width - 2 * MARGIN, 110 if session.low else 170, starry=True),
        bgcolor=NIGHT,
        clip_behavior=ft.ClipBehavior.ANTI_ALIAS,
        border_radius=ft.BorderRadius.only(top_left=RADIUS_SHEET, top_right=RADIUS_SHEET),
    )
    told = column(
        picture,
        space(GAP_12),
        heading(title, "title", center=True),
        space(GAP_8),
        text(words, "body", INK2, center=True),
        space(GAP_16),
        button(action, press) if action and press else None,
    )
    return ft.Container(told, padding=ft.Padding.symmetric(horizontal=MARGIN))
