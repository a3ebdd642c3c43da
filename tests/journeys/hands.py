"""What a worker does with her phone: every gesture of the journey, through what a screen reader is told."""

import re
import time
from pathlib import Path
from typing import Final

from playwright.sync_api import Locator, StorageState, expect

from tests.browser.flet_page import FletPage
from tests.journeys.processes import Program

_PATIENT_MS: Final = 20_000
_BACK_OFF_S: Final = 100.0  # five failures in a row let a phone wait up to 100 s
_WHOLE_FORM: Final = 10_000  # pixels, more than any form is long
_FOCUS_MS: Final = 500
_KEEP_MS: Final = 1_200  # what is typed is kept once the fingers pause


class Hands:
    """A worker and her phone: `phone` is the tab, `program` the process behind it."""

    def __init__(self, phone: FletPage, program: Program) -> None:
        self.phone = phone
        self.program = program

    def take_out(self, route: str = "/") -> "Hands":
        """Look at the phone: the page is loaded anew."""
        self.phone.open(self.program.url + route)
        return self

    def put_down(self) -> None:
        """Close the browser profile."""
        self.phone.page.context.close()

    def die(self) -> None:
        """The app is killed with -9, and its screen with it."""
        self.program.kill()
        self.phone.page.goto("about:blank")

    def revived(self) -> "Hands":
        """Start the killed program again and look at the phone."""
        self.program.begin().ready()
        return self.take_out()

    def pocket(self) -> StorageState:
        """What the browser remembers of this phone."""
        return self.phone.page.context.storage_state()

    def link(self, code: str) -> None:
        """The first start: the server is proposed, the code is typed."""
        self.phone.fill("Code", code)
        self.press("Relier ce téléphone")

    def press(self, name: str, *, exact: bool = True) -> None:
        """Press a button by its name."""
        self.phone.button(name, exact=exact).click(timeout=_PATIENT_MS)

    def look_up(self, person: str) -> None:
        """Show somebody's page, from wherever one is."""
        if not self.phone.heading(person).count():
            self._leave_to("Personnes")
            self.press("Personnes")
            self.press(person, exact=False)
        self.see(self.phone.heading(person))

    def to_today(self) -> None:
        """Show the first page, from wherever one is."""
        self._leave_to("Aujourd’hui")
        self.press("Aujourd’hui")

    def _leave_to(self, destination: str) -> None:
        """Go back until the bar of destinations is there."""
        self.see(self.phone.button(destination).or_(self.phone.button("Retour")))
        if not self.phone.button(destination).count():
            self.press("Retour")
            self.see(self.phone.button(destination))

    def begin_encounter(self, need: str) -> None:
        """From somebody's page: two taps and the note is next."""
        self.press("Nouvelle rencontre")
        self.phone.choice(need).click(timeout=_PATIENT_MS)
        self.press("Suivant, 1 besoin")
        self.see(self.phone.field("Note"))

    def write_note(self, note: str) -> None:
        """Type the note of the encounter."""
        self.phone.fill("Note", note)

    def pause(self) -> None:
        """Rest the fingers: what was typed is kept within a second."""
        self.phone.page.wait_for_timeout(_KEEP_MS)

    def save(self, told: str) -> None:
        """Save, read that it is, and be back on the page one came from."""
        self.press("Enregistrer")
        self.see(self.phone.announced(told))
        expect(self.phone.button("Enregistrer")).to_have_count(0, timeout=_PATIENT_MS)

    def open_form(self) -> None:
        """From somebody's page to her form."""
        self.press("Modifier")
        self.see(self.phone.heading("Modifier la fiche"))

    def write(self, label: str, value: str) -> None:
        """Fill in a field of the form, wherever it is on the page."""
        self.phone.reveal(self.phone.field(label))
        self.phone.fill(label, value)

    def field_says(self, label: str) -> str:
        """What a field holds; Flutter gives it to the box once the box is touched."""
        box = self.phone.reveal(self.phone.field(label))
        box.click()
        self.phone.page.wait_for_timeout(_FOCUS_MS)
        return box.input_value()

    def form_says(self, person: str, *labels: str) -> tuple[str, ...]:
        """What somebody's form holds, then back to her page."""
        self.look_up(person)
        self.open_form()
        told = tuple(self.field_says(label) for label in labels)
        self.phone.page.mouse.wheel(0, -_WHOLE_FORM)
        self.press("Fermer")
        self.see(self.phone.heading(person))
        return told

    def see_question(self, words: str) -> None:
        """Wait until the first page asks."""
        self.see(self.phone.button(words, exact=False))

    def open_question(self, question: str) -> None:
        """Open what is asked on the first page."""
        self.press(question, exact=False)
        self.phone.reveal(self.phone.button("Répondre"))

    def write_answer(self, words: str) -> None:
        """Type the answer."""
        self.phone.fill("Votre réponse", words)

    def send_answer(self) -> None:
        """Send it, and read that it is kept."""
        self.press("Répondre")
        self.see(self.phone.announced("Réponse gardée"))

    def resume(self) -> None:
        """Turn away and come back: what a phone takes as being in front again."""
        self.phone.page.evaluate("dispatchEvent(new Event('blur'))")
        self.phone.page.evaluate("dispatchEvent(new Event('focus'))")

    def badge(self, words: str) -> Locator:
        """The sync badge that begins with these words."""
        return self.phone.tree.get_by_role("button", name=re.compile(f"^Envoi : {words}"))

    def in_step(self, *, nudge: bool = False) -> None:
        """Wait until everything is sent; `nudge` looks at the phone now and then, so as not to wait out a back-off."""
        end = time.monotonic() + _BACK_OFF_S
        while not self.badge("À jour").count():
            if time.monotonic() > end:
                raise AssertionError(f"{self.program.name} is not in step:\n{self.phone.snapshot()}")
            if nudge:
                self.resume()
            self.phone.page.wait_for_timeout(300)

    def see(self, target: Locator) -> None:
        """Wait until something is there."""
        expect(target.first).to_be_attached(timeout=_PATIENT_MS)

    def picture(self, path: Path) -> None:
        """Take a picture of the phone as it is."""
        self.phone.page.wait_for_timeout(400)  # animations are over
        self.phone.page.screenshot(path=path)
