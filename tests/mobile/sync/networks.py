"""Networks for the tests of the engine: ones that are down, that cut, that answer nonsense, that are listened to."""

from collections.abc import Awaitable, Callable

import httpx

from tests.worlds import ADDRESS, World

Handler = Callable[[httpx.Request], Awaitable[httpx.Response]]


class Network(httpx.AsyncBaseTransport):
    """The way to a world's server, until a test puts something in the way; notes each request's size."""

    def __init__(self, world: World) -> None:
        self._way = httpx.ASGITransport(world.app, raise_app_exceptions=False)
        self.in_the_way: Handler | None = None
        self.sizes: list[int] = []

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        self.sizes.append(len(await request.aread()))
        if self.in_the_way is not None:
            return await self.in_the_way(request)
        return await self.forward(request)

    async def forward(self, request: httpx.Request) -> httpx.Response:
        """Let a request through."""
        return await self._way.handle_async_request(request)

    def client(self) -> httpx.AsyncClient:
        """Return a client that goes this way."""
        return httpx.AsyncClient(transport=self, base_url=ADDRESS)


async def down(request: httpx.Request) -> httpx.Response:
    """Nobody is there."""
    raise httpx.ConnectError("no route", request=request)


async def cut(request: httpx.Request) -> httpx.Response:
    """The connection breaks before the request has arrived."""
    raise httpx.ReadError("cut", request=request)


def answering(status: int, content: bytes = b"", **headers: str) -> Handler:
    """Return what answers the same to everything."""

    async def answer(request: httpx.Request) -> httpx.Response:
        return httpx.Response(status, content=content, headers=headers, request=request)

    return answer
