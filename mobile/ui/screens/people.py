"""Finding somebody: search as one types, everybody by name otherwise, and the way to create who is missing."""

from dataclasses import dataclass
from datetime import date
from typing import Final

import flet as ft
from sqlalchemy import Connection

from mobile.store.people import PAGE, PersonLine, count_people, find_people, people_by_name
from mobile.ui.components.fields import search_field
from mobile.ui.components.frame import screen, title_bar
from mobile.ui.components.layout import column, large_text, pad, space
from mobile.ui.components.lists import Flag, disc, listing, person_row, row, section
from mobile.ui.components.navigation import go
from mobile.ui.components.scene import empty
from mobile.ui.components.text import text
from mobile.ui.context import use_phone
from mobile.ui.french import NO_BREAK, due_words, lapse, telephone, years_old
from mobile.ui.locale import t
from mobile.ui.moment import iso_day, local_day
from mobile.ui.palette import INK2
from mobile.ui.people_search import found_in, is_telephone, people_search, proposed_name
from mobile.ui.places import place_words
from mobile.ui.reading import use_reading
from mobile.ui.routes import NEW_PERSON, PEOPLE, person
from mobile.ui.session import use_session
from mobile.ui.sync_badge import sync_badge
from shared.domain.telephone import search_key

_I = ft.Icons
_NEAR_END: Final = 600  # pixels before the end at which the next page is read


@dataclass(frozen=True)
class Found:
    """An answer with what it answers: `known` is how many people this phone knows."""

    typed: str
    lines: tuple[PersonLine, ...]
    known: int


def read_people(connection: Connection, typed: str, limit: int) -> Found:
    """The people to show."""
    asked = typed.strip()
    lines = find_people(connection, typed, limit=limit) if asked else people_by_name(connection, limit=limit)
    if asked:  # a name comes before a village that begins alike
        lines.sort(key=lambda line: not found_in(line.name, typed))
    return Found(typed, tuple(lines), count_people(connection))


@ft.component
def people_screen() -> ft.View:
    """The page."""
    session = use_session()
    view = use_phone()
    search, _ = ft.use_state(people_search())
    limit, set_limit = ft.use_state(PAGE)
    found = use_reading(read_people, search.typed, limit)

    def heard(typed: str) -> None:
        search.typed = typed
        set_limit(PAGE)

    def scrolled(e: "ft.OnScrollEvent") -> None:
        if found and e.pixels > e.max_scroll_extent - _NEAR_END and len(found.lines) >= limit:
            set_limit(limit + PAGE)

    bar = title_bar(t("people.title"), sync_badge(view))
    top = column(bar, pad(search_field(search.typed, heard, t("people.hint"))), space(4))
    today = local_day(view.phone.clock())
    # Drawn once per answer: a key that is still being looked for changes nothing but its field.
    body = ft.use_memo(lambda: _body(found, today) if found else None, [found, today, session.text_scale])
    folds = large_text()
    return screen(
        top if folds else None,
        body,
        route=PEOPLE,
        here=PEOPLE,
        top=None if folds else top,
        on_scroll=scrolled,
        on_confirm_pop=lambda _: ft.context.page.navigate("/"),
    )


def _body(found: Found, today: date) -> ft.Control:
    asked = bool(found.typed.strip())
    if not found.known and not asked:
        return empty(t("people.none"), t("people.none.words"), t("people.create"), go(NEW_PERSON))
    rows = [_person(line, found.typed, today) for line in found.lines]
    title = t("people.found.many" if len(rows) >= PAGE else "people.found", n=len(rows))
    return pad(
        section(title if asked else t("people.known", n=found.known)) if rows else None,
        listing(rows) if rows else _nobody(),
        space(12),
        listing([_create(found.typed)]),
    )


def _nobody() -> ft.Control:
    words = column(section(t("people.nobody")), text(t("people.nobody.words"), "body", INK2))
    return ft.Container(words)


def _person(line: PersonLine, typed: str, today: date) -> ft.Control:
    age = years_old(line.birth_year, today).replace(" ", NO_BREAK)
    place = ", ".join(part for part in (place_words(line.hamlet, line.commune), age) if part)
    seen = lapse(iso_day(line.last_met), today)
    return person_row(
        line.name or t("person.nameless"),
        place,
        seen,
        go(person(line.id)),
        found=found_in(line.name, typed),
        mark=_mark(line, typed, today),
    )


def _mark(line: PersonLine, typed: str, today: date) -> Flag | None:
    """What matters most about somebody: the number that was looked for, else what was promised to her."""
    if is_telephone(typed) and search_key(typed) in search_key(line.number):
        return Flag(_I.CALL_ROUNDED, telephone(line.number))
    due = iso_day(line.due_on)
    if due is None:
        return None
    if due < today:
        return Flag(_I.FLAG_ROUNDED, t("people.late"), "rose")
    return Flag(_I.FLAG_ROUNDED, t("people.due", when=due_words(due, today)), "hay")


def _create(typed: str) -> ft.Control:
    name = " ".join(part for part in proposed_name(typed) if part)
    title = t("people.create.named", name=name) if name else t("people.create")
    return row(disc(_I.PERSON_ADD_ROUNDED, "fir"), title, t("people.create.words"), press=go(NEW_PERSON))
