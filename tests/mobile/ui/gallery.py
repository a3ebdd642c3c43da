"""Every component with realistic content, as pages to look at: `python -m tests.mobile.ui.gallery`."""

from datetime import date
from typing import Final

import flet as ft

from mobile.ui.components.badge import Badge, badge
from mobile.ui.components.buttons import button, choice_chip, icon_button
from mobile.ui.components.cards import card, note_card, place_card
from mobile.ui.components.fields import search_field
from mobile.ui.components.frame import screen, title_bar
from mobile.ui.components.layout import column, grid, large_text, line, pad, sideways, space
from mobile.ui.components.lists import Flag, avatar, disc, flag, listing, person_row, row, section
from mobile.ui.components.navigation import go
from mobile.ui.components.scene import empty, hero
from mobile.ui.components.text import heading, text
from mobile.ui.components.thread import thread_across, thread_down
from mobile.ui.components.tiles import status_tile, tile
from mobile.ui.french import ago, calendar_day, due_words, lapse, telephone, years_old
from mobile.ui.palette import INK2, LAMP, LINE, ON_NIGHT
from mobile.ui.pictograms import NEEDS, STATUSES, URGENCIES, Pictogram
from mobile.ui.session import begin, use_session
from mobile.ui.theme import ASSETS, dress
from tests.mobile.ui.gallery_forms import heard, needs_page, note_page, nothing

TODAY: Final = date(2026, 11, 24)
_I = ft.Icons
_WHERE_NEEDS_STAND: Final = ((0, URGENCIES[2]), (3, STATUSES[0]), (8, STATUSES[2]), (9, STATUSES[3]))
_WAITING: Final = Badge("waiting", "3 à envoyer")
_LATE: Final = Flag(_I.FLAG_ROUNDED, "1 suite en retard", "rose")
_AGAIN: Final = Flag(_I.SCHEDULE_ROUNDED, "À revoir", "hay")
_PEOPLE: Final = (
    ("Lorraine Chassaing", "La Planche, La Renaudie", date(2026, 11, 12), _LATE),
    ("Virginie Chassagne", "Chabreloche", date(2026, 11, 24), None),
    ("Dominique Chassagne", "Pissebœuf, Vollore-Ville", date(2026, 8, 20), _AGAIN),
    ("Cyril Chassaing", "Pissebœuf, Augerolles", date(2026, 10, 10), None),
    ("Madame Chassin", "La Chassaigne, Escoutoux", None, None),
)  # fmt: skip


def _badge(*, night: bool = False) -> ft.Control:
    return badge(_WAITING, go("/attente"), night=night)


@ft.component
def today_page() -> ft.View:
    """The first page: what is next, what was promised, who has been waiting."""
    use_session()
    where = column(
        text("Prochaine étape, 11:00", "label", LAMP),
        heading("Viscomtat", "display", ON_NIGHT),
        text("Porte-à-porte, Le Bourg, 6 foyers", "body", ON_NIGHT),
        gap=2,
    )
    apart = ft.MainAxisAlignment.SPACE_BETWEEN
    top = line(text(calendar_day(TODAY, TODAY), "label", ON_NIGHT), _badge(night=True), along=apart, wrap=large_text())
    acts = [
        button("J’y suis", nothing, "lamp", _I.PLACE_ROUNDED),
        button("Itinéraire", nothing, "night", _I.DIRECTIONS_ROUNDED),
    ]
    promises = [
        _promise("Rappeler Lorraine C.", "Dossier APA", Flag(_I.ERROR_ROUNDED, "promis hier", "rose"), call=True),
        _promise("Porter l’imprimé carte grise", "Rémi Tournebize", Flag(_I.EVENT_ROUNDED, due_words(TODAY, TODAY))),
        _promise(
            "Demander un véhicule à l’ADMR",
            "Mireille Pommerol",
            Flag(_I.EVENT_ROUNDED, due_words(date(2026, 11, 26), TODAY)),
        ),
    ]
    villages = [
        place_card(name, f"{days} jours", nothing)
        for name, days in (("Ste-Agathe", 63), ("Olmet", 48), ("Arconsat", 41))
    ]
    return screen(
        hero(top, where, thread_across(("done", "done", "now", "next", "next")), grid(acts, 2)),
        pad(section("Suites à donner", "Tout voir", nothing), listing(promises, 64)),
        pad(section("Pas vus depuis un mois", "Carte", nothing)),
        sideways(*villages),
        route="/",
        here="/",
    )


