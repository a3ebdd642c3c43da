"""A switch between the phone and its network, for the demo: what is cut here, the app lives through as a real cut."""

from mobile.sync.errors import Unreachable
from mobile.sync.transport import Transport
from shared.sync.protocol import EnrolReply, EnrolRequest, SyncReply, SyncRequest


class SwitchedTransport:
    """A transport that can be cut."""

    def __init__(self, inner: Transport) -> None:
        self._inner = inner
        self.cut = False

    async def exchange(self, server: str, token: str, request: SyncRequest) -> SyncReply:
        """Pass a request on, unless the network is cut."""
        self._check()
        return await self._inner.exchange(server, token, request)

    async def enrol(self, server: str, request: EnrolRequest) -> EnrolReply:
        """Pass a request on, unless the network is cut."""
        self._check()
        return await self._inner.enrol(server, request)

    def _check(self) -> None:
        if self.cut:
            raise Unreachable("the demo switch is off")
