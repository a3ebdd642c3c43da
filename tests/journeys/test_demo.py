"""The demo as its visitor sees it: one process, phones in the browser, the console, and nothing from elsewhere."""

import re
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, FrameLocator, Page, expect

from sync_server.console import addresses
from sync_server.demo.data import PASSWORD
from tests.browser.flet_page import FletPage, phone_context
from tests.journeys.hands import Hands
from tests.journeys.processes import Program

pytestmark = pytest.mark.browser
READY_S = 30.0  # under 10 s on a quiet machine; tests share theirs
PATIENCE_MS = 20_000


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Program]:
    """The demo, filled at its first start."""
    folder = tmp_path_factory.mktemp("demo")
    program = Program("demo", folder, "demo", "--data", str(folder / "data"))
    begun = time.monotonic()
    program.begin()
    try:
        program.ready("/demo")
        assert time.monotonic() - begun < READY_S
        yield program
    except AssertionError:
        print(program.last_words())  # noqa: T201 - what the demo wrote explains why it does not answer
        raise
    finally:
        program.stop()


def a_phone(browser: Browser, demo: Program, route: str = "/phone/") -> Hands:
    """A new browser profile that opens the phone app."""
    return Hands(FletPage(phone_context(browser).new_page()), demo).take_out(route)


def linked(hands: Hands) -> Hands:
    """Link it with what is proposed, and wait for everybody of the demo to be there."""
    hands.press("Relier ce téléphone")
    hands.in_step(nudge=True)
    return hands


def test_the_network_can_be_cut_and_given_back(browser: Browser, demo: Program) -> None:
    hands = linked(a_phone(browser, demo))
    hands.press("Plus")
    hands.phone.choice("Couper le réseau (démo)").click()
    hands.see(hands.badge("Hors ligne"))
    hands.press("Personnes")
    hands.phone.fill("Nom, village, téléphone", "Octavie")
    hands.press("Créer « Octavie »", exact=False)
    hands.save("Fiche créée")
    hands.see(hands.badge("1 à envoyer"))
    hands.press("Retour")
    hands.press("Plus")
    hands.phone.choice("Couper le réseau (démo)").click()
    hands.see(hands.badge("À jour"))
    hands.put_down()


def test_a_reload_finds_the_same_phone_and_another_profile_is_another_one(browser: Browser, demo: Program) -> None:
    first = linked(a_phone(browser, demo))
    second = a_phone(browser, demo)
    second.see(second.phone.button("Relier ce téléphone"))
    first.take_out("/phone/")
    first.see(first.phone.heading("Nadia"))
    first.put_down()
    second.put_down()


def test_two_phones_and_the_console_stand_side_by_side(browser: Browser, demo: Program, pictures: Path) -> None:
    context = browser.new_context(viewport={"width": 1600, "height": 900}, locale="fr-FR", timezone_id="Europe/Paris")
    asked = hosts_asked(context)
    page = context.new_page()
    page.goto(f"{demo.url}/demo")
    for title in ("Téléphone de Nadia", "Téléphone de Mathilde"):
        link_in(page.frame_locator(f"iframe[title='{title}']"), title.split()[-1])
    console = page.frame_locator("iframe[title='Console de Claire']")
    console.get_by_label("Courriel").fill("claire@veillee.example")
    console.get_by_label("Mot de passe").fill(PASSWORD)
    console.get_by_role("button", name="Entrer").click()
    expect(console.get_by_role("heading", name="Relecture")).to_be_visible(timeout=PATIENCE_MS)
    page.wait_for_timeout(1_500)
    page.screenshot(path=pictures / "demo.png")
    context.close()
    assert asked == {"127.0.0.1"}


def link_in(frame: FrameLocator, name: str) -> None:
    """Link the phone of a frame, through its semantics; it is somebody of its own."""
    placeholder = frame.locator("flt-semantics-placeholder")
    placeholder.wait_for(state="attached", timeout=PATIENCE_MS)
    placeholder.evaluate("button => button.click()")
    tree = frame.locator("flt-semantics-host")
    tree.get_by_role("button", name="Relier ce téléphone").click(timeout=PATIENCE_MS)
    expect(tree.get_by_role("button", name=re.compile("^Envoi : À jour"))).to_be_attached(timeout=60_000)
    expect(tree.get_by_role("heading", name=name)).to_be_attached()


def hosts_asked(context: BrowserContext) -> set[str]:
    """The hosts that answer a browser, from now on; what its own policy forbids never leaves."""
    asked: set[str] = set()

    def note(url: str) -> None:
        parts = urlsplit(url)
        if parts.scheme in {"http", "https", "ws", "wss"}:
            asked.add(parts.hostname or "")

    def follow(page: Page) -> None:
        page.on("websocket", lambda socket: note(socket.url))

    context.on("requestfinished", lambda request: note(request.url))
    context.on("page", follow)
    return asked


def test_the_console_needs_no_javascript(browser: Browser, demo: Program) -> None:
    context = browser.new_context(java_script_enabled=False, locale="fr-FR")
    asked = hosts_asked(context)
    page = context.new_page()
    page.goto(demo.url + addresses.HOME)
    page.get_by_label("Courriel").fill("claire@veillee.example")
    page.get_by_label("Mot de passe").fill(PASSWORD)
    page.get_by_role("button", name="Entrer").click()
    page.get_by_label("Commune", exact=True).select_option(label="La Renaudie")
    page.get_by_role("button", name="Filtrer").click()
    expect(page.locator(".chip")).to_contain_text("La Renaudie")
    page.locator(".who a").first.click()
    page.get_by_role("button", name="Relue").click()
    expect(page.get_by_role("status")).to_contain_text("rencontre marquée relue")
    context.close()
    assert asked == {"127.0.0.1"}
