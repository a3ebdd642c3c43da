"""How fast records travel, store to store: one phone sends everything it wrote offline, another receives it all."""

import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

from bench.figures import Figure, Scale
from bench.phones import linked
from bench.site import Served, make_database, serving
from mobile.phone import Phone
from mobile.sync.engine import Synchronised

PUSH_TARGET = 10_000.0
PULL_TARGET = 15_000.0

NewDatabase = Callable[[int], str]
"""Returns the URL of an empty database for a run."""


class Passage(NamedTuple):
    """One synchronisation: its speed, and the processor time of each side, which other programs disturb less."""

    rows_per_s: float
    phone_us: float
    server_us: float


async def measure_sync(
    database: str, new_database: NewDatabase, written: Path, scale: Scale, folder: Path
) -> tuple[list[Figure], Path]:
    """Measure both directions between phones and a server over a kind of database.

    `written` is the folder of a phone with everything in its outbox. Also returns the folder of a phone that received
    everything, for the measures that need a full one.
    """
    rows = scale.people + scale.visits
    pushes: list[Passage] = []
    pulls: list[Passage] = []
    for run in range(scale.runs):
        url = new_database(run)
        make_database(url)
        with serving(url) as server:
            async with linked(folder / f"{database}-sender-{run}", server.address, copy_of=written) as phone:
                done, passage = await _passing(phone, server, rows)
                assert (done.sent, done.refused) == (rows, 0), done
                pushes.append(passage)
            receiver = folder / f"{database}-receiver-{run}"
            async with linked(receiver, server.address) as phone:
                done, passage = await _passing(phone, server, rows)
                assert done.received == rows, done
                pulls.append(passage)
    figures = [*_figures("push", database, pushes, PUSH_TARGET), *_figures("pull", database, pulls, PULL_TARGET)]
    return figures, receiver


async def _passing(phone: Phone, server: Served, rows: int) -> tuple[Synchronised, Passage]:
    began, phone_cpu, server_cpu = time.perf_counter(), time.process_time(), server.cpu_s()
    done = await phone.engine.synchronise()
    taken = time.perf_counter() - began
    mine, theirs = time.process_time() - phone_cpu, server.cpu_s() - server_cpu
    return done, Passage(rows / taken, mine / rows * 1e6, theirs / rows * 1e6)


def _figures(way: str, database: str, passages: Sequence[Passage], target: float) -> list[Figure]:
    speed, phone, server = (tuple(samples) for samples in zip(*passages, strict=True))
    return [
        Figure(f"{way}, server on {database}", "rows/s", speed, "more", target),
        Figure(f"{way}, server on {database}, processor of the phone", "µs/row", phone),
        Figure(f"{way}, server on {database}, processor of the server", "µs/row", server),
    ]
