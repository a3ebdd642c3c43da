"""The phone that a page shows: handed to screens by a hook, which draws them anew when its data or status changes."""

import contextvars
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final, cast

import flet as ft

from mobile.phone import Phone

_KEY: Final = "veillee.phone"


@dataclass(eq=False)
class PhoneView(ft.Observable):
    """What a page observes: `revision` rises when the data may differ, `beat` at every change of status too."""

    phone: Phone = field(repr=False)
    revision: int = 0
    beat: int = 0


def attach(page: ft.Page, phone: Phone) -> Callable[[], None]:
    """Show a phone on a page, until the page is closed; return what stops it earlier."""
    view = PhoneView(phone, phone.revision)
    page.session.store.set(_KEY, view)

    async def follow() -> None:
        view.revision = phone.revision
        view.beat += 1

    def changed() -> None:
        if page.session.connection:  # else the browser is away, and `on_connect` catches up
            # Flet keeps the page in a context variable and sets it for good: a copy keeps other pages' tasks out.
            contextvars.copy_context().run(page.run_task, follow)

    stop = phone.watch(changed)
    page.on_connect = lambda _: changed()
    page.on_close = lambda _: stop()
    return stop


def phone_of(page: ft.Page) -> Phone:
    """Return the phone that a page shows."""
    return cast("PhoneView", page.session.store.get(_KEY)).phone


def use_phone() -> PhoneView:
    """Hook: the phone of this page; read again what depends on `revision` in an effect."""
    view, _ = ft.use_state(cast("PhoneView", ft.context.page.session.store.get(_KEY)))
    return view
