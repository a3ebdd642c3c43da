"""The console in a real browser, over the demo's people and visits, some of them read, asked about and answered."""

import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import uvicorn
from playwright.sync_api import Browser, BrowserContext, Page, StorageState
from sqlalchemy import Engine, select
from sqlmodel import SQLModel

from shared.sync.change import Change
from shared.sync.clock import tick
from sync_server.accounts.access import Reader
from sync_server.accounts.devices import own_device
from sync_server.accounts.records import Worker
from sync_server.app import Server, create_app
from sync_server.console import addresses
from sync_server.console.queries.selection import ENTRIES, ORDER
from sync_server.database import connect, table_of, writing
from sync_server.demo.data import NETWORK, PASSWORD, fill
from sync_server.models import metadata
from sync_server.review.actions import Reviewer, ask, mark_read
from sync_server.review.entries import refresh_entries
from sync_server.settings import Settings, sqlite_url
from sync_server.sync.author import Author
from sync_server.sync.ingest import apply_actions
from tests.browser.chromium import chromium
from tests.browser.phone_server import free_port
from tests.worlds import DAY_MS, new_id

NOW = int(time.time() * 1000)
LATEST = 40


@dataclass(frozen=True)
class Site:
    """A running server; `answered` is a visit whose question has its answer."""

    url: str
    answered: str
    person: str

    def at(self, address: str) -> str:
        """The whole address of a page."""
        return self.url + address


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The demo's server, in a thread."""
    folder: Path = tmp_path_factory.mktemp("console")
    url = sqlite_url(folder / "server.db")
    engine = connect(url)
    metadata.create_all(engine)
    fill(engine, NOW - DAY_MS)
    answered, person = review_some(engine)
    port = free_port()
    app = create_app(Server(engine, Settings(url)))
    server = uvicorn.Server(uvicorn.Config(app, host="127.0.0.1", port=port, log_level="warning"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.05)
    yield Site(f"http://127.0.0.1:{port}", answered, person)
    server.should_exit = True
    thread.join(10)


def review_some(engine: Engine) -> tuple[str, str]:
    """Read some of the latest visits, ask about some, and answer one; return it and a person who was there."""
    refresh_entries(engine, NETWORK)
    workers, visits = table_of(Worker), SQLModel.metadata.tables["visit"]
    with writing(engine) as connection:
        claire = connection.execute(select(workers).where(workers.c.name == "Claire Montagnac")).mappings().one()
        reader = Reader(NETWORK, claire["structure_id"], claire["id"], claire["role"])
        reviewer = Reviewer(connection, reader, NOW - 7_200_000, new_id)
        latest = connection.scalars(select(ENTRIES.c.visit_id).order_by(*ORDER).limit(LATEST)).all()
        named = [
            row
            for row in connection.execute(select(visits).where(visits.c.id.in_(latest))).mappings()
            if row["participants"] and len(row["note"]) > 150
        ]
        mark_read(reviewer, [each for place, each in enumerate(latest) if place % 4 == 1])
        mark_read(reviewer, connection.scalars(select(ENTRIES.c.visit_id).order_by(*ORDER).offset(LATEST)).all()[:400])
        answered, waiting = named[0], named[1]
        ask(reviewer, waiting["id"], "Qui rappelle la famille avant vendredi ?")
        question = ask(reviewer, answered["id"], "Est-ce que le CCAS a bien reçu le dossier ? La date approche.")
        device = own_device(connection, NETWORK, answered["author"], "phone", NOW)
        author = Author(NETWORK, device.number, answered["author"], NOW)
        fields = {"visit": answered["id"], "text": "Oui, déposé à 11 h, j’ai le récépissé.", "answer_to": question}
        apply_actions(connection, author, [(Change("remark", new_id(), fields, tick(0, NOW - 3_600_000), 0),)], new_id)
    return answered["id"], min(answered["participants"])


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """One Chromium for a module: Playwright runs once at a time in a thread."""
    with chromium() as running:
        yield running


def go_through_the_door(page: Page, site: Site) -> None:
    """Sign in as Claire, who coordinates."""
    page.goto(site.at(addresses.HOME))
    page.get_by_label("Courriel").fill("claire@veillee.example")
    page.get_by_label("Mot de passe").fill(PASSWORD)
    page.get_by_label("Mot de passe").press("Enter")
    page.wait_for_url(f"**{addresses.HOME}")


@pytest.fixture(scope="module")
def signed_in(browser: Browser, site: Site) -> StorageState:
    """What a browser holds once Claire is signed in."""
    context = browser.new_context(locale="fr-FR")
    go_through_the_door(context.new_page(), site)
    state = context.storage_state()
    context.close()
    return state


@pytest.fixture
def context(browser: Browser, signed_in: StorageState) -> Iterator[BrowserContext]:
    """A laptop's window, signed in."""
    context = browser.new_context(
        storage_state=signed_in, locale="fr-FR", timezone_id="Europe/Paris", viewport={"width": 1440, "height": 900}
    )
    yield context
    context.close()


@pytest.fixture
def page(context: BrowserContext) -> Iterator[Page]:
    """A tab that fails its test when the page complains, for instance of its own security policy."""
    page = context.new_page()
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    yield page
    assert complaints == []
