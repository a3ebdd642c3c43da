"""Pictures of the kit, both themes, two screens, two text sizes: `python -m tools.gallery_shots [part of a name]`."""

import sys
from pathlib import Path
from typing import Final

from tests.browser.chromium import chromium
from tests.browser.flet_page import SMALL, USUAL, FletPage, Scheme, phone_context
from tests.browser.phone_server import serving
from tests.mobile.ui.gallery import PAGES

OUT: Final = Path("var/screenshots/kit")
SCHEMES: Final[tuple[Scheme, ...]] = ("light", "dark")
_SETTLE_MS: Final = 1_500


def main(wanted: str) -> None:
    """Writes var/screenshots/kit/<page>-<width>-<scheme>-<text scale>.png."""
    OUT.mkdir(parents=True, exist_ok=True)
    with serving("tests.mobile.ui.gallery") as url:
        for scale in (100, 200):
            with chromium(scale) as browser:
                for size in (USUAL, SMALL):
                    for scheme in SCHEMES:
                        context = phone_context(browser, size, scheme, sharp=True)
                        for name, route in PAGES.items():
                            picture = f"{name}-{size[0]}-{scheme}-{scale}"
                            if wanted not in picture:
                                continue
                            page = FletPage(context.new_page()).open(url + route).page
                            page.wait_for_timeout(_SETTLE_MS)
                            page.screenshot(path=OUT / f"{picture}.png")
                            page.close()
                            print(picture)
                        context.close()


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "")
