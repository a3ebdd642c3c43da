"""A save is whole or not at all: the row, its change in the outbox and the clock, whatever stops it half way."""

import asyncio
from collections.abc import Iterator

import pytest
from sqlalchemy import Connection, select

from mobile.store import records, state
from mobile.store.errors import DiskFull
from mobile.store.records import Patch
from mobile.store.schema import outbox
from tests.conftest import LinkPhone
from tests.mobile.store.test_disk_full import SmallDisk
from tests.worlds import ADDRESS, NETWORK, Phone, World, new_id, open_phone


@pytest.fixture
def disk() -> Iterator[SmallDisk]:
    disk = SmallDisk()
    yield disk
    disk.unregister()


@pytest.fixture
def phone_on(sqlite_world: World, disk: SmallDisk) -> Iterator[Phone]:
    phone = asyncio.run(open_phone(sqlite_world, "corinne", base_vfs=disk.name))
    phone.wait(phone.sync.link(ADDRESS, f"{NETWORK}-corinne", "corinne"))
    yield phone
    phone.close()


def everything(phone: Phone) -> object:
    def read(connection: Connection) -> object:
        changes = connection.execute(select(outbox)).all()
        return changes, state.read(connection, "clock")

    return phone.rows("person"), phone.rows("visit"), phone.do(read)


def test_a_full_disk_says_so_and_leaves_nothing_half_written(
    sqlite_world: World, disk: SmallDisk, phone_on: Phone
) -> None:
    phone = phone_on
    phone.create("person", {"first_name": "Odile"})
    before = everything(phone)
    large = [Patch("visit", new_id(), {"note": "x" * 50_000}), Patch("person", new_id(), {"first_name": "René"})]
    for room in range(0, 60_000, 9_000):
        disk.room = room
        with pytest.raises(DiskFull):
            phone.save(*large)
        disk.room = 1 << 40
        assert everything(phone) == before
    phone.save(*large)
    assert phone.synchronise().sent == 3
    assert len(sqlite_world.rows("visit")) == 1


def test_a_phone_killed_between_the_row_and_its_change_has_neither(sqlite_world: World, link_phone: LinkPhone) -> None:
    class Killed(Exception):
        """The process ended here."""

    def half_a_save(connection: Connection) -> None:
        records.save(connection, sqlite_world.clock(), [Patch("person", new_id(), {"first_name": "René"})])
        raise Killed

    phone = link_phone(sqlite_world, "corinne")
    phone.create("person", {"first_name": "Odile"})
    before = everything(phone)
    with pytest.raises(Killed):
        phone.do(half_a_save)
    assert everything(phone) == before


def test_what_one_tap_wrote_is_taken_back_by_its_undo(sqlite_world: World, link_phone: LinkPhone) -> None:
    phone = link_phone(sqlite_world, "corinne")
    person = phone.create("person", {"first_name": "Odile", "tags/isolée": True, "phones/1": {"typed": "06"}})
    before = phone.row("person", person)
    saved = phone.write("person", person, {"first_name": "Odette", "tags/isolée": None, "phones/1": {"typed": "07"}})
    phone.save(*saved.undo)
    after = phone.row("person", person)
    assert {**after, "stamps": None} == {**before, "stamps": None}
