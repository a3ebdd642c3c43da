"""Every page of the worker, over a real encrypted store: what it shows, and what a finger does to it."""

from pathlib import Path

import flet as ft
import pytest

from mobile.phone import Phone
from mobile.settings import Settings
from mobile.store.records import Patch
from mobile.sync.switch import SwitchedTransport
from mobile.sync.transport import HttpTransport
from mobile.ui.routes import edit_person, person, visit
from mobile.ui.saving import keep
from mobile.ui.session import current_session
from mobile.vault.keystore import SoftwareKeystore
from tests.mobile.ui.app_shell import app_in, app_of
from tests.mobile.ui.encounter_shell import (
    JOAO,
    LORRAINE,
    NOW,
    PAUL,
    VISIT,
    phone_in,
    rows,
    with_history,
)
from tests.mobile.ui.headless import HeadlessApp
from tests.worlds import new_id

pytestmark = pytest.mark.anyio
HINT = "Nom, village, téléphone"
SCROLLED = {
    "pixels": 3000.0,
    "min_scroll_extent": 0.0,
    "max_scroll_extent": 3100.0,
    "viewport_dimension": 800.0,
    "event_type": "end",
}
REFUSE = """INSERT INTO quarantine
            SELECT number, action, record, record_id, fields, stamp, 'bad_value', 'note', 0
            FROM outbox WHERE record_id = ?"""


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


async def promise(phone: Phone, what: str, due: str, who: str = LORRAINE) -> str:
    """Something promised to somebody."""
    record_id = new_id()
    await phone.save([Patch("follow_up", record_id, {"what": what, "person": who, "due_on": due})])
    return record_id


async def seen(app: HeadlessApp, *words: str) -> None:
    """Wait until all these words are on the page."""
    await app.until(lambda: all(any(word in told for told in app.texts()) for word in words))


async def gone(app: HeadlessApp, word: str) -> None:
    """Wait until these words are on the page no more."""
    await app.until(lambda: not any(word in told for told in app.texts()))


async def press(app: HeadlessApp, name: str) -> None:
    """Wait for something to be there, and press it."""
    await app.until(lambda: any(known.startswith(name) for known in app.names()))
    await app.press(name)


# --- today ------------------------------------------------------------------------------------------------------


async def test_today_greets_and_says_what_is_promised_late_and_asked(tmp_path: Path) -> None:
    async with phone_in(tmp_path) as phone:
        await with_history(phone)
        await promise(phone, "Rappeler pour le dossier", "2026-11-23")
        async with app_of(phone) as app:
            await seen(app, "Nadia", "Rappeler pour le dossier", "promis hier", "A-t-elle déjà un dossier APA")
            assert "Porter l’imprimé" not in app.texts()  # due on Thursday


async def test_one_press_fulfils_a_promise_and_undo_brings_it_back(tmp_path: Path) -> None:
    async with phone_in(tmp_path) as phone:
        await promise(phone, "Rappeler", "2026-11-24")
        async with app_of(phone) as app:
            await press(app, "Fait\u202f: Rappeler")
            await gone(app, "Rappeler")
            [kept] = await rows(phone, "follow_up")
            assert (kept["done_at"], kept["done_by"]) == (NOW, "nadia")
            action = app.find(ft.SnackBar).action
            assert isinstance(action, ft.SnackBarAction)
            await app.fire(action, "click")
            await seen(app, "Rappeler")


async def test_a_calm_day_has_one_sentence_and_one_thing_to_do(tmp_path: Path) -> None:
    async with app_in(tmp_path) as app:
        await seen(app, "Rien de promis")
        await press(app, "Noter une rencontre")
        assert app.page.route == "/rencontre"


async def test_a_village_nobody_visits_leads_to_its_people(tmp_path: Path) -> None:
    async with app_in(tmp_path) as app:
        await press(app, "Viscomtat")
        await seen(app, "João da Conceição")
        assert not any("Lorraine" in words for words in app.texts())


