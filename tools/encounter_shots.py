"""Pictures of an encounter's pages, every theme and size: `python -m tools.encounter_shots [part of a name]`."""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Final

from tests.browser.chromium import chromium
from tests.browser.flet_page import SMALL, USUAL, FletPage, Scheme, phone_context
from tests.browser.phone_server import serving
from tests.mobile.ui.encounter_shell import LORRAINE, VISIT

OUT: Final = Path("var/screenshots/encounter")
SCHEMES: Final[tuple[Scheme, ...]] = ("light", "dark")
_SETTLE_MS: Final = 1_200
Walk = Callable[[FletPage], None]


def _needs(page: FletPage) -> None:
    page.choice("Isolement").click()


def _thematiques(page: FletPage) -> None:
    page.choice("Santé").click()


def _note(page: FletPage) -> None:
    page.choice("Isolement").click()
    page.button("Suivant, 1 besoin").click()
    page.page.wait_for_timeout(_SETTLE_MS)
    page.fill("Note", "Le car du vendredi est supprimé. Elle ne voit plus sa sœur.")
    page.choice("Rappeler").click()


def _urgency(page: FletPage) -> None:
    _needs(page)
    page.button("Suivant, 1 besoin").click()
    page.page.wait_for_timeout(_SETTLE_MS)
    page.choice("Isolement").click()


def _found(page: FletPage) -> None:
    _note(page)
    for _ in range(2):
        page.page.wait_for_timeout(_SETTLE_MS)
        page.button("Retour").click()
    page.page.wait_for_timeout(_SETTLE_MS)
    page.button("Fermer").click()
    page.page.wait_for_timeout(_SETTLE_MS)
    page.button("Nouvelle rencontre").click()


def _commune(page: FletPage) -> None:
    page.reveal(page.button("Commune", exact=False)).click()


def _history(page: FletPage) -> None:
    page.reveal(page.heading("Rencontres"))


def _nothing(page: FletPage) -> None:
    """The page as it opens."""


WALKS: Final[dict[str, tuple[str, Walk]]] = {
    "1-who": ("/rencontre", _nothing),
    "2-needs": (f"/rencontre?personne={LORRAINE}", _needs),
    "3-thematiques": (f"/rencontre?personne={LORRAINE}", _thematiques),
    "4-note": (f"/rencontre?personne={LORRAINE}", _note),
    "5-details": ("/rencontre/besoins/note/details", _nothing),
    "6-count": ("/rencontre/decompte", _nothing),
    "7-newcomer": ("/rencontre/personne", _nothing),
    "8-visit": (f"/rencontres/{VISIT}", _nothing),
    "9-correct": (f"/rencontres/{VISIT}/modifier", _nothing),
    "a-urgency": (f"/rencontre?personne={LORRAINE}", _urgency),
    "b-found": (f"/rencontre?personne={LORRAINE}", _found),
    "c-commune": ("/rencontre/besoins/note/details", _commune),
    "d-history": (f"/personnes/{LORRAINE}", _history),
}


def main(wanted: str) -> None:
    """Writes var/screenshots/encounter/<page>-<width>-<scheme>-<text scale>.png."""
    OUT.mkdir(parents=True, exist_ok=True)
    with serving("tests.mobile.ui.encounter_shell") as url:
        for scale in (100, 200):
            with chromium(scale) as browser:
                for size in (USUAL, SMALL):
                    for scheme in SCHEMES:
                        context = phone_context(browser, size, scheme, sharp=True)
                        for name, (route, walk) in WALKS.items():
                            picture = f"{name}-{size[0]}-{scheme}-{scale}"
                            if wanted not in picture:
                                continue
                            page = FletPage(context.new_page()).open(url + route)
                            page.page.wait_for_timeout(_SETTLE_MS)
                            walk(page)
                            page.page.wait_for_timeout(_SETTLE_MS)
                            page.page.screenshot(path=OUT / f"{picture}.png")
                            page.page.close()
                            print(picture)
                        context.close()


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "")
