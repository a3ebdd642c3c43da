"""A linked phone with a few people on it, shown by the pages of an encounter alone."""

import tempfile
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Final

import flet as ft
from sqlalchemy import Connection, select

from mobile.phone import Phone
from mobile.store import records, state
from mobile.store.records import Patch
from mobile.store.visits import visits_of_day
from mobile.sync.transport import HttpTransport
from mobile.ui.components.frame import screen, title_bar
from mobile.ui.components.layout import pad
from mobile.ui.components.visit_thread import visit_thread
from mobile.ui.context import attach, use_phone
from mobile.ui.moment import local_day
from mobile.ui.reading import use_reading
from mobile.ui.screens.encounter_routes import encounter_routes
from mobile.ui.screens.person import person_screen
from mobile.ui.session import begin, use_session
from mobile.ui.theme import ASSETS, dress
from mobile.vault.keystore import SoftwareKeystore
from shared.domain.record import Row
from shared.domain.registry import record_types

NOW: Final = 1_795_525_320_000  # 24 November 2026, 13:02 UTC
NETWORK, WORKER, COORDINATOR = "tdm", "nadia", "claire"
LORRAINE, PAUL, VIRGINIE, JOAO = (f"0199a000-0000-7000-8000-00000000000{n}" for n in range(1, 5))
FOYER: Final = "0199a000-0000-7000-8000-0000000000f0"
VISCOMTAT, RENAUDIE, CHABRELOCHE = "63463", "63298", "63072"
_PEOPLE: Final = (
    (LORRAINE, {"first_name": "Lorraine", "last_name": "Chassaing", "hamlet": "La Planche", "commune": RENAUDIE,
                "birth_year": 1938, "household": FOYER}),
    (PAUL, {"first_name": "Paul", "last_name": "Chassaing", "hamlet": "La Planche", "commune": RENAUDIE,
            "household": FOYER}),
    (VIRGINIE, {"first_name": "Virginie", "last_name": "Chassagne", "commune": CHABRELOCHE}),
    (JOAO, {"first_name": "João", "last_name": "da Conceição", "hamlet": "Montcodieux", "commune": VISCOMTAT,
            "birth_year": 1973}),
)  # fmt: skip
_REFERENCE: Final = {
    "version": "1",
    "network": "Thiers Dore et Montagne",
    "structures": {"monts": "Les Monts qui Pétillent"},
    "workers": {
        WORKER: {"name": "Nadia Ferrand", "structure": "monts"},
        COORDINATOR: {"name": "Claire Dumas", "structure": "monts"},
    },
}


_IDENTITY: Final = state.Identity(NETWORK, 7, WORKER, "token", "http://127.0.0.1:9")


def _link(connection: Connection) -> None:
    state.remember_identity(connection, _IDENTITY)
    state.write(connection, "reference", _REFERENCE)


async def open_phone(folder: Path, clock: Callable[[], int] = lambda: NOW) -> Phone:
    """A phone that knows four people; opened again, the one it was."""
    phone = await Phone.open(folder, SoftwareKeystore(folder / "keys"), HttpTransport(), clock)
    if phone.identity is None:
        await phone.read(_link)
        phone.identity = _IDENTITY
        await phone.save(Patch("person", person_id, fields) for person_id, fields in _PEOPLE)
    return phone


@asynccontextmanager
async def phone_in(folder: Path, clock: Callable[[], int] = lambda: NOW) -> AsyncIterator[Phone]:
    """The same, closed at the end."""
    phone = await open_phone(folder, clock)
    try:
        yield phone
    finally:
        await phone.close()


VISIT, REMARK = "0199a000-0000-7000-8000-0000000000a1", "0199a000-0000-7000-8000-0000000000a2"
_YESTERDAY: Final = NOW - 86_400_000


async def with_history(phone: Phone) -> None:
    """Yesterday Lorraine was met at home; the coordinator asks about it."""
    visit = {
        "day": "2026-11-23", "started_at": _YESTERDAY, "duration": 40, "participants/" + LORRAINE: True,
        "commune": RENAUDIE, "hamlet": "La Planche", "axes/1": True, "axes/3": True, "attention/territoire": True,
        "note": "Courrier de la CAF lu ensemble. Elle veut l’APA, n’a plus la force pour le bois.",
        "workers/" + WORKER: True, "structure": "monts",
    }  # fmt: skip
    about = {"person": LORRAINE, "opened_in": VISIT, "opened_on": "2026-11-23"}
    car, wood, promise = (f"0199a000-0000-7000-8000-0000000000b{n}" for n in range(1, 4))
    await phone.save(
        [
            Patch("visit", VISIT, visit),
            Patch("need", car, {**about, "code": "mobilite--etre-accompagne-dans-son-parcours-mobilite"}),
            Patch("need", wood, {**about, "code": "veillee--precarite-energetique", "urgency": "urgent"}),
            Patch("follow_up", promise, {"what": "Porter l’imprimé", "visit": VISIT, "person": LORRAINE,
                                         "due_on": "2026-11-26"}),
        ]
    )  # fmt: skip
    await phone.read(_ask)


def _ask(connection: Connection) -> None:
    """The question as it comes from the server."""
    record = record_types()["remark"]
    asked = {
        "visit": VISIT,
        "text": "A-t-elle déjà un dossier APA ?",
        "author": COORDINATOR,
        "created_at": NOW - 3_600_000,
    }
    records.put_rows(connection, record, [{**record.blank(NETWORK, REMARK), **asked}])
    visit = record_types()["visit"]
    [row] = records.read_rows(connection, visit, [VISIT]).values()
    records.put_rows(connection, visit, [{**row, "review": "question", "seq": 4}])


def shell(phone: Phone) -> Callable[[ft.Page], None]:
    """The app of these pages: today's encounters, somebody's page, and everything about an encounter."""

    def main(page: ft.Page) -> None:
        dress(page)
        begin(page)
        attach(page, phone)
        page.render_views(_pages)

    return main


@ft.component
def _pages() -> ft.Control:
    somebody = ft.Route(path="personnes/:person_id", component=person_screen)
    home = ft.Route(component=_home, children=encounter_routes())
    return ft.Router([somebody, home], manage_views=True)


@ft.component
def _home() -> ft.View:
    use_session()
    view = use_phone()
    today = local_day(view.phone.clock())
    lines = use_reading(visits_of_day, today.isoformat(), WORKER)
    body = pad(visit_thread(lines, today)) if lines else None
    return screen(title_bar("Aujourd’hui"), body, route="/", here="/")


async def rows(phone: Phone, table: str) -> list[Row]:
    """The living rows of a table."""

    def read(connection: Connection) -> list[Row]:
        known = record_types()[table].table
        found = connection.execute(select(known).where(~known.c.deleted)).mappings()
        return [dict(row) for row in found]

    return await phone.read(read)


async def main(page: ft.Page) -> None:
    """The same on a page of the browser, with a folder of its own."""
    phone = await open_phone(Path(tempfile.mkdtemp()))
    await with_history(phone)
    shell(phone)(page)


if __name__ == "__main__":
    ft.run(main, view=None, host="127.0.0.1", no_cdn=True, assets_dir=str(ASSETS))
