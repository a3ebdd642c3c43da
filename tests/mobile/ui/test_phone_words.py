"""Badge, instants, links and places in words."""

from datetime import date

import flet as ft
import pytest

from mobile.store.today import QuietVillage
from mobile.store.waiting import WaitingLine
from mobile.sync.status import SyncStatus
from mobile.ui.commune_field import communes_like
from mobile.ui.components.badge import Badge
from mobile.ui.links import call_address, way_address
from mobile.ui.moment import iso_day, local, when_words
from mobile.ui.places import commune_name, place_words, postal_address
from mobile.ui.screens.today import quiet_villages
from mobile.ui.sync_badge import badge_of
from mobile.ui.waiting_words import address_of, reason_of, title_of, when_and_where

NOW = 1_795_525_320_000  # 24 November 2026, 13:02 UTC
TODAY = date(2026, 11, 24)
DAY_MS = 86_400_000


@pytest.mark.parametrize(
    ("status", "told"),
    [
        (SyncStatus(in_step_at=NOW), Badge("current", f"À jour {local(NOW):%H:%M}")),
        (SyncStatus(in_step_at=NOW - DAY_MS), Badge("current", "À jour hier")),
        (SyncStatus(in_step_at=NOW, waiting=3), Badge("waiting", "3 à envoyer")),
        (SyncStatus(in_step_at=NOW, reachable=False), Badge("offline", "Hors ligne")),
        (SyncStatus(in_step_at=NOW, waiting=3, reachable=False), Badge("waiting", "3 à envoyer")),
        (SyncStatus(waiting=3, refused=1), Badge("check", "À vérifier")),
        (SyncStatus(trouble="Ce téléphone doit être relié."), Badge("check", "À vérifier")),
        (SyncStatus(), Badge("offline", "Hors ligne")),
        (SyncStatus(busy=True), Badge("waiting", "Première réception")),
    ],
)
def test_the_badge_is_honest_in_three_words(status: SyncStatus, told: Badge) -> None:
    assert badge_of(status, TODAY) == told
    assert len(told.words.split()) <= 3


def line(record: str, verb: str, **more: str) -> WaitingLine:
    made = {"who": "Corinne Barge", "commune": "63463", "reason": "", "path": "", **more}
    return WaitingLine(action=1, record=record, record_id="r", verb=verb, made_at=NOW, **made)


@pytest.mark.parametrize(
    ("waiting", "title"),
    [
        (line("visit", "created"), "Rencontre avec Corinne Barge"),
        (line("visit", "changed", who=""), "Rencontre corrigée"),
        (line("person", "changed"), "Fiche corrigée\u202f: Corinne Barge"),
        (line("person", "deleted"), "Fiche supprimée\u202f: Corinne Barge"),
        (line("follow_up", "changed"), "Suite à donner\u202f: Corinne Barge"),
        (line("remark", "created", who=""), "Réponse à la coordinatrice"),
        (line("something_newer", "created", who=""), "Note"),
    ],
)
def test_a_waiting_tap_has_a_title(waiting: WaitingLine, title: str) -> None:
    assert title_of(waiting) == title


def test_a_waiting_tap_says_when_and_where() -> None:
    assert when_and_where(line("visit", "created"), NOW + DAY_MS) == f"Hier à {local(NOW):%H:%M}, à Viscomtat"


def test_a_refusal_names_the_part_that_was_refused() -> None:
    assert "le téléphone" in reason_of(line("person", "changed", path="phones/a1"))
    assert "coordinatrice" in reason_of(line("person", "changed"))


def test_what_was_deleted_has_no_page() -> None:
    assert address_of(line("person", "deleted")) == ""
    assert address_of(line("person", "changed")) == "/personnes/r/modifier"
    assert address_of(line("need", "changed")) == ""


@pytest.mark.parametrize(
    ("number", "address"),
    [("+33639986467", "tel:+33639986467"), ("06 39 98 64 67", "tel:0639986467"), ("*#06#", "tel:*#06#")],
)
def test_a_call_keeps_what_can_be_dialled(number: str, address: str) -> None:
    assert call_address(number) == address


@pytest.mark.parametrize(
    ("platform", "web", "begins"),
    [
        (ft.PagePlatform.ANDROID, False, "geo:0,0?q=Le%20Bourg"),
        (ft.PagePlatform.IOS, False, "maps:?q=Le%20Bourg"),
        (ft.PagePlatform.ANDROID, True, "https://www.openstreetmap.org/search?query=Le%20Bourg"),
    ],
)
def test_the_way_is_shown_by_what_the_phone_has(platform: ft.PagePlatform, *, web: bool, begins: str) -> None:
    assert way_address("Le Bourg, Viscomtat", platform, web=web).startswith(begins)


def test_places_are_told_from_near_to_far() -> None:
    assert place_words("La Planche", "63298") == "La Planche, La Renaudie"
    assert place_words("", "99999") == "99999"
    assert postal_address("3 rue du Pont", "", "63463") == "3 rue du Pont, 63250 Viscomtat"
    assert commune_name("") == ""


@pytest.mark.parametrize(
    ("typed", "first"),
    [("visc", "Viscomtat"), ("st rem", "Saint-Rémy-sur-Durolle"), ("monnerie", "La Monnerie-le-Montel")],
)
def test_a_commune_is_found_by_any_of_its_words(typed: str, first: str) -> None:
    assert communes_like(typed)[0].name == first


def test_a_day_that_is_none_is_none() -> None:
    assert iso_day("2026-11-24") == TODAY
    assert iso_day("") is None
    assert iso_day("un jour") is None


def test_a_moment_of_today_is_told_by_its_part_of_the_day() -> None:
    morning = int(local(NOW).replace(hour=9, minute=5).timestamp() * 1000)
    assert when_words(morning, NOW) == "ce matin à 09:05"
    assert when_words(morning - DAY_MS, NOW) == "hier à 09:05"


def test_a_village_seen_last_week_is_not_waiting() -> None:
    villages = tuple(QuietVillage(day, day, day) for day in ("", "2026-10-01", "2026-11-20"))
    assert [village.last_day for village in quiet_villages(villages, TODAY)] == ["", "2026-10-01"]
