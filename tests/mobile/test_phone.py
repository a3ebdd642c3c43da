"""A phone as its screens see it: opened, damaged, repaired, and never at the cost of what it had not sent."""

import asyncio
from pathlib import Path
from typing import Any

import pytest

from mobile.phone import STORE_FILE, Phone
from mobile.store import state
from mobile.store.errors import DamagedStore
from mobile.store.outbox import next_request
from mobile.store.people import people_by_name, read_person
from mobile.store.records import Patch
from mobile.sync.switch import SwitchedTransport
from mobile.sync.transport import HttpTransport
from mobile.vault.keystore import DATABASE_KEY, SoftwareKeystore
from tests.worlds import NOW, World, new_id

PAGE = 4096


async def _phone(folder: Path, world: World) -> Phone:
    return await Phone.open(folder, SoftwareKeystore(folder), HttpTransport(world.client()), lambda: NOW)


async def _linked(folder: Path, world: World) -> Phone:
    phone = await _phone(folder, world)
    await phone.link("http://127.0.0.1", "tdm-corinne", "test")
    return phone


def _person(number: int) -> Patch:
    return Patch(
        "person", new_id(), {"first_name": f"Odile {number}", "hamlet": "Le Bourg", "approach_note": "x" * 900}
    )


def _spoil_pages_of(table: str, folder: Path, pages: list[int]) -> None:
    """Flip one byte in each of these pages of a closed store."""
    assert pages, table
    with (folder / STORE_FILE).open("r+b") as file:
        for page in pages:
            file.seek((page - 1) * PAGE + 100)
            byte = file.read(1)
            file.seek(-1, 1)
            file.write(bytes([byte[0] ^ 1]))


async def _pages(phone: Phone, table: str) -> list[int]:
    def of(connection: Any) -> list[int]:
        root = connection.exec_driver_sql("SELECT rootpage FROM sqlite_schema WHERE name = ?", (table,)).scalar_one()
        return [root]

    return await phone.read(of)


def test_what_was_not_sent_outlives_a_damaged_store(sqlite_world: World, tmp_path: Path) -> None:
    async def story() -> tuple[int, int, bool, str]:
        phone = await _linked(tmp_path, sqlite_world)
        for number in range(30):
            await phone.save([_person(number)])
        before = await phone.read(next_request)
        spoiled = await _pages(phone, "person")
        await phone.close()
        _spoil_pages_of("person", tmp_path, spoiled)
        phone = await _phone(tmp_path, sqlite_world)
        with pytest.raises(DamagedStore):
            await phone.read(people_by_name)
        trouble = phone.status.trouble
        await phone.close()
        phone = await _phone(tmp_path, sqlite_world)
        after = await phone.read(next_request)
        aside = phone.set_aside is not None and phone.set_aside.exists()
        await phone.engine.synchronise()
        people = await phone.read(people_by_name)
        await phone.close()
        assert after.numbers == before.numbers
        return len(after.numbers), len(people), aside, trouble

    waiting, people, aside, trouble = asyncio.run(story())

    assert (waiting, people, aside) == (30, 30, True)
    assert "abîmé" in trouble
    assert len(sqlite_world.rows("person")) == 30


def test_a_repaired_phone_never_gives_a_number_twice(sqlite_world: World, tmp_path: Path) -> None:
    async def story() -> None:
        phone = await _linked(tmp_path, sqlite_world)
        await phone.save([_person(1)])
        await phone.engine.synchronise()
        spoiled = await _pages(phone, "visit")
        await phone.close()
        _spoil_pages_of("visit", tmp_path, spoiled)
        (tmp_path / f"{STORE_FILE}.suspect").touch()
        phone = await _phone(tmp_path, sqlite_world)
        await phone.save([_person(2)])
        done = await phone.engine.synchronise()
        await phone.close()
        assert done.sent == 1
        assert done.refused == 0

    asyncio.run(story())

    assert len(sqlite_world.rows("person")) == 2


def test_a_repaired_phone_gets_whole_what_it_had_only_changed(sqlite_world: World, tmp_path: Path) -> None:
    async def story() -> dict[str, Any]:
        phone = await _linked(tmp_path, sqlite_world)
        created = _person(1)
        await phone.save([created])
        await phone.engine.synchronise()
        await phone.save([Patch("person", created.id, {"email": "odile@example.org"})])
        spoiled = await _pages(phone, "visit")
        await phone.close()
        _spoil_pages_of("visit", tmp_path, spoiled)
        (tmp_path / f"{STORE_FILE}.suspect").touch()
        phone = await _phone(tmp_path, sqlite_world)
        await phone.engine.synchronise()
        row = await phone.read(read_person, created.id)
        await phone.close()
        assert row is not None
        return {name: row[name] for name in ("first_name", "hamlet", "email")}

    found = asyncio.run(story())

    assert found == {"first_name": "Odile 1", "hamlet": "Le Bourg", "email": "odile@example.org"}


def test_a_store_whose_outbox_is_lost_starts_as_a_new_phone(sqlite_world: World, tmp_path: Path) -> None:
    async def story() -> state.Identity | None:
        phone = await _linked(tmp_path, sqlite_world)
        await phone.save([_person(1)])
        spoiled = await _pages(phone, "outbox")
        await phone.close()
        _spoil_pages_of("outbox", tmp_path, spoiled)
        (tmp_path / f"{STORE_FILE}.suspect").touch()
        phone = await _phone(tmp_path, sqlite_world)
        await phone.close()
        return phone.identity

    assert asyncio.run(story()) is None
    assert [path.suffix for path in tmp_path.glob("*.damaged-*") if not path.name.endswith("-journal")] == [".000"]


def test_a_store_under_false_suspicion_stays(sqlite_world: World, tmp_path: Path) -> None:
    async def story() -> tuple[Path | None, int]:
        phone = await _linked(tmp_path, sqlite_world)
        await phone.save([_person(1)])
        await phone.close()
        (tmp_path / f"{STORE_FILE}.suspect").touch()
        phone = await _phone(tmp_path, sqlite_world)
        people = await phone.read(people_by_name)
        await phone.close()
        return phone.set_aside, len(people)

    assert asyncio.run(story()) == (None, 1)
    assert not (tmp_path / f"{STORE_FILE}.suspect").exists()


def test_a_store_whose_key_is_lost_is_set_aside(sqlite_world: World, tmp_path: Path) -> None:
    async def story() -> Path | None:
        phone = await _linked(tmp_path, sqlite_world)
        await phone.close()
        await SoftwareKeystore(tmp_path).erase(DATABASE_KEY)
        phone = await _phone(tmp_path, sqlite_world)
        await phone.close()
        return phone.set_aside

    aside = asyncio.run(story())

    assert aside is not None
    assert aside.exists()


def test_a_cut_network_is_told_and_nothing_is_lost(sqlite_world: World, tmp_path: Path) -> None:
    async def story() -> tuple[str, str]:
        transport = SwitchedTransport(HttpTransport(sqlite_world.client()))
        phone = await Phone.open(tmp_path, SoftwareKeystore(tmp_path), transport, lambda: NOW)
        await phone.link("http://127.0.0.1", "tdm-corinne", "test")
        transport.cut = True
        await phone.save([_person(1)])
        await phone.scheduler.run_now()
        offline = phone.status.kind
        transport.cut = False
        await phone.scheduler.run_now()
        online = phone.status.kind
        await phone.close()
        return offline, online

    assert asyncio.run(story()) == ("waiting", "in_step")
