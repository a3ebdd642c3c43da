"""One open phone per browser profile: shared by its tabs, put away after the last, never outside its folder."""

import asyncio
from pathlib import Path

import pytest

from mobile.hub import PhoneHub, is_profile, new_profile
from mobile.sync.transport import HttpTransport

pytestmark = pytest.mark.anyio
ONE, TWO = "a" * 32, "b" * 32


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


def hub_in(folder: Path, linger_s: float = 0.0) -> PhoneHub:
    return PhoneHub(folder, HttpTransport, lambda: 1, linger_s)


def folders(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


async def until_closed(hub: PhoneHub) -> None:
    for _ in range(500):
        if not hub.open_profiles:
            return
        await asyncio.sleep(0.01)
    raise AssertionError("the phone is still open")


async def test_two_tabs_of_one_browser_share_their_phone(tmp_path: Path) -> None:
    hub = hub_in(tmp_path)
    assert await hub.lend(ONE) is await hub.lend(ONE)
    await hub.close()


async def test_two_tabs_opened_at_once_open_one_store(tmp_path: Path) -> None:
    hub = hub_in(tmp_path)
    first, second = await asyncio.gather(hub.lend(ONE), hub.lend(ONE))
    assert first is second
    await hub.close()


async def test_two_browsers_have_a_phone_each(tmp_path: Path) -> None:
    hub = hub_in(tmp_path)
    assert await hub.lend(ONE) is not await hub.lend(TWO)
    await hub.close()
    assert folders(tmp_path) == {ONE, TWO}


async def test_a_phone_is_put_away_after_its_last_tab_and_found_again(tmp_path: Path) -> None:
    hub = hub_in(tmp_path)
    phone = await hub.lend(ONE)
    await hub.lend(ONE)
    await hub.give_back(ONE)
    await asyncio.sleep(0.05)
    assert hub.open_profiles == (ONE,)
    await phone.read(lambda c: c.exec_driver_sql("INSERT INTO state VALUES ('kept', '1')"))
    await hub.give_back(ONE)
    await until_closed(hub)
    again = await hub.lend(ONE)
    assert await again.read(lambda c: c.exec_driver_sql("SELECT value FROM state WHERE name = 'kept'").scalar()) == 1
    await hub.close()


async def test_a_reloaded_page_finds_its_phone_still_open(tmp_path: Path) -> None:
    hub = hub_in(tmp_path, linger_s=60.0)
    before = await hub.lend(ONE)
    await hub.give_back(ONE)
    assert await hub.lend(ONE) is before
    await hub.close()


@pytest.mark.parametrize("name", ["", "..", "../" + "a" * 29, "A" * 32, "a" * 31, "a" * 32 + "\n", "a/" * 16])
async def test_nothing_but_our_own_names_becomes_a_path(tmp_path: Path, name: str) -> None:
    assert not is_profile(name)
    with pytest.raises(ValueError, match="profile"):
        await hub_in(tmp_path).lend(name)
    assert folders(tmp_path) == set()


def test_a_new_profile_is_one_of_ours() -> None:
    assert is_profile(new_profile())
    assert new_profile() != new_profile()
