"""One encounter's page: everything that was written, the coordinator's question, correcting, repeating, deleting."""

import asyncio
from pathlib import Path

import flet as ft
import pytest

from mobile.store.drafts import keep_draft, read_draft
from mobile.store.visits import RemarkLine
from mobile.ui import routes
from mobile.ui.screens.visit_talk import answered, unsent_answer
from tests.mobile.ui.encounter_shell import LORRAINE, REMARK, VISIT, WORKER, phone_in, rows, shell, with_history
from tests.mobile.ui.headless import HeadlessApp
from tests.mobile.ui.thumb import Thumb

pytestmark = pytest.mark.anyio
ANSWER = "Votre réponse"


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


async def test_the_page_tells_everything(tmp_path: Path) -> None:
    async with phone_in(tmp_path) as phone:
        await with_history(phone)
        async with HeadlessApp(shell(phone), routes.visit(VISIT)) as app:
            await Thumb(app).sees("A-t-elle déjà un dossier APA")
            told = app.texts()
    for words in (
        "Lorraine Chassaing",
        "À domicile, 40\u00a0min",
        "La Planche, La Renaudie",
        "Soutien aux plus démunis, Liens sociaux",
        "L’étendue du territoire",
        "Se déplacer",
        "Porter l’imprimé",
        "Question de la coordinatrice",
        "Écrite par Nadia Ferrand",
    ):
        assert words in told


async def test_an_unknown_encounter_says_so(tmp_path: Path) -> None:
    async with phone_in(tmp_path) as phone, HeadlessApp(shell(phone), routes.visit(VISIT)) as app:
        thumb = Thumb(app)
        await thumb.sees("Rencontre introuvable")
        await app.open(routes.edit_visit(VISIT))
        await thumb.sees("Rencontre introuvable")


async def test_the_coordinator_gets_her_answer(tmp_path: Path) -> None:
    async with phone_in(tmp_path) as phone:
        await with_history(phone)
        async with HeadlessApp(shell(phone), routes.visit(VISIT)) as app:
            thumb = Thumb(app)
            await thumb.sees(ANSWER)
            await app.type(ANSWER, "Pas encore, je l’apporte jeudi.")
            await thumb.tap("Répondre")
            await thumb.sees("Pas encore, je l’apporte jeudi.")
            [answer] = [row for row in await rows(phone, "remark") if row["author"] == WORKER]
            assert (answer["visit"], answer["answer_to"]) == (VISIT, REMARK)
            await app.until(lambda: app.find(ft.TextField).value == "")


def test_the_oldest_open_question_is_answered_first() -> None:
    first = RemarkLine("q1", "Claire", mine=False, text="Un ?", created_at=1)
    second = RemarkLine("q2", "Claire", mine=False, text="Deux ?", created_at=2)
    answer = RemarkLine("a1", "Nadia", mine=True, text="Oui.", created_at=3, answer_to="q1")
    other = RemarkLine("a2", "Nadia", mine=True, text="Non.", created_at=4, answer_to="q2")
    told = [[first, second], [first, second, answer], [first, second, answer, other], []]
    assert [answered(remarks) for remarks in told] == ["q1", "q2", "q2", ""]


async def test_a_half_typed_answer_is_found_again(tmp_path: Path) -> None:
    async with phone_in(tmp_path) as phone:
        await with_history(phone)
        async with HeadlessApp(shell(phone), routes.visit(VISIT)) as app:
            await Thumb(app).sees(ANSWER)
            await app.type(ANSWER, "Pas enco")
            await asyncio.sleep(0.3)
    async with phone_in(tmp_path) as phone, HeadlessApp(shell(phone), routes.visit(VISIT)) as app:
        await Thumb(app).sees(ANSWER)
        await app.until(lambda: app.find(ft.TextField).value == "Pas enco")


