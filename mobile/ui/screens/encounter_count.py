"""People met whose names are not taken, counted by gender and age."""

import flet as ft

from mobile.ui.components.buttons import button
from mobile.ui.components.frame import screen, title_bar
from mobile.ui.components.layout import pad, space
from mobile.ui.components.lists import listing
from mobile.ui.components.picks import choices as pick_one
from mobile.ui.components.picks import stepper
from mobile.ui.context import use_phone
from mobile.ui.forms.visit_form import VisitForm
from mobile.ui.locale import t
from mobile.ui.screens.encounter_desk import EncounterDesk
from mobile.ui.screens.encounter_hook import step_to, use_desk
from mobile.ui.session import use_session
from shared.reference.catalog import AgeBracket, age_brackets, choices

_I = ft.Icons


@ft.component
def count_step() -> ft.View:
    """The page: one gender at a time, so that the knobs stay large."""
    use_session()
    use_phone()
    desk = use_desk()
    form = desk.form
    gender, set_gender = ft.use_state("f")
    genders = [(code, _gender_words(choice.short, form, code)) for code, choice in choices("gender").items()]
    body = []
    if form:
        steppers = [_stepper(desk, form, gender, bracket) for bracket in age_brackets().values()]
        body = [pick_one(t("encounter.count.gender"), genders, gender, set_gender), space(12), listing(steppers, 16)]
    counted = sum(n for _, n in form.head_counts) if form else 0
    done = step_to(desk, desk.steps.after_who)
    return screen(
        title_bar(t("encounter.count"), quiet=t("encounter.count.quiet"), back=step_to(desk, desk.steps.who)),
        pad(*body),
        route=ft.use_view_path(),
        foot=button(t("encounter.count.next", n=counted), done, "fir", _I.ARROW_FORWARD_ROUNDED, disabled=not counted),
    )


def _gender_words(words: str, form: VisitForm | None, gender: str) -> str:
    """ "Femmes", "Femmes, 3": what was counted behind the other chips stays in sight."""
    counted = sum(n for cell, n in form.head_counts if cell.partition("/")[0] == gender) if form else 0
    return t("encounter.count.of", what=words, n=counted) if counted else words


def _stepper(desk: EncounterDesk, form: VisitForm, gender: str, bracket: AgeBracket) -> ft.Control:
    def told(number: int) -> None:
        desk.change((desk.form or form).with_count(gender, bracket.code, number))

    return stepper(bracket.label, form.counted(gender, bracket.code), told)
