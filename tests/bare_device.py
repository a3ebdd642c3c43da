"""A device without a store, which says to the server exactly what a test wants said."""

from dataclasses import dataclass, field
from typing import Any

import httpx
import orjson
import zstandard

from shared.sync.clock import COUNTER_BITS
from shared.sync.protocol import PROTOCOL, SyncReply
from tests.worlds import NETWORK, World


@dataclass
class BareDevice:
    """Linked for a worker. `stamp` gives rising stamps of the world's time."""

    world: World
    worker: str
    number: int = 0
    token: str = ""
    counter: int = field(default=0, repr=False)

    def stamp(self, ms_ahead: int = 0) -> int:
        """Return a new stamp, by a clock that is this far ahead."""
        self.counter += 1
        return self.world.clock() + ms_ahead << COUNTER_BITS | self.counter

    def change(self, table: str, record_id: str, fields: dict[str, Any], base_seq: int = 0) -> list[Any]:
        """Return a change of now, as it travels."""
        return [table, record_id, fields, self.stamp(), base_seq]

    def send(self, *actions: list[Any], cursor: str = "", page: int = 2_000, **more: Any) -> SyncReply:
        """Send actions, `[number, change, …]` each, and return the reply."""
        message = {"protocol": PROTOCOL, "actions": list(actions), "cursor": cursor, "page": page, **more}
        response = self.post(orjson.dumps(message))
        assert response.status_code == 200, response.text
        return SyncReply.model_validate(response.json())

    def post(self, body: bytes, **headers: str) -> httpx.Response:
        """Send bytes."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        all_headers = {"Authorization": f"Bearer {self.token}", **named}
        return self.world.call("POST", "/v1/sync", content=body, headers=all_headers)

    def post_packed(self, plain: bytes) -> httpx.Response:
        """Send bytes, compressed."""
        return self.post(zstandard.compress(plain), content_encoding="zstd")


def bare_device(world: World, worker: str = "corinne") -> BareDevice:
    """Return a device linked to the world's server."""
    response = world.call("POST", "/v1/enrol", json={"code": f"{NETWORK}-{worker}", "label": "bare"})
    assert response.status_code == 200, response.text
    reply = response.json()
    return BareDevice(world, worker, reply["device"], reply["token"])
