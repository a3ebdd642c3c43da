"""One simulated month in a valley without network: several phones, one server, and everything that goes wrong."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from mobile.store.records import Patch
from mobile.sync.engine import SyncEngine
from mobile.sync.errors import SyncTrouble
from sync_server.sync.exchange import Exchange
from sync_server.sync.feed import StaleCursor
from tests.simulation import invariants
from tests.simulation.network import SimulatedNetwork
from tests.simulation.phone import SimulatedPhone, Written
from tests.simulation.server import WRITERS, SimulatedServer
from tests.simulation.weather import Crash, Weather
from tests.worlds import DAY_MS, NOW

STEPS = 50
RECORDS = 8
ROUNDS_TO_QUIET = 12
"""How many times each phone may synchronise, once faults stop, until nothing is left to say."""


@dataclass(frozen=True)
class Outcome:
    """What one seed gave: "" or what was broken, how often each fault struck, how many changes were written."""

    seed: int
    broken: str
    struck: Counter[str] = field(default_factory=Counter)
    writes: int = 0

    @property
    def replay(self) -> str:
        """Return the command that runs this seed again."""
        return f"python -m tests.simulation.run --seeds 1 --first {self.seed}"


class Simulation:
    """A world that lives its steps under faults, then calms down and is judged."""

    def __init__(
        self, seed: int, *, exchange: type[Exchange] = Exchange, engine: type[SyncEngine] = SyncEngine
    ) -> None:
        self.seed = seed
        self.weather = Weather(seed)
        self.now_ms = NOW
        self.written: list[Written] = []
        self.cursors: dict[int, tuple[int, int]] = {}
        self.complaint = ""
        self.server = SimulatedServer(self.weather, lambda: self.now_ms, exchange)
        self.network = SimulatedNetwork(self.server, self.weather, self._meanwhile)
        self.phones = [
            SimulatedPhone(device, worker, self.weather, lambda: self.now_ms, self.network, engine)
            for device, worker in enumerate(WRITERS, 1)
        ]
        for phone in self.phones:
            phone.skew = self._some_skew()

    def run(self) -> Outcome:
        """Live, calm down, and be judged."""
        try:
            for _ in range(STEPS):
                self._step()
            self.weather.calm = True
            broken = self._calm_down() or self._judge()
        except Exception as error:  # whatever it is, this seed found it, and the others go on
            broken = f"{type(error).__name__}: {error}"
        finally:
            self.server.close()
            for phone in self.phones:
                phone.close()
        return Outcome(self.seed, self.complaint or broken, self.weather.struck, len(self.written))

    def _step(self) -> None:
        chance = self.weather.chance
        self.now_ms += chance.choice((1, 50, 1_000, 60_000, 3_600_000))
        phone = chance.choice(self.phones)
        if self.weather.strikes("clock moved"):
            phone.skew = self._some_skew()
        if self.weather.strikes("epoch changed"):
            self.server.change_epoch()
        drawn = chance.random()
        if drawn < 0.62:
            self._write(phone)
        elif drawn < 0.96:
            self._synchronise(phone)
        else:
            self.network.deliver_late()

    def _some_skew(self) -> int:
        chance = self.weather.chance
        return chance.choice(
            (0, 0, 0, 1_500, 400_000, chance.randint(-3 * DAY_MS, 3 * DAY_MS), 300 * 365 * DAY_MS, -NOW)
        )

    def _meanwhile(self, device: int) -> None:
        """Let somebody write while her reply is on its way."""
        if self.weather.strikes("save during exchange"):
            self._write(self.phones[device - 1])

    def _write(self, phone: SimulatedPhone) -> None:
        chance = self.weather.chance
        patches = [self._patch(phone) for _ in range(chance.choice((1, 1, 1, 2, 3)))]
        poisoned = self.weather.strikes("poison")
        if poisoned:
            victim = patches[-1]
            patches[-1] = Patch(victim.table, victim.id, {**victim.fields, "address": "nul \0"})
        try:
            self.written += phone.save(patches, poisoned=poisoned)
        except Crash:
            phone.reopen()

    def _patch(self, phone: SimulatedPhone) -> Patch:
        chance = self.weather.chance
        value = f"{phone.device}.{len(self.written)}.{chance.randrange(1000)}"
        key = f"00000000-0000-7000-8000-{chance.randrange(RECORDS):012d}"
        if chance.random() < 0.2:
            visit: dict[str, Any] = {"note": value, f"participants/{key}": chance.choice((True, None))}
            return Patch("visit", key.replace("7000", "7001"), visit)
        if chance.random() < 0.08:
            return Patch("person", key, {"deleted": chance.random() < 0.7})
        fields: dict[str, Any] = {
            "first_name": value,
            "hamlet": chance.choice((value, "")),
            "phones/1": {"number": value, "typed": value, "label": ""},
            "phones/2": chance.choice((None, {"number": "", "typed": value, "label": "bureau"})),
            "tags/isolée": chance.choice((True, None)),
            "tags/vélo": chance.choice((True, None)),
            "couleur": value,  # a field that no version knows yet
            "interpreter": chance.random() < 0.5,
            "birth_year": chance.choice((None, 1950)),
        }
        chosen = chance.sample(sorted(fields), chance.choice((1, 1, 2, 4)))
        return Patch("person", key, {name: fields[name] for name in chosen})

    def _synchronise(self, phone: SimulatedPhone) -> bool:
        """Return whether anything was said."""
        try:
            done = phone.synchronise(self.weather.chance.choice((200, 400, 900, 32_768)))
        except Crash:
            phone.reopen()
            return True
        except SyncTrouble as trouble:
            self.weather.struck[type(trouble).__name__] += 1
            return True
        finally:
            self._watch_cursor(phone)
        return bool(done.sent or done.received)

    def _watch_cursor(self, phone: SimulatedPhone) -> None:
        cursor = phone.read("cursor", "")
        if not cursor:
            self.cursors.pop(phone.device, None)
            return
        try:
            reached = self.server.reached(cursor)
        except StaleCursor:
            return
        before = self.cursors.get(phone.device, reached)
        if before[0] == reached[0] and reached[1] < before[1]:
            self.complaint = self.complaint or f"the cursor of phone {phone.device} went from {before} to {reached}"
        self.cursors[phone.device] = reached

    def _calm_down(self) -> str:
        self.network.deliver_late(everything=True)
        for _ in range(ROUNDS_TO_QUIET):
            self.now_ms += 60_000
            spoke = [self._synchronise(phone) for phone in self.phones]
            if not any(spoke):
                left = [phone.device for phone in self.phones if phone.waiting()]
                return f"the outboxes of {left} do not drain" if left else ""
        return "the phones never stop talking"

    def _judge(self) -> str:
        log = self.server.log()
        self.weather.struck.update(f"verdict {entry.verdict}" for entry in log)
        conflicts = self.server.rows("conflict").values()
        self.weather.struck.update("deletion against an edit" for row in conflicts if row["field"] == "deleted")
        return (
            invariants.each_write_once(log, self.written)
            or invariants.refused_are_set_aside(self.phones, self.written)
            or invariants.all_agree(self.server, self.phones)
            or invariants.own_order_kept(self.server, log, self.written)
            or invariants.nothing_vanished(self.server, log, self.written)
            or invariants.edits_survive_deletion(self.server, log, self.written)
        )