def _promise(title: str, who: str, mark: Flag, *, call: bool = False) -> ft.Control:
    tick = icon_button(_I.RADIO_BUTTON_UNCHECKED_ROUNDED, f"Fait : {title}", nothing, LINE, ticked=False)
    words = ft.Row([text(who, "small", INK2), flag(mark)], spacing=12, run_spacing=0, wrap=True)
    ring = icon_button(_I.CALL_ROUNDED, f"Appeler {who}", nothing) if call else None
    return row(tick, title, extra=words, trail=ring, inset=4)


def _found(name: str) -> tuple[tuple[int, int]]:
    at = name.index("Chass")
    return ((at, at + len("Chass")),)


@ft.component
def people_page() -> ft.View:
    """Search, the rows of people, chips, and the way to create someone."""
    use_session()
    rows = [
        person_row(name, place, lapse(seen, TODAY), go("/personnes/1"), found=_found(name), mark=mark)
        for name, place, seen, mark in _PEOPLE
    ]
    chips = [
        choice_chip("Ici, à Viscomtat", nothing, chosen=True, pictogram=_I.PLACE_ROUNDED),
        choice_chip("Suites", nothing, pictogram=_I.FLAG_ROUNDED),
        choice_chip("À revoir", nothing, pictogram=_I.SCHEDULE_ROUNDED),
    ]
    top = column(
        title_bar("Personnes", _badge()),
        pad(search_field("chass", heard, "Nom, village, téléphone")),
        space(8),
        sideways(*chips),
        space(4),
    )
    new = row(disc(_I.PERSON_ADD_ROUNDED, "fir"), "Créer « Chass »", "Si personne ici n’est la bonne", press=nothing)
    body = pad(section("5 personnes"), listing(rows), space(12), listing([new]))
    if large_text():
        return screen(top, body, route="/personnes", here="/personnes")
    return screen(body, route="/personnes", here="/personnes", top=top)


@ft.component
def someone_page() -> ft.View:
    """A person's page: actions, a warning, needs, household, history."""
    use_session()
    acts = [
        tile(words, sign, nothing, size=26)
        for words, sign in (
            ("Appeler", _I.CALL_ROUNDED),
            ("Y aller", _I.DIRECTIONS_ROUNDED),
            ("Orienter", _I.NORTH_EAST_ROUNDED),
        )
    ]
    needs = [_need(NEEDS[i], status) for i, status in _WHERE_NEEDS_STAND]
    home = [
        row(
            avatar("Paul Chassaing"),
            "Paul Chassaing",
            f"Son fils, {telephone('+33639986467')}",
            trail=icon_button(_I.CALL_ROUNDED, "Appeler Paul Chassaing", nothing),
        ),
        row(disc(_I.PERSON_ADD_ROUNDED), "Ajouter au foyer", press=nothing),
    ]
    past = (
        (
            "12 nov.",
            "À domicile, 40 min",
            "Courrier de la CAF lu ensemble. Elle veut l’APA, n’a plus la force pour le bois.",
        ),
        ("22 oct.", "Permanence, La Renaudie", "Venue à pied. Le car du vendredi est supprimé."),
        ("3 sept.", "Absente", "Volets ouverts, voiture du fils dans la cour."),
    )
    history = [_encounter(i, len(past) - 1, *told) for i, told in enumerate(past)]
    warning = note_card(
        _I.DOORBELL_ROUNDED, "Avant de frapper", "Passer par la cour. Frapper fort, elle entend mal à gauche."
    )
    quiet = f"{years_old(1938, TODAY)}, La Planche, La Renaudie, vue {ago(date(2026, 11, 12), TODAY)}"
    return screen(
        title_bar("Lorraine Chassaing", _badge(), quiet=quiet, back=go("/personnes")),
        pad(grid(acts, 3), space(12), warning, section("Besoins", "Ajouter", nothing), grid(needs, 2)),
        pad(section("Foyer"), listing(home), section("Rencontres"), card(column(*history))),
        route="/personnes/1",
    )