# --- people -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("chassaing lor", "Lorraine Chassaing"),
        ("CONCEICAO", "João da Conceição"),
        ("joao da con", "João da Conceição"),
        ("montcod", "João da Conceição"),
        ("viscom", "João da Conceição"),
        ("+33 6 39 98 64", "Paul Chassaing"),
        ("0639986", "Paul Chassaing"),
    ],
)
async def test_somebody_is_found_by_whatever_is_known(tmp_path: Path, typed: str, found: str) -> None:
    async with phone_in(tmp_path) as phone:
        await phone.save([Patch("person", PAUL, {"phones/a": {"number": "+33639986467", "typed": "", "label": ""}})])
        async with app_of(phone, "/personnes") as app:
            await app.type(HINT, typed)
            await seen(app, "1 personne")
            await seen(app, found)


async def test_a_name_comes_before_a_village_that_begins_alike(tmp_path: Path) -> None:
    async with phone_in(tmp_path) as phone:
        await phone.save([Patch("person", JOAO, {"hamlet": "La Chassaigne"})])
        met = {"day": "2026-11-24", "outcome": "met", f"participants/{JOAO}": True}
        await phone.save([Patch("visit", new_id(), met)])
        async with app_of(phone, "/personnes") as app:
            await app.type(HINT, "chass")
            await seen(app, "4 personnes", "João da Conceição")
            names = [words for words in app.texts() if "Chass" in words or words == "João da Conceição"]
            assert names.index("João da Conceição") > names.index("Lorraine Chassaing")


async def test_the_last_key_wins_over_slower_answers(tmp_path: Path) -> None:
    async with app_in(tmp_path, "/personnes") as app:
        for typed in ("p", "pa", "pau", "virg"):
            await app.type(HINT, typed)
        await seen(app, "Virginie Chassagne", "1 personne")
        assert not any("Paul" in words for words in app.texts())


async def test_who_is_missing_is_created_under_the_name_typed(tmp_path: Path) -> None:
    async with app_in(tmp_path, "/personnes") as app:
        await app.type(HINT, "zoé pommerol")
        await seen(app, "Personne à ce nom")
        await press(app, "Créer «\u202fZoé Pommerol\u202f»")
        await press(app, "Enregistrer")
        await seen(app, "Zoé Pommerol")
        assert app.page.route.startswith("/personnes/0")


async def test_a_long_list_is_read_fifty_at_a_time(tmp_path: Path) -> None:
    async with phone_in(tmp_path) as phone:
        await phone.save([Patch("person", new_id(), {"first_name": "Ali", "last_name": f"N{n:03}"}) for n in range(70)])
        async with app_of(phone, "/personnes") as app:
            await seen(app, "Ali N040")
            assert "Ali N060" not in app.texts()
            [scrolled] = [c for c in app.controls() if isinstance(c, ft.Column) and c.on_scroll]
            await app.fire(scrolled, "scroll", SCROLLED)
            await seen(app, "Ali N060")


async def test_thousands_of_people_are_counted_as_french_writes_it(tmp_path: Path) -> None:
    async with phone_in(tmp_path) as phone:
        await phone.save([Patch("person", new_id(), {"first_name": "Ali", "last_name": f"N{n}"}) for n in range(1000)])
        async with app_of(phone, "/personnes") as app:
            await seen(app, "1\u202f004 personnes connues")


# --- a person ---------------------------------------------------------------------------------------------------


async def test_a_page_says_who_she_is_what_she_needs_and_what_was(tmp_path: Path) -> None:
    async with phone_in(tmp_path) as phone:
        await with_history(phone)
        await phone.save([Patch("person", LORRAINE, {"birth_approx": True, "approach_note": "Frapper fort."})])
        async with app_of(phone, person(LORRAINE)) as app:
            await seen(app, "Lorraine Chassaing", "88\u00a0ans environ, La Planche, La Renaudie", "Frapper fort.")
            await seen(app, "Se chauffer", "Urgent", "Porter l’imprimé", "Paul Chassaing", "Courrier de la CAF")


async def test_her_number_is_dialled(tmp_path: Path) -> None:
    async with phone_in(tmp_path) as phone:
        await phone.save([Patch("person", PAUL, {"phones/a": {"number": "+33639986467", "typed": "", "label": ""}})])
        async with app_of(phone, person(PAUL)) as app:
            await press(app, "Appeler")
            calls = [call[1] for call in app.connection.sent if call[1].get("name") == "launch_url"]
            assert [call["args"]["url"] for call in calls] == ["tel:+33639986467"]


