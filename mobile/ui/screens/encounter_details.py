"""The rest of an encounter: way of meeting, day, hour, duration, place, axes; all filled in already."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from typing import Final

import flet as ft

from mobile.ui.components.buttons import button, choice_chip
from mobile.ui.components.commune_sheet import commune_sheet
from mobile.ui.components.fields import field
from mobile.ui.components.frame import screen, title_bar
from mobile.ui.components.layout import column, grid, pad, space
from mobile.ui.components.lists import listing, section
from mobile.ui.components.picks import choices as pick_one
from mobile.ui.components.picks import day_picker, setting
from mobile.ui.components.text import text
from mobile.ui.components.tiles import tile
from mobile.ui.components.touch import Press, answer
from mobile.ui.context import use_phone
from mobile.ui.forms.visit_form import VisitForm
from mobile.ui.french import clock, day_words
from mobile.ui.locale import t
from mobile.ui.moment import iso_day, local, local_day
from mobile.ui.palette import INK2
from mobile.ui.pictograms import MODES
from mobile.ui.places import commune_name
from mobile.ui.screens.encounter_desk import EncounterDesk
from mobile.ui.screens.encounter_hook import step_to, use_desk
from mobile.ui.session import use_session
from mobile.ui.visit_words import capital, duration_words
from shared.reference.catalog import ListName, choices

_I = ft.Icons
_DURATIONS: Final = (10, 15, 20, 30, 45, 60, 90, 120)
_OLDEST: Final = timedelta(days=3 * 366)


@ft.component
def details_step() -> ft.View:
    """The page."""
    use_session()
    view, desk = use_phone(), use_desk()
    form = desk.form
    asking, ask = ft.use_state("")
    today = local_day(view.phone.clock())
    dialog = _DIALOGS[asking](desk, form, today, lambda: ask("")) if asking and form else None
    ft.use_dialog(dialog)
    done = step_to(desk, desk.steps.note)
    return screen(
        title_bar(t("encounter.details"), back=done),
        pad(*(_how(desk, form) + _when(desk, form, today, ask) + _where(desk, form, ask) + _axes(desk, form)))
        if form
        else None,
        route=ft.use_view_path(),
        foot=button(t("encounter.details.done"), done, "fir", _I.CHECK_ROUNDED),
    )


def _how(desk: EncounterDesk, form: VisitForm) -> list[ft.Control]:
    def choose(**fields: str) -> Press:
        return lambda: desk.change((desk.form or form).changed(**fields))

    modes = [
        tile(sign.words, sign.icon, choose(mode=sign.code), chosen=sign.code == form.mode, size=26) for sign in MODES
    ]
    return [section(t("encounter.how")), grid(modes, 3)]


def _when(desk: EncounterDesk, form: VisitForm, today: date, ask: Callable[[str], object]) -> list[ft.Control]:
    day = iso_day(form.day)
    hour = clock(local(form.started_at)) if form.started_at else t("encounter.no_hour")
    rows = [
        setting(
            t("encounter.day"), capital(day_words(day, today)) if day else "", lambda: ask("day"), _I.EVENT_ROUNDED
        ),
        setting(t("encounter.hour"), hour, lambda: ask("hour"), _I.SCHEDULE_ROUNDED),
    ]
    usual = sorted({*_DURATIONS, *([form.duration] if form.duration else [])})
    options: list[tuple[int | None, str]] = [(minutes, duration_words(minutes)) for minutes in usual]

    def told(minutes: int | None) -> None:
        desk.change((desk.form or form).changed(duration=None if minutes == form.duration else minutes))

    lasted = pick_one(t("encounter.duration"), options, form.duration, told)
    return [section(t("encounter.when")), listing(rows, 52), space(12), lasted]


def _where(desk: EncounterDesk, form: VisitForm, ask: Callable[[str], object]) -> list[ft.Control]:
    def typed(name: str) -> Callable[[str], None]:
        return lambda words: desk.typed((desk.form or form).at_place(**{name: words}))

    words = ft.TextCapitalization.WORDS
    town = commune_name(form.commune) or t("encounter.commune.none")
    return [
        section(t("encounter.where")),
        listing([setting(t("encounter.commune"), town, lambda: ask("commune"), _I.PLACE_ROUNDED)], 52),
        space(12),
        field(t("encounter.hamlet"), form.hamlet, typed("hamlet"), capitals=words),
        space(12),
        field(t("encounter.place"), form.place, typed("place"), hint=t("encounter.place.hint")),
    ]


def _axes(desk: EncounterDesk, form: VisitForm) -> list[ft.Control]:
    lists: tuple[tuple[ListName, str, str], ...] = (
        ("axis", "axes", t("encounter.axes.project")),
        ("transversal", "transversal", t("encounter.axes.transversal")),
        ("attention", "attention", t("encounter.axes.attention")),
    )
    parts: list[ft.Control] = [section(t("encounter.axes"))]
    if not form.own_axes and form.axes and form.needs:
        parts += [text(t("encounter.axes.proposed"), "small", INK2), space(8)]
    for name, held, label in lists:
        chips = [
            choice_chip(choice.short, _axis(desk, form, held, code), chosen=code in getattr(form, held))
            for code, choice in choices(name).items()
        ]
        across = ft.Row(list(chips), spacing=8, run_spacing=8, wrap=True)
        parts += [column(text(label, "label", INK2), across, gap=6), space(12)]
    return parts


def _axis(desk: EncounterDesk, form: VisitForm, held: str, code: str) -> Press:
    def run() -> None:
        now = desk.form or form
        desk.change(now.with_axis(held, code, chosen=code not in getattr(now, held)))

    return run


def _day_dialog(desk: EncounterDesk, form: VisitForm, today: date, closed: Press) -> ft.DialogControl:
    def told(day: date) -> None:
        closed()
        desk.change(on_day(desk.form or form, day))

    return day_picker(iso_day(form.day) or today, told, closed, first=today - _OLDEST, last=today)


def on_day(form: VisitForm, day: date) -> VisitForm:
    """The same encounter on another day, at the same hour where it is known."""
    if form.started_at is None:
        return form.changed(day=day.isoformat())
    hour = local(form.started_at).time()
    return form.changed(day=day.isoformat(), started_at=instant_of(day, hour))


def instant_of(day: date, hour: time) -> int:
    """The instant of an hour of a day where the phone is, in UTC milliseconds."""
    return int(datetime.combine(day, hour).astimezone(UTC).timestamp() * 1000)


def _hour_dialog(desk: EncounterDesk, form: VisitForm, today: date, closed: Press) -> ft.DialogControl:
    async def told(e: "ft.Event[ft.TimePicker]") -> None:
        closed()
        now = desk.form or form
        if e.control.value is not None:
            desk.change(now.changed(started_at=instant_of(iso_day(now.day) or today, e.control.value)))

    at = local(form.started_at).time() if form.started_at else time(9)
    return ft.TimePicker(
        value=time(at.hour, at.minute),
        hour_format=ft.TimePickerHourFormat.H24,
        on_change=told,
        on_dismiss=answer(closed),
    )


def _commune_dialog(desk: EncounterDesk, form: VisitForm, today: date, closed: Press) -> ft.DialogControl:  # noqa: ARG001 - same shape as its sisters
    def told(insee: str) -> None:
        closed()
        desk.change((desk.form or form).at_place(commune=insee))

    return commune_sheet(form.commune, told, closed)


_DIALOGS: Final = {"day": _day_dialog, "hour": _hour_dialog, "commune": _commune_dialog}
