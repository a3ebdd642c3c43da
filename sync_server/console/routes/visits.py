"""The visit log: what phones sent, to be read, asked about, or left for later."""

from collections.abc import Sequence

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, RedirectResponse

from sync_server.console import addresses
from sync_server.console.doors import AtDesk, Coordinator, SentForm
from sync_server.console.filters import parse_filters, parse_page
from sync_server.console.frame import frame_for, notice_said
from sync_server.console.menus import known_values
from sync_server.console.pages import page
from sync_server.console.queries.directory import read_directory
from sync_server.console.queries.visit_log import A_PAGE, read_visit_log
from sync_server.console.session import leave_notice
from sync_server.database import reading, writing
from sync_server.review.actions import Reviewer, mark_read, put_back
from sync_server.review.entries import refresh_entries

router = APIRouter()


@router.get("/")
def home() -> RedirectResponse:
    """The console opens on the visit log."""
    return RedirectResponse(addresses.HOME, 303)


@router.get("/relecture")
def show(request: Request, desk: AtDesk, who: Coordinator) -> HTMLResponse:
    """Show one page of the log."""
    refresh_entries(desk.engine, who.reader.network_id)
    with reading(desk.engine) as connection:
        directory = read_directory(connection, who.reader)
        filters, problems = parse_filters(request.query_params, known_values(directory))
        number, more = parse_page(request.query_params)
        asked = (filters, number, [*problems, *more])
        log = read_visit_log(connection, who.reader, desk, directory, asked)
        reply = page("relecture.html", log=log, section="log", frame=frame_for(connection, who))
    notice_said(desk, who)
    return reply


@router.post("/relecture")
def mark(request: Request, desk: AtDesk, who: Coordinator, form: SentForm) -> RedirectResponse:
    """Mark the visits ticked, or the one whose button was pressed, as read."""
    wanted: Sequence[str] = [form.one("one")] if form.one("one") else form.many("visit")[:A_PAGE]
    before: dict[str, str] = {}
    if wanted:
        with writing(desk.engine) as connection:
            before = mark_read(Reviewer(connection, who.reader, desk.clock(), desk.new_id), wanted)
    if before:
        leave_notice(desk, who, {"key": "log.marked", "values": {"n": len(before)}, "undo": before})
    else:
        leave_notice(desk, who, {"key": "log.marked_none"})
    return RedirectResponse(addresses.with_query(addresses.HOME, request.url.query), 303)


@router.post("/annuler")
def undo(desk: AtDesk, who: Coordinator, form: SentForm) -> RedirectResponse:
    """Give the visits of the last action the state they had before."""
    states = who.notice.get("undo", {}) if form.one("undo") else {}
    with writing(desk.engine) as connection:
        count = put_back(Reviewer(connection, who.reader, desk.clock(), desk.new_id), states)
    leave_notice(desk, who, {"key": "log.undone", "values": {"n": count}})
    return RedirectResponse(addresses.HOME, 303)
