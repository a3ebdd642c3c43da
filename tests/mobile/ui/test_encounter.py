"""An encounter is written in at most six taps: by name, by count, together, like last time."""

from datetime import UTC, date, datetime, time
from pathlib import Path

import flet as ft
import pytest

from mobile.ui import routes
from mobile.ui.screens.encounter_details import instant_of
from mobile.ui.screens.encounter_steps import steps_of
from tests.mobile.ui.encounter_shell import (
    FOYER,
    JOAO,
    LORRAINE,
    NOW,
    PAUL,
    RENAUDIE,
    VIRGINIE,
    VISCOMTAT,
    WORKER,
    phone_in,
    rows,
    shell,
    with_history,
)
from tests.mobile.ui.headless import HeadlessApp
from tests.mobile.ui.thumb import Thumb

pytestmark = pytest.mark.anyio

MOST_TAPS = 6
NEW = "Nouvelle rencontre"
NOTE_LABEL = "Note"
SEARCH = "Nom, village, téléphone"


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


async def test_a_known_person_takes_five_taps_and_a_note(tmp_path: Path) -> None:
    async with phone_in(tmp_path) as phone, HeadlessApp(shell(phone)) as app:
        thumb = Thumb(app)
        await thumb.tap(NEW)
        await app.type(SEARCH, "lorr")
        await thumb.tap("Lorraine Chassaing")
        await thumb.tap("Isolement")
        await thumb.tap("Suivant, 1 besoin")
        await app.type(NOTE_LABEL, "Le car du vendredi est supprimé.")
        await thumb.tap("Enregistrer")
        await app.until(lambda: phone.status.waiting == 2)
        assert thumb.taps == 5
        [visit] = await rows(phone, "visit")
        [need] = await rows(phone, "need")
        assert visit["participants"] == {LORRAINE: True}
        assert visit["note"] == "Le car du vendredi est supprimé."
        assert visit["workers"] == {WORKER: True}
        assert (visit["commune"], visit["hamlet"], visit["structure"]) == (RENAUDIE, "La Planche", "monts")
        assert (visit["day"], visit["started_at"], visit["axes"]) == ("2026-11-24", NOW, {"3": True})
        assert (need["code"], need["person"], need["opened_in"]) == ("veillee--isolement", LORRAINE, visit["id"])


async def test_a_thematique_takes_one_tap_more(tmp_path: Path) -> None:
    async with phone_in(tmp_path) as phone, HeadlessApp(shell(phone)) as app:
        thumb = Thumb(app)
        await thumb.tap(NEW)
        await app.type(SEARCH, "chass lor")
        await thumb.tap("Lorraine Chassaing")
        await thumb.tap("Santé")
        await thumb.tap("Accès aux soins")
        await thumb.tap("Suivant, 1 besoin")
        await thumb.tap("Enregistrer")
        await app.until(lambda: phone.status.waiting == 2)
        assert thumb.taps == MOST_TAPS
        [need] = await rows(phone, "need")
        assert need["code"] == "sante--acces-aux-soins"


async def test_from_her_own_page_she_is_chosen_already(tmp_path: Path) -> None:
    async with phone_in(tmp_path) as phone, HeadlessApp(shell(phone), routes.person(LORRAINE)) as app:
        thumb = Thumb(app)
        await thumb.tap(NEW, "Isolement", "Suivant, 1 besoin", "Enregistrer")
        await app.until(lambda: phone.status.waiting == 2)
        assert thumb.taps == 4
        [visit] = await rows(phone, "visit")
        assert visit["participants"] == {LORRAINE: True}
        await app.until(lambda: app.page.route == routes.person(LORRAINE))


async def test_closing_comes_back_to_the_page_it_began_from(tmp_path: Path) -> None:
    async with phone_in(tmp_path) as phone, HeadlessApp(shell(phone), routes.person(LORRAINE)) as app:
        thumb = Thumb(app)
        await thumb.tap(NEW)
        await thumb.sees("De quoi parle-t-on")
        await app.back()
        await thumb.tap("Fermer")
        await app.until(lambda: app.page.route == routes.person(LORRAINE))


async def test_people_are_counted_without_names(tmp_path: Path) -> None:
    async with phone_in(tmp_path) as phone, HeadlessApp(shell(phone)) as app:
        thumb = Thumb(app)
        await thumb.tap(NEW, "Compter sans nommer", "Ajouter\u202f: 25–39 ans", "Ajouter\u202f: 25–39 ans")
        await thumb.tap("Hommes", "Ajouter\u202f: 70 ans et plus", "Retirer\u202f: 12–17 ans")
        await thumb.tap("Suivant, 3 personnes", "Aucun besoin", "Enregistrer")
        await app.until(lambda: phone.status.waiting == 2)
        [visit] = await rows(phone, "visit")
        assert (visit["head_counts"], visit["kind"]) == ({"f/25-39": 2, "m/70+": 1}, "collective")


