"""One encounter's page: what was written, what the coordinator says of it, and what can be done with it."""

from datetime import date
from typing import Final

import flet as ft
from sqlalchemy import Connection

from mobile.store.visits import VisitPage, visit_page
from mobile.ui.components.cards import card
from mobile.ui.components.frame import screen, title_bar
from mobile.ui.components.layout import grid, pad, space
from mobile.ui.components.lists import disc, flag, listing, person_row, row, section
from mobile.ui.components.navigation import go
from mobile.ui.components.scene import empty
from mobile.ui.components.text import text
from mobile.ui.components.tiles import status_tile, tile
from mobile.ui.context import PhoneView, use_phone
from mobile.ui.follow_ups import due_flag
from mobile.ui.forms.visit_patches import delete_patches
from mobile.ui.french import clock, day_words, lapse
from mobile.ui.locale import t
from mobile.ui.moment import iso_day, local, local_day
from mobile.ui.origin import remember_origin
from mobile.ui.palette import INK2
from mobile.ui.pictograms import STATUSES, URGENCIES, need_pictogram
from mobile.ui.places import place_words
from mobile.ui.reading import use_reading
from mobile.ui.routes import TODAY, edit_visit, encounter, person
from mobile.ui.saving import keep
from mobile.ui.screens.visit_talk import QUESTION, talk
from mobile.ui.session import use_session
from mobile.ui.sync_badge import sync_badge
from mobile.ui.visit_words import (
    axes_words,
    capital,
    how_words,
    mode_sign,
    need_short,
    outcome_sign,
    where_words,
    who_words,
)
from shared.reference.catalog import ListName, age_brackets, choices

_I = ft.Icons
_STATUSES: Final = {status.code: status for status in STATUSES}
_URGENT: Final = next(urgency for urgency in URGENCIES if urgency.code == "urgent")


def read_page(connection: Connection, visit_id: str) -> tuple[VisitPage, ...]:
    """The page, in a tuple that is empty where this phone does not know it: None means not read yet."""
    page = visit_page(connection, visit_id)
    return (page,) if page else ()


@ft.component
def visit_screen() -> ft.View:
    """The page."""
    use_session()
    view = use_phone()
    route = ft.use_view_path()
    visit_id = ft.use_route_params().get("visit_id", "")
    found = use_reading(read_page, visit_id)
    if not found:
        back = go(TODAY)
        gone = empty(t("visit.unknown"), t("visit.unknown.words"), t("nav.back"), back) if found is not None else None
        return screen(title_bar("", sync_badge(view), back=back), gone, route=route, encounter=False)
    [page] = found
    now = view.phone.clock()
    today = local_day(now)
    said = talk(view.phone, page, now)
    asked = page.visit.review == QUESTION  # then it is what she came for
    return screen(
        title_bar(who_met(page), sync_badge(view), quiet=when_words(page, today), back=go(_above(page))),
        pad(
            grid(_actions(view, page), 3),
            *(said if asked else []),
            *_facts(page),
            *_note(page),
            *_needs(page),
            *_promises(page, today),
            *_people(page, today),
            *([] if asked else said),
            space(12),
            text(t("visit.written_by", name=page.author), "small", INK2) if page.author else None,
        ),
        route=route,
        can_pop=False,
        on_confirm_pop=lambda _: ft.context.page.navigate(_above(page)),
    )


def _above(page: VisitPage) -> str:
    """Where an encounter belongs: on the page of whom was met, else on the first one."""
    return person(page.participants[0].id) if page.participants else TODAY


def who_met(page: VisitPage) -> str:
    """Who was met, in words."""
    named = [line.name for line in page.participants]
    counted = sum(n for n in page.visit.head_counts.values() if isinstance(n, int))
    return who_words(named, counted + len(page.visit.participants) - len(named))


def when_words(page: VisitPage, today: date) -> str:
    """ "Aujourd’hui, 14:02", "Mar. 24 nov."."""
    day = iso_day(page.visit.day)
    words = capital(day_words(day, today)) if day else page.visit.day
    return f"{words}, {clock(local(page.visit.started_at))}" if page.visit.started_at else words


