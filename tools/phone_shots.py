"""Pictures of the worker's pages, every theme and size: `python -m tools.phone_shots [part of a name]`."""

import asyncio
import csv
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Final
from urllib.error import URLError
from urllib.request import urlopen

from playwright.sync_api import BrowserContext

from mobile.phone import Phone
from mobile.store.records import Patch
from mobile.ui.moment import local_day
from mobile.ui.routes import edit_person, person
from shared.clock import wall_clock
from shared.domain.telephone import parse_phone
from tests.browser.chromium import chromium
from tests.browser.flet_page import SMALL, USUAL, FletPage, Scheme, phone_context
from tests.browser.phone_server import free_port
from tests.mobile.ui.encounter_shell import LORRAINE, PAUL, VIRGINIE, open_phone, with_history

OUT: Final = Path("var/screenshots/phone")
SAMPLE: Final = Path("sync_server/sample/people.csv")
SCHEMES: Final[tuple[Scheme, ...]] = ("light", "dark")
LINKED, NEW = "a" * 32, "b" * 32
_SETTLE_MS: Final = 1_500
_PEOPLE: Final = 120
# page → address, whose phone, and words to wait for
PAGES: Final = {
    "today": ("", LINKED, "Suites à donner"),
    "people": ("personnes", LINKED, "personnes connues"),
    "person": (person(LORRAINE)[1:], LINKED, "Avant de frapper"),
    "editor": (edit_person(LORRAINE)[1:], LINKED, "Enregistrer"),
    "new": ("personnes/nouvelle", LINKED, "Enregistrer"),
    "waiting": ("attente", LINKED, "Essayer maintenant"),
    "more": ("plus", LINKED, "Nadia Ferrand"),
    "welcome": ("", NEW, "Relier ce téléphone"),
}


async def fill(folder: Path) -> None:
    """A phone of some weeks: people of the sample, a history, promises, and taps that wait for a network."""
    phone = await open_phone(folder, wall_clock)
    await with_history(phone)
    await phone.save(_people(phone))
    await phone.read(lambda c: c.exec_driver_sql("DELETE FROM outbox"))
    today = local_day(phone.clock())
    know = {"approach_note": "Passer par la cour. Frapper fort, elle entend mal à gauche.", "best_time": "le matin",
            "phones/a1": {"number": "+33639986467", "typed": "06 39 98 64 67", "label": ""}}  # fmt: skip
    await phone.save([Patch("person", LORRAINE, know)])
    for what, who, late in (("Rappeler pour le dossier APA", LORRAINE, 1), ("Porter l’imprimé", VIRGINIE, 0)):
        due = str(today - timedelta(days=late))
        await phone.save([Patch("follow_up", phone.new_id(), {"what": what, "person": who, "due_on": due})])
    met = {"day": str(today), "started_at": phone.clock(), f"participants/{PAUL}": True, "commune": "63298"}
    await phone.save([Patch("visit", phone.new_id(), met)])
    await phone.close()
    shutil.copy(folder / "keys" / "database-key.secret", folder)


def _people(phone: Phone) -> Iterator[Patch]:
    with SAMPLE.open(encoding="utf-8") as lines:
        for row, _ in zip(csv.DictReader(lines), range(_PEOPLE), strict=False):
            known = {"first_name": row["first_name"], "last_name": row["last_name"], "hamlet": row["hamlet"],
                     "commune": row["insee"], "birth_year": int(row["birth_year"] or 0) or None}  # fmt: skip
            number = parse_phone(row["phone"])
            told = {"number": number.number or "", "typed": number.typed, "label": ""}
            yield Patch("person", phone.new_id(), {**known, **({"phones/a1": told} if row["phone"] else {})})


@contextmanager
def site() -> Iterator[str]:
    """The phone's site over two phones: one filled, one new."""
    with tempfile.TemporaryDirectory() as kept:
        folder, port = Path(kept), free_port()
        asyncio.run(fill(folder / LINKED))
        command = [sys.executable, "-m", "tests.browser.phone_site", str(folder), str(port)]
        process = subprocess.Popen(command)
        url = f"http://127.0.0.1:{port}/phone/"
        try:
            while not _answers(url):
                time.sleep(0.2)
            yield url
        finally:
            process.terminate()
            process.wait(20)


def _answers(url: str) -> bool:
    try:
        with urlopen(url, timeout=2):  # noqa: S310 - our own loopback address
            return True
    except (URLError, OSError):
        return False


def _take(context: BrowserContext, url: str, name: str, picture: Path) -> None:
    address, profile, words = PAGES[name]
    tab = context.new_page()
    tab.add_init_script(f"localStorage.setItem('flutter.veillee.profile', JSON.stringify('{profile}'))")
    page = FletPage(tab).open(url + address)
    page.text(words).or_(page.button(words, exact=False)).first.wait_for(state="attached", timeout=30_000)
    tab.wait_for_timeout(_SETTLE_MS)
    tab.screenshot(path=picture)
    tab.close()


def main(wanted: str) -> None:
    """Writes var/screenshots/phone/<page>-<width>-<scheme>-<text scale>.png."""
    OUT.mkdir(parents=True, exist_ok=True)
    with site() as url:
        for scale in (100, 200):
            with chromium(scale) as browser:
                for size in (USUAL, SMALL):
                    for scheme in SCHEMES:
                        context = phone_context(browser, size, scheme, sharp=True)
                        for name in PAGES:
                            picture = f"{name}-{size[0]}-{scheme}-{scale}"
                            if wanted in picture:
                                _take(context, url, name, OUT / f"{picture}.png")
                                print(picture, flush=True)
                        context.close()


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "")
