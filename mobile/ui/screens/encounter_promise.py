"""What is promised at the end of an encounter: one tap for the usual words, one for the day."""

from datetime import date, timedelta
from typing import Final

import flet as ft

from mobile.ui.components.fields import field
from mobile.ui.components.layout import grid, space
from mobile.ui.components.picks import choices as pick_one
from mobile.ui.components.picks import day_picker
from mobile.ui.components.tiles import tile
from mobile.ui.components.touch import Press
from mobile.ui.forms.visit_form import VisitForm
from mobile.ui.french import due_words
from mobile.ui.locale import t
from mobile.ui.moment import iso_day
from mobile.ui.screens.encounter_desk import EncounterDesk
from mobile.ui.visit_words import capital

_I = ft.Icons
_PROMISES: Final = (
    ("encounter.promise.come", _I.EVENT_REPEAT_ROUNDED),
    ("encounter.promise.call", _I.CALL_ROUNDED),
    ("encounter.promise.else", _I.EDIT_ROUNDED),
)
_DAYS_AHEAD: Final = (1, 2, 7, 14)
_FARTHEST: Final = 730  # days
_OTHER: Final = "other"


def promise_parts(desk: EncounterDesk, form: VisitForm, today: date, ask_day: Press) -> list[ft.Control]:
    """Three tiles; once one is chosen, its words and its day. `ask_day` opens the calendar."""
    held = form.promise
    usual = {t(key): key for key, _ in _PROMISES[:2]}
    other = held is not None and held.what not in usual

    def press(key: str) -> Press:
        words = "" if key == _PROMISES[2][0] else t(key)

        def run() -> None:
            now = desk.form or form
            chosen = now.promise is not None and (now.promise.what == words or (not words and other))
            tomorrow = (today + timedelta(days=1)).isoformat()
            due_on = now.promise.due_on if now.promise else tomorrow
            desk.change(now.without_promise() if chosen else now.with_promise(words, due_on))

        return run

    def chosen(key: str) -> bool:
        return other if key == _PROMISES[2][0] else held is not None and held.what == t(key)

    tiles = [tile(t(key), sign, press(key), chosen=chosen(key), size=26) for key, sign in _PROMISES]
    parts: list[ft.Control] = [grid(tiles, 3)]
    if held is None:
        return parts
    if other:
        said = field(
            t("encounter.promise.what"),
            held.what,
            lambda words: desk.typed((desk.form or form).with_promise(words, held.due_on)),
            hint=t("encounter.promise.hint"),
        )
        parts += [space(12), said]
    return [*parts, space(12), _due(desk, form, today, ask_day)]


def _due(desk: EncounterDesk, form: VisitForm, today: date, ask_day: Press) -> ft.Control:
    """For when: four near days, any other, or none."""
    held = form.promise.due_on if form.promise else ""
    days = [today + timedelta(days=n) for n in _DAYS_AHEAD]
    options = [(day.isoformat(), capital(due_words(day, today))) for day in days]
    own = iso_day(held)
    if own and own not in days:
        options.append((held, capital(due_words(own, today))))

    def told(day: str) -> None:
        now = desk.form or form
        if day == _OTHER:
            ask_day()
        elif now.promise:
            desk.change(now.with_promise(now.promise.what, day))

    return pick_one(
        t("encounter.promise.when"),
        [*options, ("", t("encounter.promise.no_day")), (_OTHER, t("encounter.promise.other_day"))],
        held,
        told,
    )


def due_picker(desk: EncounterDesk, form: VisitForm, today: date, closed: Press) -> ft.DatePicker:
    """The calendar, from today on."""

    def told(day: date) -> None:
        closed()
        now = desk.form or form
        if now.promise:
            desk.change(now.with_promise(now.promise.what, day.isoformat()))

    held = iso_day(form.promise.due_on) if form.promise else None
    return day_picker(held or today, told, closed, first=today, last=today + timedelta(days=_FARTHEST))
