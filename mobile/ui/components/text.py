"""Words and pictograms at the size the reader has asked for."""

from collections.abc import Sequence

import flet as ft

from mobile.ui.palette import HAY_SOFT, INK, INK2, ON_HAY_SOFT
from mobile.ui.session import current_session
from mobile.ui.theme import TYPE, Kind, style

_TITLES: tuple[Kind, ...] = ("display", "title", "ask")


def _size(kind: Kind) -> float | None:
    """Titles grow half as fast as the rest, so that the name of a village is never cut in two."""
    scale = current_session().text_scale
    return TYPE[kind][0] * (1.3 / scale) ** 0.65 if kind in _TITLES and scale > 1.3 else None


def text(
    words: str,
    kind: Kind = "body",
    color: ft.ColorValue = INK,
    *,
    center: bool = False,
    expand: bool = False,
    one_line: bool = False,
) -> ft.Text:
    """Words of a kind. They wrap unless `one_line`, and double at 200 %."""
    return ft.Text(
        words,
        style=style(kind, color, _size(kind)),
        text_align=ft.TextAlign.CENTER if center else ft.TextAlign.START,
        expand=expand or None,
        no_wrap=one_line,
    )


def heading(words: str, kind: Kind = "head", color: ft.ColorValue = INK, *, center: bool = False) -> ft.Semantics:
    """Words a screen reader can jump to."""
    return ft.Semantics(content=text(words, kind, color, center=center), header=True)


def marked(words: str, found: Sequence[tuple[int, int]], kind: Kind = "strong", *, expand: bool = False) -> ft.Text:
    """Words with the pieces `found` (start, end) on hay, so that the eye sees why they matched."""
    lit = style(kind, ON_HAY_SOFT, _size(kind))  # whole: a span does not inherit its typeface
    lit.bgcolor = HAY_SOFT
    spans, at = [], 0
    for start, end in sorted(found):
        spans += [ft.TextSpan(words[at:start]), ft.TextSpan(words[start:end], lit)]
        at = end
    return ft.Text(spans=[*spans, ft.TextSpan(words[at:])], style=style(kind, INK, _size(kind)), expand=expand or None)


def icon(name: ft.IconData, color: ft.ColorValue = INK2, size: float = 24, *, grows: bool = True) -> ft.Icon:
    """A pictogram that follows the text up to one and a half times, unless its frame is fixed."""
    return ft.Icon(name, color=color, size=size * min(current_session().text_scale, 1.5) if grows else size)
