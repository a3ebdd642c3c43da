"""A page stays under 60 kB without its pictures, also when it holds the hardest notes there are."""

import csv
from pathlib import Path

from sync_server.console import addresses
from sync_server.console.queries.visit_log import A_PAGE
from tests.sync_server.console.office import Browser, write, write_visit

HEAVIEST = 60_000  # bytes
HARD = Path(__file__).parents[2] / "data" / "visits_hard_inputs.csv"


def hard_notes() -> list[str]:
    with HARD.open(encoding="utf-8", newline="") as lines:
        return [row["note"] for row in csv.DictReader(lines)]


def test_the_log_is_light_even_full_of_hard_notes_that_all_await_a_decision(office: Browser) -> None:
    names = ["Marie-Christine de La Rochefoucauld", "Ömer Yıldırım", "عائشة بنت محمد"]
    people = [write(office.world, "person", {"first_name": name}) for name in names]
    notes = hard_notes()
    for each in range(A_PAGE):
        visit = write_visit(
            office.world,
            note=notes[each % len(notes)],
            participants={people[each % 3]: True, people[(each + 1) % 3]: True},
            commune="63231",
            review="question",
            started_at=1_795_190_000_000,
        )
        write(office.world, "need", {"code": "equipement-et-alimentation--habillement", "opened_in": visit})
        code = "difficultes-administratives-ou-juridiques--acces-aux-droits"
        write(office.world, "need", {"code": code, "opened_in": visit, "urgency": ("urgent", "normal")[each % 2]})
    page = office.get(f"{addresses.HOME}?etat=toutes&du=2026-01-01&commune=63231&par=corinne&mode=home")
    assert len(office.visits()) == A_PAGE
    assert len(page.content) < HEAVIEST


def test_a_hard_note_stands_on_its_page_as_it_was_typed(office: Browser) -> None:
    for note in hard_notes()[:40]:
        visit = write_visit(office.world, note=note)
        page = office.get(addresses.visit(visit))
        assert page.status_code == 200
        assert len(page.content) < HEAVIEST + 2 * len(note.encode())


def test_the_other_pages_are_light(office: Browser) -> None:
    person = write(office.world, "person", {"first_name": "Marie"})
    for each in range(A_PAGE):
        write_visit(office.world, participants={person: True}, note="Mot " * 40)
        write(office.world, "person", {"first_name": f"Marie-{each}", "commune": "63267", "hamlet": "La Faye"})
        write(office.world, "need", {"code": "veillee--isolement", "person": person})
    for address in (addresses.person(person), addresses.PEOPLE, addresses.SIGN_IN):
        assert len(office.get(address).content) < HEAVIEST
