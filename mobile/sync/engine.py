"""One synchronisation, first request to last: send what waits, read what is new, until both sides agree."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy import Connection, Engine

from mobile.store import outbox, state
from mobile.store.outbox import Outgoing
from mobile.store.pull import Progress, take_in
from mobile.store.store_thread import StoreThread
from mobile.sync.errors import Cut, Refused, StartAgain
from mobile.sync.transport import Transport
from shared.locale import t
from shared.sync.protocol import EnrolRequest, SyncReply

Clock = Callable[[], int]


@dataclass(frozen=True)
class Synchronised:
    """What a synchronisation did, over all its requests."""

    sent: int = 0
    refused: int = 0
    received: int = 0
    requests: int = 0

    def plus(self, progress: Progress) -> "Synchronised":
        """Return the sum with one more exchange."""
        return Synchronised(
            self.sent + progress.settled,
            self.refused + progress.refused,
            self.received + progress.rows,
            self.requests + 1,
        )


class SyncEngine:
    """Keeps one store in step with its server; never more than one synchronisation at a time."""

    def __init__(self, store: Engine, thread: StoreThread, transport: Transport, clock: Clock) -> None:
        self._store = store
        self._thread = thread
        self._transport = transport
        self._clock = clock
        self._one_at_a_time = asyncio.Lock()

    async def link(self, server: str, code: str, label: str) -> state.Identity:
        """Link this phone to a server by a code. Raises `SyncTrouble`; the outbox, if any, stays."""
        server = server.strip().rstrip("/")
        former = await self._thread.run(self._former_identity)
        token = former.token if former else ""
        reply = await self._transport.enrol(server, EnrolRequest(code=code.strip(), label=label, token=token))
        identity = state.Identity(reply.network_id, reply.device, reply.worker_id, reply.token, server)
        if former and former.network_id != identity.network_id:
            raise Refused(t("problem.other_network"))
        await self._thread.run(self._remember, identity, reply.reference)
        return identity

    async def synchronise(self) -> Synchronised:
        """Exchange until nothing waits on either side. Raises `SyncTrouble`, `NotLinked` or a `StoreError`.

        A loop that waits on another machine stops when a reply settles nothing and brings nothing.
        """
        async with self._one_at_a_time:
            return await self._until_in_step()

    async def _until_in_step(self) -> Synchronised:
        done = Synchronised()
        identity, outgoing = await self._thread.run(self._prepare)
        reply = await self._exchange(identity, outgoing)
        while True:
            following = await self._thread.run(self._prepare_after, outgoing, reply)
            taking = self._thread.begin(self._take_in, outgoing, reply)
            try:
                # The server works on the next request while this phone takes the reply in: neither needs the other.
                next_reply = await self._exchange(identity, following) if following else None
            finally:
                progress = await taking
            done = done.plus(progress)
            if following is None or next_reply is None:
                return done
            outgoing, reply = following, next_reply

    async def _exchange(self, identity: state.Identity, outgoing: Outgoing) -> SyncReply:
        try:
            return await self._transport.exchange(identity.server, identity.token, outgoing.request)
        except Cut:
            await self._thread.run(self._write, outbox.note_cut)
            raise
        except StartAgain:
            if not outgoing.request.cursor:
                raise
            await self._thread.run(self._forget_cursor)
            return await self._exchange(identity, outgoing.from_the_start())

    def _prepare(self) -> tuple[state.Identity, Outgoing]:
        with self._store.begin() as connection:
            return state.identity(connection), outbox.next_request(connection)

    def _prepare_after(self, outgoing: Outgoing, reply: SyncReply) -> Outgoing | None:
        """Return the request that follows a reply, as if that were taken in already; None where all is said."""
        settled = min(reply.settled, outgoing.numbers[-1]) if outgoing.numbers else 0
        nothing_settled = settled < min(outgoing.numbers, default=1)
        stuck = nothing_settled and (bool(outgoing.numbers) or reply.cursor == outgoing.request.cursor)
        if stuck or not (reply.more or outgoing.more or settled < max(outgoing.numbers, default=0)):
            return None
        with self._store.begin() as connection:
            return outbox.next_request(connection, after=settled, cursor=reply.cursor)

    def _take_in(self, outgoing: Outgoing, reply: SyncReply) -> Progress:
        with self._store.begin() as connection:
            progress = take_in(connection, reply, outgoing.numbers, self._clock())
            if outgoing.numbers:
                outbox.note_success(connection)
            return progress

    def _write(self, function: Callable[[Connection], None]) -> None:
        with self._store.begin() as connection:
            function(connection)

    def _forget_cursor(self) -> None:
        with self._store.begin() as connection:
            state.write(connection, "cursor", "")

    def _former_identity(self) -> state.Identity | None:
        with self._store.begin() as connection:
            try:
                return state.identity(connection)
            except state.NotLinked:
                return None

    def _remember(self, identity: state.Identity, reference: dict[str, object]) -> None:
        with self._store.begin() as connection:
            state.remember_identity(connection, identity)
            state.write(connection, "reference", reference)
