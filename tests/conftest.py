"""What every test may ask for: databases, a world with a server, and phones linked to it."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from sync_server.settings import sqlite_url
from tests.postgres import Postgres, running_postgres
from tests.worlds import Phone, World, linked_phone, open_world

LinkPhone = Callable[..., Phone]


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    """A PostgreSQL server of this test process."""
    with running_postgres() as server:
        yield server


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The URL of an empty database: the test runs once over SQLite and once over PostgreSQL."""
    if request.param == "sqlite":
        return sqlite_url(tmp_path / "server.db")
    server: Postgres = request.getfixturevalue("postgres")
    return server.create_database()


@pytest.fixture
def world(database_url: str, tmp_path: Path) -> Iterator[World]:
    """A server over each of the two databases in turn."""
    world = open_world(database_url, tmp_path)
    yield world
    world.close()


@pytest.fixture
def sqlite_world(tmp_path: Path) -> Iterator[World]:
    """A server over SQLite, where the database does not matter."""
    world = open_world(sqlite_url(tmp_path / "server.db"), tmp_path)
    yield world
    world.close()


@pytest.fixture
def link_phone(request: pytest.FixtureRequest) -> Iterator[LinkPhone]:
    """`link_phone(world, "abel")`: a phone that is closed at the end of the test."""
    phones: list[Phone] = []

    def link(*args: object, **kwargs: object) -> Phone:
        phones.append(linked_phone(*args, **kwargs))  # type: ignore[arg-type] # same arguments, by construction
        return phones[-1]

    yield link
    for phone in phones:
        phone.close()
