"""The badge as the phone's status feeds it; a press shows what waits."""

from datetime import date
from typing import Final

import flet as ft

from mobile.sync.status import Kind, SyncStatus
from mobile.ui.components.badge import Badge, BadgeState, badge
from mobile.ui.context import PhoneView
from mobile.ui.french import clock, day_words
from mobile.ui.locale import t
from mobile.ui.moment import local, local_day
from mobile.ui.origin import remember_origin
from mobile.ui.routes import WAITING

_FACES: Final[dict[Kind, BadgeState]] = {
    "in_step": "current",
    "waiting": "waiting",
    "offline": "offline",
    "check": "check",
}


def badge_of(status: SyncStatus, today: date) -> Badge:
    """What the badge says, in three words at most."""
    if status.kind == "offline" and status.busy:
        return Badge("waiting", t("badge.first"))
    return Badge(_FACES[status.kind], _words(status, today))


def _words(status: SyncStatus, today: date) -> str:
    if status.kind == "waiting":
        return t("badge.waiting", n=status.waiting)
    if status.kind == "in_step":
        at = local(status.in_step_at)
        when = clock(at) if at.date() == today else day_words(at.date(), today)
        return t("badge.in_step", when=when)
    return t("badge.check") if status.kind == "check" else t("badge.offline")


def sync_badge(view: PhoneView, *, night: bool = False) -> ft.Control:
    """The badge of this page's phone."""
    told = badge_of(view.phone.status, local_day(view.phone.clock()))
    return badge(told, show_waiting, night=night)


def show_waiting() -> None:
    """Show what waits, and remember the page to come back to."""
    remember_origin()
    ft.context.page.navigate(WAITING)
