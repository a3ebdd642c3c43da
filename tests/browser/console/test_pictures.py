"""Pictures of the console in light, dark, on a phone and on paper, to be looked at: var/screenshots/console."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, StorageState

from tests.browser.console.conftest import Site
from tests.browser.console.test_console import PAGES, address_of

pytestmark = pytest.mark.browser
FOLDER = Path(__file__).parents[3] / "var" / "screenshots" / "console"
LAPTOP, PHONE, SHEET = (1440, 900), (412, 915), (794, 1123)
LOOKS = {
    "light": (LAPTOP, "light", "screen"),
    "dark": (LAPTOP, "dark", "screen"),
    "phone": (PHONE, "light", "screen"),
    "print": (SHEET, "light", "print"),
}


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("name", [*PAGES, "door"])
def test_a_picture_is_taken(browser: Browser, signed_in: StorageState, site: Site, name: str, look: str) -> None:
    (width, height), scheme, medium = LOOKS[look]
    context = browser.new_context(
        storage_state=None if name == "door" else signed_in,
        viewport={"width": width, "height": height},
        color_scheme="dark" if scheme == "dark" else "light",
        locale="fr-FR",
        timezone_id="Europe/Paris",
    )
    page = context.new_page()
    page.goto(address_of(site, name))
    page.emulate_media(media="print" if medium == "print" else "screen")
    FOLDER.mkdir(parents=True, exist_ok=True)
    picture = FOLDER / f"{name}-{look}.png"
    page.screenshot(path=picture, full_page=name in {"visit", "person"} and look != "dark")
    if name == "log" and look == "phone":
        page.get_by_role("button", name="Menu").click()
        page.screenshot(path=FOLDER / "menu-phone.png")
    context.close()
    assert picture.stat().st_size > 5_000
