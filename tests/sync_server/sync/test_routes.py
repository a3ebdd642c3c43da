"""The door of synchronisation: who may enter, how large a body may be, in which encodings one speaks."""

import asyncio
import gzip
from collections.abc import AsyncIterator
from typing import Any

import orjson
import pytest
import zstandard
from sqlalchemy import update

from shared.sync.protocol import LARGEST_BODY, LARGEST_MESSAGE, PROTOCOL, SyncReply
from sync_server.accounts.devices import CODE_LIFE_MS, TOKEN_LIFE_MS, create_code
from sync_server.accounts.records import Device, Worker
from sync_server.database import table_of, writing
from tests.bare_device import BareDevice, bare_device
from tests.worlds import NETWORK, World, new_id

IDLE = orjson.dumps({"protocol": PROTOCOL})


def refusal(response: Any) -> tuple[int, str]:
    """Return status and code of a refusal, which always says something to people too."""
    problem = response.json()
    assert problem.keys() == {"code", "message"}
    assert problem["message"]
    return response.status_code, problem["code"]


def change_device(world: World, device: BareDevice, **values: Any) -> None:
    with writing(world.engine) as connection:
        table = table_of(Device)
        connection.execute(update(table).where(table.c.number == device.number).values(**values))


@pytest.mark.parametrize("authorization", ["", "Bearer", "Bearer ", "Basic abc", "Bearer tdm.1.wrong", "Bearer x.y.z"])
def test_nobody_enters_without_a_good_token(world: World, authorization: str) -> None:
    bare_device(world)
    response = world.call("POST", "/v1/sync", content=IDLE, headers={"Authorization": authorization})
    assert refusal(response) == (401, "unknown_device")


@pytest.mark.parametrize("token", ["tdm.99999999999.x", "tdm.-1.x", "tdm.１.x", "é.1.x", "tdm", "..", "tdm.1"])
def test_odd_tokens_are_unknown_and_nothing_worse(world: World, token: str) -> None:
    response = world.call("POST", "/v1/sync", content=IDLE, headers={"Authorization": f"Bearer {token}".encode()})
    assert refusal(response) == (401, "unknown_device")


def test_an_old_token_is_refused_and_a_new_one_keeps_the_device(world: World) -> None:
    device = bare_device(world)
    world.clock.advance(TOKEN_LIFE_MS)
    assert refusal(device.post(IDLE)) == (401, "expired_token")
    again = world.call("POST", "/v1/enrol", json={"code": f"{NETWORK}-corinne", "token": device.token}).json()
    assert again["device"] == device.number
    device.token = again["token"]
    assert device.post(IDLE).status_code == 200


def test_a_revoked_device_is_told_to_stop(world: World) -> None:
    device = bare_device(world)
    change_device(world, device, revoked=True)
    assert refusal(device.post(IDLE)) == (403, "revoked_device")


def test_the_device_of_a_closed_account_is_told_to_stop(world: World) -> None:
    device = bare_device(world)
    with writing(world.engine) as connection:
        connection.execute(update(table_of(Worker)).where(table_of(Worker).c.id == "corinne").values(active=False))
    assert refusal(device.post(IDLE)) == (403, "revoked_device")


def test_a_revoked_device_gets_a_new_number_when_it_is_linked_again(world: World) -> None:
    device = bare_device(world)
    change_device(world, device, revoked=True)
    again = world.call("POST", "/v1/enrol", json={"code": f"{NETWORK}-corinne", "token": device.token}).json()
    assert again["device"] > device.number


def test_a_token_of_somebody_else_does_not_give_her_device(world: World) -> None:
    device = bare_device(world)
    other = world.call("POST", "/v1/enrol", json={"code": f"{NETWORK}-abel", "token": device.token}).json()
    assert (other["worker_id"], other["device"] == device.number) == ("abel", False)


@pytest.mark.parametrize("code", ["wrong", "tdm-corinnee", "\0", "é"])
def test_a_wrong_code_links_nothing(world: World, code: str) -> None:
    assert refusal(world.call("POST", "/v1/enrol", json={"code": code})) == (401, "bad_code")
    assert world.table(Device) == []


def test_a_code_serves_once_and_for_ten_minutes(world: World) -> None:
    with writing(world.engine) as connection:
        used, late = (create_code(connection, NETWORK, "corinne", world.clock()) for _ in range(2))
    assert world.call("POST", "/v1/enrol", json={"code": f" {used}\n"}).status_code == 200
    assert refusal(world.call("POST", "/v1/enrol", json={"code": used})) == (401, "bad_code")
    world.clock.advance(CODE_LIFE_MS)
    assert refusal(world.call("POST", "/v1/enrol", json={"code": late})) == (401, "bad_code")


