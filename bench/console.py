"""How long the coordinator waits for the visit log, and what the server holds in memory meanwhile."""

import time
from collections.abc import Iterator
from itertools import islice

import httpx
from sqlalchemy import Engine, select

from bench.figures import Figure, Scale, percentile
from bench.population import Population
from bench.site import COORDINATOR, NETWORK, WORKER, Served, make_database, new_id, serving
from shared.clock import wall_clock
from shared.sync.change import Action, Change
from shared.sync.clock import COUNTER_BITS
from sync_server.accounts.devices import own_device
from sync_server.accounts.records import Worker
from sync_server.console import addresses
from sync_server.console.session import open_session
from sync_server.database import connect, table_of, writing
from sync_server.sync.author import Author
from sync_server.sync.ingest import apply_actions

PAGE_TARGET_MS = 150.0
MEMORY_TARGET_MB = 200.0
ACTIONS_AT_ONCE = 2_000
VIEWS = (
    "",
    "etat=toutes",
    "etat=toutes&page=40",
    "etat=toutes&du=2026-01-01&au=2026-06-30",
    "etat=toutes&commune=63430&mode=home",
    "etat=toutes&axe=2",
    "etat=toutes&besoin=mobilite",
    "etat=toutes&texte=chauffage",
    "etat=toutes&texte=chambon",
)


def measure_console(url: str, population: Population, scale: Scale) -> list[Figure]:
    """Fill a database with visits, serve it, and ask for the log with each of a few filters, again and again."""
    make_database(url)
    engine = connect(url)
    try:
        _fill(engine, population, scale)
        cookie = _signed_in(engine)
    finally:
        engine.dispose()
    with serving(url) as server:
        return _ask(server, cookie, scale)


def _fill(engine: Engine, population: Population, scale: Scale) -> None:
    actions = _actions(population, scale)
    while some := list(islice(actions, ACTIONS_AT_ONCE)):
        with writing(engine) as connection:
            device = own_device(connection, NETWORK, WORKER, "import", wall_clock())
            author = Author(NETWORK, device.number, WORKER, wall_clock(), trusted=True)
            apply_actions(connection, author, some, new_id)


def _actions(population: Population, scale: Scale) -> Iterator[Action]:
    stamp = wall_clock() << COUNTER_BITS
    for person in population.new_people(scale.logged_visits // 10):
        yield (Change(person.table, person.id, person.fields, stamp, 0),)
    for number, visit in enumerate(population.new_visits(scale.logged_visits)):
        met = next((path.partition("/")[2] for path in visit.fields if path.startswith("participants/")), "")
        need = (population.need(met, visit.id),) if number % 3 == 0 else ()
        yield tuple(Change(record.table, record.id, record.fields, stamp, 0) for record in (visit, *need))


def _signed_in(engine: Engine) -> str:
    workers = table_of(Worker)
    with writing(engine) as connection:
        chosen = select(workers).where(workers.c.network_id == NETWORK, workers.c.id == COORDINATOR)
        worker = Worker(**connection.execute(chosen).mappings().one())
        return open_session(connection, worker, wall_clock())


def _ask(server: Served, cookie: str, scale: Scale) -> list[Figure]:
    middle: list[float] = []
    slow: list[float] = []
    worst: dict[str, float] = {}
    with httpx.Client(base_url=server.address, cookies={"veillee": cookie}, timeout=60) as browser:
        began = time.perf_counter()
        _view(browser, "")
        first = time.perf_counter() - began
        for _ in range(scale.runs):
            taken = {view: [_view(browser, view) for _ in range(scale.page_views)] for view in VIEWS}
            every = [one for of_view in taken.values() for one in of_view]
            middle.append(percentile(every, 50))
            slow.append(percentile(every, 95))
            worst = {view: max(worst.get(view, 0.0), percentile(of_view, 50)) for view, of_view in taken.items()}
    now, most = server.memory_mb()
    slowest = max(worst, key=lambda view: worst[view])
    return [
        Figure(f"visit log, {scale.logged_visits} visits, p50", "ms", tuple(middle)),
        Figure(f"visit log, {scale.logged_visits} visits, p95", "ms", tuple(slow), target=PAGE_TARGET_MS),
        Figure(f"visit log, slowest view ({slowest})", "ms", (worst[slowest],)),
        Figure("visit log, first view after an import", "s", (first,)),
        Figure("server memory, now", "MB", (now,)),
        Figure("server memory, at most", "MB", (most,), target=MEMORY_TARGET_MB),
    ]


def _view(browser: httpx.Client, query: str) -> float:
    began = time.perf_counter()
    response = browser.get(addresses.with_query(addresses.HOME, query))
    taken = (time.perf_counter() - began) * 1000
    assert response.status_code == 200, response.status_code
    return taken
