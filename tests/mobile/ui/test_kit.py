"""The kit answers a finger, has a name for whoever listens, and folds when the text is large."""

import asyncio
from collections.abc import Callable

import flet as ft
import pytest

from mobile.ui.components.buttons import button
from mobile.ui.components.fields import field
from mobile.ui.components.frame import screen
from mobile.ui.components.layout import grid
from mobile.ui.components.lists import initials
from mobile.ui.components.navigation import DESTINATIONS
from mobile.ui.components.text import text
from mobile.ui.components.toast import UNDO_MS, toast, trouble_toast
from mobile.ui.haptics import knock
from mobile.ui.session import begin, current_session, use_session
from mobile.ui.theme import dress
from tests.mobile.ui.gallery import PAGES
from tests.mobile.ui.gallery import main as gallery
from tests.mobile.ui.headless import HeadlessApp

pytestmark = pytest.mark.anyio


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


def app(body: Callable[[], ft.Control]) -> Callable[[ft.Page], None]:
    """An app of one screen."""

    @ft.component
    def only() -> ft.View:
        use_session()
        return screen(body(), route="/")

    def main(page: ft.Page) -> None:
        dress(page)
        begin(page)
        page.render(only)

    return main


@pytest.mark.parametrize("route", PAGES.values(), ids=PAGES.keys())
async def test_every_page_of_the_gallery_is_drawn(route: str) -> None:
    async with HeadlessApp(gallery, route) as phone:
        assert len(phone.texts()) > 4


@pytest.mark.parametrize("route", PAGES.values(), ids=PAGES.keys())
async def test_everything_that_can_be_pressed_has_a_name(route: str) -> None:
    async with HeadlessApp(gallery, route) as phone:
        assert [name for name in phone.names() if not name.strip()] == []


async def test_the_bar_leads_to_every_destination() -> None:
    async with HeadlessApp(gallery) as phone:
        assert [name for name in phone.names() if name in ("Aujourd’hui", "Personnes", "Plus")] == [
            "Aujourd’hui",
            "Personnes",
            "Plus",
        ]
        await phone.press("Personnes")
        assert phone.page.route == DESTINATIONS[1].route


async def test_a_person_opens_her_page_and_back_leaves_it() -> None:
    async with HeadlessApp(gallery, "/personnes") as phone:
        await phone.press("Lorraine Chassaing")
        assert [view.route for view in phone.views()] == ["/personnes", "/personnes/1"]
        await phone.back()
        assert phone.page.route == "/personnes"


async def test_a_tile_is_chosen_and_let_go() -> None:
    async with HeadlessApp(gallery, "/besoins") as phone:
        await phone.press("Santé")
        assert "Suivant, 2 besoins" in phone.texts()
        await phone.press("Santé")
        assert "Suivant, 1 besoin" in phone.texts()


async def test_a_lambda_around_async_work_is_awaited() -> None:
    done: list[str] = []

    async def save(what: str) -> None:
        await asyncio.sleep(0)
        done.append(what)

    async with HeadlessApp(app(lambda: button("Enregistrer", lambda: save("saved")))) as phone:
        await phone.press("Enregistrer")
    assert done == ["saved"]


async def test_a_disabled_button_does_not_answer() -> None:
    async with HeadlessApp(app(lambda: button("Enregistrer", lambda: None, disabled=True))) as phone:
        assert "Enregistrer" not in phone.names()


async def test_a_field_tells_what_was_typed() -> None:
    heard: list[str] = []
    async with HeadlessApp(app(lambda: field("Prénom", "", heard.append))) as phone:
        await phone.type("Prénom", "Zoé")
    assert heard == ["Zoé"]


async def test_undo_is_offered_for_ten_seconds() -> None:
    undone: list[str] = []

    def save() -> None:
        toast("Rencontre gardée", lambda: undone.append("undone"))

    async with HeadlessApp(app(lambda: button("Enregistrer", save))) as phone:
        await phone.press("Enregistrer")
        bar = phone.find(ft.SnackBar)
        assert bar.duration == UNDO_MS
        assert isinstance(bar.action, ft.SnackBarAction)
        await phone.fire(bar.action, "click")
    assert undone == ["undone"]


async def test_what_was_done_is_ticked_and_a_trouble_is_not() -> None:
    signs = {"Fait": ft.Icons.CHECK_CIRCLE_ROUNDED, "Raté": ft.Icons.ERROR_ROUNDED}

    def both() -> ft.Control:
        return grid([button("Fait", lambda: toast("C’est fait")), button("Raté", lambda: trouble_toast("Raté"))], 2)

    for name, sign in signs.items():
        async with HeadlessApp(app(both)) as phone:
            await phone.press(name)
            assert phone.pictograms_in(phone.find(ft.SnackBar)) == [sign]


async def test_large_text_turns_a_grid_into_a_column() -> None:
    async with HeadlessApp(app(lambda: grid([text("un"), text("deux")], 2))) as phone:
        assert len([row for row in phone.controls() if isinstance(row, ft.Row) and row.intrinsic_height]) == 1
        current_session().text_scale = 2.0
        await phone.settle()
        assert len([row for row in phone.controls() if isinstance(row, ft.Row) and row.intrinsic_height]) == 2


async def test_two_tabs_do_not_share_their_text_size() -> None:
    async with HeadlessApp(gallery) as one:
        current_session().text_scale = 2.0
        async with HeadlessApp(gallery):
            assert current_session().text_scale == 1.0
        assert one.page.session is not None


async def test_a_screen_follows_the_size_of_the_phone() -> None:
    async with HeadlessApp(gallery) as phone:
        await phone.resize(360, 640)
        assert (current_session().width, current_session().low) == (360, True)


@pytest.mark.parametrize(
    ("name", "letters"),
    [("Lorraine Chassaing", "LC"), ("João da Conceição", "JC"), ("Jean-Paul", "JP"), ("Élise", "É"), ("", "")],
)
def test_initials_come_from_capitals(name: str, letters: str) -> None:
    assert initials(name) == letters


async def test_a_save_is_felt_under_the_finger() -> None:
    async with HeadlessApp(app(lambda: button("Enregistrer", knock))) as phone:
        await phone.press("Enregistrer")
        assert "medium_impact" in [call[1]["name"] for call in phone.connection.sent if "name" in call[1]]