def _encounter(i: int, last: int, day: str, how: str, note: str) -> ft.Control:
    words = column(text(day, "strong"), text(how, "small", INK2), text(note), gap=2)
    told = ft.Container(words, padding=ft.Padding.only(bottom=24))
    return thread_down(told, "next" if how == "Absente" else "done", first=i == 0, last=i == last, top=2)


def _need(need: Pictogram, status: Pictogram) -> ft.Control:
    return status_tile(need.words, need.icon, status.words, status.icon, status.tone, nothing)


@ft.component
def waiting_page() -> ft.View:
    """Every weight of button, every state of the badge, and the cards of the outbox."""
    use_session()
    calm = note_card(
        _I.CLOUD_OFF_ROUNDED,
        "Le serveur ne répond pas",
        "Tout est gardé sur ce téléphone, l’envoi reprendra seul.",
        "slate",
    )
    check = note_card(
        _I.ERROR_ROUNDED,
        "À vérifier ensemble",
        "Vous et Céline avez changé le téléphone de Marc Bigay. Les deux numéros sont gardés.",
        "rose",
        button("Voir les deux", nothing, "card"),
    )
    badges = [
        badge(Badge("current", "À jour 14:02"), nothing),
        badge(Badge("offline", "Hors ligne"), nothing),
        badge(Badge("check", "À vérifier"), nothing),
        badge(_WAITING, nothing),
    ]
    items = [
        row(disc(_I.FORUM_ROUNDED), "Rencontre avec Virginie Chassagne", "Ce matin à 10:12, à Chabreloche"),
        row(disc(_I.PERSON_ROUNDED), "Téléphone de Marc Bigay", "Hier à 17:40"),
    ]
    return screen(
        title_bar("3 à envoyer", back=go("/")),
        pad(calm, space(12), listing(items), space(12), check, space(12)),
        pad(ft.Row(list(badges), wrap=True, spacing=8, run_spacing=8), space(12)),
        pad(
            button("Supprimer", nothing, "rose", _I.DELETE_ROUNDED),
            button("Pas encore", nothing, disabled=True),
            button("Ajouter une étape", nothing, "line"),
            gap=8,
        ),
        route="/attente",
        foot=button("Essayer maintenant", nothing, "tonal", _I.REFRESH_ROUNDED),
    )


@ft.component
def nobody_page() -> ft.View:
    """An empty page."""
    use_session()
    told = empty(
        "Personne à ce nom", "Essayez le début du nom, le prénom seul, ou le lieu-dit.", "Créer « Chass »", nothing
    )
    return screen(
        title_bar("Plus", badge(Badge("current", "À jour 14:02"), nothing)), told, route="/plus", here="/plus"
    )


@ft.component
def gallery() -> ft.Control:
    """All pages by their address."""
    return ft.Router(
        [
            ft.Route(index=True, component=today_page),
            ft.Route(path="personnes", component=people_page, children=[ft.Route(path="1", component=someone_page)]),
            ft.Route(path="besoins", component=needs_page),
            ft.Route(path="note", component=note_page),
            ft.Route(path="attente", component=waiting_page),
            ft.Route(path="plus", component=nobody_page),
        ],
        manage_views=True,
    )


PAGES: Final = {
    "today": "/", "people": "/personnes", "someone": "/personnes/1", "needs": "/besoins", "note": "/note",
    "waiting": "/attente", "empty": "/plus",
}  # fmt: skip


def main(page: ft.Page) -> None:
    """Opens the gallery on a page."""
    dress(page)
    begin(page)
    page.title = "Veillée"
    page.render_views(gallery)


if __name__ == "__main__":
    ft.run(main, view=None, host="127.0.0.1", no_cdn=True, assets_dir=str(ASSETS))
