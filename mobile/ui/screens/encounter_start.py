"""What an encounter begins from: the last one, somebody already chosen, a draft, or the record to correct."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from sqlalchemy import Connection

from mobile.store import state
from mobile.store.drafts import drop_draft, read_draft
from mobile.store.people import PersonLine, lines_of
from mobile.store.visits import last_visit, read_visit, visit_page
from mobile.ui.forms.visit_draft import from_draft
from mobile.ui.forms.visit_form import VisitForm, duplicate_of, new_form
from mobile.ui.forms.visit_patches import Author, form_of

_DRAFT: Final = "encounter"


@dataclass(frozen=True)
class Asked:
    """What an address asks for, as ids: an encounter to correct, somebody met, an encounter to repeat."""

    corrected: str = ""
    person: str = ""
    like: str = ""


@dataclass(frozen=True)
class Beginning:
    """`fresh` is the form to begin with, `draft` what was found unfinished, `previous` what can be repeated.

    `original` is the saved state where an encounter is corrected, `met` tells that somebody was already chosen,
    `repeats` that everything was.
    """

    fresh: VisitForm | None
    author: Author
    draft: VisitForm | None = None
    original: VisitForm | None = None
    previous: VisitForm | None = None
    people: dict[str, PersonLine] = field(default_factory=dict)
    met: bool = False
    repeats: bool = False


def draft_name(visit_id: str) -> str:
    """Name under which an encounter being written is kept."""
    return f"{_DRAFT}:{visit_id}" if visit_id else _DRAFT


def read_beginning(connection: Connection, asked: Asked, new_id: str, now_ms: int, today: str) -> Beginning:
    """Read all of it at once. `fresh` is None where the encounter to correct is unknown here."""
    who = _author(connection)
    draft = _draft(connection, asked.corrected)
    if asked.corrected:
        original = _written(connection, asked.corrected)
        return Beginning(original, who, draft, original, None, _people(connection, original, draft))
    last = last_visit(connection, who.worker_id)
    previous = _written(connection, last.id) if last else None
    repeated = _written(connection, asked.like) if asked.like else None
    if repeated:
        fresh = duplicate_of(repeated, new_id, today, now_ms)
    else:
        fresh = new_form(new_id, today, now_ms, last)
        for line in lines_of(connection, [asked.person]) if asked.person else []:
            fresh = fresh.with_person(line.id, commune=line.commune, hamlet=line.hamlet)
    people = _people(connection, fresh, draft, previous)
    return Beginning(fresh, who, draft, None, previous, people, met=bool(fresh.people), repeats=repeated is not None)


def _written(connection: Connection, visit_id: str) -> VisitForm | None:
    page = visit_page(connection, visit_id)
    return form_of(page) if page else None


def read_people(connection: Connection, ids: Sequence[str]) -> dict[str, PersonLine]:
    """Some people by id."""
    return {line.id: line for line in lines_of(connection, list(ids))}


def _people(connection: Connection, *forms: VisitForm | None) -> dict[str, PersonLine]:
    return read_people(connection, [person for form in forms if form for person in form.participants])


def _author(connection: Connection) -> Author:
    worker_id = state.identity(connection).worker_id
    worker = state.read(connection, "reference", {}).get("workers", {}).get(worker_id, {})
    return Author(worker_id, worker.get("structure", ""))


def _draft(connection: Connection, visit_id: str) -> VisitForm | None:
    """The draft, unless it was saved just before the app was killed: then it is forgotten."""
    content = read_draft(connection, draft_name(visit_id))
    if content is None:
        return None
    draft = from_draft(content)
    if draft is None or (not visit_id and read_visit(connection, draft.id) is not None):
        drop_draft(connection, draft_name(visit_id))
        return None
    return draft
