"""An encounter is written in at most six taps, survives a kill, and is taken back for ten seconds."""

from pathlib import Path

import pytest

from tests.mobile.ui.encounter_shell import LORRAINE, NOW, RENAUDIE, WORKER, phone_in, rows, shell
from tests.mobile.ui.headless import HeadlessApp

pytestmark = pytest.mark.anyio

MOST_TAPS = 6
NEW = "Nouvelle rencontre"
NOTE_LABEL = "Note"


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


class Thumb:
    """Presses like a thumb, and counts."""

    def __init__(self, app: HeadlessApp) -> None:
        self.app = app
        self.taps = 0

    async def tap(self, name: str) -> None:
        """Wait for something to be there, and press it."""
        await self.app.until(lambda: any(known.startswith(name) for known in self.app.names()))
        await self.app.press(name)
        self.taps += 1


async def test_a_known_person_takes_five_taps_and_a_note(tmp_path: Path) -> None:
    async with phone_in(tmp_path) as phone, HeadlessApp(shell(phone)) as app:
        thumb = Thumb(app)
        await thumb.tap(NEW)
        await app.type("Nom, village, téléphone", "lorr")
        await thumb.tap("Lorraine Chassaing")
        await thumb.tap("Isolement")
        await thumb.tap("Suivant, 1 besoin")
        await app.type(NOTE_LABEL, "Le car du vendredi est supprimé.")
        await thumb.tap("Enregistrer")
        await app.until(lambda: phone.status.waiting == 2)
        assert thumb.taps == 5
        [visit] = await rows(phone, "visit")
        [need] = await rows(phone, "need")
        assert visit["participants"] == {LORRAINE: True}
        assert visit["note"] == "Le car du vendredi est supprimé."
        assert visit["workers"] == {WORKER: True}
        assert (visit["commune"], visit["hamlet"], visit["structure"]) == (RENAUDIE, "La Planche", "monts")
        assert (visit["day"], visit["started_at"], visit["axes"]) == ("2026-11-24", NOW, {"3": True})
        assert (need["code"], need["person"], need["opened_in"]) == ("veillee--isolement", LORRAINE, visit["id"])


async def test_a_thematique_takes_one_tap_more(tmp_path: Path) -> None:
    async with phone_in(tmp_path) as phone, HeadlessApp(shell(phone)) as app:
        thumb = Thumb(app)
        await thumb.tap(NEW)
        await app.type("Nom, village, téléphone", "chass lor")
        await thumb.tap("Lorraine Chassaing")
        await thumb.tap("Santé")
        await thumb.tap("Accès aux soins")
        await thumb.tap("Suivant, 1 besoin")
        await thumb.tap("Enregistrer")
        await app.until(lambda: phone.status.waiting == 2)
        assert thumb.taps == MOST_TAPS
        [need] = await rows(phone, "need")
        assert need["code"] == "sante--acces-aux-soins"
