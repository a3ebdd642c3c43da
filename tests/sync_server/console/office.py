"""A coordinator at her desk: a browser without JavaScript in front of the real server, and records sent by phones."""

import asyncio
import html
import itertools
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import httpx
from sqlalchemy import select, update

from shared.domain.registry import record_types
from shared.sync.change import Change
from shared.sync.clock import tick
from shared.sync.merge import largest_stamp
from sync_server.accounts.devices import own_device
from sync_server.accounts.passwords import hash_password
from sync_server.accounts.records import Worker
from sync_server.console import addresses
from sync_server.console.session import open_session
from sync_server.database import table_of, writing
from sync_server.sync.author import Author
from sync_server.sync.ingest import apply_actions
from tests.worlds import ADDRESS, NETWORK, World, new_id

PASSWORD = "une vallée, deux rivières"


@cache
def password_hash() -> str:
    """The hash of the one password of these tests: made once, since it is slow on purpose."""
    return hash_password(PASSWORD)


def give_passwords(world: World) -> None:
    """Let every worker of a world sign in with `PASSWORD`."""
    with writing(world.engine) as connection:
        connection.execute(update(table_of(Worker)).values(password_hash=password_hash()))


@dataclass
class Browser:
    """What a browser without JavaScript does: keeps cookies, follows redirects, sends back what forms hold."""

    world: World
    cookies: httpx.Cookies = field(default_factory=httpx.Cookies)
    page: httpx.Response = field(default_factory=lambda: httpx.Response(204))

    def get(self, path: str, **headers: str) -> httpx.Response:
        """Open a page."""
        return self._send("GET", path, headers=headers)

    def post(self, path: str, fields: Mapping[str, Any], **headers: str) -> httpx.Response:
        """Send a form as it stands in `fields`, from our own site unless told otherwise."""
        return self._send("POST", path, data=fields, headers={"Origin": ADDRESS, **headers})

    def submit(self, path: str, **fields: Any) -> httpx.Response:
        """Send a form of the page in sight, with its token."""
        return self.post(path, {"csrf": self.token(), **fields})

    def token(self) -> str:
        """The token in the page in sight."""
        found = re.search(r'name="csrf" value="([^"]+)"', self.page.text)
        assert found, "this page holds no form"
        return found[1]

    def sign_in(self, name: str = "nadia", password: str = PASSWORD) -> httpx.Response:
        """Go through the door."""
        self.get(addresses.SIGN_IN)
        return self.submit(addresses.SIGN_IN, email=f"{name}@{NETWORK}.example.org", password=password)

    def text(self) -> str:
        """The words of the page in sight, without its tags."""
        body = re.sub(r"<(script|style|title)\b.*?</\1>|<[^>]+>", " ", self.page.text, flags=re.DOTALL)
        return " ".join(html.unescape(body).split())

    def visits(self) -> list[str]:
        """The ids of the visits listed, from the top."""
        return re.findall(rf'href="{addresses.MOUNT}/rencontres/([^"?]+)"', self.page.text)

    def _send(self, method: str, path: str, **arguments: Any) -> httpx.Response:
        async def request() -> httpx.Response:
            transport = httpx.ASGITransport(self.world.app)
            async with httpx.AsyncClient(
                transport=transport, base_url=ADDRESS, cookies=self.cookies, follow_redirects=True
            ) as client:
                response = await client.request(method, path, **arguments)
                self.cookies = client.cookies
                return response

        self.page = asyncio.run(request())
        return self.page


def coordinator(world: World, name: str = "nadia") -> Browser:
    """A browser of somebody who is signed in already: the door itself is slow on purpose."""
    browser = Browser(world)
    with writing(world.engine) as connection:
        row = connection.execute(select(table_of(Worker)).where(table_of(Worker).c.id == name)).mappings().one()
        session = open_session(connection, Worker(**row), world.clock())
    browser.cookies.set("veillee", session, "127.0.0.1", addresses.MOUNT)
    return browser


_counter = itertools.count()


def write(world: World, table: str, fields: Mapping[str, Any], *, by: str = "corinne", record_id: str = "") -> str:
    """Write a record for a worker, through the same door as phones do; return its id."""
    record_id = record_id or new_id()
    with writing(world.engine) as connection:
        device = own_device(connection, NETWORK, by, "phone", world.clock())
        row = world_row(world, table, record_id)
        stamp = tick(largest_stamp(row), world.clock()) + next(_counter)
        author = Author(NETWORK, device.number, by, world.clock())
        change = Change(table, record_id, dict(fields), stamp, row["seq"])
        taken = apply_actions(connection, author, [(change,)], new_id)
    assert [settled.verdict for settled in taken.verdicts] == ["ok"]
    return record_id


def world_row(world: World, table: str, record_id: str) -> dict[str, Any]:
    """The server's row of a record, or the blank it starts from."""
    return world.rows(table).get(record_id) or record_types()[table].blank(NETWORK, record_id)


def write_visit(world: World, **fields: Any) -> str:
    """Write a visit of the 20th of November 2026 in Palladuc, unless told otherwise."""
    plain = {"day": "2026-11-20", "commune": "63267", "structure": "evs", "mode": "home", **fields}
    return write(world, "visit", dict(spread(plain)))


def spread(fields: Mapping[str, Any]) -> Iterable[tuple[str, Any]]:
    """Turn maps into paths: {"axes": {"1": True}} → "axes/1"."""
    for name, value in fields.items():
        if isinstance(value, Mapping):
            yield from ((f"{name}/{element}", item) for element, item in value.items())
        else:
            yield name, value
