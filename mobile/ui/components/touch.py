"""What a finger can press: the ink, the least size, and the name a screen reader says."""

import inspect
from collections.abc import Awaitable, Callable
from typing import Literal

import flet as ft

from mobile.ui.theme import QUICK, RADIUS_BUTTON

Press = Callable[[], object]
Role = Literal["button", "link"]
Handler = Callable[[], Awaitable[None]]


def answer(press: Press) -> Handler:
    """Handler that also awaits what `press` returns: Flet forgets the coroutine of `lambda: save()`."""

    async def run() -> None:
        outcome = press()
        if inspect.isawaitable(outcome):
            await outcome

    return run


def touchable(
    face: ft.Control,
    press: Press | None,
    *,
    name: str | None = None,
    role: Role = "button",
    ticked: bool | None = None,
    shown: bool | None = None,
    ground: ft.ColorValue | None = None,
    edge: ft.BoxShadow | None = None,
    radius: float = RADIUS_BUTTON,
    padding: ft.PaddingValue = 0,
    width: float | None = None,
    height: float | None = None,
    alignment: ft.Alignment | None = None,
    disabled: bool = False,
) -> ft.Control:
    """One target with one name. With `name`, that is all the reader hears; without, the words on the face are its name.

    `ticked` is for what is chosen or not, `shown` for the page one is on. Nothing under 48 dp: pad a line by 14.
    """
    handler = answer(press) if press is not None and not disabled else None
    body = ft.Container(
        face,
        on_click=handler,
        ink=handler is not None,
        bgcolor=ground,
        shadow=edge,
        border_radius=radius,
        padding=padding,
        width=width,
        height=height,
        alignment=alignment,
        animate=QUICK if ticked is not None else None,
    )
    marks = ft.Semantics(
        content=body,
        label=name,
        button=role != "link" and ticked is None,
        link=role == "link" or None,
        selected=shown,
        checked=ticked,
        container=True,
        exclude_semantics=name is not None,
        on_tap=handler if name is not None else None,
    )
    return marks if name is not None else ft.MergeSemantics(content=marks)
