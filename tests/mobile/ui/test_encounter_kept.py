"""Nothing written about an encounter is lost: killed app, full disk, a wrong press."""

import asyncio
from pathlib import Path
from typing import Any

import flet as ft
import pytest
from sqlalchemy import Connection

from mobile.phone import Phone
from mobile.store.drafts import keep_draft, read_draft
from mobile.ui import routes
from mobile.ui.forms.visit_draft import to_draft
from mobile.ui.forms.visit_form import VisitForm
from mobile.ui.screens.encounter_steps import steps_of
from tests.mobile.ui.encounter_shell import LORRAINE, NOW, VISIT, open_phone, phone_in, rows, shell, with_history
from tests.mobile.ui.headless import HeadlessApp
from tests.mobile.ui.thumb import Thumb

pytestmark = pytest.mark.anyio

NEW, NOTE, SAVE = "Nouvelle rencontre", "Note", "Enregistrer"
TYPED = "Le car du vendredi est supprimé."
PATIENCE_S = 0.3  # within which what was typed is on disk


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


async def draft(phone: Phone, name: str = "encounter") -> dict[str, Any] | None:
    return await phone.read(read_draft, name)


async def written(app: HeadlessApp, thumb: Thumb) -> None:
    """Lorraine, isolated, and a note; not saved."""
    await thumb.tap(NEW)
    await app.type("Nom, village, téléphone", "lorraine")
    await thumb.tap("Lorraine Chassaing", "Isolement", "Suivant, 1 besoin")
    await app.type(NOTE, TYPED)


def without_room(connection: Connection) -> None:
    """The disk is full: the database may not grow by a page."""
    connection.exec_driver_sql("PRAGMA max_page_count = 1")


def with_room(connection: Connection) -> None:
    connection.exec_driver_sql("PRAGMA max_page_count = 1000000")


async def test_what_is_typed_is_kept_within_the_third_of_a_second(tmp_path: Path) -> None:
    async with phone_in(tmp_path) as phone, HeadlessApp(shell(phone)) as app:
        await written(app, Thumb(app))
        await asyncio.sleep(PATIENCE_S)
        kept = await draft(phone)
        assert kept is not None
        assert kept["note"] == TYPED


async def test_a_killed_app_finds_the_encounter_again(tmp_path: Path) -> None:
    async with phone_in(tmp_path) as phone, HeadlessApp(shell(phone)) as app:
        await written(app, Thumb(app))
        await asyncio.sleep(PATIENCE_S)
    async with phone_in(tmp_path) as phone, HeadlessApp(shell(phone)) as app:
        thumb = Thumb(app)
        await thumb.tap(NEW)
        await thumb.sees("Lorraine Chassaing, Isolement")
        await thumb.tap("Continuer", SAVE)
        await app.until(lambda: phone.status.waiting == 2)
        [visit] = await rows(phone, "visit")
        assert (visit["note"], visit["participants"]) == (TYPED, {LORRAINE: True})
        assert await draft(phone) is None


async def test_a_page_loaded_again_goes_on_where_it_was(tmp_path: Path) -> None:
    async with phone_in(tmp_path) as phone:
        async with HeadlessApp(shell(phone)) as app:
            await written(app, Thumb(app))
            await asyncio.sleep(PATIENCE_S)
        async with HeadlessApp(shell(phone), steps_of("").note) as app:
            await Thumb(app).sees("Lorraine Chassaing")
            assert app.find(ft.TextField).value == TYPED


async def test_another_one_can_be_begun_instead(tmp_path: Path) -> None:
    async with phone_in(tmp_path) as phone:
        async with HeadlessApp(shell(phone)) as app:
            await written(app, Thumb(app))
            await asyncio.sleep(PATIENCE_S)
        async with HeadlessApp(shell(phone)) as app:
            thumb = Thumb(app)
            await thumb.tap(NEW, "En commencer une autre")
            await thumb.sees("Qui avez-vous vu")
            assert await draft(phone) is None


async def test_closing_keeps_the_encounter_and_says_so(tmp_path: Path) -> None:
    async with phone_in(tmp_path) as phone, HeadlessApp(shell(phone)) as app:
        thumb = Thumb(app)
        await written(app, thumb)
        await app.back()
        await thumb.tap("Retour", "Fermer")
        await thumb.sees("Gardée en brouillon")
        await thumb.tap(NEW)
        await thumb.sees("Une rencontre vous attend")


