"""Last step of an encounter, and the page where one is corrected: note, promise, urgency, the rest behind one line."""

from datetime import date

import flet as ft

from mobile.ui.components.buttons import button, choice_chip
from mobile.ui.components.cards import note_card
from mobile.ui.components.fields import Told, field
from mobile.ui.components.frame import screen, step_bar, title_bar
from mobile.ui.components.layout import column, large_text, line, pad, space
from mobile.ui.components.lists import listing, section
from mobile.ui.components.picks import choices as pick_one
from mobile.ui.components.picks import switch_row
from mobile.ui.components.scene import empty
from mobile.ui.components.sheet import sheet
from mobile.ui.components.text import icon, text
from mobile.ui.components.touch import Press
from mobile.ui.context import use_phone
from mobile.ui.forms.visit_form import NeedEntry, VisitForm
from mobile.ui.locale import t
from mobile.ui.moment import local_day
from mobile.ui.palette import INK2, ROSE
from mobile.ui.pictograms import OUTCOMES, URGENCIES, need_pictogram
from mobile.ui.screens.encounter_desk import EncounterDesk
from mobile.ui.screens.encounter_hook import use_desk
from mobile.ui.screens.encounter_promise import due_picker, promise_parts
from mobile.ui.screens.encounter_settings import settings
from mobile.ui.screens.encounter_who import chosen_words
from mobile.ui.session import use_session
from mobile.ui.visit_words import need_short, need_words

_I = ft.Icons


@ft.component
def note_step() -> ft.View:
    """The page."""
    use_session()
    view, desk = use_phone(), use_desk()
    form, route = desk.form, ft.use_view_path()
    asked, ask_urgency = ft.use_state("")
    picking, set_picking = ft.use_state(False)
    today = local_day(view.phone.clock())
    need = next((need for need in form.needs if need.code == asked), None) if form else None
    dialog: ft.DialogControl | None = None
    if form and need:
        dialog = _urgency_sheet(desk, form, need, lambda: ask_urgency(""))
    elif form and form.promise and picking:
        dialog = due_picker(desk, form, today, lambda: set_picking(False))
    ft.use_dialog(dialog)
    corrected = bool(desk.visit_id)

    async def leave(_: object = None) -> None:
        await (desk.leave() if corrected else desk.step(desk.steps.needs))

    if corrected and desk.beginning is not None and form is None:
        return _unknown(leave, route)
    bar = title_bar(t("encounter.correct"), back=leave) if corrected else _bar(desk, form, leave)
    parts = _parts(desk, form, today, ask_urgency, lambda: set_picking(True)) if form else []
    return screen(
        bar,
        pad(*parts),
        route=route,
        foot=column(button(t("encounter.save"), desk.save, "fir", _I.CHECK_ROUNDED), _kept(), gap=8),
        can_pop=not corrected,
        on_confirm_pop=leave,
    )


def _bar(desk: EncounterDesk, form: VisitForm | None, leave: Press) -> ft.Control:
    who = chosen_words(desk, form) if form and form.people else ""
    return step_bar(2, 3, t("encounter.note"), leave, quiet=who, pictogram=_I.PERSON_ROUNDED)


def _unknown(leave: Press, route: str) -> ft.View:
    gone = empty(t("visit.unknown"), t("visit.unknown.words"), t("nav.back"), leave)
    return screen(title_bar("", back=leave), gone, route=route, encounter=False)


def _kept() -> ft.Control | None:
    if large_text():
        return None  # the note needs the room
    words = text(t("encounter.kept"), "small", INK2)
    return line(icon(_I.LOCK_ROUNDED, INK2, 18), words, gap=6, along=ft.MainAxisAlignment.CENTER, wrap=True)


def _parts(desk: EncounterDesk, form: VisitForm, today: date, ask_urgency: Told, ask_day: Press) -> list[ft.Control]:
    note = field(
        t("encounter.note.label"),
        form.note,
        lambda words: desk.typed((desk.form or form).with_note(words)),
        hint=t("encounter.note.hint"),
        lines=4,
    )
    outcome = pick_one(
        t("encounter.outcome"),
        [(sign.code, sign.words) for sign in OUTCOMES],
        form.outcome,
        lambda code: desk.change((desk.form or form).changed(outcome=code)),
    )
    urgent = switch_row(
        t("encounter.urgent"),
        t("encounter.urgent.words"),
        form.urgent,
        lambda on: desk.change((desk.form or form).all_urgent(urgent=on)),
        icon(_I.PRIORITY_HIGH_ROUNDED, ROSE),
    )
    rest = listing(settings(desk, form, today), 52)
    return [
        *_warnings(desk),
        *([rest, space(12)] if desk.visit_id else []),
        *_needs(form, ask_urgency),
        note,
        space(12),
        outcome,
        section(t("encounter.promise")),
        *promise_parts(desk, form, today, ask_day),
        space(12),
        *([listing([urgent]), space(12)] if form.needs else []),
        *([] if desk.visit_id else [rest]),
    ]


def _warnings(desk: EncounterDesk) -> list[ft.Control]:
    """What the store or the form refuses, in words; and changes found again after the app was killed."""
    told: list[ft.Control] = []
    if desk.trouble:
        told += [note_card(_I.ERROR_ROUNDED, t("encounter.trouble"), desk.trouble, "rose"), space(12)]
    if desk.problems:
        words = "\n".join(t(problem.value) for problem in desk.problems)
        told += [note_card(_I.ERROR_ROUNDED, t("encounter.missing"), words, "rose"), space(12)]
    if desk.visit_id and desk.beginning and desk.beginning.draft and desk.form != desk.original:
        back = button(t("encounter.undo_changes"), desk.undo_changes, "card")
        card = note_card(_I.HISTORY_ROUNDED, t("encounter.changes"), t("encounter.changes.words"), action=back)
        told += [card, space(12)]
    return told


def _needs(form: VisitForm, ask_urgency: Told) -> list[ft.Control]:
    """The needs told; a press says how urgent one is, or takes it back."""
    if not form.needs:
        return []
    signs = {urgency.code: urgency for urgency in URGENCIES}
    chips = []
    for need in form.needs:
        sign = need_pictogram(need.code)
        words = need_short(need.code)
        if need.urgency != "normal" and need.urgency in signs:
            words = f"{words}, {signs[need.urgency].words.lower()}"
        chips.append(choice_chip(words, _asking(need.code, ask_urgency), pictogram=sign.icon if sign else None))
    return [ft.Row(list(chips), spacing=8, run_spacing=8, wrap=True), space(12)]


def _asking(code: str, ask: Told) -> Press:
    return lambda: ask(code)


def _urgency_sheet(desk: EncounterDesk, form: VisitForm, need: NeedEntry, closed: Press) -> ft.BottomSheet:
    def told(urgency: str) -> None:
        desk.change(form.with_urgency(need.code, urgency))
        closed()

    def drop() -> None:
        desk.change(form.with_need(need.code, chosen=False))
        closed()

    options = [(urgency.code, urgency.words) for urgency in URGENCIES]
    return sheet(
        need_words(need.code),
        pick_one(t("encounter.urgency"), options, need.urgency, told),
        space(12),
        button(t("encounter.drop_need"), drop, "rose", _I.DELETE_ROUNDED),
        closed=closed,
    )
