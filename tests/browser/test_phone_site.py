"""The phone in a browser: the same one after a reload, another one beside it, nothing taken from elsewhere."""

import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest
from playwright.sync_api import Browser, BrowserContext, Request, expect

from tests.browser.chromium import chromium
from tests.browser.flet_page import USUAL, FletPage, phone_context
from tests.browser.phone_server import free_port

pytestmark = pytest.mark.browser
SERVER = "Adresse du serveur"


@dataclass(frozen=True)
class Site:
    """Where the phones are kept and shown."""

    url: str
    folder: Path

    @property
    def phones(self) -> set[str]:
        """The folders of the phones there are."""
        return {path.name for path in self.folder.iterdir()} if self.folder.exists() else set()


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    folder, port = tmp_path_factory.mktemp("data") / "phones", free_port()
    command = [sys.executable, "-m", "tests.browser.phone_site", str(folder), str(port)]
    process = subprocess.Popen(command, cwd=Path(__file__).parents[2])
    url = f"http://127.0.0.1:{port}/phone/"
    end = time.monotonic() + 30
    while True:
        try:
            with urlopen(url, timeout=1):
                break
        except (URLError, OSError):
            assert process.poll() is None
            assert time.monotonic() < end
            time.sleep(0.1)
    yield Site(url, folder)
    process.terminate()
    process.wait(20)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as running:
        yield running


@pytest.fixture
def profile(browser: Browser) -> Iterator[BrowserContext]:
    context = phone_context(browser, USUAL)
    yield context
    context.close()


def opened(profile: BrowserContext, url: str) -> FletPage:
    """A tab whose phone is there."""
    tab = FletPage(profile.new_page()).open(url)
    expect(tab.field(SERVER)).to_be_attached(timeout=20_000)
    return tab


def test_nothing_is_taken_from_elsewhere(profile: BrowserContext, site: Site) -> None:
    answered: list[str] = []

    def note(request: Request) -> None:
        answered.append(request.url)

    profile.on("requestfinished", note)
    opened(profile, site.url)
    assert [url for url in answered if "//127.0.0.1:" not in url and not url.startswith(("blob:", "data:"))] == []


def test_a_reload_finds_the_same_phone(profile: BrowserContext, site: Site) -> None:
    tab = opened(profile, site.url)
    before = site.phones
    tab.open(site.url)
    expect(tab.field(SERVER)).to_be_attached(timeout=20_000)
    other_tab = opened(profile, site.url)
    assert other_tab.page.url == tab.page.url
    assert site.phones == before


def test_a_second_phone_of_the_same_browser_has_an_address_and_a_folder_of_its_own(
    profile: BrowserContext, site: Site
) -> None:
    opened(profile, site.url)
    before = site.phones
    second = opened(profile, f"{site.url}?tel=2")
    assert second.page.url.startswith(f"{site.url}tel2")
    assert len(site.phones - before) == 1
    opened(profile, f"{site.url}?tel=2")
    assert len(site.phones - before) == 1


def test_two_browsers_have_two_phones(browser: Browser, site: Site) -> None:
    before = site.phones
    for _ in range(2):
        profile = phone_context(browser, USUAL)
        opened(profile, site.url)
        profile.close()
    assert len(site.phones - before) == 2


def test_the_first_start_tries_the_server_it_was_given_and_stays_when_that_is_away(
    profile: BrowserContext, site: Site
) -> None:
    tab = opened(profile, site.url)
    tab.button("Relier ce téléphone").click()
    expect(tab.text("Le serveur ne répond pas").first).to_be_attached(timeout=10_000)
    expect(tab.button("Relier ce téléphone")).to_be_attached()
