"""The first page: what was promised, what the coordinator asks, what today already holds, who has been waiting."""

from datetime import date
from typing import Final

import flet as ft

from mobile.store.today import Question, QuietVillage, Today, read_today
from mobile.store.visits import VisitLine
from mobile.ui.components.buttons import button
from mobile.ui.components.cards import card, place_card
from mobile.ui.components.frame import screen
from mobile.ui.components.layout import column, large_text, line, pad, sideways, space
from mobile.ui.components.lists import disc, listing, row, section
from mobile.ui.components.navigation import go
from mobile.ui.components.scene import hero
from mobile.ui.components.text import heading, text
from mobile.ui.context import PhoneView, use_phone
from mobile.ui.follow_ups import INDENT, follow_up_row
from mobile.ui.french import calendar_day, clock, lapse
from mobile.ui.locale import t, typeset
from mobile.ui.moment import iso_day, local, local_day, when_words
from mobile.ui.palette import INK2, LAMP, ON_NIGHT
from mobile.ui.people_search import search_for
from mobile.ui.pictograms import MODES, OUTCOMES
from mobile.ui.reading import use_reading
from mobile.ui.routes import ENCOUNTER, TODAY, visit
from mobile.ui.session import use_session
from mobile.ui.sync_badge import sync_badge

_I = ft.Icons
_EVENING: Final = 18
_QUIET_DAYS: Final = 14
_MODES: Final = {mode.code: mode for mode in MODES}
_OUTCOMES: Final = {outcome.code: outcome for outcome in OUTCOMES}


@ft.component
def today_screen() -> ft.View:
    """The page."""
    session = use_session()
    view = use_phone()
    now = view.phone.clock()
    day = local_day(now)
    told = use_reading(read_today, day.isoformat())
    return screen(
        _head(view, day, told, brief=session.low and session.large_text),
        *(_body(view, told, day, now) if told else ()),
        route=TODAY,
        here=TODAY,
        can_pop=True,
    )


def _head(view: PhoneView, day: date, told: Today | None, *, brief: bool) -> ft.Control:
    """Date, badge, name, and the day in a sentence, which goes where it would fill a low screen."""
    apart = ft.MainAxisAlignment.SPACE_BETWEEN
    top = line(text(calendar_day(day, day), "label", ON_NIGHT), sync_badge(view, night=True), along=apart,
               wrap=large_text())  # fmt: skip
    hello = t("today.evening") if local(view.phone.clock()).hour >= _EVENING else t("today.hello")
    name = told.worker.split(" ")[0] if told else ""
    words = column(
        text(hello, "label", LAMP) if name else None,
        heading(name or hello, "display", ON_NIGHT),
        text(summary(told), "body", ON_NIGHT) if told and not brief else None,
        gap=2,
    )
    return hero(top, words)


def summary(told: Today) -> str:
    """The day in one sentence."""
    parts = [
        t("today.sum.follow_ups", n=len(told.follow_ups)) if told.follow_ups else "",
        t("today.sum.questions", n=len(told.questions)) if told.questions else "",
        t("today.sum.visits", n=len(told.visits)) if told.visits else "",
    ]
    return ", ".join(part for part in parts if part) or t("today.sum.nothing")


def _body(view: PhoneView, told: Today, day: date, now: int) -> list[ft.Control]:
    parts: list[ft.Control] = []
    if told.questions:
        asked = [_question(question, now) for question in told.questions]
        parts.append(pad(section(t("today.questions")), listing(asked)))
    if told.follow_ups:
        promises = [follow_up_row(view.phone, promise, day) for promise in told.follow_ups]
        parts.append(pad(section(t("today.follow_ups")), listing(promises, INDENT)))
    if told.visits:
        met = [_visit(line_, told.who.get(line_.id, "")) for line_ in told.visits]
        parts.append(pad(section(t("today.visits")), listing(met)))
    if not parts:
        parts.append(_nothing(view))
    quiet = quiet_villages(told.villages, day)
    if quiet:
        parts.append(pad(section(t("today.villages"))))
        parts.append(sideways(*[_village(village, day) for village in quiet]))
    return [*parts, space()]


def _question(question: Question, now: int) -> ft.Control:
    quiet = t("today.asked", who=question.author, when=when_words(question.asked_at, now))
    return row(disc(_I.FORUM_ROUNDED, "hay"), typeset(question.text), quiet, press=go(visit(question.visit_id)))


def _visit(met: VisitLine, who: str) -> ft.Control:
    mode, outcome = _MODES.get(met.mode), _OUTCOMES.get(met.outcome)
    title = who or t("today.met", n=met.met)
    at = clock(local(met.started_at)) if met.started_at else ""
    kind = mode.words if met.outcome == "met" and mode else outcome.words if outcome else ""
    quiet = ", ".join(part for part in (at, kind) if part)
    sign = (mode if met.outcome == "met" else outcome) or MODES[0]
    return row(disc(sign.icon, "fir" if met.outcome == "met" else "slate"), title, quiet, press=go(visit(met.id)))


def quiet_villages(villages: tuple[QuietVillage, ...], today: date) -> list[QuietVillage]:
    """Those where nobody was met for two weeks or more, the longest first."""
    return [
        village
        for village in villages
        if (day := iso_day(village.last_day)) is None or (today - day).days >= _QUIET_DAYS
    ]


def _village(village: QuietVillage, today: date) -> ft.Control:
    return place_card(village.name, lapse(iso_day(village.last_day), today), search_for(village.name))


def _nothing(view: PhoneView) -> ft.Control:
    """One sentence that helps and one thing to do; while the first records arrive, that is what it says."""
    arriving = view.phone.status.busy and not view.phone.status.in_step_at
    words = t("today.arriving") if arriving else t("today.nothing")
    told = column(
        text(words, "body", INK2), space(12), button(t("today.first"), go(ENCOUNTER), "tonal", _I.ADD_ROUNDED)
    )
    return pad(section(t("today.calm")), card(told))