async def test_an_encounter_saved_just_before_a_kill_is_not_offered_again(tmp_path: Path) -> None:
    async with phone_in(tmp_path) as phone:
        await with_history(phone)
        saved = VisitForm(VISIT, "2026-11-23", NOW).with_person(LORRAINE)
        await phone.read(keep_draft, "encounter", to_draft(saved), NOW)
        async with HeadlessApp(shell(phone)) as app:
            thumb = Thumb(app)
            await thumb.tap(NEW)
            await thumb.sees("Qui avez-vous vu")
            assert await draft(phone) is None


async def test_a_draft_of_another_version_is_left_out(tmp_path: Path) -> None:
    async with phone_in(tmp_path) as phone:
        await phone.read(keep_draft, "encounter", {"note": TYPED}, NOW)
        async with HeadlessApp(shell(phone)) as app:
            thumb = Thumb(app)
            await thumb.tap(NEW)
            await thumb.sees("Qui avez-vous vu")


async def test_undo_puts_a_saved_encounter_back_on_the_desk(tmp_path: Path) -> None:
    async with phone_in(tmp_path) as phone, HeadlessApp(shell(phone)) as app:
        thumb = Thumb(app)
        await written(app, thumb)
        await thumb.tap(SAVE)
        await thumb.sees("Rencontre gardée")
        action = app.find(ft.SnackBar).action
        assert isinstance(action, ft.SnackBarAction)
        await app.fire(action, "click")
        await thumb.sees("Une note")
        assert (await rows(phone, "visit"), await rows(phone, "need")) == ([], [])
        await thumb.tap(SAVE)
        await app.until(lambda: phone.status.waiting == 4)
        [visit] = await rows(phone, "visit")
        assert visit["note"] == TYPED


async def test_undo_never_overwrites_the_next_encounter(tmp_path: Path) -> None:
    async with phone_in(tmp_path) as phone, HeadlessApp(shell(phone)) as app:
        thumb = Thumb(app)
        await written(app, thumb)
        await thumb.tap(SAVE)
        await thumb.sees("Rencontre gardée")
        action = app.find(ft.SnackBar).action
        await thumb.tap(NEW, "Lorraine Chassaing", "Se chauffer", "Suivant, 1 besoin")
        assert isinstance(action, ft.SnackBarAction)
        await app.fire(action, "click")
        await thumb.sees("Une autre rencontre est commencée")
        assert len(await rows(phone, "visit")) == 1


async def test_a_full_disk_leaves_everything_on_screen(tmp_path: Path) -> None:
    async with phone_in(tmp_path) as phone, HeadlessApp(shell(phone)) as app:
        thumb = Thumb(app)
        await written(app, thumb)
        await phone.read(without_room)
        await app.type(NOTE, TYPED * 200)
        await thumb.tap(SAVE)
        await thumb.sees("Il n’y a plus de place sur ce téléphone")
        assert app.find(ft.TextField).value == TYPED * 200
        assert await rows(phone, "visit") == []
        await phone.read(with_room)
        await thumb.tap(SAVE)
        await thumb.sees("Rencontre gardée")
        [visit] = await rows(phone, "visit")
        assert visit["note"] == TYPED * 200


async def test_saving_twice_in_a_hurry_makes_one_encounter(tmp_path: Path) -> None:
    async with phone_in(tmp_path) as phone, HeadlessApp(shell(phone), routes.encounter(LORRAINE)) as app:
        thumb = Thumb(app)
        await thumb.tap("Aucun besoin")
        await thumb.sees("Une note")
        await asyncio.gather(app.press(SAVE), app.press(SAVE))
        await thumb.sees("Rencontre gardée")
        assert len(await rows(phone, "visit")) == 1


async def test_a_correction_survives_a_kill_and_can_be_dropped(tmp_path: Path) -> None:
    phone = await open_phone(tmp_path)
    await with_history(phone)
    async with HeadlessApp(shell(phone), routes.edit_visit(VISIT)) as app:
        await Thumb(app).sees("Corriger la rencontre")
        await app.until(lambda: any(isinstance(c, ft.TextField) for c in app.controls()))
        await app.type(NOTE, TYPED)
        await asyncio.sleep(PATIENCE_S)
    await phone.close()
    async with phone_in(tmp_path) as phone, HeadlessApp(shell(phone), routes.edit_visit(VISIT)) as app:
        thumb = Thumb(app)
        await thumb.sees("Vos changements sont là")
        assert app.find(ft.TextField).value == TYPED
        await thumb.tap("Revenir à ce qui était enregistré")
        await app.until(lambda: app.find(ft.TextField).value != TYPED)
        assert await draft(phone, f"encounter:{VISIT}") is None
