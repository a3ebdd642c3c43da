"""What waits on this phone, in words, why it waits, and the button that helps."""

from typing import Final

import flet as ft
from sqlalchemy import Connection

from mobile.store.waiting import WaitingLine, refused_lines, waiting_lines
from mobile.sync.status import SyncStatus
from mobile.ui.components.buttons import button
from mobile.ui.components.cards import note_card
from mobile.ui.components.frame import screen, title_bar
from mobile.ui.components.layout import column, large_text, pad, space
from mobile.ui.components.lists import disc, listing, row, section
from mobile.ui.components.navigation import go
from mobile.ui.components.scene import empty
from mobile.ui.components.text import text
from mobile.ui.context import PhoneView, use_phone
from mobile.ui.french import clock, day_words
from mobile.ui.locale import t
from mobile.ui.moment import local, local_day
from mobile.ui.origin import return_to_origin
from mobile.ui.palette import INK2
from mobile.ui.reading import use_reading
from mobile.ui.routes import WAITING, WELCOME
from mobile.ui.session import use_session
from mobile.ui.waiting_words import address_of, reason_of, sign_of, title_of, when_and_where

_I = ft.Icons
_MINUTE_MS: Final = 60_000
Lines = tuple[list[WaitingLine], list[WaitingLine]]


def read_lines(connection: Connection, counts: tuple[int, int]) -> Lines:
    """What waits, and what was refused; `counts` only say when to read again."""
    del counts
    return waiting_lines(connection), refused_lines(connection)


@ft.component
def waiting_screen() -> ft.View:
    """The page."""
    use_session()
    view = use_phone()
    status = view.phone.status
    lines = use_reading(read_lines, (status.waiting, status.refused))
    waiting, refused = lines or ([], [])
    now = view.phone.clock()
    title = t("waiting.title", n=status.waiting) if status.waiting else t("waiting.title.none")
    parts: list[ft.Control] = [*_why(status)]
    if waiting:
        parts += [listing([_line(line, now) for line in waiting]), space(12)]
    if refused:
        parts += [section(t("waiting.refused")), *(_refused(view, line, now) for line in refused)]
    all_sent = lines is not None and not (waiting or refused or status.trouble or status.clock_is_wrong)
    return screen(
        title_bar(title, back=return_to_origin),
        _all_sent(status, now) if all_sent else pad(*parts),
        route=WAITING,
        foot=_foot(view, status),
    )


def _why(status: SyncStatus) -> list[ft.Control]:
    """Why something waits, in one friendly sentence each."""
    cards: list[ft.Control] = []
    if status.trouble:
        again = button(t("waiting.link"), go(WELCOME), "card", _I.LINK_ROUNDED)
        cards.append(note_card(_I.ERROR_ROUNDED, t("waiting.trouble"), status.trouble, "rose", again))
    elif not status.reachable:
        cards.append(note_card(_I.CLOUD_OFF_ROUNDED, t("waiting.offline"), t("waiting.offline.words"), "slate"))
    elif status.waiting:
        cards.append(note_card(_I.CLOUD_UPLOAD_ROUNDED, t("waiting.soon"), t("waiting.soon.words"), "slate"))
    if status.clock_is_wrong:
        off = abs(status.clock_off_ms) // _MINUTE_MS
        key = "waiting.clock.late" if status.clock_off_ms > 0 else "waiting.clock.early"
        told = t("waiting.clock.words", gap=t(key, gap=_gap_words(off)))
        cards.append(note_card(_I.MORE_TIME_ROUNDED, t("waiting.clock"), told))
    return [part for card in cards for part in (card, space(12))]


def _gap_words(minutes: int) -> str:
    hours, days = minutes // 60, minutes // (24 * 60)
    if days > 1:
        return t("waiting.gap.days", n=days)
    return t("waiting.gap.hours", n=hours) if hours > 1 else t("waiting.gap.minutes", n=minutes)


def _line(line: WaitingLine, now: int) -> ft.Control:
    address = address_of(line)
    press = go(address) if address else None
    return row(disc(sign_of(line)), title_of(line), when_and_where(line, now), press=press)


def _refused(view: PhoneView, line: WaitingLine, now: int) -> ft.Control:
    """One tap that the server did not take: what, when, why, and the two things one can do."""
    address = address_of(line)
    acts = column(
        button(t("waiting.open"), go(address), "card", _I.EDIT_ROUNDED) if address else None,
        button(t("waiting.let_go"), lambda: view.phone.let_go(line.action), "card", _I.DONE_ROUNDED),
        gap=8,
    )
    told = f"{when_and_where(line, now)}\n{reason_of(line)}"
    return ft.Container(note_card(_I.ERROR_ROUNDED, title_of(line), told, "rose", acts),
                        padding=ft.Padding.only(bottom=12))  # fmt: skip


def _all_sent(status: SyncStatus, now: int) -> ft.Control:
    if not status.in_step_at:
        return empty(t("waiting.none"), t("waiting.never"))
    at = local(status.in_step_at)
    when = clock(at) if at.date() == local_day(now) else day_words(at.date(), local_day(now))
    return empty(t("waiting.none"), t("waiting.none.words", when=when))


def _foot(view: PhoneView, status: SyncStatus) -> ft.Control:
    words = t("waiting.trying") if status.busy else t("waiting.try")
    last = None if large_text() else text(t("waiting.kept"), "small", INK2, center=True)
    act = button(words, view.phone.scheduler.run_now, "tonal", _I.REFRESH_ROUNDED, disabled=status.busy)
    return column(act, last, gap=8)
