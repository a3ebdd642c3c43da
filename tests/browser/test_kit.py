"""The kit in a real browser: what is announced, how large it is under a finger, and that it answers once."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.chromium import chromium
from tests.browser.flet_page import SMALL, FletPage, phone_context
from tests.browser.phone_server import serving
from tests.mobile.ui.gallery import PAGES

pytestmark = pytest.mark.browser
TOUCH = 48


@pytest.fixture(scope="module")
def gallery() -> Iterator[str]:
    with serving("tests.mobile.ui.gallery") as url:
        yield url


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as running:
        yield running


@pytest.fixture
def phone(browser: Browser) -> Iterator[FletPage]:
    context = phone_context(browser, SMALL)
    yield FletPage(context.new_page())
    context.close()


@pytest.mark.parametrize("route", PAGES.values(), ids=PAGES.keys())
def test_no_target_is_smaller_than_a_finger(browser: Browser, gallery: str, route: str) -> None:
    context = phone_context(browser, (SMALL[0], 2600))  # so high that nothing is cut by an edge
    phone = FletPage(context.new_page()).open(gallery + route)
    small = []
    for target in phone.tree.locator("[role=button], [role=checkbox], [role=switch]").all():
        box = target.bounding_box()
        if box and min(box["width"], box["height"]) < TOUCH - 0.5:
            small.append((target.aria_snapshot(), box))
    context.close()
    assert small == []


def test_a_row_is_one_button_with_all_its_words(phone: FletPage, gallery: str) -> None:
    phone.open(gallery + PAGES["people"])
    expect(phone.button("Lorraine Chassaing, 12 jours, La Planche, La Renaudie, 1 suite en retard")).to_have_count(1)


def test_destinations_say_which_one_is_shown(phone: FletPage, gallery: str) -> None:
    phone.open(gallery + PAGES["people"])
    phone.button("Aujourd’hui").click()
    expect(phone.heading("Viscomtat")).to_be_attached()


def test_a_tile_answers_once(phone: FletPage, gallery: str) -> None:
    phone.open(gallery + PAGES["needs"])
    phone.choice("Santé").click()
    expect(phone.choice("Santé")).to_be_checked()
    expect(phone.button("Suivant, 2 besoins")).to_be_attached()


def test_a_field_keeps_what_is_typed(phone: FletPage, gallery: str) -> None:
    phone.open(gallery + PAGES["note"])
    phone.fill("Note", "Une sœur à Noirétable")
    assert phone.field("Note").input_value() == "Une sœur à Noirétable"


def test_a_switch_line_is_ticked_and_let_go(phone: FletPage, gallery: str) -> None:
    phone.open(gallery + PAGES["note"])
    expect(phone.reveal(phone.choice("Urgent"))).to_be_checked()
    phone.choice("Urgent").click()
    expect(phone.choice("Urgent")).not_to_be_checked()


def test_what_was_saved_can_be_undone(phone: FletPage, gallery: str) -> None:
    phone.open(gallery + PAGES["note"])
    phone.button("Enregistrer").click()
    expect(phone.announced("Rencontre gardée")).to_be_attached()
    expect(phone.button("Annuler")).to_be_attached()
