"""What a journey begins with: accounts, people imported from a file, a server and two phones that are linked to it."""

import csv
import os
import shutil
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from playwright.sync_api import Browser, StorageState

from shared.domain.ids import uuid7
from sync_server.accounts.devices import create_code
from sync_server.accounts.directory import add_structure, add_worker, create_network
from sync_server.accounts.records import Worker
from sync_server.database import connect, writing
from sync_server.migrations import upgrade
from sync_server.settings import sqlite_url
from tests.browser.flet_page import FletPage, phone_context
from tests.journeys.hands import Hands
from tests.journeys.processes import ROOT, VEILLEE, Program

NETWORK: Final = "tdm"
COORDINATOR: Final = "Claire Montagnac"
PASSWORD: Final = "une vallée, deux rivières"
WORKERS: Final = {"nadia": "Nadia Ferrand", "mathilde": "Mathilde Roux"}
TITLES: Final = ("last_name", "first_name", "birth_year", "phone", "address", "hamlet", "postal_code", "commune")
PEOPLE: Final = (
    ("Fournet", "Odile", "1941", "04 73 00 11 22", "12 route du Col", "La Planche", "63930", "La Renaudie"),
    ("Barge", "Lucien", "1938", "04 73 00 11 23", "", "Le Bourg", "63250", "Viscomtat"),
    ("Chassaing", "Lorraine", "1952", "06 39 98 11 24", "", "Le Mas", "63550", "Palladuc"),
)
_LOOK_EVERY_S: Final = 0.05


def email_of(name: str) -> str:
    """The address by which somebody signs in."""
    return f"{name.split(maxsplit=1)[0].lower()}@veillee.example"


@dataclass(frozen=True)
class Setting:
    """The programs of a journey over the folder that holds all they keep; `pockets` is what each browser remembers."""

    folder: Path
    server: Program
    phones: dict[str, Program]
    pockets: dict[str, StorageState]

    @property
    def database_url(self) -> str:
        """Where the server's database is."""
        return sqlite_url(self.folder / "server.db")

    def begin(self) -> None:
        """Start all programs and wait until they answer."""
        for program in (self.server, *self.phones.values()):
            program.begin()
        self.server.ready("/ready")
        for program in self.phones.values():
            program.ready()

    def end(self) -> None:
        """Stop whatever still runs."""
        for program in (self.server, *self.phones.values()):
            program.stop()

    def take_out(self, browser: Browser, name: str) -> Hands:
        """Open a worker's phone, the one she had before."""
        context = phone_context(browser, pocket=self.pockets.get(name))
        return Hands(FletPage(context.new_page()), self.phones[name]).take_out()

    def last_words(self) -> str:
        """What the programs wrote last, for reading when a test fails."""
        return "\n".join(f"--- {each.name}\n{each.last_words()}" for each in (self.server, *self.phones.values()))


def a_setting(folder: Path) -> Setting:
    """The programs, not started yet; all they keep lies under the folder."""
    env = {"VEILLEE_DATABASE_URL": sqlite_url(folder / "server.db"), "VEILLEE_DATA": str(folder)}
    server = Program("server", folder, "serve", env=env)
    phones = {
        name: Program(name, folder, "phone", "--data", str(folder / name), "--server", server.url) for name in WORKERS
    }
    return Setting(folder, server, phones, {})


def open_office(setting: Setting) -> None:
    """Make the network and its accounts, and import the people."""
    engine = connect(setting.database_url)
    upgrade(engine)
    now = int(time.time() * 1000)
    with writing(engine) as connection:
        create_network(connection, "Thiers Dore et Montagne", now, NETWORK)
        place = add_structure(connection, NETWORK, "MONTS", "EVS Les Monts qui Pétillent", "La Renaudie", now)
        for code, name in {**WORKERS, "": COORDINATOR}.items():
            role = "worker" if code else "coordinator"
            worker = Worker(
                network_id=NETWORK, id=uuid7(now), structure_id=place, name=name, email=email_of(name), role=role
            )
            add_worker(connection, worker, "" if code else PASSWORD)
            if code:
                create_code(connection, NETWORK, worker.id, now, code=code)
    engine.dispose()
    _import_people(setting)


def _import_people(setting: Setting) -> None:
    file = setting.folder / "personnes.csv"
    with file.open("w", newline="", encoding="utf-8") as out:
        csv.writer(out).writerows((TITLES, *PEOPLE))
    env = {**os.environ, "VEILLEE_DATABASE_URL": setting.database_url}
    command = [str(VEILLEE), "import", "people", str(file), "--apply"]
    done = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def link_phones(setting: Setting, browser: Browser) -> None:
    """Link each phone by its worker's code, as she does it, and let it read everything once."""
    for name in setting.phones:
        hands = setting.take_out(browser, name)
        hands.link(name)
        hands.in_step()
        setting.pockets[name] = hands.pocket()
        hands.put_down()


def copied(setting: Setting, folder: Path) -> None:
    """Put everything under the folder back to what was kept in another one."""
    for kept in setting.folder.iterdir():
        shutil.rmtree(kept) if kept.is_dir() else kept.unlink()
    shutil.copytree(folder, setting.folder, dirs_exist_ok=True)
