"""Runs every measure, prints the table and keeps the figures under `var/bench`."""

import argparse
import asyncio
import tempfile
from pathlib import Path

from bench.console import measure_console
from bench.figures import FULL, QUICK, Figure, Scale
from bench.phones import opened, write_offline
from bench.population import Population
from bench.report import keep, show
from bench.site import WORKER
from bench.syncing import measure_sync
from bench.using import measure_saves, measure_search
from bench.wire import measure_wire
from sync_server.settings import sqlite_url
from tests.postgres import running_postgres

STRUCTURE = "018f0000-0000-7000-8000-000000000009"
SEED = 20_261_124


async def measure(scale: Scale, folder: Path) -> list[Figure]:
    """Return all figures; servers and stores live in the folder, which may go afterwards."""
    population = Population(SEED, STRUCTURE, WORKER)
    written = folder / "written"
    await write_offline(written, population, scale.people, scale.visits)
    figures, full_phone = await measure_sync(
        "SQLite", lambda run: sqlite_url(folder / f"sync-{run}.db"), written, scale, folder
    )
    with running_postgres() as postgres:
        on_postgres, _ = await measure_sync("PostgreSQL", lambda _: postgres.create_database(), written, scale, folder)
    figures += on_postgres
    async with opened(full_phone) as phone:
        figures += await measure_saves(phone, population, scale)
        figures += await measure_search(phone, population, scale)
    figures += await measure_wire(population, scale, folder)
    logged = Population(SEED + 1, STRUCTURE, WORKER)
    return figures + measure_console(sqlite_url(folder / "console.db"), logged, scale)


def main() -> None:
    """Measure as the command line asks."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="a tenth of the size, in less than a minute")
    scale = QUICK if parser.parse_args().quick else FULL
    with tempfile.TemporaryDirectory(prefix="veillee-bench-") as folder:
        figures = asyncio.run(measure(scale, Path(folder)))
    show(figures)
    print(f"kept in {keep(figures, scale)}")


if __name__ == "__main__":
    main()