def _actions(view: PhoneView, page: VisitPage) -> list[ft.Control]:
    async def delete() -> None:
        if await keep(view.phone, delete_patches(page), t("visit.deleted")) is not None:
            ft.context.page.navigate(_above(page))

    def again() -> None:
        remember_origin()
        ft.context.page.navigate(encounter(like=page.visit.id))

    return [
        tile(t("visit.edit"), _I.EDIT_ROUNDED, go(edit_visit(page.visit.id)), size=26),
        tile(t("visit.duplicate"), _I.CONTENT_COPY_ROUNDED, again, size=26),
        tile(t("visit.delete"), _I.DELETE_ROUNDED, delete, size=26),
    ]


def _facts(page: VisitPage) -> list[ft.Control]:
    """How, where, axes: one line each."""
    visit = page.visit
    how = how_words(visit.mode, visit.outcome, visit.duration)
    sign = outcome_sign(visit.outcome) if visit.outcome != "met" else mode_sign(visit.mode)
    rows = [row(disc(sign.icon, "rose" if visit.outcome == "refused" else "slate"), how)]
    place = where_words(visit.place, visit.hamlet, visit.commune)
    if place:
        rows.append(row(disc(_I.PLACE_ROUNDED), place))
    if visit.axes:
        rows.append(row(disc(_I.FLAG_ROUNDED), axes_words(sorted(visit.axes)), _besides(page)))
    return [space(12), listing(rows)]


def _besides(page: VisitPage) -> str:
    """Transversal axes and points of attention, in words."""
    lists: tuple[tuple[ListName, dict[str, object]], ...] = (
        ("transversal", page.visit.transversal),
        ("attention", page.visit.attention),
    )
    return ", ".join(choice.label for name, held in lists for code, choice in choices(name).items() if code in held)


def _note(page: VisitPage) -> list[ft.Control]:
    return [section(t("visit.note")), card(text(page.visit.note))] if page.visit.note.strip() else []


def _needs(page: VisitPage) -> list[ft.Control]:
    if not page.needs:
        return []
    tiles = []
    for need in page.needs:
        sign, status = need_pictogram(need.code), _STATUSES.get(need.status, STATUSES[0])
        mark = _URGENT if need.urgency == "urgent" and need.status == "open" else status
        picture = sign.icon if sign else _I.CATEGORY_ROUNDED
        tiles.append(status_tile(need_short(need.code), picture, mark.words, mark.icon, mark.tone))
    return [section(t("visit.needs")), grid(tiles, 2)]


def _promises(page: VisitPage, today: date) -> list[ft.Control]:
    rows = []
    for promise in page.follow_ups:
        mark = due_flag(promise.due_on, today)
        done = promise.done_at is not None
        sign = disc(_I.CHECK_CIRCLE_ROUNDED if done else _I.EVENT_REPEAT_ROUNDED, "fir" if done else "slate")
        quiet = t("visit.promise.done") if done else ""
        rows.append(row(sign, promise.what, quiet, extra=flag(mark) if mark and not done else None))
    return [section(t("visit.promises")), listing(rows)] if rows else []


def _people(page: VisitPage, today: date) -> list[ft.Control]:
    """Who took part, each with her page; and who was only counted."""
    rows: list[ft.Control] = []
    for line in page.participants:
        place, seen = place_words(line.hamlet, line.commune), lapse(iso_day(line.last_met), today)
        rows.append(person_row(line.name or t("visit.nameless"), place, seen, go(person(line.id))))
    for cell, number in sorted(page.visit.head_counts.items()):
        if isinstance(number, int) and number:
            rows.append(row(disc(_I.GROUPS_ROUNDED), count_words(cell, number)))
    return [section(t("visit.who")), listing(rows)] if rows else []


def count_words(cell: str, number: int) -> str:
    """ "3 × Femmes, 25–39 ans" of a "gender/bracket" and its number."""
    gender, _, bracket = cell.partition("/")
    known, ages = choices("gender"), age_brackets()
    who = known[gender].short if gender in known else gender
    return t("visit.counted", n=number, who=who, age=ages[bracket].label if bracket in ages else bracket)