async def test_an_answer_sent_just_before_a_kill_is_not_offered_again(tmp_path: Path) -> None:
    async with phone_in(tmp_path) as phone:
        await with_history(phone)
        for name, remark_id in (("sent", REMARK), ("unsent", phone.new_id())):
            await phone.read(keep_draft, name, {"text": "Jeudi.", "id": remark_id}, phone.clock())
        assert await phone.read(unsent_answer, "sent") == ("", "")
        assert await phone.read(read_draft, "sent") is None
        assert await phone.read(unsent_answer, "unsent") == ("Jeudi.", remark_id)


async def test_a_correction_writes_only_what_changed(tmp_path: Path) -> None:
    async with phone_in(tmp_path) as phone:
        await with_history(phone)
        async with HeadlessApp(shell(phone), routes.visit(VISIT)) as app:
            thumb = Thumb(app)
            await thumb.tap("Corriger", "Besoins", "Isolement", "Suivant, 3 besoins")
            await thumb.sees("Corriger la rencontre")
            await app.type("Note", "Corrigée.")
            await thumb.tap("Enregistrer")
            await thumb.sees("Rencontre corrigée")
            await app.until(lambda: app.page.route == routes.visit(VISIT))
            [visit] = await rows(phone, "visit")
            assert (visit["note"], visit["participants"], visit["duration"]) == ("Corrigée.", {LORRAINE: True}, 40)
            assert len(await rows(phone, "need")) == 3


async def test_a_correction_can_be_taken_back(tmp_path: Path) -> None:
    async with phone_in(tmp_path) as phone:
        await with_history(phone)
        [before] = await rows(phone, "visit")
        async with HeadlessApp(shell(phone), routes.edit_visit(VISIT)) as app:
            thumb = Thumb(app)
            await thumb.tap("La Planche, La Renaudie", "Rue", "C’est bon", "Enregistrer")
            await thumb.sees("Rencontre corrigée")
            action = app.find(ft.SnackBar).action
            assert isinstance(action, ft.SnackBarAction)
            await app.fire(action, "click")
            await thumb.sees("C’est annulé")
            [after] = await rows(phone, "visit")
            assert after["mode"] == before["mode"] == "home"


async def test_repeating_begins_a_new_encounter_with_the_same_people(tmp_path: Path) -> None:
    async with phone_in(tmp_path) as phone:
        await with_history(phone)
        async with HeadlessApp(shell(phone), routes.visit(VISIT)) as app:
            thumb = Thumb(app)
            await thumb.tap("Refaire")
            await thumb.sees("Une note")
            await thumb.tap("Enregistrer")
            await thumb.sees("Rencontre gardée")
            days = sorted(str(row["day"]) for row in await rows(phone, "visit"))
            assert days == ["2026-11-23", "2026-11-24"]


async def test_a_deleted_encounter_comes_back_within_ten_seconds(tmp_path: Path) -> None:
    async with phone_in(tmp_path) as phone:
        await with_history(phone)
        async with HeadlessApp(shell(phone), routes.visit(VISIT)) as app:
            thumb = Thumb(app)
            await thumb.tap("Supprimer")
            await thumb.sees("Rencontre supprimée")
            assert (await rows(phone, "visit"), await rows(phone, "need"), await rows(phone, "follow_up")) == (
                [],
                [],
                [],
            )
            action = app.find(ft.SnackBar).action
            assert isinstance(action, ft.SnackBarAction)
            await app.fire(action, "click")
            await app.until(lambda: phone.status.waiting == 4)
            assert len(await rows(phone, "visit")) == 1
            assert len(await rows(phone, "need")) == 2


async def test_a_history_shows_its_encounters_and_opens_them(tmp_path: Path) -> None:
    async with phone_in(tmp_path) as phone, HeadlessApp(shell(phone), routes.encounter(LORRAINE)) as app:
        thumb = Thumb(app)
        await thumb.tap("Isolement", "Suivant, 1 besoin")
        await app.type("Note", "Le car est supprimé.")
        await thumb.tap("Enregistrer")
        await thumb.sees("Le car est supprimé.")
        assert {"Aujourd’hui", "Isolement", "Par Nadia Ferrand", "À envoyer"} <= set(app.texts())
        await thumb.tap("Aujourd’hui, À domicile, Isolement, À envoyer")
        await thumb.sees("Écrite par Nadia Ferrand")
