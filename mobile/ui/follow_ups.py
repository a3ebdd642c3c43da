"""Something promised, as a line that one press ticks, with the way back."""

from datetime import date

import flet as ft

from mobile.phone import Phone
from mobile.store.people import FollowUpLine
from mobile.store.records import Patch
from mobile.ui.components.buttons import icon_button
from mobile.ui.components.lists import Flag, flag, row
from mobile.ui.components.navigation import go
from mobile.ui.components.text import text
from mobile.ui.french import due_words
from mobile.ui.links import call
from mobile.ui.locale import t
from mobile.ui.moment import iso_day
from mobile.ui.palette import INK2, LINE
from mobile.ui.routes import person
from mobile.ui.saving import keep

_I = ft.Icons
INDENT = 64  # where the words start, after the tick


def follow_up_row(phone: Phone, promise: FollowUpLine, today: date, *, named: bool = True) -> ft.Control:
    """One promise: what, to whom, by when; a press on its words opens the person, one on its ring says it is done."""
    words = promise.what or t("today.promise")
    tick = icon_button(
        _I.RADIO_BUTTON_UNCHECKED_ROUNDED,
        t("today.done.name", what=words),
        lambda: settle(phone, promise),
        LINE,
        ticked=False,
    )
    mark = due_flag(promise.due_on, today)
    who = text(promise.person_name, "small", INK2) if named and promise.person_name else None
    low: list[ft.Control] = [part for part in (who, flag(mark) if mark else None) if part is not None]
    extra = ft.Row(low, spacing=12, run_spacing=0, wrap=True) if low else None
    ring = icon_button(_I.CALL_ROUNDED, t("today.call", who=promise.person_name), call(promise.number))
    body = row(
        None,
        words,
        extra=extra,
        press=go(person(promise.person_id)) if named and promise.person_id else None,
        trail=ring if promise.number and named else None,
        inset=0,
    )
    return ft.Row([ft.Container(tick, padding=ft.Padding.only(left=4, right=12)), ft.Container(body, expand=True)],
                  spacing=0)  # fmt: skip


def due_flag(due_on: str, today: date) -> Flag | None:
    """When it was promised for: late says so in words, not by its colour alone."""
    day = iso_day(due_on)
    if day is None:
        return None
    if day < today:
        return Flag(_I.ERROR_ROUNDED, t("today.promised", when=due_words(day, today)), "rose")
    return Flag(_I.EVENT_ROUNDED, due_words(day, today), "slate")


async def settle(phone: Phone, promise: FollowUpLine) -> None:
    """Keep that a promise is fulfilled."""
    worker = phone.identity.worker_id if phone.identity else ""
    done = Patch("follow_up", promise.id, {"done_at": phone.clock(), "done_by": worker})
    await keep(phone, [done], t("today.done"))
