"""What is typed: every field has its name above it and keeps what was typed as typed."""

import inspect
from collections.abc import Callable

import flet as ft

from mobile.ui.components.layout import column
from mobile.ui.components.text import text
from mobile.ui.palette import CARD, FIR, INK, INK2, LINE, ROSE
from mobile.ui.theme import GAP_16, RADIUS_BUTTON, style

Told = Callable[[str], object]


def _typed(told: Told | None) -> Callable[["ft.Event[ft.TextField]"], object] | None:
    if told is None:
        return None

    async def run(e: "ft.Event[ft.TextField]") -> None:
        outcome = told(e.control.value)
        if inspect.isawaitable(outcome):
            await outcome

    return run


def _edge(color: ft.ColorValue, width: float) -> ft.OutlineInputBorder:
    return ft.OutlineInputBorder(side=ft.BorderSide(width, color), border_radius=RADIUS_BUTTON)


def _input(
    value: str,
    told: Told | None,
    *,
    hint: str,
    lines: int = 1,
    keyboard: ft.KeyboardType = ft.KeyboardType.TEXT,
    capitals: ft.TextCapitalization = ft.TextCapitalization.SENTENCES,
    autofocus: bool = False,
    problem: str = "",
    done: Told | None = None,
    prefix: ft.IconData | None = None,
    secret: bool = False,
) -> ft.TextField:
    calm = _edge(ROSE if problem else LINE, 1)
    return ft.TextField(
        value=value,
        on_change=_typed(told),
        on_submit=_typed(done),
        hint_text=hint or None,
        text_style=style("body", INK),
        hint_style=style("body", INK2),
        error=text(problem, "small", ROSE) if problem else None,
        filled=True,
        fill_color=CARD,
        border={ft.ControlState.FOCUSED: _edge(FIR, 2), ft.ControlState.DEFAULT: calm},
        content_padding=GAP_16,
        cursor_color=FIR,
        keyboard_type=ft.KeyboardType.MULTILINE if lines > 1 else keyboard,
        capitalization=capitals,
        multiline=lines > 1,
        min_lines=lines if lines > 1 else None,
        max_lines=lines * 2 if lines > 1 else 1,
        autofocus=autofocus,
        prefix_icon=prefix,
        password=secret,
    )


def field(
    label: str,
    value: str,
    told: Told | None,
    *,
    hint: str = "",
    lines: int = 1,
    keyboard: ft.KeyboardType = ft.KeyboardType.TEXT,
    capitals: ft.TextCapitalization = ft.TextCapitalization.SENTENCES,
    autofocus: bool = False,
    problem: str = "",
    done: Told | None = None,
    secret: bool = False,
) -> ft.Control:
    """A named line, or several. `told` hears every key, `done` the keyboard's own button; `problem` stands below."""
    entry = _input(
        value, told, hint=hint, lines=lines, keyboard=keyboard, capitals=capitals, autofocus=autofocus,
        problem=problem, done=done, secret=secret,
    )  # fmt: skip
    named = ft.Semantics(content=entry, label=label)
    return column(ft.Semantics(content=text(label, "label", INK2), exclude_semantics=True), named, gap=6)


def search_field(value: str, told: Told, hint: str, *, autofocus: bool = False) -> ft.Control:
    """Where a name, a place or a number is looked up as it is typed; the hint is its name."""
    capitals = ft.TextCapitalization.NONE
    entry = _input(value, told, hint=hint, capitals=capitals, autofocus=autofocus, prefix=ft.Icons.SEARCH_ROUNDED)
    return ft.Semantics(content=entry, label=hint)
