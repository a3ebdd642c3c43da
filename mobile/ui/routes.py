"""Addresses of the phone's pages: patterns for the router, and builders for whoever leads there."""

from typing import Final

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


def person(person_id: str) -> str:
    """Address of a person's page."""
    return PERSON.replace(":person_id", person_id)


def edit_person(person_id: str) -> str:
    """Address where a person is corrected."""
    return EDIT_PERSON.replace(":person_id", person_id)


def visit(visit_id: str) -> str:
    """Address of an encounter's page."""
    return VISIT.replace(":visit_id", visit_id)


def edit_visit(visit_id: str) -> str:
    """Address where an encounter is corrected."""
    return EDIT_VISIT.replace(":visit_id", visit_id)