async def test_every_number_and_her_address_are_read_and_act(tmp_path: Path) -> None:
    async with phone_in(tmp_path) as phone:
        numbers = {
            "phones/a": {"number": "+33639986467", "typed": "0639986467", "label": "Portable"},
            "phones/b": {"number": "+33473516198", "typed": "04 73 51 61 98 (son fils)", "label": ""},
            "phones/c": {"number": "", "typed": "chez sa voisine", "label": ""},
        }
        await phone.save([Patch("person", PAUL, {**numbers, "address": "12 route du Col"})])
        async with app_of(phone, person(PAUL)) as app:
            await seen(app, "06\u00a039\u00a098\u00a064\u00a067", "Portable", "04 73 51 61 98 (son fils)")
            await seen(app, "chez sa voisine", "12 route du Col", "La Planche, 63930 La Renaudie")
            await press(app, "Appeler le 04")
            await press(app, "Voir le chemin\u202f: 12 route du Col, La Planche")
            asked = [call[1]["args"]["url"] for call in app.connection.sent if call[1].get("name") == "launch_url"]
            assert asked[0] == "tel:+33473516198"
            assert asked[1].startswith("geo:0,0?q=12%20route%20du%20Col%2C%20La%20Planche")
            assert not any(name.startswith("Appeler le chez") for name in app.names())


async def test_what_is_no_number_is_not_called(tmp_path: Path) -> None:
    async with phone_in(tmp_path) as phone:
        await phone.save([Patch("person", PAUL, {"phones/a": {"number": "", "typed": "chez sa voisine", "label": ""}})])
        async with app_of(phone, person(PAUL)) as app:
            await seen(app, "chez sa voisine", "Gardé tel quel")
            assert not any(name.startswith("Appeler") for name in app.names())


async def test_an_unknown_page_says_so_and_leads_back(tmp_path: Path) -> None:
    async with app_in(tmp_path, person(new_id())) as app:
        await seen(app, "Fiche introuvable")
        await press(app, "Voir les personnes")
        assert app.page.route == "/personnes"


# --- writing a person -------------------------------------------------------------------------------------------


async def test_the_way_out_stays_while_a_long_form_scrolls(tmp_path: Path) -> None:
    async with app_in(tmp_path, edit_person(LORRAINE)) as app:
        await seen(app, "Prénom")
        scrolled = app.find(ft.Column, lambda column: column.scroll is not None)
        assert "Fermer" in app.names()
        assert "Prénom" in app.labels_in(scrolled)
        assert "Fermer" not in app.labels_in(scrolled)


async def test_a_correction_changes_what_was_touched_only(tmp_path: Path) -> None:
    async with phone_in(tmp_path) as phone:
        async with app_of(phone, edit_person(LORRAINE)) as app:
            await seen(app, "Modifier la fiche", "Prénom")
            await app.type("Lieu-dit", "Le Bourg")
            await press(app, "Enregistrer")
            await seen(app, "Le Bourg, La Renaudie")
        lines = await phone.read(lambda c: c.exec_driver_sql("SELECT fields FROM outbox ORDER BY number DESC").first())
        assert lines is not None
        assert lines[0] == '{"hamlet":"Le Bourg"}'


async def test_a_problem_stands_beside_its_field_and_goes_when_it_is_solved(tmp_path: Path) -> None:
    async with app_in(tmp_path, edit_person(LORRAINE)) as app:
        await seen(app, "Prénom")
        await app.type("Année ou date de naissance", "1870")
        await press(app, "Enregistrer")
        await seen(app, "Cette année est trop ancienne")
        await app.type("Année ou date de naissance", "1938")
        await gone(app, "Cette année est trop ancienne")


async def test_a_number_with_letters_is_kept_with_a_soft_remark(tmp_path: Path) -> None:
    async with phone_in(tmp_path) as phone, app_of(phone, edit_person(LORRAINE)) as app:
        await press(app, "Ajouter un téléphone")
        await app.type("Numéro", "chez sa fille")
        await seen(app, "Gardé tel quel")
        await press(app, "Enregistrer")
        await seen(app, "Lorraine Chassaing")
        [row] = [row for row in await rows(phone, "person") if row["id"] == LORRAINE]
        assert [phone["typed"] for phone in row["phones"].values()] == ["chez sa fille"]


