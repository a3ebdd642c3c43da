"""One visit: read it whole, mark it, ask about it."""

from collections.abc import Mapping
from urllib.parse import parse_qsl, urlsplit

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from sqlalchemy import Connection

from sync_server.console import addresses
from sync_server.console.desk import Desk
from sync_server.console.doors import AtDesk, Coordinator, SentForm
from sync_server.console.errors import PageMissing, StaleForm
from sync_server.console.filters import parse_filters
from sync_server.console.frame import frame_for, notice_said
from sync_server.console.lines import VisitPage
from sync_server.console.locale import t
from sync_server.console.menus import known_values
from sync_server.console.pages import page
from sync_server.console.queries.directory import read_directory
from sync_server.console.queries.visit_page import read_visit_page
from sync_server.console.session import SignedIn, leave_notice
from sync_server.database import reading, writing
from sync_server.review.actions import EmptyRemark, LongRemark, Reviewer, ask, mark_read, put_back
from sync_server.review.entries import refresh_entries

router = APIRouter()


@router.get("/rencontres/{visit_id}")
def show(visit_id: str, request: Request, desk: AtDesk, who: Coordinator) -> HTMLResponse:
    """Show a visit."""
    return _show(visit_id, request, desk, who)


@router.post("/rencontres/{visit_id}")
def act(visit_id: str, request: Request, desk: AtDesk, who: Coordinator, form: SentForm) -> Response:
    """Mark the visit as read, put it back, or ask about it."""
    match form.one("do"):
        case "mark":
            return _mark(visit_id, request, desk, who)
        case "put-back":
            with writing(desk.engine) as connection:
                put_back(_reviewer(connection, desk, who), {visit_id: "to_read"})
            leave_notice(desk, who, {"key": "visit.put_back_done"})
        case "ask":
            problem = _ask(visit_id, desk, who, form.one("remark"))
            if problem:
                return _show(visit_id, request, desk, who, problem=problem, draft=form.one("remark"))
            leave_notice(desk, who, {"key": "remark.sent"})
        case _:
            raise StaleForm
    return RedirectResponse(addresses.visit(visit_id, request.url.query), 303)


def _show(
    visit_id: str, request: Request, desk: Desk, who: SignedIn, *, problem: str = "", draft: str = ""
) -> HTMLResponse:
    refresh_entries(desk.engine, who.reader.network_id)
    with reading(desk.engine) as connection:
        reply = page(
            "rencontre.html",
            status=422 if problem else 200,
            visit=_read(connection, visit_id, request, desk, who),
            remark_problem=problem,
            remark_draft=draft,
            section="log",
            frame=frame_for(connection, who),
        )
    notice_said(desk, who)
    return reply


def _read(connection: Connection, visit_id: str, request: Request, desk: Desk, who: SignedIn) -> VisitPage:
    directory = read_directory(connection, who.reader)
    filters, _ = parse_filters(_view(request), known_values(directory))
    return read_visit_page(connection, who.reader, desk, directory, visit_id, filters)


def _view(request: Request) -> Mapping[str, str]:
    """The view that the reader goes through: named by the address, else that of the log she comes from.

    The rows of the log do not repeat its filters, fifty times over: the browser tells where it comes from.
    """
    if request.query_params:
        return request.query_params
    came_from = urlsplit(request.headers.get("referer", ""))
    return dict(parse_qsl(came_from.query)) if came_from.path == addresses.HOME else {}


def _mark(visit_id: str, request: Request, desk: Desk, who: SignedIn) -> RedirectResponse:
    """Mark as read and go on to the next older one of the same view, else back to the log."""
    with reading(desk.engine) as connection:
        visit = _read(connection, visit_id, request, desk, who)
    with writing(desk.engine) as connection:
        before = mark_read(_reviewer(connection, desk, who), [visit_id])
    leave_notice(desk, who, {"key": "visit.marked", "values": {"who": visit.title}, "undo": before})
    return RedirectResponse(visit.older or visit.log, 303)


def _ask(visit_id: str, desk: Desk, who: SignedIn, text: str) -> str:
    """Put the question; return a sentence where it cannot be."""
    try:
        with writing(desk.engine) as connection:
            if not ask(_reviewer(connection, desk, who), visit_id, text):
                raise PageMissing
    except EmptyRemark:
        return t("remark.empty")
    except LongRemark:
        return t("remark.long")
    return ""


def _reviewer(connection: Connection, desk: Desk, who: SignedIn) -> Reviewer:
    return Reviewer(connection, who.reader, desk.clock(), desk.new_id)
