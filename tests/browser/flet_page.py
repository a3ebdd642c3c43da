"""A Flet page driven through Flutter's semantics tree, that is, through what a screen reader is told."""

import time
from typing import Final, Literal

from playwright.sync_api import Browser, BrowserContext, Locator, Page, StorageState

Scheme = Literal["light", "dark"]
SMALL: Final = (360, 640)
USUAL: Final = (412, 915)
_READY_MS: Final = 30_000


def phone_context(
    browser: Browser,
    size: tuple[int, int] = USUAL,
    scheme: Scheme = "light",
    *,
    sharp: bool = False,
    pocket: StorageState | None = None,
) -> BrowserContext:
    """A browser profile of its own: a French phone that does not move more than it must.

    `pocket` is what another profile remembered, and makes this one the same phone.
    """
    width, height = size
    return browser.new_context(
        viewport={"width": width, "height": height},
        storage_state=pocket,
        device_scale_factor=2 if sharp else 1,
        locale="fr-FR",
        timezone_id="Europe/Paris",
        color_scheme=scheme,
        reduced_motion="reduce",
    )


class FletPage:
    """One tab. What can be pressed is found by role and name; rows off screen are not in the tree."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def open(self, url: str) -> "FletPage":
        """Loads the app and switches semantics on: Flutter waits for a press on its hidden button."""
        self.page.goto(url)
        self.page.wait_for_selector("flt-semantics-placeholder", state="attached", timeout=_READY_MS)
        self.page.evaluate("document.querySelector('flt-semantics-placeholder').click()")
        self.page.wait_for_selector("flt-semantics-host flt-semantics", state="attached", timeout=_READY_MS)
        return self

    @property
    def tree(self) -> Locator:
        """Everything the screen reader is told."""
        return self.page.locator("flt-semantics-host")

    def snapshot(self) -> str:
        """The tree as text, for reading when a test fails."""
        return self.tree.aria_snapshot()

    def button(self, name: str, *, exact: bool = True) -> Locator:
        """A button by its whole name; a row's name is all its words, so find it with `exact=False`."""
        return self.tree.get_by_role("button", name=name, exact=exact)

    def choice(self, name: str) -> Locator:
        """What is chosen or not: a tile, a chip, a switch line, a tick."""
        return self.tree.get_by_role("checkbox", name=name)

    def heading(self, name: str) -> Locator:
        """A title."""
        return self.tree.get_by_role("heading", name=name)

    def text(self, words: str) -> Locator:
        """Words anywhere."""
        return self.tree.get_by_text(words)

    def announced(self, words: str) -> Locator:
        """A toast, which a screen reader speaks by itself."""
        return self.tree.get_by_role("group", name=words)

    def field(self, label: str) -> Locator:
        """The text box named by its label."""
        return self.tree.get_by_role("group", name=label, exact=True).get_by_role("textbox")

    def fill(self, label: str, value: str, patience: float = 5.0) -> None:
        """Types into a field and makes sure it stays.

        Flutter connects to the box a few frames after focus, then pushes its own, empty text over what is there,
        so one bare `fill` can be lost; and a busy Flutter may miss the event of the first one.
        """
        box = self.field(label)
        box.click()
        self.page.wait_for_timeout(60)
        end = time.monotonic() + patience
        while True:
            box.fill(value)
            self.page.wait_for_timeout(120)
            if box.input_value() == value:
                box.dispatch_event("input")  # heard twice is heard once
                return
            if time.monotonic() > end:
                raise AssertionError(f"{label} does not keep {value!r}")

    def reveal(self, target: Locator, steps: int = 40) -> Locator:
        """Pulls the page up until the target is in its upper half, clear of the foot and the floating action.

        What is far below is not in the tree yet, so Playwright's own scrolling cannot find it.
        """
        size = self.page.viewport_size
        assert size is not None
        self.page.mouse.move(size["width"] / 2, size["height"] / 2)
        before = None
        for _ in range(steps):
            box = target.bounding_box() if target.count() else None
            if box is not None and (box["y"] + box["height"] / 2 < size["height"] / 2 or box == before):
                return target
            before = box
            self.page.mouse.wheel(0, size["height"] / 5)
            self.page.wait_for_timeout(200)
        raise AssertionError(f"{target} is not on this page")
