"""Somebody met for the first time: a first name and a hamlet are enough."""

import flet as ft
from sqlalchemy import Connection

from mobile.store.people import PersonLine, find_people, lines_of
from mobile.store.records import Patch
from mobile.ui.components.buttons import button
from mobile.ui.components.commune_sheet import commune_sheet
from mobile.ui.components.fields import field
from mobile.ui.components.frame import screen, title_bar
from mobile.ui.components.layout import pad, space
from mobile.ui.components.lists import listing, person_row, section
from mobile.ui.components.picks import setting
from mobile.ui.context import use_phone
from mobile.ui.forms.visit_form import storable
from mobile.ui.french import lapse
from mobile.ui.locale import t
from mobile.ui.moment import iso_day, local_day
from mobile.ui.people_search import proposed_name
from mobile.ui.places import commune_name, place_words
from mobile.ui.reading import use_reading
from mobile.ui.saving import save
from mobile.ui.screens.encounter_hook import step_to, use_desk
from mobile.ui.session import use_session

_I = ft.Icons
_ALIKE = 3


def read_alike(connection: Connection, first: str, last: str) -> list[PersonLine]:
    """People who may be the same: those whose names begin alike, once both names are there."""
    return find_people(connection, f"{first} {last}", limit=_ALIKE) if first.strip() and last.strip() else []


@ft.component
def newcomer_step() -> ft.View:
    """The page."""
    use_session()
    view, desk = use_phone(), use_desk()
    form = desk.form
    names = proposed_name(desk.searched)
    first, set_first = ft.use_state(names[0])
    last, set_last = ft.use_state(names[1])
    hamlet, set_hamlet = ft.use_state(form.hamlet if form else "")
    commune, set_commune = ft.use_state(form.commune if form else "")
    choosing, set_choosing = ft.use_state(False)
    alike = use_reading(read_alike, first, last) or []
    today = local_day(view.phone.clock())
    known = first.strip() or last.strip()

    def pick(insee: str) -> None:
        set_commune(insee)
        set_choosing(False)

    async def take(line: PersonLine) -> None:
        desk.searched = ""
        await desk.meet(line)
        await desk.step(desk.steps.who if desk.several else desk.steps.after_who)

    async def create() -> None:
        person_id = view.phone.new_id()
        fields = {"first_name": first, "last_name": last, "hamlet": hamlet, "commune": commune}
        told = {name: storable(words).strip() for name, words in fields.items()}
        structure = desk.beginning.author.structure if desk.beginning else ""
        whole = {name: words for name, words in {**told, "structure": structure}.items() if words}
        patch = Patch("person", person_id, {**whole, "known_since": str(today)})
        if await save(view.phone, [patch]) is None:
            return
        [line] = await view.phone.read(lines_of, [person_id])
        await take(line)

    ft.use_dialog(commune_sheet(commune, pick, lambda: set_choosing(False)) if choosing else None)
    words = ft.TextCapitalization.WORDS
    rows = [
        person_row(
            line.name,
            place_words(line.hamlet, line.commune),
            lapse(iso_day(line.last_met), today),
            lambda line=line: take(line),  # type: ignore[misc]  # mypy cannot type a default that binds the loop
        )
        for line in alike
    ]
    return screen(
        title_bar(t("encounter.newcomer"), back=step_to(desk, desk.steps.who)),
        pad(
            field(t("encounter.first_name"), first, set_first, hint=t("encounter.first_name.hint"), capitals=words),
            space(12),
            field(t("encounter.last_name"), last, set_last, hint=t("encounter.optional"), capitals=words),
            *([section(t("encounter.alike")), listing(rows)] if rows else []),
            space(12),
            field(t("encounter.hamlet"), hamlet, set_hamlet, capitals=words),
            space(12),
            listing(
                [
                    setting(
                        t("encounter.commune"),
                        commune_name(commune) or t("encounter.commune.none"),
                        lambda: set_choosing(True),
                        _I.PLACE_ROUNDED,
                    )
                ]
            ),
        ),
        route=ft.use_view_path(),
        foot=button(t("encounter.newcomer.save"), create, "fir", _I.ARROW_FORWARD_ROUNDED, disabled=not known),
        encounter=False,
    )
