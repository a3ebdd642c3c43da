"""A server's store with the three structures and the workers whom the sample files call by their codes."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine, insert

from sync_server.accounts.records import Network, Structure, Worker
from sync_server.counter import Counter
from sync_server.database import connect, table_of, writing
from sync_server.models import metadata
from sync_server.settings import sqlite_url

NETWORK = "tdm"
CODES = ("TS-01", "TS-02", "TS-03", "TS-04", "BEN-01")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Engine]:
    engine = connect(sqlite_url(tmp_path / "store.db"))
    metadata.create_all(engine)
    with writing(engine) as connection:
        connection.execute(insert(table_of(Network)), {"network_id": NETWORK, "name": "Thiers Dore et Montagne"})
        connection.execute(insert(table_of(Counter)), {"network_id": NETWORK, "epoch": 1, "seq": 0})
        structure = {"network_id": NETWORK, "id": "evs", "code": "EVS", "name": "Les Monts qui Pétillent", "place": ""}
        connection.execute(insert(table_of(Structure)), structure)
        for code, role in [("COORD", "coordinator"), *((code, "worker") for code in CODES)]:
            account = Worker(
                network_id=NETWORK,
                id=f"worker-{code}",
                structure_id="evs",
                code=code,
                name=code,
                email=f"{code}@example.org",
                role=role,
            )
            connection.execute(insert(table_of(Worker)), account.model_dump())
    yield engine
    engine.dispose()
