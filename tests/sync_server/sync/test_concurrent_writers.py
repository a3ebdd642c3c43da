"""Four writers and a reader at once: every row comes out of the feed, in the order it was committed."""

import threading
from collections.abc import Iterator

import pytest
from sqlalchemy import Connection, Engine, insert, text

from shared.sync.change import Change
from shared.sync.clock import COUNTER_BITS
from sync_server.accounts.access import Reader
from sync_server.accounts.records import Device
from sync_server.counter import current
from sync_server.database import reading, table_of, writing
from sync_server.sync import ingest
from sync_server.sync.author import Author
from sync_server.sync.feed import page
from sync_server.sync.ingest import apply_actions
from tests.worlds import NETWORK, NOW, STRUCTURE, World, new_id

WRITERS = 4
ACTIONS_EACH = 150
ROWS_EACH = ACTIONS_EACH * 4
READER = Reader(NETWORK, STRUCTURE, "nadia", "coordinator")


def write_much(engine: Engine, device: int) -> None:
    for number in range(ACTIONS_EACH):
        action = tuple(
            Change("person", new_id(), {"first_name": f"{device}.{number}"}, NOW << COUNTER_BITS | number, 0)
            for _ in range(ROWS_EACH // ACTIONS_EACH)
        )
        with writing(engine) as connection:
            apply_actions(connection, Author(NETWORK, device, "corinne", NOW), [action], new_id)


def read_until(engine: Engine, finished: threading.Event) -> Iterator[tuple[int, str]]:
    """Follow the feed as a phone does, until the writers are done and nothing is left."""
    after = 0
    while True:
        last_look = finished.is_set()
        with reading(engine) as connection:
            found = page(connection, READER, after, current(connection, NETWORK).seq, 500)
        yield from ((row[2], row[1]) for row in found.rows)
        after = found.until
        if last_look and not found.more:
            return


def rows_missed(world: World) -> tuple[int, list[int]]:
    """Write and read at once; return how many rows never came out, and the sequences in the order they came."""
    with writing(world.engine) as connection:
        devices = [Device(network_id=NETWORK, number=90 + n, worker_id="corinne").model_dump() for n in range(WRITERS)]
        connection.execute(insert(table_of(Device)), devices)
    finished = threading.Event()
    came: list[tuple[int, str]] = []
    reader = threading.Thread(target=lambda: came.extend(read_until(world.engine, finished)))
    writers = [threading.Thread(target=write_much, args=(world.engine, 90 + n)) for n in range(WRITERS)]
    for thread in (reader, *writers):
        thread.start()
    for thread in writers:
        thread.join()
    finished.set()
    reader.join()
    return WRITERS * ROWS_EACH - len({record_id for _, record_id in came}), [seq for seq, _ in came]


def test_a_reader_misses_nothing_of_four_writers(world: World) -> None:
    missed, order = rows_missed(world)
    assert missed == 0
    assert order == sorted(order)


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
@pytest.mark.postgres
def test_a_sequence_given_before_the_commit_is_seen_to_miss_rows(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """The test above would be blind if this one, with the naive sequence planted, found nothing missing."""
    with writing(world.engine) as connection:
        connection.execute(text("CREATE SEQUENCE naive START 1000"))

    def naive(connection: Connection, network_id: str) -> int:
        seq = int(connection.execute(text("SELECT nextval('naive')")).scalar_one())
        # The counter follows in a transaction of its own, so that readers know how far there is to read.
        with world.engine.begin() as other:
            other.execute(text("UPDATE counter SET seq = GREATEST(seq, :seq)"), {"seq": seq})
        return seq

    monkeypatch.setattr(ingest, "advance", naive)
    missed, _ = rows_missed(world)
    assert missed > 0
