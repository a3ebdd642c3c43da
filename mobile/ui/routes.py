"""Addresses of the phone's pages: patterns for the router, and builders for whoever leads there."""

from typing import Final

from shared.domain.ids import is_record_id

TODAY: Final = "/"
PEOPLE: Final = "/personnes"
NEW_PERSON: Final = "/personnes/nouvelle"
PERSON: Final = "/personnes/:person_id"
EDIT_PERSON: Final = "/personnes/:person_id/modifier"
ENCOUNTER: Final = "/rencontre"
VISIT: Final = "/rencontres/:visit_id"
EDIT_VISIT: Final = "/rencontres/:visit_id/modifier"
WAITING: Final = "/attente"
MORE: Final = "/plus"
WELCOME: Final = "/bienvenue"
MET: Final = "personne"  # in the query of ENCOUNTER: who was met
LIKE: Final = "comme"  # the same: which encounter is repeated


def person(person_id: str) -> str:
    """Address of a person's page."""
    return PERSON.replace(":person_id", person_id)


def edit_person(person_id: str) -> str:
    """Address where a person is corrected."""
    return EDIT_PERSON.replace(":person_id", person_id)


def encounter(person_id: str = "", like: str = "") -> str:
    """Address where a new encounter begins: with somebody already chosen, or like an earlier one."""
    if like:
        return f"{ENCOUNTER}?{LIKE}={like}"
    return f"{ENCOUNTER}?{MET}={person_id}" if person_id else ENCOUNTER


def person_at(route: str) -> str:
    """Id of the person whose page an address shows, "" for any other page."""
    ground, _, person_id = route.rpartition("/")
    return person_id if ground == PEOPLE and is_record_id(person_id) else ""


def begun_with(route: str, name: str) -> str:
    """Id with which an encounter begins at this address (`name` is MET or LIKE), "" without any."""
    path, _, query = route.partition("?")
    asked, _, record_id = query.partition("=")
    return record_id if path == ENCOUNTER and asked == name and is_record_id(record_id) else ""


def visit(visit_id: str) -> str:
    """Address of an encounter's page."""
    return VISIT.replace(":visit_id", visit_id)


def edit_visit(visit_id: str) -> str:
    """Address where an encounter is corrected."""
    return EDIT_VISIT.replace(":visit_id", visit_id)