@pytest.mark.parametrize("field", ["label", "token"])
def test_a_character_that_no_database_keeps_is_a_refusal_and_not_a_failure(world: World, field: str) -> None:
    enrol = {"code": f"{NETWORK}-corinne", field: "a\0.1.b"}
    assert world.call("POST", "/v1/enrol", json=enrol).status_code == 422


def test_a_declared_oversized_body_is_refused_unread(world: World) -> None:
    taken = 0

    async def body() -> AsyncIterator[bytes]:
        nonlocal taken
        for _ in range(100):
            taken += 1
            yield b"x" * 100_000

    async def request() -> Any:
        async with world.client() as client:
            headers = {"Authorization": "Bearer x", "Content-Length": str(LARGEST_BODY + 1)}
            return await client.post("/v1/sync", content=body(), headers=headers)

    assert refusal(asyncio.run(request())) == (413, "too_large")
    assert taken <= 2


def test_an_undeclared_oversized_body_is_refused_before_its_end(world: World) -> None:
    taken = 0

    async def body() -> AsyncIterator[bytes]:
        nonlocal taken
        for _ in range(1_000):
            taken += 1
            yield b"x" * 100_000

    async def request() -> Any:
        async with world.client() as client:
            return await client.post("/v1/sync", content=body(), headers={"Authorization": "Bearer x"})

    assert refusal(asyncio.run(request())) == (413, "too_large")
    assert taken <= LARGEST_BODY // 100_000 + 3


def test_a_bomb_is_refused(world: World) -> None:
    device = bare_device(world)
    assert refusal(device.post_packed(b" " * (LARGEST_MESSAGE + 1))) == (413, "too_large")


@pytest.mark.parametrize(
    ("body", "encoding"),
    [
        (b"not zstd", "zstd"),
        (zstandard.compress(b"not json"), "zstd"),
        (b"", ""),
        (b"[]", ""),
        (b"3", ""),
        (b"{}", ""),
        (b'{"protocol": "one"}', ""),
        (b'{"protocol": 1, "actions": {}}', ""),
        (b'{"protocol": 1, "actions": [[]]}', ""),
        (b'{"protocol": 1, "page": 0}', ""),
        (b'{"protocol": 1, "cursor": 7}', ""),
        (b"[" * 3_000, ""),
        (b"\xff\xfe\x00", ""),
        (gzip.compress(IDLE), "gzip"),
        (IDLE, "br"),
    ],
)
def test_what_is_no_message_is_refused_for_good(world: World, body: bytes, encoding: str) -> None:
    device = bare_device(world)
    assert refusal(device.post(body, content_encoding=encoding)) == (422, "unreadable")


@pytest.mark.parametrize("protocol", [0, 2])
def test_another_protocol_must_update(world: World, protocol: int) -> None:
    assert refusal(bare_device(world).post(orjson.dumps({"protocol": protocol}))) == (426, "old_app")


def test_a_request_may_come_plain_or_packed(world: World) -> None:
    device = bare_device(world)
    assert device.post(IDLE).status_code == 200
    assert device.post(IDLE, content_encoding="identity").status_code == 200
    assert device.post_packed(IDLE).status_code == 200


@pytest.mark.parametrize(
    ("accepted", "given"),
    [("zstd, gzip", "zstd"), ("gzip", "gzip"), ("gzip, deflate, br", "gzip"), ("identity", None), ("", None)],
)
def test_a_reply_comes_in_an_encoding_that_was_asked_for(world: World, accepted: str, given: str | None) -> None:
    device = bare_device(world)
    device.send([1, device.change("person", new_id(), {"approach_note": "x" * 1_000})])
    response = device.post(IDLE, accept_encoding=accepted)
    assert response.headers.get("content-encoding") == given
    assert response.headers["vary"] == "Accept-Encoding"
    assert response.headers["cache-control"] == "no-store"
    assert len(SyncReply.model_validate(response.json()).rows) == 1


def test_a_small_reply_is_not_compressed(world: World) -> None:
    device = bare_device(world)
    first = device.send()
    version = (first.reference or {})["version"]
    message = {"protocol": PROTOCOL, "cursor": first.cursor, "reference": version}
    response = device.post(orjson.dumps(message), accept_encoding="zstd, gzip")
    assert "content-encoding" not in response.headers
    assert len(response.content) < 100


def test_names_travel_only_when_they_changed(world: World) -> None:
    device = bare_device(world)
    reference = device.send().reference
    assert reference is not None
    assert reference["workers"]["nadia"] == {"name": "Nadia", "structure": "evs"}
    assert device.send(reference=reference["version"]).reference is None
    with writing(world.engine) as connection:
        connection.execute(update(table_of(Worker)).where(table_of(Worker).c.id == "nadia").values(name="Nadia R."))
    assert device.send(reference=reference["version"]).reference is not None


def test_the_server_tells_its_time(world: World) -> None:
    device = bare_device(world)
    world.clock.advance(5)
    assert device.send().now == world.clock()
