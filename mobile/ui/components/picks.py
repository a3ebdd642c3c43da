"""What is picked, switched or counted without typing."""

import inspect
from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import Final, TypeVar

import flet as ft

from mobile.ui.components.buttons import choice_chip
from mobile.ui.components.layout import column, large_text, line
from mobile.ui.components.text import icon, text
from mobile.ui.components.touch import Press, answer, touchable
from mobile.ui.locale import t
from mobile.ui.palette import FIR, INK2, SUNK
from mobile.ui.session import current_session
from mobile.ui.theme import GAP_4, GAP_8, GAP_16, TOUCH

Value = TypeVar("Value")
_KNOB: Final = 52


def choices(
    label: str, options: Sequence[tuple[Value, str]], chosen: Value | None, told: Callable[[Value], object]
) -> ft.Control:
    """One of a few, all in sight: chips rather than a menu that hides them."""

    def pick(value: Value) -> Press:
        return lambda: told(value)

    chips = [choice_chip(words, pick(value), chosen=value == chosen) for value, words in options]
    across = ft.Row(list(chips), spacing=GAP_8, run_spacing=GAP_8, wrap=True)
    return column(text(label, "label", INK2), across, gap=6)


def switch_row(
    title: str, quiet: str, on: bool, told: Callable[[bool], object], pictogram: ft.Control | None = None
) -> ft.Control:
    """Yes or no as a line of a list; the whole line is the target."""
    knob = ft.Container(ft.Switch(value=on), ignore_interactions=True)
    words = column(text(title, "strong"), text(quiet, "small", INK2) if quiet else None, gap=2, expand=True)
    face = line(pictogram, words, knob, gap=12)
    name = f"{title}, {quiet}" if quiet else title
    return touchable(face, lambda: told(not on), name=name, ticked=on, radius=0, padding=GAP_16)


def stepper(label: str, value: int, told: Callable[[int], object]) -> ft.Control:
    """How many, by ones: the two knobs are large and say what they do."""

    def knob(pictogram: ft.IconData, name: str, to: int) -> ft.Control:
        return touchable(
            icon(pictogram, FIR, 26, grows=False),
            lambda: told(to),
            name=name,
            ground=SUNK,
            width=_KNOB,
            height=_KNOB,
            alignment=ft.Alignment.CENTER,
        )

    number = ft.Container(
        text(str(value), "head"), width=40 * current_session().text_scale ** 0.6, alignment=ft.Alignment.CENTER
    )
    less = knob(ft.Icons.REMOVE_ROUNDED, t("stepper.less", what=label), max(0, value - 1))
    more = knob(ft.Icons.ADD_ROUNDED, t("stepper.more", what=label), value + 1)
    knobs = line(less, number, more, tight=True)
    word = text(label, "strong", expand=not large_text())
    return ft.Container(
        column(word, knobs, gap=GAP_8) if large_text() else line(word, knobs),
        padding=ft.Padding.only(left=GAP_16, right=GAP_8, top=GAP_8, bottom=GAP_8),
    )


def setting(label: str, value: str, press: Press, pictogram: ft.IconData) -> ft.Control:
    """Something already filled in from last time, which opens when pressed: place, way of meeting, axes, day."""
    end = icon(ft.Icons.CHEVRON_RIGHT_ROUNDED, INK2)
    lead = ft.Container(icon(pictogram, FIR, 24), width=TOUCH / 2 + GAP_4)
    words = column(text(label, "small", INK2), text(value, "strong"), gap=2, expand=True)
    return touchable(
        line(lead, words, end, gap=12), press, radius=0, padding=ft.Padding.symmetric(horizontal=GAP_16, vertical=12)
    )


def day_picker(day: date, told: Callable[[date], object], closed: Press, *, first: date, last: date) -> ft.DatePicker:
    """For `ft.use_dialog`: the system's calendar. Both callbacks must clear what opened it, or it comes back."""

    async def picked(e: "ft.Event[ft.DatePicker]") -> None:
        value = e.control.value
        if value is None:
            return
        # Flet hands midnight of the phone's own time as an instant in UTC.
        outcome = told(value.astimezone().date() if isinstance(value, datetime) else value)
        if inspect.isawaitable(outcome):
            await outcome

    return ft.DatePicker(value=day, first_date=first, last_date=last, on_change=picked, on_dismiss=answer(closed))
