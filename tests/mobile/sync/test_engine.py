"""A real phone and a real server over networks that fail: nothing is lost, and each failure says what to do."""

import asyncio
import secrets
from dataclasses import replace

import httpx
import orjson
import pytest
from sqlalchemy import Connection, update

from mobile.store import records, state
from mobile.store.records import Patch
from mobile.store.state import NotLinked
from mobile.sync.errors import (
    Busy,
    Closed,
    Cut,
    MustLink,
    MustUpdate,
    Refused,
    StartAgain,
    SyncTrouble,
    Unreachable,
)
from sync_server.accounts.devices import TOKEN_LIFE_MS
from sync_server.accounts.records import Device
from sync_server.counter import Counter
from sync_server.database import table_of, writing
from sync_server.sync.change_log import LoggedChange
from tests.conftest import LinkPhone
from tests.mobile.sync.networks import Handler, Network, answering, cut, down
from tests.worlds import ADDRESS, DAY_MS, NETWORK, Phone, World, fill_accounts, new_id, open_phone


@pytest.fixture
def network(sqlite_world: World) -> Network:
    return Network(sqlite_world)


@pytest.fixture
def phone(sqlite_world: World, network: Network, link_phone: LinkPhone) -> Phone:
    return link_phone(sqlite_world, "corinne").reaching(network.client())


def budget(phone: Phone) -> int:
    def read(connection: Connection) -> int:
        return int(state.read(connection, "batch_bytes", 0))

    return phone.do(read)


@pytest.mark.parametrize("obstacle", [down, cut, answering(503), answering(200, b"nonsense"), answering(500)])
def test_an_offline_phone_keeps_its_work_and_sends_it_later(
    sqlite_world: World, network: Network, phone: Phone, obstacle: Handler
) -> None:
    person = phone.create("person", {"first_name": "Odile"})
    network.in_the_way = obstacle
    with pytest.raises(SyncTrouble):
        phone.synchronise()
    assert phone.row("person", person)["first_name"] == "Odile"
    assert phone.waiting().changes == 1
    network.in_the_way = None
    assert phone.synchronise().sent == 1
    assert sqlite_world.row("person", person)["first_name"] == "Odile"
    assert phone.waiting().changes == 0


def test_a_reply_that_never_arrives_does_no_harm(sqlite_world: World, network: Network, phone: Phone) -> None:
    async def lose_the_reply(request: httpx.Request) -> httpx.Response:
        await network.forward(request)
        raise httpx.ReadError("cut", request=request)

    person = phone.create("person", {"first_name": "Odile"})
    network.in_the_way = lose_the_reply
    with pytest.raises(Cut):
        phone.synchronise()
    network.in_the_way = None
    phone.write("person", person, {"first_name": "Odette"})
    phone.synchronise()
    assert sqlite_world.row("person", person)["first_name"] == "Odette"
    assert [entry["verdict"] for entry in sqlite_world.table(LoggedChange)] == ["ok", "ok"]


REFUSALS: dict[str, tuple[Handler, type[SyncTrouble]]] = {
    "no connection": (down, Unreachable),
    "a broken connection": (cut, Cut),
    "a body too large": (answering(413), Cut),
    "a reply that is no JSON": (answering(200, b"<html>"), Cut),
    "a reply that is no message": (answering(200, b"{}"), Cut),
    "a reply cut short": (answering(200, b"xx", **{"content-encoding": "gzip"}), Cut),
    "an unknown phone": (answering(401), MustLink),
    "a closed phone": (answering(403), Closed),
    "a stale cursor again and again": (answering(410), StartAgain),
    "what cannot be read": (answering(422), Refused),
    "an old app": (answering(426), MustUpdate),
    "too many at once": (answering(429), Busy),
    "a gateway without a server": (answering(502), Busy),
    "a server that fails": (answering(500), Busy),
    "something else": (answering(404), Refused),
}


