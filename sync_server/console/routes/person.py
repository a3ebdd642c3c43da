"""One person, and the list of people that the search box finds."""

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from sync_server.console.doors import AtDesk, Coordinator
from sync_server.console.filters import LONGEST_WORDS, parse_page
from sync_server.console.frame import frame_for, notice_said
from sync_server.console.pages import page
from sync_server.console.queries.directory import read_directory
from sync_server.console.queries.people import read_people_found
from sync_server.console.queries.person_page import read_person_page
from sync_server.database import reading
from sync_server.review.entries import refresh_entries

router = APIRouter()


@router.get("/personnes")
def find(request: Request, desk: AtDesk, who: Coordinator) -> HTMLResponse:
    """Show the people that the words of the search box find."""
    words = " ".join(request.query_params.get("q", "").split())[:LONGEST_WORDS]
    number, _ = parse_page(request.query_params)
    refresh_entries(desk.engine, who.reader.network_id)
    with reading(desk.engine) as connection:
        found = read_people_found(connection, who.reader, desk, words, number)
        reply = page("personnes.html", found=found, section="", frame=frame_for(connection, who, words))
    notice_said(desk, who)
    return reply


@router.get("/personnes/{person_id}")
def show(person_id: str, request: Request, desk: AtDesk, who: Coordinator) -> HTMLResponse:
    """Show a person."""
    number, _ = parse_page(request.query_params)
    refresh_entries(desk.engine, who.reader.network_id)
    with reading(desk.engine) as connection:
        directory = read_directory(connection, who.reader)
        person = read_person_page(connection, who.reader, desk, directory, person_id, number)
        reply = page("personne.html", person=person, section="", frame=frame_for(connection, who))
    notice_said(desk, who)
    return reply
