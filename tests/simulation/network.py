"""The network of a simulation: requests get lost, cut, repeated and late, replies get lost."""

from collections.abc import Callable

from mobile.sync.errors import Busy, Cut, StartAgain, SyncTrouble, Unreachable
from shared.sync.protocol import PAGE_ROWS, EnrolReply, EnrolRequest, SyncReply, SyncRequest, to_json
from sync_server.sync.feed import StaleCursor
from tests.simulation.server import SimulatedServer
from tests.simulation.weather import Crash, Weather


class SimulatedNetwork:
    """The transport of every phone; a token is the phone's device number. `meanwhile` runs while a reply travels."""

    def __init__(self, server: SimulatedServer, weather: Weather, meanwhile: Callable[[int], None]) -> None:
        self._server = server
        self._weather = weather
        self._meanwhile = meanwhile
        self._late: list[tuple[int, bytes]] = []

    async def enrol(self, server: str, request: EnrolRequest) -> EnrolReply:  # noqa: ARG002 - the transport's signature
        """The phones of a simulation are linked from the start."""
        raise SyncTrouble

    async def exchange(self, server: str, token: str, request: SyncRequest) -> SyncReply:  # noqa: ARG002 - same
        """Carry a request there and its reply back. Raises `SyncTrouble`."""
        weather, device = self._weather, int(token)
        page = PAGE_ROWS if weather.calm else weather.chance.choice((1, 2, 4, 8, 40))
        body = to_json(request.model_copy(update={"page": page}))
        if weather.strikes("request lost"):
            raise Unreachable
        if weather.strikes("request cut"):
            raise Cut
        if weather.strikes("request late"):
            self._late.append((device, body))
            raise Cut
        reply = self._answer(device, body)
        if weather.strikes("request repeated"):
            reply = self._answer(device, body)
        if weather.strikes("reply lost"):
            raise Cut
        self._meanwhile(device)
        return reply

    def deliver_late(self, *, everything: bool = False) -> None:
        """Bring to the server one request that was long given up, or all of them; nobody waits for the replies."""
        while self._late:
            device, body = self._late.pop(self._weather.chance.randrange(len(self._late)))
            try:
                self._server.answer(device, body)
            except (Crash, StaleCursor):
                self._weather.struck["late request refused"] += 1
            if not everything:
                return

    def _answer(self, device: int, body: bytes) -> SyncReply:
        try:
            return self._server.answer(device, body)
        except Crash as error:
            raise Busy from error
        except StaleCursor as error:
            self._weather.struck["cursor refused"] += 1
            raise StartAgain from error
