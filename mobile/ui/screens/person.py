"""Somebody's page: how to reach her, what to know before knocking, what she needs, what was promised, what was."""

from datetime import date
from typing import Final

import flet as ft
from sqlalchemy import Connection

from mobile.store.people import PAGE, NeedLine, PersonLine, PersonPage, person_page
from mobile.store.visits import VisitLine, timeline
from mobile.ui.components.buttons import icon_button
from mobile.ui.components.cards import note_card
from mobile.ui.components.frame import screen, title_bar
from mobile.ui.components.layout import grid, pad, space
from mobile.ui.components.lists import avatar, listing, row, section
from mobile.ui.components.navigation import go
from mobile.ui.components.scene import empty
from mobile.ui.components.tiles import status_tile, tile
from mobile.ui.components.visit_thread import visit_thread
from mobile.ui.context import PhoneView, use_phone
from mobile.ui.follow_ups import INDENT, follow_up_row
from mobile.ui.french import NO_BREAK, ago, telephone, years_old
from mobile.ui.links import call, show_way
from mobile.ui.locale import t
from mobile.ui.moment import iso_day, local_day
from mobile.ui.pictograms import STATUSES, URGENCIES, need_pictogram
from mobile.ui.places import place_words, postal_address
from mobile.ui.reaching import reach_rows, telephones
from mobile.ui.reading import use_reading
from mobile.ui.routes import PEOPLE, edit_person, person
from mobile.ui.session import use_session
from mobile.ui.sync_badge import sync_badge
from mobile.ui.visit_words import need_short
from shared.domain.person import Person

_I = ft.Icons
NEAR_END: Final = 600  # pixels before the end at which the next encounters are read
_STATUSES: Final = {status.code: status for status in STATUSES}
_URGENT: Final = next(urgency for urgency in URGENCIES if urgency.code == "urgent")


@ft.component
def person_screen() -> ft.View:
    """The page."""
    use_session()
    view = use_phone()
    route = ft.use_view_path()
    person_id = ft.use_route_params().get("person_id", "")
    limit, set_limit = ft.use_state(PAGE)
    found = use_reading(read_page, person_id)
    past = use_reading(read_past, person_id, limit)
    back = go(PEOPLE)
    if found is None:
        return screen(title_bar("", sync_badge(view), back=back), route=route)
    if not found:
        gone = empty(t("person.unknown"), t("person.unknown.words"), t("person.unknown.back"), back)
        return screen(title_bar("", sync_badge(view), back=back), gone, route=route, encounter=False)
    [page] = found

    def scrolled(e: "ft.OnScrollEvent") -> None:
        if past and len(past) >= limit and e.pixels > e.max_scroll_extent - NEAR_END:
            set_limit(limit + PAGE)

    today = local_day(view.phone.clock())
    name = page.line.name or t("person.nameless")
    return screen(
        title_bar(name, sync_badge(view), quiet=identity_words(page, today), back=back),
        pad(
            grid(_actions(page.person), 3),
            space(12),
            *_warnings(page.person),
            *reach_rows(page.person),
            *_needs(page.open_needs),
            *_promises(view, page, today),
            *_household(page),
            *([section(t("person.visits")), visit_thread(past, today)] if past else []),
        ),
        route=route,
        on_scroll=scrolled,
    )


def read_page(connection: Connection, person_id: str) -> tuple[PersonPage, ...]:
    """The page, in a tuple that is empty where this phone does not know her: None means not read yet."""
    page = person_page(connection, person_id)
    return (page,) if page else ()


def read_past(connection: Connection, person_id: str, limit: int) -> tuple[VisitLine, ...]:
    """Her encounters, the latest first."""
    return tuple(timeline(connection, person_id, limit=limit))


def identity_words(page: PersonPage, today: date) -> str:
    """ "88 ans environ, La Planche, La Renaudie", then when she was met last."""
    age = years_old(page.line.birth_year, today).replace(" ", NO_BREAK)
    if age and page.person.birth_approx:
        age = t("person.about", age=age)
    last = iso_day(page.line.last_met)
    met = t("person.met", when=ago(last, today)) if last else t("person.never_met")
    first = ", ".join(part for part in (age, place_words(page.line.hamlet, page.line.commune)) if part)
    return f"{first}\n{met}" if first else met


def _actions(somebody: Person) -> list[ft.Control]:
    """Call, go there, correct: those that can be done."""
    acts = []
    number = next((phone.number for phone in telephones(somebody) if phone.number), "")
    if number:
        acts.append(tile(t("person.call"), _I.CALL_ROUNDED, call(number), size=26))
    place = postal_address(somebody.address, somebody.hamlet, somebody.commune)
    if place:
        acts.append(tile(t("person.go"), _I.DIRECTIONS_ROUNDED, show_way(place), size=26))
    acts.append(tile(t("person.edit"), _I.EDIT_ROUNDED, go(edit_person(somebody.id)), size=26))
    return acts


def _warnings(somebody: Person) -> list[ft.Control]:
    """What to know before knocking: how to come near, when, in which language, and how to call."""
    time = t("person.best_time", time=somebody.best_time) if somebody.best_time else ""
    interpreter = t("person.interpreter") if somebody.interpreter else ""
    told = "\n".join(line for line in (somebody.approach_note, time, interpreter) if line)
    return [note_card(_I.DOORBELL_ROUNDED, t("person.before"), told), space(12)] if told else []


def _needs(needs: tuple[NeedLine, ...]) -> list[ft.Control]:
    return [section(t("person.needs")), grid([_need(need) for need in needs], 2)] if needs else []


def _need(need: NeedLine) -> ft.Control:
    """A need and where it stands; an urgent one says that first."""
    sign = need_pictogram(need.code)
    open_and_urgent = need.urgency == "urgent" and need.status == "open"
    stand = _URGENT if open_and_urgent else _STATUSES.get(need.status, STATUSES[0])
    return status_tile(
        need_short(need.code), sign.icon if sign else _I.HELP_ROUNDED, stand.words, stand.icon, stand.tone
    )


def _promises(view: PhoneView, page: PersonPage, today: date) -> list[ft.Control]:
    rows = [follow_up_row(view.phone, promise, today, named=False) for promise in page.follow_ups]
    return [section(t("person.follow_ups")), listing(rows, INDENT)] if rows else []


def _household(page: PersonPage) -> list[ft.Control]:
    """Those who live with her."""
    living = [_relative(line) for line in page.household]
    return [section(t("person.household")), listing(living)] if living else []


def _relative(line: PersonLine) -> ft.Control:
    ring = icon_button(_I.CALL_ROUNDED, t("today.call", who=line.name), call(line.number)) if line.number else None
    return row(avatar(line.name), line.name, telephone(line.number), press=go(person(line.id)), trail=ring)
