"""First step of an encounter: who was met; one tap for somebody known."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

import flet as ft
from sqlalchemy import Connection

from mobile.store.people import PersonLine, find_people, people_met_last, people_of_place, person_page
from mobile.ui.components.buttons import button
from mobile.ui.components.fields import search_field
from mobile.ui.components.frame import screen, step_bar
from mobile.ui.components.layout import column, large_text, pad, space
from mobile.ui.components.lists import Flag, disc, listing, person_row, row, section
from mobile.ui.components.scene import empty
from mobile.ui.components.text import text
from mobile.ui.context import use_phone
from mobile.ui.forms.visit_form import VisitForm
from mobile.ui.french import lapse, years_old
from mobile.ui.locale import t
from mobile.ui.moment import iso_day, local_day, when_words
from mobile.ui.palette import INK2
from mobile.ui.people_search import found_in
from mobile.ui.places import place_words
from mobile.ui.reading import use_reading
from mobile.ui.screens.encounter_desk import EncounterDesk
from mobile.ui.screens.encounter_hook import step_to, use_desk
from mobile.ui.session import use_session
from mobile.ui.visit_words import how_words, needs_words, where_words, who_words
from shared.reference.catalog import choices

_I = ft.Icons
_NEAR: Final = 4
_RECENT: Final = 4
_FOUND: Final = 20


@dataclass(frozen=True)
class WhoFound:
    """People to choose from; each stands in one list only."""

    near: tuple[PersonLine, ...] = ()
    recent: tuple[PersonLine, ...] = ()
    found: tuple[PersonLine, ...] = ()
    home: tuple[PersonLine, ...] = ()
    household: str = ""


def read_who(connection: Connection, typed: str, commune: str, hamlet: str, chosen: str) -> WhoFound:
    """People found by what was typed; else those of the place and those met last; and whom `chosen` lives with."""
    if typed.strip():
        return WhoFound(found=tuple(find_people(connection, typed, limit=_FOUND)))
    near = people_of_place(connection, commune, hamlet, limit=_NEAR) if commune else []
    known = {line.id for line in near}
    recent = [line for line in people_met_last(connection, limit=_NEAR + _RECENT) if line.id not in known]
    page = person_page(connection, chosen) if chosen else None
    home, household = (page.household, page.person.household) if page else ((), "")
    return WhoFound(tuple(near), tuple(recent[:_RECENT]), home=home, household=household)


@ft.component
def who_step() -> ft.View:
    """The page."""
    use_session()
    view, desk = use_phone(), use_desk()
    form = desk.form
    chosen = form.participants[0] if form and form.participants else ""
    place = (form.commune, form.hamlet) if form else ("", "")
    found = use_reading(read_who, desk.searched, *place, chosen)
    route, now = ft.use_view_path(), view.phone.clock()
    first = route == desk.steps.start

    async def leave(_: object = None) -> None:
        await (desk.leave() if first else desk.step(desk.steps.note))

    def heard(typed: str) -> None:
        desk.searched = typed

    if desk.found is not None:
        return _found_again(desk, desk.found, now, route)
    quiet = where_now(form) if form else ""
    bar = step_bar(0, 3, t("encounter.who"), leave, quiet=quiet, pictogram=_I.PLACE_ROUNDED if quiet else None)
    top = column(bar, pad(search_field(desk.searched, heard, t("people.hint"))), space(4))
    picker = _Picker(desk, form, found, local_day(now)) if form and found else None
    folds = large_text()
    return screen(
        top if folds else None,
        picker.body() if picker else None,
        route=route,
        top=None if folds else top,
        foot=_foot(desk, form) if form else None,
        encounter=False,
        can_pop=not first,
        on_confirm_pop=leave,
    )


def where_now(form: VisitForm) -> str:
    """ "Le Bourg, Viscomtat, à domicile": where the encounter is taken to be."""
    place = where_words(form.place, form.hamlet, form.commune)
    mode = choices("mode")[form.mode].label if form.mode in choices("mode") else ""
    return f"{place}, {mode[:1].lower()}{mode[1:]}" if place and mode else place


def chosen_words(desk: EncounterDesk, form: VisitForm) -> str:
    """Who was met, in words."""
    names = [desk.people[person].name for person in form.participants if person in desk.people]
    return who_words(names, form.people - len(names))


def _foot(desk: EncounterDesk, form: VisitForm) -> ft.Control | None:
    if not form.people and not desk.several:
        return None
    words = t("encounter.next_who", who=chosen_words(desk, form)) if form.people else t("encounter.choose_several")
    press = step_to(desk, desk.steps.after_who)
    return button(words, press, "fir", _I.ARROW_FORWARD_ROUNDED, disabled=not form.people)


def _found_again(desk: EncounterDesk, draft: VisitForm, now: int, route: str) -> ft.View:
    """A draft was found: go on with it, or begin anew."""
    parts = [chosen_words(desk, draft), needs_words([need.code for need in draft.needs])]
    told = ", ".join(part for part in parts if part)
    when = when_words(draft.started_at, now) if draft.started_at else ""
    words = t("encounter.found.words", what=told, when=when) if when else told
    note = text(t("encounter.found.note", note=draft.note.strip()), "body") if draft.note.strip() else None
    if note:
        note.max_lines, note.overflow = 6, ft.TextOverflow.ELLIPSIS
    return screen(
        step_bar(0, 3, t("encounter.found"), desk.leave),
        empty(t("encounter.found.title"), words),
        pad(space(8), note) if note else None,
        route=route,
        foot=column(
            button(t("encounter.found.go_on"), desk.go_on, "fir", _I.EDIT_NOTE_ROUNDED),
            button(t("encounter.found.anew"), desk.start_anew, "line", _I.ADD_ROUNDED),
            gap=8,
        ),
        encounter=False,
        can_pop=False,
        on_confirm_pop=lambda _: desk.leave(),
    )


@dataclass(frozen=True)
class _Picker:
    """The lists under the search, and what a press on a name does."""

    desk: EncounterDesk
    form: VisitForm
    found: WhoFound
    today: date

    def body(self) -> ft.Control:
        """What was searched for, or who is likely, and the other ways."""
        if self.desk.searched.strip():
            nobody = text(t("people.nobody.words"), "body", INK2)
            return pad(
                section(t("people.found", n=len(self.found.found)) if self.found.found else t("people.nobody")),
                self._people(self.found.found) if self.found.found else nobody,
                space(12),
                listing([self._newcomer()]),
            )
        near = t("encounter.in_hamlet", place=self.form.hamlet) if self.form.hamlet else t("encounter.in_village")
        return pad(
            *([section(near), self._people(self.found.near)] if self.found.near else []),
            *([section(t("encounter.recent")), self._people(self.found.recent)] if self.found.recent else []),
            *self._household(),
            section(t("encounter.otherwise")),
            listing([*self._repeat(), self._count(), *self._several(), self._newcomer()]),
        )

    def _people(self, lines: Sequence[PersonLine]) -> ft.Control:
        return listing([self._person(line) for line in lines])

    def _person(self, line: PersonLine) -> ft.Control:
        age = years_old(line.birth_year, self.today)
        place = ", ".join(part for part in (place_words(line.hamlet, line.commune), age) if part)
        taken = Flag(_I.CHECK_CIRCLE_ROUNDED, t("encounter.chosen")) if line.id in self.form.participants else None
        name = line.name or t("visit.nameless")
        lit = found_in(name, self.desk.searched)
        seen = lapse(iso_day(line.last_met), self.today)
        return person_row(name, place, seen, lambda: self._pick(line), found=lit, mark=taken)

    async def _pick(self, line: PersonLine) -> None:
        """One tap chooses and goes on; while several are being chosen, it ticks."""
        await self.desk.meet(line)
        self.desk.searched = ""
        if not self.desk.several:
            await self.desk.step(self.desk.steps.after_who)

    def _household(self) -> list[ft.Control]:
        """Those who live with her, to be met together."""
        left = [line for line in self.found.home if line.id not in self.form.participants]
        if not left:
            return []
        names = ", ".join(line.name or t("visit.nameless") for line in left)
        whole = row(disc(_I.COTTAGE_ROUNDED), t("encounter.household"), names, press=lambda: self._meet_household(left))
        return [section(t("encounter.with_them")), listing([whole])]

    async def _meet_household(self, lines: Sequence[PersonLine]) -> None:
        self.desk.people = {**self.desk.people, **{line.id: line for line in lines}}
        members = [line.id for line in lines]
        self.desk.change(self.form.with_household(self.found.household, members))
        await self.desk.step(self.desk.steps.after_who)

    def _repeat(self) -> list[ft.Control]:
        previous = self.desk.beginning.previous if self.desk.beginning else None
        if previous is None or not previous.people or self.desk.visit_id:
            return []
        quiet = f"{chosen_words(self.desk, previous)}, {how_words(previous.mode, previous.outcome).lower()}"
        sign = disc(_I.CONTENT_COPY_ROUNDED)
        return [row(sign, t("encounter.repeat"), quiet, press=lambda: self.desk.repeat(previous))]

    def _count(self) -> ft.Control:
        press = step_to(self.desk, self.desk.steps.count)
        return row(disc(_I.GROUPS_ROUNDED), t("encounter.count"), t("encounter.count.words"), press=press)

    def _several(self) -> list[ft.Control]:
        if self.desk.several:
            return []

        def ask() -> None:
            self.desk.many = True

        return [row(disc(_I.GROUP_ADD_ROUNDED), t("encounter.several"), t("encounter.several.words"), press=ask)]

    def _newcomer(self) -> ft.Control:
        press = step_to(self.desk, self.desk.steps.newcomer)
        return row(disc(_I.PERSON_ADD_ROUNDED), t("encounter.newcomer"), t("encounter.newcomer.words"), press=press)
