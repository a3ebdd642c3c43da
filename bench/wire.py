"""How much travels: a hundred mixed changes, and an exchange when there is nothing to do."""

from pathlib import Path

from bench.figures import Figure, Scale
from bench.phones import linked
from bench.population import Population, Written
from bench.relay import relayed
from bench.site import make_database, serving
from mobile.phone import Phone
from mobile.store.records import Patch
from sync_server.settings import sqlite_url

CHANGES = 100
CHANGE_TARGET_B = 150.0
IDLE_TARGET_B = 1_000.0


def a_day(population: Population) -> list[tuple[Written, ...]]:
    """Make a hundred changes as a few days bring them: people, encounters with what follows, corrected telephones."""
    actions: list[tuple[Written, ...]] = [(person,) for person in population.new_people(15)]
    actions.extend(population.encounter() for _ in range(15))
    actions.extend((visit,) for visit in population.new_visits(15))
    actions.extend((population.correction(person),) for person in population.people[:10])
    assert sum(map(len, actions)) == CHANGES
    return actions


async def measure_wire(population: Population, scale: Scale, folder: Path) -> list[Figure]:
    """Count the bytes of warm connections, headers and all."""
    url = sqlite_url(folder / "wire.db")
    make_database(url)
    up: list[float] = []
    down: list[float] = []
    idle: list[float] = []
    requests: list[float] = []
    with serving(url) as server:
        async with relayed(server.address) as relay, linked(folder / "wire", relay.address) as phone:
            await phone.engine.synchronise()
            for _ in range(scale.runs):
                await _save_day(phone, population)
                relay.forget()
                done = await phone.engine.synchronise()
                assert (done.sent, done.refused) == (CHANGES, 0), done
                up.append(relay.sent / CHANGES)
                down.append(relay.received / CHANGES)
                relay.forget()
                done = await phone.engine.synchronise()
                idle.append(float(relay.sent + relay.received))
                requests.append(float(done.requests))
    return [
        Figure("request, 100 mixed changes", "B/change", tuple(up), target=CHANGE_TARGET_B),
        Figure("reply, 100 mixed changes", "B/change", tuple(down)),
        Figure("idle exchange, both ways", "B", tuple(idle), target=IDLE_TARGET_B),
        Figure("idle exchange", "requests", tuple(requests), target=1.0),
    ]


async def _save_day(phone: Phone, population: Population) -> None:
    for action in a_day(population):
        await phone.save(Patch(*record) for record in action)
