"""A journey's fixtures: one Chromium, and a setting that every test finds as if the phones had just been linked."""

from collections.abc import Generator, Iterator
from pathlib import Path
from shutil import copytree

import pytest
from playwright.sync_api import Browser

from tests.browser.chromium import chromium
from tests.journeys.setting import Setting, a_setting, copied, link_phones, open_office

pytest.register_assert_rewrite("tests.journeys.proof")
PICTURES = Path(__file__).parents[2] / "var" / "screenshots" / "journey"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """One Chromium for a module; each phone and the desk are profiles of their own.

    Not for longer: while Playwright runs, no test of this process can run an event loop of its own.
    """
    with chromium() as running:
        yield running


@pytest.fixture(scope="session")
def pictures() -> Path:
    """Where the pictures of each stage go."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    return PICTURES


@pytest.fixture(scope="module")
def linked(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> tuple[Setting, Path]:
    """A setting whose phones were linked once, and a copy of all it kept then."""
    setting = a_setting(tmp_path_factory.mktemp("journey"))
    open_office(setting)
    try:
        setting.begin()
        link_phones(setting, browser)
    except BaseException:
        print(setting.last_words())  # noqa: T201 - there is no test yet to show it with
        raise
    finally:
        setting.end()
    kept = tmp_path_factory.mktemp("kept")
    copytree(setting.folder, kept, dirs_exist_ok=True)
    return setting, kept


@pytest.fixture
def setting(linked: tuple[Setting, Path], browser: Browser) -> Iterator[Setting]:
    """Server and phones, running, linked and in step; nobody has written anything."""
    setting, kept = linked
    copied(setting, kept)
    try:
        setting.begin()
        yield setting
    finally:
        setting.end()
        for context in browser.contexts:
            context.close()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Show what the programs wrote, and what was on the screens, when a test fails."""
    report = yield
    found: dict[str, object] = getattr(item, "funcargs", {})
    if report.when == "call" and report.failed:
        setting, browser = found.get("setting"), found.get("browser")
        if isinstance(setting, Setting):
            report.sections.append(("programs", setting.last_words()))
        if isinstance(browser, Browser):
            _take_pictures(browser, item.name)
    return report


def _take_pictures(browser: Browser, name: str) -> None:
    PICTURES.mkdir(parents=True, exist_ok=True)
    for number, context in enumerate(browser.contexts):
        for page in context.pages:
            page.screenshot(path=PICTURES / f"failed-{name}-{number}.png")
