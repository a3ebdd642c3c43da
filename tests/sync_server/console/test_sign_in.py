"""The door of the console: who passes, for how long, and what the browser is given."""

import re
import time
from dataclasses import replace

import pytest
from sqlalchemy import update

from sync_server.accounts.records import Worker
from sync_server.app import Server, create_app
from sync_server.console import addresses
from sync_server.console.session import IDLE_MS, LIFE_MS, ConsoleSession
from sync_server.database import table_of, writing
from sync_server.settings import Settings
from tests.sync_server.console.office import PASSWORD, Browser, give_passwords
from tests.worlds import NETWORK, World


@pytest.fixture
def browser(sqlite_world: World) -> Browser:
    """A browser of nobody yet."""
    give_passwords(sqlite_world)
    return Browser(sqlite_world)


def test_a_stranger_is_led_to_the_door_and_then_where_she_wanted(browser: Browser) -> None:
    browser.get(f"{addresses.HOME}?etat=toutes")
    assert browser.page.url.path == addresses.SIGN_IN
    fields = {"email": f"nadia@{NETWORK}.example.org", "password": PASSWORD}
    wanted = re.search(r'name="next" value="([^"]+)"', browser.page.text)
    assert wanted
    browser.submit(addresses.SIGN_IN, **fields, next=wanted[1])
    assert (browser.page.url.path, browser.page.url.query) == (addresses.HOME, b"etat=toutes")
    assert "Nadia" in browser.text()


@pytest.mark.parametrize("password", ["", "faux", "une vallée, deux rivières "])
def test_a_wrong_password_gets_a_clear_sentence_and_keeps_the_address(browser: Browser, password: str) -> None:
    page = browser.sign_in(password=password)
    assert page.status_code == 401
    assert "Ce courriel et ce mot de passe ne vont pas ensemble." in browser.text()
    assert f'value="nadia@{NETWORK}.example.org"' in page.text


def test_an_unknown_address_gets_the_same_sentence(browser: Browser) -> None:
    known = browser.sign_in(password="faux").text
    unknown = browser.sign_in("inconnue", password="faux").text
    assert known.replace("nadia", "") == unknown.replace("inconnue", "")


def test_an_unknown_address_takes_as_long_as_a_known_one(browser: Browser) -> None:
    def seconds(name: str) -> float:
        browser.get(addresses.SIGN_IN)
        started = time.perf_counter()
        browser.submit(addresses.SIGN_IN, email=f"{name}@{NETWORK}.example.org", password="faux")
        return time.perf_counter() - started

    seconds("nadia"), seconds("inconnue")
    known, unknown = (min(seconds(name) for _ in range(5)) for name in ("nadia", "inconnue"))
    assert unknown > known / 2


def test_the_session_is_renewed_at_each_sign_in(browser: Browser) -> None:
    browser.cookies.set("veillee", f"{NETWORK}.chosen-by-somebody-else", "127.0.0.1", addresses.MOUNT)
    browser.sign_in()
    first = browser.cookies["veillee"]
    browser.get(addresses.HOME)
    browser.submit(addresses.SIGN_OUT)
    browser.sign_in()
    assert first != "chosen-by-somebody-else"
    assert browser.cookies["veillee"] != first


def test_the_cookie_is_out_of_reach_of_scripts_and_other_sites(browser: Browser) -> None:
    page = browser.sign_in()
    cookie = page.history[0].headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=strict" in cookie


def test_the_database_holds_no_usable_session(browser: Browser) -> None:
    browser.sign_in()
    secret = browser.cookies["veillee"].split(".")[1]
    assert secret not in str(browser.world.table(ConsoleSession))


def test_signing_out_closes_the_session_on_the_server(browser: Browser) -> None:
    browser.sign_in()
    stolen = browser.cookies["veillee"]
    browser.submit(addresses.SIGN_OUT)
    browser.cookies.set("veillee", stolen, "127.0.0.1", addresses.MOUNT)
    browser.get(addresses.HOME)
    assert browser.page.url.path == addresses.SIGN_IN


def test_a_session_closes_after_half_an_hour_unused(browser: Browser) -> None:
    browser.sign_in()
    browser.world.clock.advance(IDLE_MS - 1)
    assert browser.get(addresses.HOME).url.path == addresses.HOME
    browser.world.clock.advance(IDLE_MS - 1)
    assert browser.get(addresses.HOME).url.path == addresses.HOME
    browser.world.clock.advance(IDLE_MS + 1)
    assert browser.get(addresses.HOME).url.path == addresses.SIGN_IN
    assert "Votre session s’est refermée" in browser.text()


def test_a_session_closes_after_eight_hours_even_in_use(browser: Browser) -> None:
    browser.sign_in()
    for _ in range(LIFE_MS // IDLE_MS):
        browser.world.clock.advance(IDLE_MS)
        assert browser.get(addresses.HOME).url.path == addresses.HOME
    browser.world.clock.advance(1)
    assert browser.get(addresses.HOME).url.path == addresses.SIGN_IN


def test_a_closed_account_is_refused_on_its_next_request(browser: Browser) -> None:
    browser.sign_in()
    with writing(browser.world.engine) as connection:
        connection.execute(update(table_of(Worker)).where(table_of(Worker).c.id == "nadia").values(active=False))
    assert browser.get(addresses.HOME).url.path == addresses.SIGN_IN


@pytest.mark.parametrize("elsewhere", ["https://example.org/", "//example.org", "/console/\\example.org", "/v1/sync"])
def test_nobody_is_sent_to_another_site_after_the_door(browser: Browser, elsewhere: str) -> None:
    browser.get(addresses.SIGN_IN)
    email = f"nadia@{NETWORK}.example.org"
    page = browser.submit(addresses.SIGN_IN, email=email, password=PASSWORD, next=elsewhere)
    assert str(page.url.path) == addresses.HOME


def test_somebody_already_in_goes_straight_on(browser: Browser) -> None:
    browser.sign_in()
    assert browser.get(addresses.SIGN_IN).url.path == addresses.HOME


def test_behind_tls_the_cookie_is_bound_to_this_host(sqlite_world: World) -> None:
    settings = Settings("", secure_cookies=True)
    app = create_app(Server(sqlite_world.engine, settings, sqlite_world.clock))
    give_passwords(sqlite_world)
    browser = Browser(replace(sqlite_world, app=app))
    page = browser.sign_in()
    door, session = browser.get(addresses.SIGN_IN).headers["set-cookie"], page.headers["set-cookie"]
    assert "Secure" in door
    assert "Secure" in session
