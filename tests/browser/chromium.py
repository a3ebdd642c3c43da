"""Which Chromium the tests drive, and with which flags: the installed one first, else Playwright's own."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from playwright.sync_api import Browser, Error, sync_playwright

_NAMES: Final = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_QUIET: Final = (
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--hide-scrollbars",
)


class NoChromium(RuntimeError):
    """No browser to drive: install Chromium, or run `playwright install chromium`."""


def find_chromium() -> Path:
    """Path of the browser: `VEILLEE_CHROMIUM` if set, one on the PATH, else Playwright's own. Raises NoChromium."""
    asked = os.environ.get("VEILLEE_CHROMIUM")
    installed = (shutil.which(name) for name in _NAMES)
    found = asked or next((path for path in installed if path), None) or _own_chromium()
    if not Path(found).exists():
        raise NoChromium(f"{found} does not exist")
    return Path(found)


def _own_chromium() -> str:
    with sync_playwright() as playwright:
        return playwright.chromium.executable_path


def flags(text_scale: int = 100) -> list[str]:
    """Flags for a quiet browser; Flutter takes its text scale from the size of the root font."""
    sandbox = ["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
    return [*_QUIET, *sandbox, f"--blink-settings=defaultFontSize={16 * text_scale // 100}"]


@contextmanager
def chromium(text_scale: int = 100) -> Iterator[Browser]:
    """A browser that closes at the end. Raises NoChromium when it does not start."""
    path = find_chromium()
    with sync_playwright() as playwright:
        try:
            browser = playwright.chromium.launch(executable_path=path, args=flags(text_scale))
        except Error as e:
            raise NoChromium(str(e)) from e
        try:
            yield browser
        finally:
            browser.close()