async def test_a_half_written_person_survives_a_kill(tmp_path: Path) -> None:
    async with app_in(tmp_path, "/personnes/nouvelle") as app:
        await seen(app, "Prénom")
        await app.type("Prénom", "Zoé")
        await press(app, "Fermer")
        await app.until(lambda: app.page.route == "/personnes")
    async with app_in(tmp_path, "/personnes/nouvelle") as app:
        await seen(app, "Vous aviez commencé")
        named = app.find(ft.Semantics, lambda marks: marks.label == "Prénom")
        assert isinstance(named.content, ft.TextField)
        assert named.content.value == "Zoé"


async def test_a_full_disk_leaves_what_was_typed_on_the_screen(tmp_path: Path) -> None:
    async with phone_in(tmp_path) as phone, app_of(phone, edit_person(LORRAINE)) as app:
        await seen(app, "Comment venir")
        await phone.read(lambda c: c.exec_driver_sql("PRAGMA max_page_count = 1"))  # no page more than there are
        await app.type("Comment venir", "Frapper fort. " * 20_000)
        await press(app, "Enregistrer")
        await seen(app, "Il n’y a plus de place sur ce téléphone")
        await app.type("Comment venir", "Frapper fort.")
        await phone.read(lambda c: c.exec_driver_sql("PRAGMA max_page_count = 100000"))
        await press(app, "Enregistrer")
        await seen(app, "Lorraine Chassaing", "Frapper fort.")


async def test_a_tap_that_finds_no_room_is_told_without_a_tick(tmp_path: Path) -> None:
    async with phone_in(tmp_path) as phone, app_of(phone) as app:
        await phone.read(lambda c: c.exec_driver_sql("PRAGMA max_page_count = 1"))  # no page more than there are
        assert await keep(phone, [Patch("person", PAUL, {"approach_note": "Frapper. " * 20_000})], "Gardé") is None
        await seen(app, "Il n’y a plus de place sur ce téléphone")
        told = app.find(ft.SnackBar)
        assert app.pictograms_in(told) == [ft.Icons.ERROR_ROUNDED]
        await phone.read(lambda c: c.exec_driver_sql("PRAGMA max_page_count = 100000"))
        assert await keep(phone, [Patch("person", PAUL, {"approach_note": "Frapper."})], "Gardé")
        await seen(app, "Gardé")


async def test_a_commune_is_picked_by_its_beginning(tmp_path: Path) -> None:
    async with phone_in(tmp_path) as phone, app_of(phone, "/personnes/nouvelle") as app:
        await seen(app, "Prénom")
        await app.type("Prénom", "Zoé")
        await app.type("Commune", "visco")
        await press(app, "Viscomtat")
        await press(app, "Enregistrer")
        await seen(app, "Viscomtat")
        [zoe] = [row for row in await rows(phone, "person") if row["first_name"] == "Zoé"]
        assert (zoe["commune"], zoe["structure"], zoe["known_since"]) == ("63463", "monts", "2026-11-24")


async def test_a_person_is_deleted_after_a_question_and_comes_back(tmp_path: Path) -> None:
    async with phone_in(tmp_path) as phone, app_of(phone, edit_person(JOAO)) as app:
        await press(app, "Supprimer la fiche")
        await seen(app, "Supprimer cette fiche")
        await press(app, "Supprimer")
        await app.until(lambda: app.page.route == "/personnes")
        await app.until(lambda: phone.revision > 1)
        assert JOAO not in {row["id"] for row in await rows(phone, "person")}
        action = app.find(ft.SnackBar).action
        assert isinstance(action, ft.SnackBarAction)
        await app.fire(action, "click")
        await app.until(lambda: phone.revision > 2)
        assert JOAO in {row["id"] for row in await rows(phone, "person")}


# --- what waits -------------------------------------------------------------------------------------------------


async def test_every_waiting_tap_is_told_in_words(tmp_path: Path) -> None:
    async with phone_in(tmp_path) as phone:
        await with_history(phone)
        async with app_of(phone, "/attente") as app:
            await seen(app, "2 à envoyer", "Rencontre avec Lorraine Chassaing", "Cet après-midi à", "à La Renaudie")


