"""Messages on the wire: packed and read back the same, and never read past their limits."""

from contextlib import suppress
from typing import Any

import orjson
import pytest
import zstandard
from hypothesis import given
from hypothesis import strategies as st

from shared.sync.protocol import (
    PROTOCOL,
    EnrolRequest,
    SyncReply,
    SyncRequest,
    TooLarge,
    Unreadable,
    pack,
    parse,
    to_json,
    unpack,
)

texts = st.text(max_size=20)
rows = st.lists(st.tuples(texts, texts, st.integers(0, 1 << 60), st.dictionaries(texts, texts)).map(list), max_size=4)


@given(st.builds(SyncRequest, protocol=st.integers(0, 9), cursor=texts, reference=texts, page=st.integers(1, 10_000)))
def test_a_request_comes_back_as_it_was_packed(request: SyncRequest) -> None:
    assert SyncRequest.model_validate(unpack(pack(request))) == request


@given(st.builds(SyncReply, now=st.integers(0, 1 << 60), cursor=texts, rows=rows, more=st.booleans()))
def test_a_reply_comes_back_as_it_was_packed(reply: SyncReply) -> None:
    assert SyncReply.model_validate(unpack(pack(reply))) == reply


def test_what_is_at_its_default_does_not_travel() -> None:
    assert orjson.loads(to_json(SyncRequest(protocol=PROTOCOL))) == {"protocol": PROTOCOL}


def test_the_schema_travels_under_its_own_name() -> None:
    assert orjson.loads(to_json(SyncRequest(protocol=PROTOCOL, schema=7)))["schema"] == 7


def test_keys_of_a_newer_version_are_ignored() -> None:
    assert SyncRequest.model_validate({"protocol": 1, "weather": "snow"}) == SyncRequest(protocol=1)


def test_a_bomb_is_refused_before_it_is_unfolded() -> None:
    bomb = zstandard.compress(b"[" + b" " * 200_000_000 + b"]")
    assert len(bomb) < 20_000
    with pytest.raises(TooLarge):
        unpack(bomb, limit=1_000_000)


@pytest.mark.parametrize(("size", "fits"), [(999, True), (1_000, True), (1_001, False)])
def test_the_limit_is_exact(size: int, fits: bool) -> None:
    plain = b'"' + b"x" * (size - 2) + b'"'
    for read, body in ((parse, plain), (unpack, zstandard.compress(plain))):
        if fits:
            assert read(body, 1_000) == "x" * (size - 2)
        else:
            with pytest.raises(TooLarge):
                read(body, 1_000)


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{}",
        b"not zstd",
        zstandard.compress(b""),
        zstandard.compress(b"{"),
        zstandard.compress(b"\xff\xfe"),
        zstandard.compress(b"[" * 5_000 + b"]" * 5_000),
        zstandard.compress(b'{"a": 1e999}'),
        zstandard.compress(b'{"a": "\\ud800"}'),
        zstandard.compress(b'{"protocol": 1, "cursor": "a long enough text to be cut in two"}')[:-9],
    ],
)
def test_bytes_that_are_not_what_they_should_be_are_unreadable(body: bytes) -> None:
    with pytest.raises(Unreadable):
        unpack(body)


@given(st.binary(max_size=300))
def test_any_bytes_are_a_value_or_a_typed_refusal(body: bytes) -> None:
    for read in (parse, unpack):
        with suppress(TooLarge, Unreadable):
            read(body, 200)


@pytest.mark.parametrize("value", [object(), {1, 2}])
def test_only_json_travels(value: Any) -> None:
    with pytest.raises(TypeError):
        to_json(SyncReply(now=1, cursor="", rows=[[value]]))


def test_lists_kept_as_tuples_travel_as_lists() -> None:
    assert orjson.loads(to_json(SyncReply(now=1, cursor="", rows=[["a", (1, 2)]])))["rows"] == [["a", [1, 2]]]


def test_a_code_must_be_given() -> None:
    with pytest.raises(ValueError, match="code"):
        EnrolRequest.model_validate({"code": ""})
