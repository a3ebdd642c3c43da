"""A history of encounters, down one thread: tick for who was met, ring for a closed door."""

from collections.abc import Sequence
from datetime import date
from typing import Final

import flet as ft

from mobile.store.visits import VisitLine
from mobile.ui.components.cards import card
from mobile.ui.components.layout import column
from mobile.ui.components.lists import Flag, flag
from mobile.ui.components.navigation import go
from mobile.ui.components.text import text
from mobile.ui.components.thread import thread_down
from mobile.ui.components.touch import touchable
from mobile.ui.french import day_words
from mobile.ui.locale import t
from mobile.ui.moment import iso_day
from mobile.ui.palette import INK2
from mobile.ui.routes import visit
from mobile.ui.theme import GAP_4, GAP_8, GAP_12, GAP_16, RADIUS_BUTTON
from mobile.ui.visit_words import MET, capital, how_words, needs_words

_NOTE_LINES: Final = 4
_I = ft.Icons


def visit_thread(lines: Sequence[VisitLine], today: date) -> ft.Control:
    """Encounters on one card, the latest first; each opens its page."""
    entries = [visit_line(line, today, first=i == 0, last=i == len(lines) - 1) for i, line in enumerate(lines)]
    padding = ft.Padding.only(left=GAP_12, right=GAP_8, top=GAP_12, bottom=GAP_4)
    return card(column(*entries), padding=padding, clip=True)


def visit_line(line: VisitLine, today: date, *, first: bool = False, last: bool = False) -> ft.Control:
    """One encounter: day, how, what about, the beginning of its note, who wrote it, and at most one flag."""
    day = iso_day(line.day)
    when = capital(day_words(day, today)) if day else line.day
    how = how_words(line.mode, line.outcome)
    needs = needs_words(line.needs)
    note = text(line.note)
    note.max_lines, note.overflow = _NOTE_LINES, ft.TextOverflow.ELLIPSIS
    mark = visit_flag(line)
    words = column(
        text(when, "strong"),
        text(
            ", ".join(part for part in (how, t("visit.met", n=line.met) if line.met > 1 else "") if part), "small", INK2
        ),
        text(needs, "label") if needs else None,
        note if line.note else None,
        text(t("visit.by", name=line.author), "small", INK2) if line.author else None,
        flag(mark) if mark else None,
        gap=2,
    )
    spoken = ", ".join(part for part in (when, how, needs, mark.words if mark else "", line.note) if part)
    pressed = touchable(
        words,
        go(visit(line.id)),
        name=spoken,
        radius=RADIUS_BUTTON,
        padding=ft.Padding.only(left=GAP_4, right=GAP_8, top=GAP_4, bottom=GAP_16),
    )
    return thread_down(pressed, "done" if line.outcome == MET else "next", first=first, last=last, top=6)


def visit_flag(line: VisitLine) -> Flag | None:
    """What matters most about an encounter: the coordinator's question, else that it is not sent yet."""
    if line.review == "question":
        return Flag(_I.HELP_ROUNDED, t("visit.question"), "hay")
    return None if line.sent else Flag(_I.CLOUD_UPLOAD_ROUNDED, t("visit.unsent"))
