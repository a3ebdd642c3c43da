"""Who is refused, what is refused, and the headers of every reply."""

from collections.abc import Iterator

import pytest
from fastapi.routing import APIRoute
from sqlalchemy import insert

from sync_server.accounts.records import Worker
from sync_server.console import addresses
from sync_server.console.app import create_console
from sync_server.console.forms import LARGEST_FORM
from sync_server.database import table_of, writing
from tests.sync_server.console.office import Browser, coordinator, write, write_visit
from tests.worlds import NETWORK, World, fill_accounts, new_id

OTHER = "autre"


def routes(world: World) -> Iterator[tuple[str, str]]:
    """Method and path of every route that holds data."""
    for route in create_console(world.engine, world.clock, new_id).routes:
        if isinstance(route, APIRoute) and not route.path.startswith(("/static", "/connexion")):
            for method in route.methods or ():
                yield method, addresses.MOUNT + route.path.replace("{visit_id}", "x").replace("{person_id}", "x")


def test_nobody_passes_without_a_session(sqlite_world: World) -> None:
    for method, path in routes(sqlite_world):
        browser = Browser(sqlite_world)
        page = browser.get(path) if method == "GET" else browser.post(path, {"csrf": "x"})
        assert page.url.path == addresses.SIGN_IN, (method, path)


@pytest.mark.parametrize("role", ["worker", "admin", "viewer"])
def test_only_coordinators_open_the_log_and_the_others_are_told_why(sqlite_world: World, role: str) -> None:
    account = Worker(network_id=NETWORK, id="x", structure_id="evs", name="X", email="x@x.example.org", role=role)
    with writing(sqlite_world.engine) as connection:
        connection.execute(insert(table_of(Worker)), account.model_dump())
    browser = coordinator(sqlite_world, "x")
    for method, path in routes(sqlite_world):
        if path in {f"{addresses.MOUNT}/", addresses.SIGN_OUT}:
            continue
        page = browser.get(path) if method == "GET" else browser.post(path, {"csrf": "x"})
        assert page.status_code == 403, (method, path)
    browser.get(addresses.HOME)
    assert "Cette page n’est pas pour vous" in browser.text()
    browser.submit(addresses.SIGN_OUT)
    assert browser.page.url.path == addresses.SIGN_IN


def test_records_of_another_network_do_not_exist(office: Browser) -> None:
    world = office.world
    visit = write_visit(world, note="secret")
    person = write(world, "person", {"first_name": "Secrète"})
    with writing(world.engine) as connection:
        fill_accounts(connection, OTHER)
        stranger = Worker(
            network_id=OTHER, id="zoe", structure_id="evs", name="Zoé", email="z@x.org", role="coordinator"
        )
        connection.execute(insert(table_of(Worker)), stranger.model_dump())
    browser = coordinator(world, "zoe")
    for address in (addresses.visit(visit), addresses.person(person), addresses.visit("rien"), "/console/rien"):
        assert browser.get(address).status_code == 404
        assert "Cette page n’existe pas" in browser.text()
    browser.get(f"{addresses.HOME}?etat=toutes")
    assert "secret" not in browser.text()
    browser.get(addresses.PEOPLE)
    assert "Secrète" not in browser.text()
    browser.submit(addresses.HOME, visit=[visit])
    assert world.row("visit", visit)["review"] == "to_read"
    assert browser.submit(addresses.visit(visit), do="ask", remark="?").status_code == 404
    assert world.rows("remark") == {}


def test_a_write_without_its_token_is_refused(office: Browser) -> None:
    visit = write_visit(office.world)
    for fields in ({}, {"csrf": ""}, {"csrf": "x" * 32}, {"csrf": "é"}):
        page = office.post(addresses.HOME, {"visit": visit, **fields})
        assert page.status_code == 403
        assert "Cette action n’a pas été faite" in office.text()
    assert office.world.row("visit", visit)["review"] == "to_read"


@pytest.mark.parametrize("origin", ["https://example.org", "null", "", "http://127.0.0.1.example.org"])
def test_a_write_from_another_site_is_refused(office: Browser, origin: str) -> None:
    visit = write_visit(office.world)
    office.get(addresses.HOME)
    fields = {"visit": visit, "csrf": office.token()}
    assert office.post(addresses.HOME, fields, Origin=origin).status_code == 403
    assert office.world.row("visit", visit)["review"] == "to_read"


def test_the_token_of_one_session_opens_no_other(office: Browser) -> None:
    visit = write_visit(office.world)
    office.get(addresses.HOME)
    token = office.token()
    other = coordinator(office.world)
    assert other.post(addresses.HOME, {"visit": visit, "csrf": token}).status_code == 403


def test_a_form_over_its_limit_is_refused(office: Browser) -> None:
    visit = write_visit(office.world)
    office.get(addresses.HOME)
    page = office.submit(addresses.visit(visit), do="ask", remark="x" * LARGEST_FORM)
    assert page.status_code == 413


def test_a_form_with_a_thousand_fields_is_refused(office: Browser) -> None:
    office.get(addresses.HOME)
    assert office.submit(addresses.HOME, visit=["x"] * 1000).status_code == 413


def test_every_reply_carries_the_headers_that_keep_it_safe(office: Browser) -> None:
    pages = [addresses.HOME, addresses.PEOPLE, "/console/rien", addresses.visit("x")]
    replies = [office.get(page) for page in pages]
    replies += [office.post(addresses.HOME, {}), Browser(office.world).get(addresses.SIGN_IN)]
    for reply in replies:
        policy = reply.headers["content-security-policy"]
        assert "default-src 'self'" in policy
        assert "frame-ancestors 'none'" in policy
        assert reply.headers["cache-control"] == "no-store"
        assert reply.headers["x-content-type-options"] == "nosniff"
        assert reply.headers["referrer-policy"] == "same-origin"


def test_no_page_needs_what_its_policy_forbids(office: Browser) -> None:
    visit = write_visit(office.world, note="x")
    person = write(office.world, "person", {"first_name": "A"})
    for address in (addresses.HOME, addresses.visit(visit), addresses.person(person), addresses.PEOPLE):
        html = office.get(address).text
        assert " style=" not in html
        assert " on" not in html.replace(" one", "").split("<body")[1].split(">")[0]
        assert "<style" not in html
        assert "http://" not in html
        assert "https://" not in html


def test_files_that_hold_no_data_may_be_kept(office: Browser) -> None:
    html = office.get(addresses.HOME).text
    for name in ("console.css", "console.js", "icons.svg", "favicon.svg"):
        address = next(part for part in html.split('"') if part.startswith(f"{addresses.STATIC}/{name}"))
        reply = office.get(address.split("#")[0])
        assert reply.status_code == 200
        assert "immutable" in reply.headers["cache-control"]
    assert office.get(f"{addresses.STATIC}/secret.txt").status_code == 404


def test_an_unforeseen_failure_shows_neither_stack_nor_data(office: Browser) -> None:
    with writing(office.world.engine) as connection:
        connection.exec_driver_sql("DROP TABLE visit_entry")
    page = office.get(addresses.HOME)
    assert page.status_code == 503
    assert "Rien n’est perdu" in office.text()
    assert "visit_entry" not in page.text
