"""The first start: each trouble is a clear sentence beside its field, and the next press works."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import flet as ft
import httpx
import pytest

from mobile.app import phone_app
from mobile.phone import Phone
from mobile.settings import Settings, packaged_folder
from mobile.store.errors import DiskTrouble, StoreInUse
from mobile.store.schema import NewerStore
from mobile.sync.errors import Busy, Closed, Cut, MustLink, MustUpdate, Refused, SyncTrouble, Unreachable
from mobile.sync.transport import HttpTransport
from mobile.ui.screens.opening import opening_trouble
from mobile.ui.screens.welcome import trouble_words, whole_address
from mobile.vault.keystore import SecretNotKept, SoftwareKeystore
from tests.mobile.ui.headless import HeadlessApp
from tests.worlds import ADDRESS, NETWORK, World

pytestmark = pytest.mark.anyio
SERVER, CODE = "Adresse du serveur", "Code"


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@asynccontextmanager
async def new_phone(folder: Path, client: httpx.AsyncClient, settings: Settings) -> AsyncIterator[HeadlessApp]:
    """The app of a phone that was never linked."""
    phone = await Phone.open(folder, SoftwareKeystore(folder), HttpTransport(client), lambda: 1_795_440_000_000)

    async def given(_: ft.Page) -> Phone:
        return phone

    async with HeadlessApp(phone_app(given, settings)) as app:
        await app.until(lambda: CODE in app.texts())
        yield app
    await phone.close()
    await client.aclose()


async def test_a_wrong_code_is_told_beside_it_and_the_right_one_then_works(sqlite_world: World, tmp_path: Path) -> None:
    settings = Settings(ADDRESS, "wrong")
    async with new_phone(tmp_path / "phone", sqlite_world.client(), settings) as app:
        await app.press("Relier ce téléphone")
        await app.until(lambda: any("Ce code n’est pas le bon" in words for words in app.texts()))
        await app.type(CODE, f"{NETWORK}-corinne")
        await app.press("Relier ce téléphone")
        await app.until(lambda: "Corinne" in app.texts())


async def test_nothing_typed_is_said_beside_each_field(tmp_path: Path) -> None:
    async with new_phone(tmp_path, httpx.AsyncClient(), Settings()) as app:
        await app.press("Relier ce téléphone")
        assert "Le code manque." in app.texts()
        assert "L’adresse du serveur manque." in app.texts()


async def test_a_server_that_is_away_is_told_beside_its_address(tmp_path: Path) -> None:
    async with new_phone(tmp_path, httpx.AsyncClient(), Settings("http://127.0.0.1:9", "code")) as app:
        await app.press("Relier ce téléphone")
        await app.until(lambda: any("Le serveur ne répond pas" in words for words in app.texts()))
        assert "Relier ce téléphone" in app.names()


@pytest.mark.parametrize(
    ("trouble", "beside"),
    [
        (Unreachable(), "server"),
        (Busy(), "server"),
        (MustUpdate(), "server"),
        (Refused("cleartext"), "server"),
        (Refused(), "server"),
        (Refused("Ce code est celui d’un autre réseau."), "code"),
        (MustLink(), "code"),
        (Closed(), "code"),
        (Cut("unreadable reply"), "server"),
    ],
)
def test_every_trouble_has_its_sentence_and_its_field(trouble: SyncTrouble, beside: str) -> None:
    field, words = trouble_words(trouble)
    assert field == beside
    assert words.endswith((".", "https://"))
    assert "cleartext" not in words
    assert "unreadable" not in words


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        ("veillee.example.org", "https://veillee.example.org"),
        (" https://veillee.example.org/ ", "https://veillee.example.org"),
        ("http://127.0.0.1:8000", "http://127.0.0.1:8000"),
        ("", ""),
    ],
)
def test_an_address_is_protected_unless_it_says_otherwise(typed: str, address: str) -> None:
    assert whole_address(typed) == address


async def test_a_phone_that_does_not_open_says_what_to_do(tmp_path: Path) -> None:
    async def refuse(_: ft.Page) -> Phone:
        raise StoreInUse("held")

    async with HeadlessApp(phone_app(refuse, Settings())) as app:
        await app.until(lambda: any("déjà ouverte ailleurs" in words for words in app.texts()))


def test_every_opening_trouble_says_what_to_do() -> None:
    troubles = (StoreInUse("x"), NewerStore("x"), DiskTrouble("x"), SecretNotKept("x"))
    assert len({opening_trouble(trouble) for trouble in troubles}) == len(troubles)


def test_a_packaged_phone_keeps_its_store_where_the_system_says() -> None:
    assert packaged_folder({"FLET_APP_STORAGE_DATA": "/data/app"}) == Path("/data/app/phone")
    assert packaged_folder({}) == Path("var/phone")


def test_a_packager_may_set_one_network() -> None:
    assert Settings.from_environment({"VEILLEE_SERVER": "https://v.example.org"}).server == "https://v.example.org"
    assert not Settings.from_environment({}).demo
