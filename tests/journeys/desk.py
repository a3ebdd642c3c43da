"""What the coordinator does at her desk: the console in a browser, from the door to a question and its answer."""

from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, Locator, Page, expect

from sync_server.console import addresses
from tests.journeys.setting import COORDINATOR, PASSWORD, email_of

_PATIENT_MS: Final = 20_000


class Desk:
    """One tab of the console."""

    def __init__(self, context: BrowserContext, server: str) -> None:
        self.page: Page = context.new_page()
        self._server = server
        self._visit_id = ""

    def sign_in(self) -> None:
        """Go through the door."""
        self.page.goto(self._server + addresses.HOME)
        self.page.get_by_label("Courriel").fill(email_of(COORDINATOR))
        self.page.get_by_label("Mot de passe").fill(PASSWORD)
        self.page.get_by_role("button", name="Entrer").click()
        self.page.wait_for_url(f"**{addresses.HOME}")

    def log(self, query: str = "") -> None:
        """Open the visit log, by default what is to be read."""
        self.page.goto(self._server + addresses.with_query(addresses.HOME, query))

    def filter_on(self, menu: str, choice: str) -> None:
        """Choose in a menu of the log and apply it."""
        self.page.get_by_label(menu, exact=True).select_option(label=choice)
        self.page.get_by_role("button", name="Filtrer").click()
        expect(self.page.locator(".chip")).to_contain_text(choice)

    def listed(self) -> Locator:
        """The encounters in the list: who was met."""
        return self.page.locator(".who a")

    def open_first(self) -> None:
        """Open the encounter at the top of the list."""
        self.listed().first.click()
        self.page.wait_for_url("**/rencontres/**")
        self._visit_id = urlsplit(self.page.url).path.rpartition("/")[2]
        expect(self.page.get_by_role("heading", name="Note")).to_be_visible(timeout=_PATIENT_MS)

    def ask(self, words: str) -> None:
        """Put a question about the encounter in sight."""
        self.page.get_by_label("Votre question ou remarque").fill(words)
        self.page.get_by_role("button", name="Poser la question").click()
        expect(self.page.locator(".thread")).to_contain_text(words)

    @property
    def visit_id(self) -> str:
        """The id of the encounter that was opened last."""
        return self._visit_id

    def open_person(self, name: str) -> None:
        """Look somebody up and open her page."""
        self.page.goto(self._server + addresses.with_query(addresses.PEOPLE, f"q={name}"))
        self.page.get_by_role("link", name=name).first.click()
        expect(self.page.get_by_role("heading", level=1)).to_contain_text(name)

    def picture(self, path: Path) -> None:
        """Take a picture of the whole page."""
        self.page.screenshot(path=path, full_page=True)