async def test_somebody_new_needs_a_first_name_and_a_hamlet(tmp_path: Path) -> None:
    async with phone_in(tmp_path) as phone, HeadlessApp(shell(phone)) as app:
        thumb = Thumb(app)
        await thumb.tap(NEW)
        await app.type(SEARCH, "zohra")
        await thumb.tap("Nouvelle personne")
        await app.type("Lieu-dit", "Le Grand Montel")
        await thumb.tap("Commune", "Viscomtat", "Créer et continuer", "Aucun besoin", "Enregistrer")
        await app.until(lambda: phone.status.waiting == 3)
        zohra = next(row for row in await rows(phone, "person") if row["first_name"] == "Zohra")
        [visit] = await rows(phone, "visit")
        assert (zohra["hamlet"], zohra["commune"], zohra["structure"]) == ("Le Grand Montel", VISCOMTAT, "monts")
        assert visit["participants"] == {zohra["id"]: True}


async def test_somebody_alike_is_shown_before_a_second_record_is_made(tmp_path: Path) -> None:
    async with phone_in(tmp_path) as phone, HeadlessApp(shell(phone)) as app:
        thumb = Thumb(app)
        await thumb.tap(NEW, "Nouvelle personne")
        await app.type("Prénom", "Lorraine")
        await app.type("Nom", "Chassaing")
        await thumb.sees("Est-ce l’une d’elles")
        await thumb.tap("Lorraine Chassaing", "Aucun besoin", "Enregistrer")
        await app.until(lambda: phone.status.waiting == 2)
        assert len(await rows(phone, "person")) == 4


async def test_a_household_is_met_together(tmp_path: Path) -> None:
    async with phone_in(tmp_path) as phone, HeadlessApp(shell(phone)) as app:
        thumb = Thumb(app)
        await thumb.tap(NEW)
        await app.type(SEARCH, "lorraine")
        await thumb.tap(
            "Lorraine Chassaing", "Retour", "Tout le foyer", "Isolement", "Suivant, 1 besoin", "Enregistrer"
        )
        await app.until(lambda: phone.status.waiting == 2)
        [visit] = await rows(phone, "visit")
        [need] = await rows(phone, "need")
        together = {LORRAINE, PAUL}
        assert (set(visit["participants"]), visit["household"], visit["kind"]) == (together, FOYER, "household")
        assert (need["person"], need["household"]) == (LORRAINE, FOYER)


async def test_several_people_are_ticked_one_after_the_other(tmp_path: Path) -> None:
    async with phone_in(tmp_path) as phone, HeadlessApp(shell(phone)) as app:
        thumb = Thumb(app)
        await thumb.tap(NEW, "Plusieurs personnes")
        for typed, name in (
            ("joao", "João da Conceição"),
            ("virginie", "Virginie Chassagne"),
            ("paul", "Paul Chassaing"),
        ):
            await app.type(SEARCH, typed)
            await thumb.tap(name)
        await app.type(SEARCH, "paul")
        await thumb.tap("Paul Chassaing")
        await thumb.tap("Suivant\u202f: João da Conceição et Virginie Chassagne", "Aucun besoin", "Enregistrer")
        await app.until(lambda: phone.status.waiting == 2)
        [visit] = await rows(phone, "visit")
        assert (set(visit["participants"]), visit["kind"]) == ({JOAO, VIRGINIE}, "collective")


async def test_the_wrong_person_is_replaced_by_the_right_one(tmp_path: Path) -> None:
    async with phone_in(tmp_path) as phone, HeadlessApp(shell(phone)) as app:
        thumb = Thumb(app)
        await thumb.tap(NEW)
        await app.type(SEARCH, "paul")
        await thumb.tap("Paul Chassaing", "Retour")
        await app.type(SEARCH, "lorraine")
        await thumb.tap("Lorraine Chassaing", "Aucun besoin", "Enregistrer")
        await app.until(lambda: phone.status.waiting == 2)
        [visit] = await rows(phone, "visit")
        assert visit["participants"] == {LORRAINE: True}


async def test_like_last_time_takes_three_taps(tmp_path: Path) -> None:
    async with phone_in(tmp_path) as phone:
        await with_history(phone)
        async with HeadlessApp(shell(phone)) as app:
            thumb = Thumb(app)
            await thumb.tap(NEW, "Comme la dernière fois", "Enregistrer")
            await app.until(lambda: phone.status.waiting == 3)
            assert thumb.taps == 3
            [_, again] = sorted(await rows(phone, "visit"), key=lambda row: str(row["day"]))
            assert (again["participants"], again["duration"], again["note"]) == ({LORRAINE: True}, 40, "")
            assert len(await rows(phone, "need")) == 4


