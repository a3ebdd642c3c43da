"""A visit's page, a person's page and the search box: everything that is known, in words."""

import pytest

from sync_server.console import addresses
from tests.conftest import LinkPhone
from tests.sync_server.console.office import Browser, coordinator, write, write_visit
from tests.worlds import DAY_MS, NOW, ManualClock, World


def test_a_visit_tells_all_its_fields(office: Browser) -> None:
    person = write(office.world, "person", {"first_name": "Cyril", "last_name": "Vallée"})
    visit = write_visit(
        office.world,
        started_at=1_795_193_100_000,
        duration=45,
        participants={person: True},
        head_counts={"f/25-39": 2},
        hamlet="La Faye",
        place="Salle des fêtes",
        axes={"4": True},
        transversal={"accueil": True},
        attention={"numerique": True},
        outcome="refused",
        kind="collective",
        workers={"corinne": True, "abel": True},
        note="Première ligne\n  seconde ligne",
    )
    write(
        office.world,
        "need",
        {"code": "sante--addictions", "opened_in": visit, "status": "referred", "summary": "Vu avec le CCAS"},
    )
    write(office.world, "follow_up", {"visit": visit, "what": "Rappeler", "due_on": "2026-11-20", "assignee": "abel"})
    office.get(addresses.visit(visit))
    text = office.text()
    for words in (
        "Cyril Vallée et 2 autres, à Palladuc",
        "Vendredi 20 novembre à 17:45, par Corinne",
        "Rencontrée À domicile, 45 minutes",
        "Issue Refus",
        "Forme Collective",
        "Lieu Salle des fêtes, La Faye, Palladuc",
        "Axes 4. Besoins et attentes",
        "Axes transversaux Accueil",
        "Attention portée à Numérique",
        "Structure Les Monts qui Pétillent",
        "Équipe Abel, Corinne",
        "Âge Femmes 25–39 ans 2",
        "2 personnes comptées sans leur nom.",
        "Santé Orienté Vu avec le CCAS",
        "Rappeler En retard pour le ven. 20 nov., Abel",
        "Créée par Corinne",
    ):
        assert words in text
    assert f'href="{addresses.person(person)}"' in office.page.text
    assert "Première ligne\n  seconde ligne" in office.page.text


def test_fields_of_a_newer_version_are_shown_too(office: Browser) -> None:
    visit = write_visit(office.world, meteo="neige")
    office.get(addresses.visit(visit))
    assert "meteo neige" in office.text()


def test_history_tells_who_changed_what(office: Browser) -> None:
    person = write(office.world, "person", {"first_name": "Ana"})
    visit = write_visit(office.world, note="Avant", duration=30)
    office.world.clock.advance(60_000)
    fields = {"note": "Après", "mode": "street", f"participants/{person}": True, "duration": None}
    write(office.world, "visit", fields, record_id=visit, by="abel")
    office.get(addresses.visit(visit))
    assert (
        "Modifiée par Abel lun. 23 nov., 14:21 Note : Avant Après Mode : À domicile Dans la rue "
        "Personnes : Ana Durée en minutes : 30" in office.text().replace("\u202f", " ")
    )
    assert office.text().index("Modifiée par Abel") < office.text().index("Créée par Corinne")


def test_a_telephone_in_dispute_shows_both_numbers(world: World, link_phone: LinkPhone) -> None:
    corinne, abel = link_phone(world, "corinne"), link_phone(world, "abel")
    person = corinne.create("person", {"first_name": "Cyril", "phones/a": {"number": "+33639986467", "label": "fils"}})
    corinne.synchronise()
    abel.synchronise()
    corinne.write("person", person, {"phones/a": {"number": "+33639981122", "label": ""}})
    world.clock.advance(1000)
    abel.write("person", person, {"phones/a": {"number": "+33639983344", "label": ""}})
    corinne.synchronise()
    abel.synchronise()
    visit = corinne.create("visit", {"day": "2026-11-20", f"participants/{person}": True})
    corinne.synchronise()
    office = coordinator(world)
    office.get(addresses.person(person))
    assert "Téléphone À trancher Version en place 06 39 98 33 44 Abel" in office.text()
    assert "Autre version 06 39 98 11 22 Corinne" in office.text()
    office.get(addresses.visit(visit))
    assert "Téléphone, Cyril À trancher" in office.text()


