"""The visit log: what it lists, in which order, under which filters, and what can be done from it."""

import pytest

from shared.domain.ids import uuid7
from sync_server.console import addresses
from sync_server.console.queries.visit_log import A_PAGE
from tests.sync_server.console.office import Browser, write, write_visit
from tests.worlds import NOW

ALL = f"{addresses.HOME}?etat=toutes"


def test_an_empty_log_says_what_will_come(office: Browser) -> None:
    office.get(addresses.HOME)
    assert "Rien dans cette liste." in office.text()
    assert "dès qu’un téléphone les a envoyées" in office.text()


def test_a_visit_shows_who_where_when_and_by_whom(office: Browser) -> None:
    person = write(office.world, "person", {"first_name": "Ömer", "last_name": "Yıldırım"})
    other = write(office.world, "person", {"first_name": "Zoé"})
    visit = write_visit(
        office.world,
        started_at=1_795_193_100_000,  # 20 November 2026, 17:45 in Paris
        participants={person: True, other: True},
        note="Volets cassés au premier étage.",
        mode="session",
    )
    write(office.world, "need", {"code": "logement-hebergement--louer-un-logement", "opened_in": visit})
    write(office.world, "need", {"code": "veillee--isolement", "opened_in": visit, "urgency": "urgent"})
    office.get(addresses.HOME)
    assert office.visits() == [visit]
    line = "17:45 Permanence Ömer Yıldırım et 1 autre Palladuc Urgent Volets cassés au premier étage."
    assert line in office.text()
    assert "Logement et hébergement, vie de tous les jours Corinne À relire" in office.text()
    assert "Vendredi 20\u00a0novembre 1 rencontre".replace("\u00a0", " ") in office.text()


def test_people_who_were_only_counted_are_said_by_their_number(office: Browser) -> None:
    write_visit(office.world, head_counts={"f/25-39": 2, "m/unknown": 1})
    office.get(addresses.HOME)
    assert "3 personnes sans nom" in office.text()


def test_the_latest_comes_first_and_a_visit_without_an_hour_closes_its_day(office: Browser) -> None:
    morning = write_visit(office.world, started_at=1_795_160_000_000)
    hourless = write_visit(office.world)
    evening = write_visit(office.world, started_at=1_795_190_000_000)
    earlier = write_visit(office.world, day="2026-11-19", started_at=1_795_090_000_000)
    office.get(addresses.HOME)
    assert office.visits() == [evening, morning, hourless, earlier]


def test_a_deleted_visit_leaves_the_log(office: Browser) -> None:
    visit = write_visit(office.world)
    office.get(ALL)
    assert office.visits() == [visit]
    write(office.world, "visit", {"deleted": True}, record_id=visit)
    office.get(ALL)
    assert office.visits() == []


@pytest.mark.parametrize(
    ("query", "fields"),
    [
        ("du=2026-11-18", {"day": "2026-11-18"}),
        ("du=2026-11-01&au=2026-11-18", {"day": "2026-11-18"}),
        ("commune=63430", {"commune": "63430", "day": "2026-11-01"}),
        ("mode=street", {"mode": "street"}),
        ("axe=3", {"axes": {"3": True, "4": True}}),
        ("structure=evs", {"structure": "evs"}),
        ("texte=electricite", {"note": "Facture d’Électricité impayée"}),
        ("texte=facture+impayee", {"note": "Facture d’Électricité impayée"}),
        ("texte=croix", {"hamlet": "La Croix"}),
    ],
)
def test_a_filter_keeps_what_it_names_and_nothing_else(office: Browser, query: str, fields: dict[str, object]) -> None:
    wanted = write_visit(office.world, **fields)
    write_visit(office.world, day="2026-10-02", structure="autre", commune="63008", axes={"1": True})
    office.get(f"{ALL}&{query}")
    assert office.visits() == [wanted]


def test_a_word_also_finds_the_visits_of_a_person(office: Browser) -> None:
    person = write(office.world, "person", {"first_name": "Hélène", "last_name": "d’Œuvre"})
    wanted = write_visit(office.world, participants={person: True}, note="Café")
    write_visit(office.world, note="Rien")
    office.get(f"{ALL}&texte=helene+oeuvre+cafe")
    assert office.visits() == [wanted]


def test_a_renamed_person_is_found_by_her_new_name(office: Browser) -> None:
    person = write(office.world, "person", {"first_name": "Marie"})
    wanted = write_visit(office.world, participants={person: True})
    office.get(f"{ALL}&texte=marie")
    write(office.world, "person", {"first_name": "Josette"}, record_id=person)
    office.get(f"{ALL}&texte=marie")
    assert office.visits() == []
    office.get(f"{ALL}&texte=josette")
    assert office.visits() == [wanted]


def test_a_need_is_found_by_its_category_or_by_itself(office: Browser) -> None:
    wanted = write_visit(office.world)
    write_visit(office.world)
    write(office.world, "need", {"code": "sante--addictions", "opened_in": wanted})
    for need in ("sante", "sante--addictions"):
        office.get(f"{ALL}&besoin={need}")
        assert office.visits() == [wanted]
    office.get(f"{ALL}&besoin=mobilite")
    assert office.visits() == []


