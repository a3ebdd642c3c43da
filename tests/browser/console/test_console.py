"""The console under a coordinator's fingers: keyboard, mouse, no JavaScript, small screens."""

import pytest
from playwright.sync_api import Browser, Page, StorageState, expect

from sync_server.console import addresses
from tests.browser.chromium import find_chromium, flags
from tests.browser.console.conftest import Site, go_through_the_door

pytestmark = pytest.mark.browser
PAGES = ("log", "empty", "visit", "person", "people", "missing")


def address_of(site: Site, name: str) -> str:
    """Where a page is."""
    return site.at(
        {
            "log": f"{addresses.HOME}?etat=toutes",
            "empty": f"{addresses.HOME}?etat=toutes&texte=introuvable",
            "visit": addresses.visit(site.answered, "etat=toutes"),
            "person": addresses.person(site.person),
            "people": f"{addresses.PEOPLE}?q=marie",
            "missing": addresses.visit("inconnue"),
            "door": addresses.SIGN_IN,
        }[name]
    )


def test_the_keyboard_moves_ticks_opens_and_marks(page: Page, site: Site) -> None:
    page.goto(site.at(addresses.HOME))
    rows = page.locator(".log tbody tr:not(.day)")
    first, second = (rows.nth(each).locator(".who a") for each in (0, 1))
    page.keyboard.press("j")
    expect(first).to_be_focused()
    page.keyboard.press("j")
    expect(second).to_be_focused()
    page.keyboard.press("k")
    expect(first).to_be_focused()
    page.keyboard.press("x")
    expect(rows.nth(0).get_by_role("checkbox")).to_be_checked()
    expect(page.get_by_text("1 choisie")).to_be_visible()
    wanted = second.get_attribute("href")
    page.keyboard.press("j")
    page.keyboard.press("r")
    expect(page.get_by_role("status")).to_contain_text("1 rencontre marquée relue.")
    assert wanted not in [link.get_attribute("href") for link in page.locator(".who a").all()]
    page.get_by_role("button", name="Annuler").click()
    expect(page.get_by_role("status")).to_contain_text("remise dans son état d’avant")
    opened = page.locator(".who a").first.get_attribute("href")
    page.keyboard.press("j")
    page.keyboard.press("o")
    page.wait_for_url(f"**{opened}")


def test_single_keys_can_be_switched_off(page: Page, site: Site) -> None:
    page.goto(site.at(addresses.HOME))
    page.get_by_role("button", name="Désactiver").click()
    page.reload()
    page.keyboard.press("j")
    expect(page.locator(".log :focus")).to_have_count(0)
    page.get_by_role("button", name="Activer les raccourcis").click()
    page.keyboard.press("j")
    expect(page.locator(".who a").first).to_be_focused()


def test_keys_stay_letters_while_one_types(page: Page, site: Site) -> None:
    page.goto(site.at(addresses.HOME))
    search = page.get_by_role("searchbox", name="Chercher dans les notes")
    search.press_sequentially("jkxro")
    expect(search).to_have_value("jkxro")


def test_all_can_be_ticked_and_marked_at_once(page: Page, site: Site) -> None:
    page.goto(site.at(f"{addresses.HOME}?mode=telephone"))
    total = page.locator("[name=visit]").count()
    page.get_by_text("Tout choisir").click()
    expect(page.get_by_text(f"{total} choisies")).to_be_visible()
    page.get_by_role("button", name="Marquer relues").click()
    expect(page.get_by_role("status")).to_contain_text(f"{total} rencontres marquées relues.")
    page.get_by_role("button", name="Annuler").click()
    expect(page.get_by_role("status")).to_contain_text(f"{total} rencontres remises")


def test_enter_on_a_tick_box_marks_what_is_ticked_and_nothing_else(page: Page, site: Site) -> None:
    page.goto(site.at(addresses.HOME))
    page.locator("[name=visit]").nth(2).check()
    page.locator("[name=visit]").nth(2).press("Enter")
    expect(page.get_by_role("status")).to_contain_text("1 rencontre marquée relue.")
    page.get_by_role("button", name="Annuler").click()


def test_a_view_follows_from_the_log_to_its_visits(page: Page, site: Site) -> None:
    page.goto(site.at(f"{addresses.HOME}?etat=toutes&mode=session"))
    second = page.locator(".who a").nth(1).inner_text()
    page.locator(".who a").first.click()
    page.get_by_role("link", name="Plus ancienne").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(second)
    page.get_by_label("Fil").get_by_role("link", name="Relecture").click()
    page.wait_for_url("**/relecture?etat=toutes&mode=session")


def test_everything_works_without_javascript(browser: Browser, site: Site) -> None:
    context = browser.new_context(java_script_enabled=False, locale="fr-FR")
    page = context.new_page()
    go_through_the_door(page, site)
    page.get_by_label("Commune", exact=True).select_option(label="Thiers")
    page.get_by_role("button", name="Filtrer").click()
    expect(page.locator(".chip")).to_contain_text("Thiers")
    page.locator(".chip").click()
    expect(page.locator(".chip")).to_have_count(0)
    page.locator("[name=visit]").first.check()
    page.get_by_role("button", name="Marquer relues").click()
    expect(page.get_by_role("status")).to_contain_text("1 rencontre marquée relue.")
    page.get_by_role("button", name="Annuler").click()
    page.locator(".who a").first.click()
    page.get_by_label("Votre question ou remarque").fill("Et ensuite ?")
    page.get_by_role("button", name="Poser la question").click()
    expect(page.locator(".thread")).to_contain_text("Et ensuite ?")
    page.get_by_role("searchbox", name="Chercher une personne").fill("marie")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Personnes")).to_be_visible()
    page.get_by_role("button", name="Se déconnecter").click()
    expect(page.get_by_role("heading", name="Connexion")).to_be_visible()
    context.close()


@pytest.mark.parametrize(("width", "scale"), [(360, 100), (412, 100), (412, 200), (1024, 100), (1440, 200)])
def test_nothing_is_wider_than_the_window(
    browser: Browser, signed_in: StorageState, site: Site, width: int, scale: int
) -> None:
    scaled = browser.browser_type.launch(executable_path=find_chromium(), args=flags(scale))
    page = scaled.new_page(storage_state=signed_in, viewport={"width": width, "height": 800}, locale="fr-FR")
    for name in ("log", "empty", "visit", "person", "people"):
        page.goto(address_of(site, name))
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, name
    scaled.close()
