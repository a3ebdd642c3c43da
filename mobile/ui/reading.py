"""A hook that reads from the phone's store, and reads again when the data may differ."""

from collections.abc import Callable
from typing import Concatenate, ParamSpec, TypeVar

import flet as ft
from sqlalchemy import Connection

from mobile.store.errors import StoreClosed, StoreError
from mobile.ui.components.toast import trouble_toast
from mobile.ui.context import use_phone
from mobile.ui.locale import t

P = ParamSpec("P")
T = TypeVar("T")


def use_reading(function: Callable[Concatenate[Connection, P], T], /, *args: P.args, **kwargs: P.kwargs) -> T | None:
    """Hook: what a function of the store returns; None until it has. Answers that come too late are dropped."""
    view = use_phone()
    nothing: T | None = None
    found, keep = ft.use_state(nothing)
    latest = ft.use_ref(0)

    async def read() -> None:
        mine = latest.current = (latest.current or 0) + 1
        try:
            answer = await view.phone.read(function, *args, **kwargs)
        except StoreClosed:
            return  # the phone is being put away; nobody looks any more
        except StoreError:
            trouble_toast(t("more.unreadable"))
            return
        if mine == latest.current:
            keep(answer)

    ft.use_effect(read, [view.revision, *args, *kwargs.values()])
    return found
