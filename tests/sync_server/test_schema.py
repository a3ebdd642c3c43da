"""The server's schema: what the migrations build is what the code declares, and every key starts with the network."""

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Table, UniqueConstraint

from sync_server.database import connect
from sync_server.migrations import upgrade
from sync_server.models import metadata

TABLES = list(metadata.tables.values())


def test_the_migrations_build_what_the_code_declares(database_url: str) -> None:
    engine = connect(database_url)
    upgrade(engine)
    with engine.connect() as connection:
        differences = compare_metadata(MigrationContext.configure(connection), metadata)
    engine.dispose()

    assert differences == []


def test_upgrading_twice_changes_nothing(database_url: str) -> None:
    engine = connect(database_url)
    upgrade(engine)
    upgrade(engine)
    engine.dispose()


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_every_primary_key_starts_with_the_network(table: Table) -> None:
    assert next(iter(table.primary_key.columns)).name == "network_id"


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_every_unique_constraint_starts_with_the_network(table: Table) -> None:
    constraints = [list(item.columns) for item in table.constraints if isinstance(item, UniqueConstraint)]
    indexes = [list(index.columns) for index in table.indexes if index.unique]

    for columns in constraints + indexes:
        assert columns[0].name == "network_id"