@pytest.mark.parametrize("case", REFUSALS)
def test_each_failure_says_what_to_do_and_loses_nothing(network: Network, phone: Phone, case: str) -> None:
    obstacle, trouble = REFUSALS[case]
    phone.create("person", {"first_name": "Odile"})
    network.in_the_way = obstacle
    with pytest.raises(trouble) as caught:
        phone.synchronise()
    assert type(caught.value) is trouble
    assert phone.waiting().changes == 1


def test_a_refusal_brings_the_servers_sentence_and_its_patience(network: Network, phone: Phone) -> None:
    network.in_the_way = answering(503, orjson.dumps({"code": "busy", "message": "Occupé."}), **{"retry-after": "7"})
    with pytest.raises(Busy) as caught:
        phone.synchronise()
    assert (caught.value.message, caught.value.retry_after_s) == ("Occupé.", 7.0)


def test_a_cut_halves_the_next_batch_and_a_success_doubles_it(network: Network, phone: Phone) -> None:
    for _ in range(60):
        phone.create("person", {"first_name": "Odile", "approach_note": "x" * 1_000})
    network.in_the_way = cut
    for _ in range(3):
        with pytest.raises(Cut):
            phone.synchronise()
    halved = budget(phone)
    network.in_the_way = None
    done = phone.synchronise()
    assert (done.sent, phone.waiting().changes) == (60, 0)
    assert halved < budget(phone)
    assert done.requests > 3


def test_every_connection_cut_after_20_kb_still_makes_progress(network: Network, phone: Phone) -> None:
    async def bear_little(request: httpx.Request) -> httpx.Response:
        if network.sizes[-1] > 20_000:
            raise httpx.WriteError("cut", request=request)
        return await network.forward(request)

    for _ in range(150):
        phone.create("person", {"first_name": "Odile", "approach_note": secrets.token_hex(600)})
    network.in_the_way = bear_little
    for _ in range(30):
        if not phone.waiting().changes:
            break
        try:
            phone.synchronise()
        except Cut:
            continue
    assert phone.waiting().changes == 0


def test_a_cursor_the_server_no_longer_knows_makes_it_read_all_again_and_keeps_the_outbox(
    sqlite_world: World, network: Network, phone: Phone
) -> None:
    known = phone.create("person", {"first_name": "Odile"})
    phone.synchronise()
    with writing(sqlite_world.engine) as connection:
        connection.execute(update(Counter).values(epoch=2))
    new = phone.create("person", {"first_name": "René"})
    done = phone.synchronise()
    assert (done.sent, done.received >= 2) == (1, True)
    assert sqlite_world.rows("person").keys() == {known, new} == phone.rows("person").keys()


def test_a_server_that_settles_nothing_is_not_asked_forever(network: Network, phone: Phone) -> None:
    phone.create("person", {"first_name": "Odile"})
    network.in_the_way = answering(200, orjson.dumps({"now": 1, "cursor": "", "settled": 0}))
    done = phone.synchronise()
    assert (done.requests, done.sent, phone.waiting().changes) == (1, 0, 1)


def test_a_server_that_promises_more_and_brings_nothing_is_not_asked_forever(network: Network, phone: Phone) -> None:
    promise = answering(200, orjson.dumps({"now": 1, "cursor": "same", "more": True}))

    async def promises(request: httpx.Request) -> httpx.Response:
        assert len(network.sizes) < 50
        return await promise(request)

    network.in_the_way = promises
    assert phone.synchronise().requests <= 3


def test_a_phone_whose_token_is_too_old_is_linked_again_and_stays_the_same_device(
    sqlite_world: World, phone: Phone
) -> None:
    person = phone.create("person", {"first_name": "Odile"})
    sqlite_world.clock.advance(TOKEN_LIFE_MS)
    with pytest.raises(MustLink) as caught:
        phone.synchronise()
    assert "relié de nouveau" in caught.value.message
    before = phone.do(state.identity)
    phone.wait(phone.sync.link(ADDRESS, f"{NETWORK}-corinne", "corinne"))
    after = phone.do(state.identity)
    assert after == replace(before, token=after.token)
    phone.synchronise()
    assert sqlite_world.row("person", person)["first_name"] == "Odile"