async def test_the_badge_leads_to_what_waits_and_back(tmp_path: Path) -> None:
    async with app_in(tmp_path, "/personnes") as app:
        await press(app, "Envoi\u202f: 1 à envoyer")
        await seen(app, "Essayer maintenant")
        await press(app, "Retour")
        assert app.page.route == "/personnes"


async def test_a_refused_tap_says_why_opens_and_is_let_go(tmp_path: Path) -> None:
    async with phone_in(tmp_path) as phone:
        await with_history(phone)

        await phone.read(lambda c: c.exec_driver_sql(REFUSE, (VISIT,)))
        await phone.let_go(0)  # counts again
        async with app_of(phone, "/attente") as app:
            await seen(app, "À vérifier", "Le serveur n’a pas accepté la note")
            await press(app, "Ouvrir et corriger")
            assert app.page.route == visit(VISIT)
            await app.open("/attente")
            await press(app, "C’est vu")
            await gone(app, "À vérifier")


async def test_a_server_out_of_reach_is_told_without_guessing_why(tmp_path: Path) -> None:
    async with phone_in(tmp_path) as phone, app_of(phone, "/attente") as app:
        await press(app, "Essayer maintenant")  # nothing listens at the address of this server
        await app.until(lambda: not phone.status.reachable)
        await seen(app, "Le serveur ne répond pas", "Pas de réseau ici, ou le serveur se repose.")
        assert "Pas de réseau ici" not in app.texts()


async def test_a_wrong_clock_is_told_with_what_to_do(tmp_path: Path) -> None:
    async with phone_in(tmp_path) as phone:
        await phone.read(lambda c: c.exec_driver_sql("INSERT INTO state VALUES ('server_offset_ms', '7200000')"))
        await phone.let_go(0)
        async with app_of(phone, "/attente") as app:
            await seen(app, "L’heure de ce téléphone est fausse", "2 heures de retard")


# --- settings ---------------------------------------------------------------------------------------------------


async def test_settings_say_whose_phone_this_is(tmp_path: Path) -> None:
    async with app_in(tmp_path, "/plus") as app:
        await seen(app, "Nadia Ferrand", "Les Monts qui Pétillent, Thiers Dore et Montagne", "http://127.0.0.1:9")
        assert "Couper le réseau (démo)" not in app.texts()


async def test_a_chosen_theme_is_found_again(tmp_path: Path) -> None:
    async with app_in(tmp_path, "/plus") as app:
        await press(app, "Sombre")
        assert app.page.theme_mode is ft.ThemeMode.DARK
    async with app_in(tmp_path) as app:
        assert app.page.theme_mode is ft.ThemeMode.DARK


async def test_the_demo_switch_cuts_the_network(tmp_path: Path) -> None:
    network = SwitchedTransport(HttpTransport())
    async with phone_in(tmp_path):
        pass  # the phone is linked
    phone = await Phone.open(tmp_path, SoftwareKeystore(tmp_path / "keys"), network, lambda: NOW)
    async with app_of(phone, "/plus", Settings(demo=True)) as app:
        await press(app, "Couper le réseau (démo)")
        assert network.cut
        await app.until(lambda: not phone.status.reachable)
    await phone.close()


# --- every page -------------------------------------------------------------------------------------------------

PAGES = {
    "/": "Rien de promis",
    "/personnes": "Lorraine Chassaing",
    person(LORRAINE): "La Planche",
    edit_person(LORRAINE): "Lieu-dit",
    "/personnes/nouvelle": "Lieu-dit",
    "/attente": "Essayer maintenant",
    "/plus": "Nadia Ferrand",
    "/bienvenue": "Relier ce téléphone",
    "/nulle-part": "Rien de promis",
}


@pytest.mark.parametrize(("route", "words"), PAGES.items())
async def test_every_page_is_drawn_in_usual_and_large_text(tmp_path: Path, route: str, words: str) -> None:
    async with app_in(tmp_path, route) as app:
        await seen(app, words)
        assert [name for name in app.names() if not name.strip()] == []
        current_session().text_scale = 2.0
        await app.settle()
        await seen(app, words)
