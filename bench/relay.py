"""A relay between phone and server that counts the bytes of each direction, as they are on the wire."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from urllib.parse import urlsplit

AT_ONCE = 65_536


@dataclass
class Relay:
    """Where it listens, and what has passed: bytes to the server, bytes from it."""

    address: str
    sent: int = 0
    received: int = 0

    def forget(self) -> None:
        """Count from zero again."""
        self.sent = self.received = 0


@asynccontextmanager
async def relayed(server: str) -> AsyncIterator[Relay]:
    """Run a relay in front of a server on loopback."""
    relay = Relay("")
    ended: list[asyncio.Event] = []

    async def connected(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        ended.append(end := asyncio.Event())
        there, back = await asyncio.open_connection(urlsplit(server).hostname, urlsplit(server).port)
        await asyncio.gather(_pass_on(relay, reader, back, "sent"), _pass_on(relay, there, writer, "received"))
        end.set()

    listening = await asyncio.start_server(connected, "127.0.0.1", 0)
    relay.address = f"http://127.0.0.1:{listening.sockets[0].getsockname()[1]}"
    try:
        yield relay
    finally:
        listening.close()
        for end in ended:
            await end.wait()


async def _pass_on(relay: Relay, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, way: str) -> None:
    while some := await reader.read(AT_ONCE):
        setattr(relay, way, getattr(relay, way) + len(some))
        writer.write(some)
        await writer.drain()
    writer.close()