def test_history_ends_with_the_value_in_place_though_another_came_later(world: World, link_phone: LinkPhone) -> None:
    corinne, abel = link_phone(world, "corinne"), link_phone(world, "abel")
    person = corinne.create("person", {"first_name": "Cyril", "hamlet": "Le Bourg"})
    corinne.synchronise()
    abel.synchronise()
    corinne.write("person", person, {"hamlet": "La Planche"})
    world.clock.advance(1000)
    abel.write("person", person, {"hamlet": "Les Mures"})
    abel.synchronise()
    corinne.synchronise()
    office = coordinator(world)
    office.get(addresses.person(person))

    # The latest comes first, the value before it beside the value after it.
    told = office.text().partition("Histoire")[2]
    assert 0 <= told.index("La Planche") < told.index("Les Mures")


def test_a_question_reaches_the_phone_and_its_answer_comes_back(world: World, link_phone: LinkPhone) -> None:
    phone = link_phone(world, "corinne")
    visit = phone.create("visit", {"day": "2026-11-20", "note": "Chaudière en panne"})
    phone.synchronise()
    office = coordinator(world)
    office.get(addresses.visit(visit))
    office.submit(addresses.visit(visit), do="ask", remark="  Le CCAS est-il prévenu ?  ")
    assert "La question est partie" in office.text()
    assert "Question posée" in office.text()

    phone.synchronise()
    (question,) = phone.rows("remark").values()
    assert (question["text"], question["author"]) == ("Le CCAS est-il prévenu ?", "nadia")
    assert phone.row("visit", visit)["review"] == "question"
    phone.create("remark", {"visit": visit, "text": "Oui, hier.", "answer_to": question["id"]})
    phone.synchronise()

    office.get(f"{addresses.HOME}?etat=reponse")
    assert office.visits() == [visit]
    office.get(addresses.visit(visit))
    assert "Réponse reçue" in office.text()
    assert office.text().index("Le CCAS est-il prévenu") < office.text().index("Oui, hier.")
    office.submit(addresses.visit(visit), do="mark")
    phone.synchronise()
    assert phone.row("visit", visit)["review"] == "read"
    assert phone.row("remark", question["id"])["settled"] is True


@pytest.mark.parametrize(("remark", "sentence"), [("  ", "Écrivez votre question"), ("x" * 4001, "trop long")])
def test_a_question_that_cannot_be_sent_stays_on_the_page(office: Browser, remark: str, sentence: str) -> None:
    visit = write_visit(office.world)
    office.get(addresses.visit(visit))
    page = office.submit(addresses.visit(visit), do="ask", remark=remark)
    assert page.status_code == 422
    assert sentence in office.text()
    assert f">{remark}</textarea>" in page.text
    assert office.world.row("visit", visit)["review"] == "to_read"


def test_reading_on_goes_to_the_next_older_visit_of_the_same_view(office: Browser) -> None:
    newest, middle, oldest = (
        write_visit(office.world, day=day, commune="63430") for day in ("2026-11-20", "2026-11-19", "2026-11-18")
    )
    write_visit(office.world, day="2026-11-19")
    view = "commune=63430"
    office.get(addresses.visit(middle), Referer=f"http://127.0.0.1{addresses.HOME}?{view}")
    assert f'rel="prev" href="{addresses.visit(newest, view)}"' in office.page.text
    assert f'rel="next" href="{addresses.visit(oldest, view)}"' in office.page.text
    office.submit(addresses.visit(middle, view), do="mark")
    assert office.page.url.path == addresses.visit(oldest)
    assert "rencontre marquée relue" in office.text()
    office.submit(addresses.visit(oldest, view), do="mark")
    assert office.page.url.path == addresses.HOME
    assert office.visits() == [newest]


