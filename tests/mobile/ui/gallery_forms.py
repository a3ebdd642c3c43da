"""The pages of the gallery where something is chosen, typed, counted or switched."""

from collections.abc import Callable
from typing import Final

import flet as ft

from mobile.ui.components.buttons import button, chip
from mobile.ui.components.cards import fact, note_card
from mobile.ui.components.fields import field
from mobile.ui.components.frame import screen, step_bar
from mobile.ui.components.layout import grid, line, pad, space
from mobile.ui.components.lists import listing, rank, row, section
from mobile.ui.components.navigation import go
from mobile.ui.components.picks import choices, setting, stepper, switch_row
from mobile.ui.components.tiles import tile
from mobile.ui.components.toast import ABOVE_FOOT, toast
from mobile.ui.pictograms import FIRST_NEEDS, NEEDS, OUTCOMES
from mobile.ui.session import use_session

_I: Final = ft.Icons


def nothing() -> None:
    """A press that shows its ink and does no more."""


def heard(_: object) -> None:
    """A value that goes nowhere."""


@ft.component
def needs_page() -> ft.View:
    """The second step of an encounter: pictogram tiles that can be chosen."""
    session = use_session()
    chosen, choose = ft.use_state(frozenset({"mobilite"}))
    tall = max(86.0, min(118.0, (session.height - 302) / 4))

    def flip(code: str) -> Callable[[], None]:
        return lambda: choose(chosen ^ {code})

    tiles = [
        tile(n.words, n.icon, flip(n.code), chosen=n.code in chosen, size=32, least=tall) for n in NEEDS[:FIRST_NEEDS]
    ]
    more = button("Autres besoins", nothing, "line", _I.EXPAND_MORE_ROUNDED)
    words = f"Suivant, {len(chosen)} besoin{'s' * (len(chosen) > 1)}" if chosen else "Aucun besoin"
    return screen(
        step_bar(1, 3, "De quoi parle-t-on ?", go("/personnes"), quiet="Corinne Barge", pictogram=_I.PERSON_ROUNDED),
        pad(grid(tiles, 3), space(8), more),
        route="/besoins",
        foot=button(words, nothing, "fir" if chosen else "tonal", _I.ARROW_FORWARD_ROUNDED),
    )


@ft.component
def note_page() -> ft.View:
    """Fields and picks: what is typed, switched, counted, remembered."""
    use_session()
    urgent, set_urgent = ft.use_state(True)
    women, set_women = ft.use_state(6)
    outcome, set_outcome = ft.use_state("met")

    def saved() -> None:
        toast("Rencontre gardée", nothing, lift=ABOVE_FOOT)

    chips = [chip(NEEDS[i].words, "fir", NEEDS[i].icon) for i in (0, 3)]
    queue = [
        row(rank(1, "hay"), "Évelyne Fédit", "Attend depuis 12 min", press=nothing),
        row(rank(2), "Un monsieur, prénom Ali", "Parle turc"),
    ]
    facts = [fact("11", "venus", "fir"), fact("3", "attendent", "hay"), fact("1", "avec vous", "slate")]
    remembered = [
        setting("Lieu", "Le Bourg, Viscomtat", nothing, _I.PLACE_ROUNDED),
        setting("Axes", "Lien social, pouvoir d’agir", nothing, _I.FLAG_ROUNDED),
    ]
    return screen(
        step_bar(2, 3, "Une note", go("/besoins"), quiet="Corinne Barge", pictogram=_I.PERSON_ROUNDED),
        pad(
            line(*chips, wrap=True),
            space(12),
            field("Note", "Douleurs au genou, ne conduit plus la nuit.", heard, lines=4),
            space(12),
            field("Année de naissance", "19388", heard, problem="Quatre chiffres, par exemple 1938"),
            space(12),
            field("Prénom", "", heard, hint="Un prénom suffit"),
            space(12),
            choices("Résultat", [(o.code, o.words) for o in OUTCOMES], outcome, set_outcome),
            space(12),
            note_card(_I.PRIVACY_TIP_ROUNDED, "Cette note parle de santé", "Gardez seulement ce qui sert à l’aider."),
            space(12),
            listing([switch_row("Urgent", "La coordinatrice est prévenue au prochain envoi", urgent, set_urgent)], 16),
            section("Sans nom"),
            listing([stepper("Femmes", women, set_women), stepper("Hommes", 3, heard)], 16),
            section("Comme la dernière fois"),
            listing(remembered, 52),
            section("La permanence"),
            grid(facts, 3),
            space(12),
            listing(queue),
        ),
        route="/note",
        foot=button("Enregistrer", saved, "fir", _I.CHECK_ROUNDED),
    )