async def test_the_thematiques_of_a_category_can_be_taken_back(tmp_path: Path) -> None:
    async with phone_in(tmp_path) as phone, HeadlessApp(shell(phone), routes.encounter(LORRAINE)) as app:
        thumb = Thumb(app)
        await thumb.tap("Se déplacer", "Préparer un permis")
        await thumb.sees("Suivant, 1 besoin")
        await thumb.tap("Se déplacer", "Préparer un permis")
        await thumb.sees("Aucun besoin")


async def test_the_other_needs_are_behind_one_press(tmp_path: Path) -> None:
    async with phone_in(tmp_path) as phone, HeadlessApp(shell(phone), routes.encounter(LORRAINE)) as app:
        thumb = Thumb(app)
        await thumb.tap("Autres besoins", "Deuil")
        await thumb.sees("Suivant, 1 besoin")


async def test_urgency_and_a_promise_are_kept_with_the_encounter(tmp_path: Path) -> None:
    async with phone_in(tmp_path) as phone, HeadlessApp(shell(phone), routes.encounter(LORRAINE)) as app:
        thumb = Thumb(app)
        await thumb.tap("Isolement", "Suivant, 1 besoin", "Urgent, ", "Rappeler", "Jeudi", "Enregistrer")
        await app.until(lambda: phone.status.waiting == 2)
        [need] = await rows(phone, "need")
        [promise] = await rows(phone, "follow_up")
        assert need["urgency"] == "urgent"
        assert (promise["what"], promise["due_on"], promise["person"]) == ("Rappeler", "2026-11-26", LORRAINE)


async def test_a_promise_in_own_words_waits_for_them(tmp_path: Path) -> None:
    async with phone_in(tmp_path) as phone, HeadlessApp(shell(phone), routes.encounter(LORRAINE)) as app:
        thumb = Thumb(app)
        await thumb.tap("Aucun besoin", "Autre chose", "Enregistrer")
        await thumb.sees("Dites ce que vous avez promis.")
        await app.type("Quoi", "Porter l’imprimé")
        await thumb.tap("Sans date", "Enregistrer")
        await app.until(lambda: phone.status.waiting == 2)
        [promise] = await rows(phone, "follow_up")
        assert (promise["what"], promise["due_on"]) == ("Porter l’imprimé", "")


async def test_how_when_and_where_are_changed_on_one_page(tmp_path: Path) -> None:
    async with phone_in(tmp_path) as phone, HeadlessApp(shell(phone), routes.encounter(LORRAINE)) as app:
        thumb = Thumb(app)
        await thumb.tap("Aucun besoin", "Absent·e", "La Planche, La Renaudie À domicile, aujourd’hui")
        await thumb.tap("Rue", "45\u00a0min", "Commune", "Viscomtat", "Pouvoir d’agir", "Communication")
        await app.type("Lieu-dit", "Le Bourg")
        await app.type("Endroit précis", "Marché")
        await thumb.tap("Jour")
        await app.fire(app.find(ft.DatePicker), "change", value=datetime(2026, 11, 20, tzinfo=UTC))
        await thumb.tap("Heure")
        await app.fire(app.find(ft.TimePicker), "change", value=time(9, 30))
        await thumb.tap("C’est bon", "Enregistrer")
        await app.until(lambda: phone.status.waiting == 2)
        [visit] = await rows(phone, "visit")
        assert (visit["mode"], visit["outcome"], visit["duration"]) == ("street", "absent", 45)
        assert (visit["commune"], visit["hamlet"], visit["place"]) == (VISCOMTAT, "Le Bourg", "Marché")
        assert (visit["axes"], visit["transversal"]) == ({"2": True}, {"communication": True})
        assert (visit["day"], visit["started_at"]) == ("2026-11-20", instant_of(date(2026, 11, 20), time(9, 30)))


async def test_an_encounter_with_nobody_is_not_saved(tmp_path: Path) -> None:
    async with phone_in(tmp_path) as phone, HeadlessApp(shell(phone), steps_of("").note) as app:
        thumb = Thumb(app)
        await thumb.sees("Sans lieu")
        await thumb.tap("Enregistrer")
        await thumb.sees("Dites qui vous avez vu")
        assert await rows(phone, "visit") == []


async def test_a_closed_door_takes_five_taps(tmp_path: Path) -> None:
    async with phone_in(tmp_path) as phone, HeadlessApp(shell(phone)) as app:
        thumb = Thumb(app)
        await thumb.tap(NEW)
        await app.type(SEARCH, "lorr")
        await thumb.tap("Lorraine Chassaing", "Aucun besoin", "Absent·e", "Enregistrer")
        await app.until(lambda: phone.status.waiting == 2)
        assert thumb.taps == 5
        [visit] = await rows(phone, "visit")
        assert visit["outcome"] == "absent"