def test_a_wrong_code_changes_nothing(sqlite_world: World, phone: Phone) -> None:
    before = phone.do(state.identity)
    with pytest.raises(MustLink) as caught:
        phone.wait(phone.sync.link(ADDRESS, "wrong", "corinne"))
    assert "code" in caught.value.message
    assert phone.do(state.identity) == before


def test_the_code_of_another_network_is_refused_while_the_phone_holds_the_notes_of_its_own(
    sqlite_world: World, phone: Phone
) -> None:
    with writing(sqlite_world.engine) as connection:
        fill_accounts(connection, "autre")
    phone.create("person", {"first_name": "Odile"})
    with pytest.raises(Refused) as caught:
        phone.wait(phone.sync.link(ADDRESS, "autre-corinne", "corinne"))
    assert "autre réseau" in caught.value.message
    assert phone.synchronise().sent == 1


def test_a_revoked_phone_is_told_and_keeps_what_it_had_not_sent(sqlite_world: World, phone: Phone) -> None:
    phone.create("person", {"first_name": "Odile"})
    with writing(sqlite_world.engine) as connection:
        connection.execute(update(table_of(Device)).values(revoked=True))
    with pytest.raises(Closed):
        phone.synchronise()
    assert phone.waiting().changes == 1


def test_a_phone_that_was_never_linked_says_so(sqlite_world: World) -> None:
    phone = asyncio.run(open_phone(sqlite_world, "new"))
    with pytest.raises(NotLinked):
        phone.synchronise()
    with pytest.raises(NotLinked):
        phone.write("person", new_id(), {"first_name": "Odile"})
    phone.close()


@pytest.mark.parametrize("address", ["http://example.org", "ftp://127.0.0.1", "http://", "http://127.0.0.1:x", ""])
def test_nothing_travels_in_clear_or_to_no_address(network: Network, phone: Phone, address: str) -> None:
    with pytest.raises(SyncTrouble):
        phone.wait(phone.sync.link(address, "code", "corinne"))
    assert network.sizes == []


def test_a_phone_learns_how_far_its_clock_is_off(sqlite_world: World, link_phone: LinkPhone) -> None:
    def slow_clock() -> int:
        return sqlite_world.clock() - DAY_MS

    phone = link_phone(sqlite_world, "abel", clock=slow_clock)
    phone.synchronise()
    offset = phone.do(state.read, "server_offset_ms")
    assert offset == DAY_MS


def test_what_is_saved_while_a_reply_travels_stays_to_be_sent(
    sqlite_world: World, network: Network, phone: Phone
) -> None:
    person = phone.create("person", {"first_name": "Odile"})

    async def meanwhile(request: httpx.Request) -> httpx.Response:
        reply = await network.forward(request)
        network.in_the_way = None

        def save() -> None:
            with phone.store.begin() as connection:
                records.save(connection, phone.clock(), [Patch("person", person, {"first_name": "Odette"})])

        await phone.thread.run(save)
        return reply

    network.in_the_way = meanwhile
    phone.synchronise()
    assert phone.row("person", person)["first_name"] == "Odette"
    phone.synchronise()
    assert sqlite_world.row("person", person)["first_name"] == "Odette"
    assert sqlite_world.rows("conflict") == {}


def test_two_synchronisations_asked_at_once_take_their_turns(network: Network, phone: Phone) -> None:
    under_way, most = 0, 0

    async def count(request: httpx.Request) -> httpx.Response:
        nonlocal under_way, most
        under_way += 1
        most = max(most, under_way)
        await asyncio.sleep(0.01)
        reply = await network.forward(request)
        under_way -= 1
        return reply

    async def both() -> None:
        await asyncio.gather(phone.sync.synchronise(), phone.sync.synchronise())

    phone.create("person", {"first_name": "Odile"})
    network.in_the_way = count
    phone.wait(both())
    assert most == 1
