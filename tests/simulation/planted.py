"""Bugs that such programs have had, planted one by one, to see that the simulation would not miss them."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from unittest.mock import patch

from sqlalchemy import Connection, delete, update

from mobile.store import state
from mobile.store.outbox import Outgoing
from mobile.store.pull import Progress
from mobile.store.schema import outbox
from mobile.sync.engine import SyncEngine
from shared.domain.record import Row
from shared.domain.registry import RecordType
from shared.sync.change import Change
from shared.sync.clock import COUNTER_BITS, FUTURE_ALLOWANCE_MS
from shared.sync.protocol import SyncReply, SyncRequest
from sync_server.accounts.records import Device
from sync_server.database import table_of
from sync_server.sync import ingest
from sync_server.sync.change_log import LoggedChange
from sync_server.sync.exchange import Exchange
from sync_server.sync.ingest import Numbered, Taken
from sync_server.sync.workbench import Workbench


class Forgetful(Exchange):
    """No idempotence: what was taken in before is taken in again."""

    def _take(self, connection: Connection, device: Device, actions: list[Numbered], now_ms: int) -> Taken:
        if actions:
            log = table_of(LoggedChange)
            known = (log.c.device == device.number, log.c.number >= actions[0].first)
            connection.execute(delete(log).where(*known))
            devices = table_of(Device)
            connection.execute(update(devices).where(devices.c.number == device.number).values(settled=0))
        return super()._take(connection, device, actions, now_ms)


class TrustsClocks(Exchange):
    """Conflicts by clock: whoever's clock is later is taken to have seen everything."""

    def _take(self, connection: Connection, device: Device, actions: list[Numbered], now_ms: int) -> Taken:
        blind = [
            Numbered(action.first, tuple(self._later(change) for change in action.changes), action.refusals)
            for action in actions
        ]
        return super()._take(connection, device, blind, now_ms)

    def _later(self, change: Change) -> Change:
        return change._replace(base_seq=1 << 40)


class Mute(Exchange):
    """No echo: the author of a change is not shown what became of its row."""

    def run(self, device: Device, request: SyncRequest, now_ms: int) -> SyncReply:
        reply = super().run(device, request, now_ms)
        sent = {(change[0], change[1]) for action in request.actions for change in action[1:]}
        return reply.model_copy(update={"rows": [row for row in reply.rows if (row[0], row[1]) not in sent]})


class CutsPages(Exchange):
    """A page cut inside one sequence: the cursor says it was complete."""

    def run(self, device: Device, request: SyncRequest, now_ms: int) -> SyncReply:
        reply = super().run(device, request, now_ms)
        return reply.model_copy(update={"rows": reply.rows[: max(request.page, 1)]})


class DropsTies(Workbench):
    """Clamped ties dropped: two stamps brought back to the same bound are no longer told apart."""

    def _fair_stamp(self, _record: RecordType, _row: Row, change: Change) -> int:
        bound = self._author.now_ms + FUTURE_ALLOWANCE_MS << COUNTER_BITS
        return min(change.stamp, bound)


class LetsDeletionsWin(Workbench):
    """A deletion hides what its author never saw: the base of every change is taken to be the newest."""

    def _lay_change(self, change: Change) -> Any:
        seen = change._replace(base_seq=1 << 40) if "deleted" in change.fields else change
        return super()._lay_change(seen)


class HastyCursor(SyncEngine):
    """The cursor is saved before the rows it stands for."""

    def _take_in(self, outgoing: Outgoing, reply: SyncReply) -> Progress:
        with self._store.begin() as connection:
            state.write(connection, "cursor", reply.cursor)
        return super()._take_in(outgoing, reply)


class ClearsEverything(SyncEngine):
    """An acknowledgement empties the outbox, with what was never sent."""

    def _take_in(self, outgoing: Outgoing, reply: SyncReply) -> Progress:
        progress = super()._take_in(outgoing, reply)
        if progress.settled:
            with self._store.begin() as connection:
                connection.execute(delete(outbox))
        return progress


class ReusesNumbers(SyncEngine):
    """An outbox that counts from one again once it is empty."""

    def _take_in(self, outgoing: Outgoing, reply: SyncReply) -> Progress:
        progress = super()._take_in(outgoing, reply)
        with self._store.begin() as connection:
            if connection.execute(outbox.select().limit(1)).first() is None:
                connection.exec_driver_sql("DELETE FROM sqlite_sequence WHERE name = 'outbox'")
        return progress


@dataclass(frozen=True)
class Planted:
    """A bug: which collaborator carries it."""

    exchange: type[Exchange] = Exchange
    engine: type[SyncEngine] = SyncEngine
    workbench: type[Workbench] = Workbench

    @contextmanager
    def in_place(self) -> Iterator[None]:
        """Let the server work at the bug's bench: nothing in the product lets one choose it."""
        with patch.object(ingest, "Workbench", self.workbench):
            yield


BUGS: dict[str, Planted] = {
    "no idempotence": Planted(exchange=Forgetful),
    "conflict by clock": Planted(exchange=TrustsClocks),
    "no echo of rows": Planted(exchange=Mute),
    "page cut inside a sequence": Planted(exchange=CutsPages),
    "clamped ties dropped": Planted(workbench=DropsTies),
    "deletion wins": Planted(workbench=LetsDeletionsWin),
    "cursor saved before apply": Planted(engine=HastyCursor),
    "acknowledgement clears unsent changes": Planted(engine=ClearsEverything),
    "outbox number reused": Planted(engine=ReusesNumbers),
}