def test_a_read_visit_can_be_put_back(office: Browser) -> None:
    visit = write_visit(office.world, review="read")
    office.get(addresses.visit(visit))
    office.submit(addresses.visit(visit), do="put-back")
    assert "La rencontre est de nouveau à relire." in office.text()
    assert office.world.row("visit", visit)["review"] == "to_read"


def test_a_deleted_visit_is_still_readable_and_no_longer_actionable(office: Browser) -> None:
    visit = write_visit(office.world, note="Trace")
    write(office.world, "visit", {"deleted": True}, record_id=visit)
    office.get(addresses.visit(visit))
    assert "Cette rencontre a été supprimée." in office.text()
    assert "<textarea" not in office.page.text


def test_a_person_shows_who_she_is_and_when_she_was_met(office: Browser) -> None:
    person = write(
        office.world,
        "person",
        {
            "first_name": "Marie",
            "last_name": "Bigay",
            "birth_year": 1950,
            "birth_approx": True,
            "commune": "63267",
            "hamlet": "La Faye",
            "phones/a": {"number": "+33639986467", "typed": "06.39.98.64.67", "label": "voisine"},
            "phones/b": {"number": "", "typed": "chez Paul", "label": ""},
            "tags/jardin": True,
            "approach_note": "Sonner deux fois.",
            "status": "moved",
        },
    )
    visit = write_visit(office.world, participants={person: True}, note="Café partagé")
    code = {"code": "veillee--isolement", "person": person, "opened_in": visit, "opened_on": "2026-11-20"}
    write(office.world, "need", code)
    write(office.world, "need", {"code": "sante--addictions", "person": person, "status": "met"})
    office.get(addresses.person(person))
    text = office.text()
    for words in (
        "Marie Bigay A déménagé né·e vers 1950, La Faye, Palladuc",
        "Téléphone 06 39 98 64 67 (voisine)",
        "Téléphone chez Paul",
        "Mots-clés jardin",
        "Sonner deux fois.",
        "Isolement Vie de tous les jours Ouvert",
        "noté le ven. 20 nov.",
        "Domicile, par Corinne ven. 20 nov. Café partagé",
    ):
        assert words in text.replace("\u00a0", " ")
    assert "Santé" not in text
    assert addresses.visit(visit) in office.page.text


@pytest.mark.parametrize(
    "words", ["bigay", "MARIE big", "bigay marie", "la faye", "palladuc", "06 39 98 64 67", "986467"]
)
def test_a_person_is_found_by_a_piece_of_anything(office: Browser, words: str) -> None:
    wanted = write(
        office.world,
        "person",
        {
            "first_name": "Marie",
            "last_name": "Bigay",
            "hamlet": "La Faye",
            "commune": "63267",
            "phones/a": {"number": "+33639986467", "typed": "06 39 98 64 67", "label": ""},
        },
    )
    write(office.world, "person", {"first_name": "Paul", "last_name": "Autre", "commune": "63430"})
    office.get(f"{addresses.PEOPLE}?q={words.replace(' ', '+')}")
    assert addresses.person(wanted) in office.page.text
    assert "Paul Autre" not in office.text()


def test_a_search_that_finds_nobody_says_how_to_search(office: Browser) -> None:
    office.get(f"{addresses.PEOPLE}?q=personne")
    assert "Personne à ce nom." in office.text()
    assert "les derniers chiffres du téléphone suffisent" in office.text()


def test_a_deleted_person_leaves_the_list(office: Browser) -> None:
    person = write(office.world, "person", {"first_name": "Marie"})
    write(office.world, "person", {"deleted": True}, record_id=person)
    office.get(addresses.PEOPLE)
    assert "Marie" not in office.text()
    office.get(addresses.person(person))
    assert "Cette fiche a été supprimée." in office.text()


def test_a_phone_whose_clock_is_days_ahead_does_not_date_history(sqlite_world: World, link_phone: LinkPhone) -> None:
    phone = link_phone(sqlite_world, "corinne", clock=ManualClock(NOW + 10 * DAY_MS))
    visit = phone.create("visit", {"day": "2026-11-20"})
    phone.synchronise()
    office = coordinator(sqlite_world)
    office.get(addresses.visit(visit))
    assert "Créée par Corinne lun. 23 nov., 14:20" in office.text()
