"""What a phone reads: everything, in order, page after page, whatever a page holds and whoever writes meanwhile."""

import base64
import itertools
import random
from typing import Any

import orjson
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, update

from shared.sync.change import Change
from shared.sync.clock import COUNTER_BITS
from sync_server.accounts.access import Reader
from sync_server.counter import Counter, Position, current
from sync_server.database import reading, table_of, writing
from sync_server.sync.author import Author
from sync_server.sync.feed import StaleCursor, page, read_cursor, write_cursor
from sync_server.sync.ingest import apply_actions
from tests.bare_device import BareDevice, bare_device
from tests.worlds import NETWORK, NOW, STRUCTURE, World, fill_accounts, new_id

READER = Reader(NETWORK, STRUCTURE, "nadia", "coordinator")
numbers = itertools.count(1)


def write_together(connection: Connection, device: int, tables: list[str]) -> int:
    """Write records that all get the same sequence; return it."""
    fields = {"person": "first_name", "visit": "note", "need": "summary"}
    action = tuple(
        Change(name, new_id(), {fields[name]: "x"}, NOW << COUNTER_BITS | next(numbers), 0) for name in tables
    )
    apply_actions(connection, Author(NETWORK, device, "corinne", NOW), [action], new_id)
    return current(connection, NETWORK).seq


def read_all(world: World, limit: int, after: int = 0) -> list[list[list[Any]]]:
    pages: list[list[list[Any]]] = []
    while True:
        with reading(world.engine) as connection:
            found = page(connection, READER, after, current(connection, NETWORK).seq, limit)
        pages.append(found.rows)
        assert found.until > after or not found.more
        after = found.until
        if not found.more:
            return pages


@pytest.mark.parametrize("limit", [1, 2, 3, 4, 7, 100])
def test_a_page_is_never_cut_inside_one_sequence(world: World, limit: int) -> None:
    device = bare_device(world).number
    groups = [["person"], ["person"] * 3, ["visit", "person", "need"], ["visit"] * 5, ["need"], ["person", "visit"]]
    with writing(world.engine) as connection:
        sizes = {write_together(connection, device, tables): len(tables) for tables in groups}
    pages = read_all(world, limit)
    for rows in pages:
        seqs = [row[2] for row in rows]
        assert seqs == sorted(seqs)
        assert all(seqs.count(seq) == sizes[seq] for seq in seqs)
        assert len(rows) <= limit or len(set(seqs)) == 1
    assert [row[2] for rows in pages for row in rows] == sorted(seq for seq, size in sizes.items() for _ in range(size))


def test_a_phone_that_keeps_reading_while_others_write_misses_nothing(world: World) -> None:
    device = bare_device(world).number
    chance = random.Random(4)  # noqa: S311 - a repeatable order, no secret
    written, came, after = 0, set(), 0
    for _ in range(60):
        with writing(world.engine) as connection:
            tables = chance.choices(["person", "visit", "need"], k=chance.randint(1, 6))
            write_together(connection, device, tables)
            written += len(tables)
        with reading(world.engine) as connection:
            found = page(connection, READER, after, current(connection, NETWORK).seq, chance.randint(1, 8))
        came |= {row[1] for row in found.rows}
        after = found.until
    came |= {row[1] for rows in read_all(world, 5, after) for row in rows}
    assert len(came) == written


def test_only_the_own_network_is_read(world: World) -> None:
    device = bare_device(world)
    with writing(world.engine) as connection:
        fill_accounts(connection, "autre")
    other = world.call("POST", "/v1/enrol", json={"code": "autre-corinne"}).json()
    stranger = BareDevice(world, "corinne", other["device"], other["token"])
    device.send([1, device.change("person", new_id(), {"first_name": "Odile"})])
    assert stranger.send().rows == []
    assert len(device.send().rows) == 1


def test_a_cursor_of_another_network_epoch_or_future_starts_again(world: World) -> None:
    device = bare_device(world)
    with reading(world.engine) as connection:
        now = current(connection, NETWORK)
    bad = [
        write_cursor("autre", now),
        write_cursor(NETWORK, Position(now.epoch + 1, now.seq)),
        write_cursor(NETWORK, Position(now.epoch, now.seq + 1)),
        "garbage",
        "é",
        "\0",
        base64.urlsafe_b64encode(b"short").decode(),
        "A" * 100_000,
    ]
    for cursor in bad:
        response = device.post(orjson.dumps({"protocol": 1, "cursor": cursor}))
        assert (response.status_code, response.json()["code"]) == (410, "stale_cursor"), cursor[:40]


def test_a_stale_cursor_is_said_before_anything_is_taken_in(world: World) -> None:
    device = bare_device(world)
    change = device.change("person", new_id(), {"first_name": "Odile"})
    response = device.post(orjson.dumps({"protocol": 1, "cursor": "garbage", "actions": [[1, change]]}))
    assert response.status_code == 410
    assert world.rows("person") == {}
    assert device.send([1, change]).settled == 1


def test_a_new_epoch_makes_every_cursor_stale(world: World) -> None:
    device = bare_device(world)
    cursor = device.send().cursor
    with writing(world.engine) as connection:
        connection.execute(update(table_of(Counter)).values(epoch=2))
    assert device.post(orjson.dumps({"protocol": 1, "cursor": cursor})).status_code == 410


@given(st.integers(1, 1 << 31), st.integers(0, 1 << 62), st.integers(0, 1 << 62))
def test_a_cursor_is_read_as_it_was_written(epoch: int, seq: int, later: int) -> None:
    now = Position(epoch, seq + later)
    assert read_cursor(NETWORK, write_cursor(NETWORK, Position(epoch, seq)), now) == seq


@settings(max_examples=200)
@given(st.text(min_size=1, max_size=40))
def test_any_text_is_a_cursor_or_stale(text: str) -> None:
    try:
        assert 0 <= read_cursor(NETWORK, text, Position(1, 5)) <= 5
    except StaleCursor as error:
        assert str(error)  # noqa: PT017 - any cursor may be stale, none may fail otherwise
