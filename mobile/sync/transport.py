"""The only file that speaks HTTP: requests out, replies in, refusals as the errors of `errors.py`."""

from typing import Any, Protocol, TypeVar

import httpx
import orjson
from pydantic import ValidationError

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
from shared.sync.protocol import (
    LARGEST_MESSAGE,
    EnrolReply,
    EnrolRequest,
    Message,
    SyncReply,
    SyncRequest,
    TooLarge,
    Unreadable,
    pack,
    parse,
    to_json,
)

TIMEOUT = httpx.Timeout(connect=10.0, read=60.0, write=60.0, pool=5.0)
LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
_BY_STATUS: dict[int, type[SyncTrouble]] = {
    401: MustLink,
    403: Closed,
    410: StartAgain,
    413: Cut,
    426: MustUpdate,
    429: Busy,
    502: Busy,
    503: Busy,
    504: Busy,
}
M = TypeVar("M", bound=Message)


class Transport(Protocol):
    """The seam to the network; the tests of the engine use the real one over `httpx.ASGITransport`."""

    async def exchange(self, server: str, token: str, request: SyncRequest) -> SyncReply:
        """Send a request and return its reply. Raises `SyncTrouble`."""
        ...

    async def enrol(self, server: str, request: EnrolRequest) -> EnrolReply:
        """Link this phone. Raises `SyncTrouble`."""
        ...


class HttpTransport:
    """The transport over HTTP; cleartext only to the machine itself."""

    def __init__(self, client: httpx.AsyncClient | None = None) -> None:
        self._client = client or httpx.AsyncClient(timeout=TIMEOUT, headers={"User-Agent": "veillee"})

    async def exchange(self, server: str, token: str, request: SyncRequest) -> SyncReply:
        """Send a request and return its reply. Raises `SyncTrouble`."""
        headers = {"Authorization": f"Bearer {token}", "Content-Encoding": "zstd"}
        return await self._post(f"{server}/v1/sync", pack(request), headers, SyncReply)

    async def enrol(self, server: str, request: EnrolRequest) -> EnrolReply:
        """Link this phone. Raises `SyncTrouble`."""
        return await self._post(f"{server}/v1/enrol", to_json(request), {}, EnrolReply)

    async def close(self) -> None:
        """Close the connections."""
        await self._client.aclose()

    async def _post(self, url: str, body: bytes, headers: dict[str, str], model: type[M]) -> M:
        _forbid_cleartext(url)
        headers = {"Content-Type": "application/json", "Accept-Encoding": "zstd, gzip", **headers}
        try:
            response = await self._client.post(url, content=body, headers=headers)
        except (httpx.ConnectError, httpx.ConnectTimeout, httpx.UnsupportedProtocol) as error:
            raise Unreachable from error
        except httpx.HTTPError as error:
            raise Cut from error
        if response.status_code != 200:
            raise _trouble(response)
        try:
            return model.model_validate(parse(response.content, LARGEST_MESSAGE))
        except (Unreadable, TooLarge, ValidationError) as error:
            raise Cut("unreadable reply") from error


def _forbid_cleartext(url: str) -> None:
    try:
        parsed = httpx.URL(url)
    except httpx.InvalidURL as error:
        raise Refused from error
    if parsed.scheme != "https" and not (parsed.scheme == "http" and parsed.host in LOOPBACK):
        raise Refused("cleartext")


def _trouble(response: httpx.Response) -> SyncTrouble:
    kind = _BY_STATUS.get(response.status_code, Busy if response.status_code >= 500 else Refused)
    try:
        problem: Any = orjson.loads(response.content)
    except orjson.JSONDecodeError:
        problem = {}
    message = problem.get("message", "") if isinstance(problem, dict) else ""
    after = response.headers.get("retry-after", "")
    return kind(str(message), float(after) if after.isdigit() else 0.0)
