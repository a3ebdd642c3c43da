"""What an encounter takes over from the last one, one line each, opened only to change it."""

from datetime import date

import flet as ft

from mobile.ui.components.picks import setting
from mobile.ui.forms.visit_form import VisitForm
from mobile.ui.french import clock, day_words
from mobile.ui.locale import t
from mobile.ui.moment import iso_day, local
from mobile.ui.screens.encounter_desk import EncounterDesk
from mobile.ui.screens.encounter_hook import step_to
from mobile.ui.screens.encounter_who import chosen_words
from mobile.ui.visit_words import axes_words, how_words, mode_sign, needs_words, where_words

_I = ft.Icons


def settings(desk: EncounterDesk, form: VisitForm, today: date) -> list[ft.Control]:
    """Everything that is remembered or proposed, behind one clear line; who and what too where it is corrected."""
    day = iso_day(form.day)
    hour = f" {clock(local(form.started_at))}" if form.started_at else ""
    when = f"{day_words(day, today)}{hour}" if day else ""
    parts = how_words(form.mode, form.outcome, form.duration).split(", ")
    told = ", ".join([parts[0], when, *parts[1:]])
    place = where_words(form.place, form.hamlet, form.commune)
    details = setting(
        place or t("encounter.no_place"), told, step_to(desk, desk.steps.details), mode_sign(form.mode).icon
    )
    axes = setting(t("encounter.axes"), axes_words(form.axes), step_to(desk, desk.steps.details), _I.FLAG_ROUNDED)
    who = setting(
        t("encounter.who.label"), chosen_words(desk, form), step_to(desk, desk.steps.who), _I.PEOPLE_ALT_ROUNDED
    )
    if not desk.visit_id:
        return [details, axes, who]
    about = needs_words([need.code for need in form.needs]) or t("encounter.no_need")
    needs = setting(t("encounter.needs"), about, step_to(desk, desk.steps.needs), _I.CATEGORY_ROUNDED)
    return [who, needs, details, axes]