def test_the_worker_who_wrote_is_a_filter(office: Browser) -> None:
    write_visit(office.world)
    from_abel = write(office.world, "visit", {"day": "2026-11-20"}, by="abel")
    office.get(f"{ALL}&par=abel")
    assert office.visits() == [from_abel]


def test_signs_that_databases_give_a_meaning_to_are_only_signs(office: Browser) -> None:
    write_visit(office.world, note="100 personnes")
    for words in ("100%25", "1_0", "%5C", "%27+OR+1%3D1--"):
        office.get(f"{ALL}&texte={words}")
        assert office.page.status_code == 200


def test_nonsense_in_the_address_is_told_and_left_aside(office: Browser) -> None:
    visit = write_visit(office.world)
    office.get(f"{ALL}&du=31/02/2026&commune=<b>&page=-3")
    assert office.visits() == [visit]
    assert "« 31/02/2026 » n’est pas une date" in office.text().replace("\u202f", " ")
    assert "« <b> » n’est pas une commune du territoire" in office.text().replace("\u202f", " ")
    assert "« -3 » n’est pas un numéro de page" in office.text().replace("\u202f", " ")


def test_an_active_filter_is_a_link_to_the_view_without_it(office: Browser) -> None:
    write_visit(office.world)
    office.get(f"{ALL}&commune=63267&texte=rien")
    assert 'href="/console/relecture?etat=toutes&amp;texte=rien"' in office.page.text
    assert 'href="/console/relecture?etat=toutes&amp;commune=63267"' in office.page.text
    assert "Aucune rencontre ne répond à ces filtres." in office.text()


def test_the_log_is_read_fifty_at_a_time_with_the_total(office: Browser) -> None:
    visits = [
        write(office.world, "visit", {"day": "2026-11-20", "started_at": NOW + each}, record_id=uuid7(NOW + each))
        for each in range(A_PAGE + 3)
    ]
    office.get(ALL)
    assert office.visits() == visits[:2:-1]
    assert "1 à 50 sur 53" in office.text()
    assert 'rel="next" href="/console/relecture?etat=toutes&amp;page=2"' in office.page.text
    office.get(f"{ALL}&page=2")
    assert office.visits() == visits[2::-1]
    assert "51 à 53 sur 53" in office.text()
    office.get(f"{ALL}&page=9")
    assert office.visits() == visits[2::-1]


def test_tabs_count_what_the_other_filters_leave(office: Browser) -> None:
    write_visit(office.world)
    write_visit(office.world, review="read")
    write_visit(office.world, review="question", commune="63430")
    office.get(addresses.HOME)
    assert "À relire 1 Question posée 1 Réponse reçue 0 Relues 1 Toutes 3" in office.text()
    office.get(f"{addresses.HOME}?commune=63430")
    assert "À relire 0 Question posée 1 Réponse reçue 0 Relues 0 Toutes 1" in office.text()


def test_the_ticked_visits_are_marked_together_and_can_be_put_back(office: Browser) -> None:
    visits = [write_visit(office.world) for _ in range(3)]
    office.get(addresses.HOME)
    office.submit(addresses.HOME, visit=visits[:2])
    assert "2 rencontres marquées relues." in office.text()
    assert office.visits() == visits[2:]
    assert [office.world.row("visit", visit)["review"] for visit in visits] == ["read", "read", "to_read"]
    office.submit(addresses.UNDO, undo="1")
    assert "2 rencontres remises dans leur état d’avant." in office.text()
    assert [office.world.row("visit", visit)["review"] for visit in visits] == ["to_read"] * 3


def test_the_button_of_a_row_marks_it_alone_and_keeps_the_view(office: Browser) -> None:
    visits = [write_visit(office.world) for _ in range(2)]
    office.get(f"{ALL}&commune=63267")
    office.submit(f"{ALL}&commune=63267", one=visits[0], visit=[visits[1]])
    assert office.page.url.query == b"etat=toutes&commune=63267"
    assert office.world.row("visit", visits[0])["review"] == "read"
    assert office.world.row("visit", visits[1])["review"] == "to_read"


def test_marking_without_a_tick_says_so(office: Browser) -> None:
    write_visit(office.world)
    office.get(addresses.HOME)
    office.submit(addresses.HOME)
    assert "Aucune rencontre n’était choisie" in office.text()


def test_what_an_action_did_is_said_once(office: Browser) -> None:
    visit = write_visit(office.world)
    office.get(addresses.HOME)
    office.submit(addresses.HOME, visit=[visit])
    assert "1 rencontre marquée relue." in office.text()
    office.get(addresses.HOME)
    assert "marquée relue" not in office.text()


def test_what_a_worker_typed_is_shown_and_never_run(office: Browser) -> None:
    person = write(office.world, "person", {"first_name": '"><script>alert(1)</script>'})
    write_visit(office.world, note="<img src=x onerror=alert(1)>", participants={person: True})
    office.get(addresses.HOME)
    assert "<img" not in office.page.text
    assert "<script>alert" not in office.page.text
