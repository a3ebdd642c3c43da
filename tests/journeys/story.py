"""The story of the journey, moment by moment: who writes what, in which order, with which words."""

import time
from collections.abc import Callable
from typing import Final

from playwright.sync_api import Browser, expect

from tests.journeys.desk import Desk
from tests.journeys.hands import Hands
from tests.journeys.setting import Setting

PERSON: Final = "Odile Fournet"
COMMUNE: Final = "La Renaudie"
NEED: Final = "Isolement"
NEED_CODE: Final = "veillee--isolement"
NOTE: Final = "Le plombier n’est pas venu. Elle garde son bois sous la neige, « encore deux semaines »."
HER_NUMBER: Final = "06 39 98 64 67"
HIS_NUMBER: Final = "07 56 90 11 02"
ADDRESS: Final = "3 chemin de la Fontaine"
QUESTION: Final = "Qui rappelle le plombier avant vendredi ?"
ANSWERED: Final = "etat=reponse"
ANSWER: Final = "Moi, demain matin. Son fils m’a donné le bon numéro."

_PATIENCE_S: Final = 30.0
Told = Callable[["Story", str], None]


def unhindered(_story: "Story", _moment: str) -> None:
    """Nothing happens."""


class Story:
    """Two workers and the coordinator. `at` is told of each moment as it comes, and may end any program there.

    Whoever ends a program brings the story back to where it was; from there it goes on.
    """

    def __init__(self, setting: Setting, browser: Browser, at: Told = unhindered) -> None:
        self.setting = setting
        self._at = at
        self.nadia: Hands = setting.take_out(browser, "nadia")
        self.mathilde: Hands = setting.take_out(browser, "mathilde")
        self.desk = Desk(browser.new_context(locale="fr-FR", timezone_id="Europe/Paris"), setting.server.url)

    def nadia_meets_her(self) -> None:
        """An encounter in a few taps, and her telephone corrected."""
        self.nadia.look_up(PERSON)
        self.nadia.begin_encounter(NEED)
        self.nadia.write_note(NOTE)
        self._at(self, "she types the note")
        self.nadia.save("Rencontre gardée")
        self._at(self, "the encounter is saved")
        self.nadia.look_up(PERSON)
        self.nadia.open_form()
        self.nadia.write("Numéro", HER_NUMBER)
        self.nadia.save("Fiche enregistrée")

    def mathilde_corrects_her(self) -> None:
        """Her address and her telephone, corrected by somebody else."""
        self.mathilde.look_up(PERSON)
        self.mathilde.open_form()
        self.mathilde.write("Numéro", HIS_NUMBER)
        self.mathilde.write("Adresse", ADDRESS)
        self._at(self, "the form is filled in")
        self.mathilde.save("Fiche enregistrée")
        self._at(self, "both have saved")

    def come_in_step(self, *, nudge: bool = False) -> None:
        """The server is back. Nobody does anything, or both look at their phones so as not to wait (`nudge`)."""
        self.setting.server.begin().ready("/ready")
        self._at(self, "the server is back")
        self.nadia.in_step(nudge=nudge)
        self.mathilde.in_step(nudge=nudge)

    def find(self) -> None:
        """The coordinator finds the encounter with a filter."""
        self.desk.sign_in()
        self.desk.filter_on("Commune", COMMUNE)
        expect(self.desk.listed().filter(has_text=PERSON)).to_have_count(1)

    def ask(self) -> None:
        """She opens it and asks."""
        self.desk.open_first()
        self.desk.ask(QUESTION)
        self._at(self, "the question is asked")

    def read_question(self) -> None:
        """It is on the first page of the phone after its next synchronisation."""
        self.nadia.to_today()
        self.nadia.resume()
        self.nadia.see_question(QUESTION)

    def answer(self) -> None:
        """She answers, and the answer leaves by itself."""
        self.nadia.open_question(QUESTION)
        self.nadia.write_answer(ANSWER)
        self._at(self, "she types the answer")
        self.nadia.send_answer()
        self._at(self, "the answer is kept")

    def read_answer(self) -> None:
        """The console says that it came."""
        answered = self.desk.listed().filter(has_text=PERSON)
        end = time.monotonic() + _PATIENCE_S
        self.desk.log(ANSWERED)
        while not answered.count() and time.monotonic() < end:
            self.desk.page.wait_for_timeout(500)
            self.desk.log(ANSWERED)
        expect(answered).to_have_count(1)
        expect(self.desk.page.locator(".state")).to_contain_text("Réponse reçue")

    def read_everything(self) -> None:
        """The other phone takes in what was said meanwhile."""
        self.mathilde.resume()
        self.mathilde.take_out(f"/rencontres/{self.desk.visit_id}")
        self.mathilde.see(self.mathilde.phone.text(ANSWER))
