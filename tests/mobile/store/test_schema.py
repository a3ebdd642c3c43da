"""Databases of every version, brought to this one: complete, like a new one, and with nothing lost on the way."""

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine, select, update

from mobile.store.database import close_store, open_store
from mobile.store.schema import VERSION, NewerStore, identity, outbox, prepare
from shared.domain.registry import record_types
from shared.domain.visit import Participation
from sync_server.sync.change_log import LoggedChange
from tests.bare_device import bare_device
from tests.mobile.store.recorded import WAITING, recorded_versions, replay, schema_of
from tests.worlds import KEY, World, open_phone


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Engine]:
    engine = open_store(tmp_path / "store.db", KEY)
    yield engine
    close_store(engine)


def test_every_version_was_recorded() -> None:
    assert recorded_versions() == list(range(1, VERSION + 1))


@pytest.mark.parametrize("version", recorded_versions())
def test_an_earlier_database_becomes_like_a_new_one(tmp_path: Path, store: Engine, version: int) -> None:
    new = open_store(tmp_path / "new.db", KEY)
    with new.begin() as connection:
        prepare(connection)
        wanted = schema_of(connection)
    close_store(new)
    with store.begin() as connection:
        replay(connection, version)
        prepare(connection)
        assert schema_of(connection) == wanted
        assert connection.exec_driver_sql("PRAGMA user_version").scalar_one() == VERSION
        assert connection.exec_driver_sql("PRAGMA integrity_check").scalar_one() == "ok"
    assert set(record_types()) | {Participation.__tablename__, "outbox", "quarantine", "person_words"} <= wanted.keys()


@pytest.mark.parametrize("version", recorded_versions())
def test_the_full_outbox_of_an_earlier_database_still_goes_out(world: World, version: int) -> None:
    server_side = bare_device(world)
    old = open_store(world.folder / "old.db", KEY)
    with old.begin() as connection:
        replay(connection, version)
        assert len(connection.execute(select(outbox.c.number)).all()) == WAITING
        known = {"device": server_side.number, "token": server_side.token}
        connection.execute(update(identity).values(known))
    close_store(old)
    phone = asyncio.run(open_phone(world, "old"))
    before = {table: phone.rows(table) for table in ("person", "visit")}
    assert phone.synchronise().sent == WAITING
    assert phone.waiting().changes == 0
    assert [entry["verdict"] for entry in world.table(LoggedChange)] == ["ok"] * WAITING
    for table, rows in before.items():
        there = world.rows(table)
        assert {key: {**row, "stamps": 0, "seq": 0} for key, row in rows.items()} == {
            key: {**row, "stamps": 0, "seq": 0} for key, row in there.items()
        }
    phone.close()


def test_opening_again_changes_nothing(store: Engine) -> None:
    with store.begin() as connection:
        prepare(connection)
        before = schema_of(connection)
    with store.begin() as connection:
        prepare(connection)
        assert schema_of(connection) == before


def test_a_database_of_a_newer_app_is_left_alone(store: Engine) -> None:
    with store.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE later (x)")
        connection.exec_driver_sql(f"PRAGMA user_version = {VERSION + 1}")
    with store.begin() as connection:
        with pytest.raises(NewerStore):
            prepare(connection)
        assert schema_of(connection).keys() == {"later"}


def test_a_database_half_made_is_made_whole(store: Engine) -> None:
    class Killed(Exception):
        """The process ended here."""

    def half_made() -> None:
        with store.begin() as connection:
            prepare(connection)
            raise Killed

    with pytest.raises(Killed):
        half_made()
    with store.begin() as connection:
        assert schema_of(connection) == {}
        prepare(connection)
        assert "outbox" in schema_of(connection)
