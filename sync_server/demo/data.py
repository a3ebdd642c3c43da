"""The demo's data: the network of Thiers Dore et Montagne, its three structures, invented people and visits."""

import datetime as dt
from dataclasses import dataclass
from importlib.resources import as_file, files
from pathlib import Path
from typing import Final

from sqlalchemy import Connection, Engine, select
from sqlmodel import col

from shared.domain.follow_up import FollowUp
from shared.domain.ids import uuid7
from shared.sync.change import Action, Change
from shared.sync.clock import tick
from sync_server.accounts.devices import create_code, own_device
from sync_server.accounts.directory import add_structure, add_worker, create_network
from sync_server.accounts.records import Worker
from sync_server.counter import Counter
from sync_server.database import reading, table_of, writing
from sync_server.importing.columns import Kind
from sync_server.importing.importing import Order, run_import
from sync_server.sample import MADE_ON
from sync_server.sync.author import Author
from sync_server.sync.ingest import apply_actions

NETWORK: Final = "thiers-dore-et-montagne"
NETWORK_NAME: Final = "Thiers Dore et Montagne"
PASSWORD: Final = "veillee-demonstration"  # noqa: S105 - printed at every start of the demo, and opens nothing else

STILL_OPEN: Final = dt.timedelta(days=12)

STRUCTURES: Final = (
    ("CSI", "Centre social intercommunal", "Thiers"),
    ("ATRIUM", "EVS L’Atrium", "Thiers, Les Molles-Cizolles"),
    ("MONTS", "EVS Les Monts qui Pétillent", "de Palladuc à La Renaudie"),
)


@dataclass(frozen=True)
class DemoAccount:
    """Somebody of the demo; `code` links a phone to her account."""

    name: str
    structure: str
    role: str
    file_code: str = ""
    code: str = ""

    @property
    def email(self) -> str:
        """Return the address by which she signs in."""
        return f"{self.name.split()[0].lower().replace('ë', 'e')}@veillee.example"


ACCOUNTS: Final = (
    DemoAccount("Nadia Ferrand", "MONTS", "worker", "TS-01", "NADIA"),
    DemoAccount("Mathilde Roux", "MONTS", "worker", "TS-02", "MATHILDE"),
    DemoAccount("Yves Chassagne", "MONTS", "worker", "TS-03", "YVES"),
    DemoAccount("Samia Benali", "ATRIUM", "worker", "TS-04", "SAMIA"),
    DemoAccount("Jeanne Fournet", "MONTS", "worker", "BEN-01", "JEANNE"),
    DemoAccount("Claire Montagnac", "MONTS", "coordinator"),
    DemoAccount("Denis Vialle", "CSI", "coordinator"),
)


def is_filled(engine: Engine) -> bool:
    """Tell whether the demo's data is there."""
    with reading(engine) as connection:
        return connection.execute(select(col(Counter.network_id))).first() is not None


def fill(engine: Engine, now_ms: int) -> None:
    """Make the network, its accounts and codes, then import the sample files."""
    with writing(engine) as connection:
        create_network(connection, NETWORK_NAME, now_ms, NETWORK)
        places = {
            code: add_structure(connection, NETWORK, code, name, place, now_ms) for code, name, place in STRUCTURES
        }
        for account in ACCOUNTS:
            _add_account(connection, account, places[account.structure], now_ms)
    kinds: tuple[Kind, ...] = ("people", "visits")
    for kind in kinds:
        with as_file(files("sync_server.sample") / f"{kind}.csv") as path:
            _import(engine, kind, path, now_ms)
    with writing(engine) as connection:
        _keep_old_promises(connection, now_ms)


def _keep_old_promises(connection: Connection, now_ms: int) -> None:
    """Mark as done what was promised long ago: the sample does not say, and nobody has a thousand late promises."""
    promised = table_of(FollowUp).c
    old = connection.execute(
        select(promised.id, promised.author, promised.due_on, promised.seq).where(
            promised.network_id == NETWORK, promised.due_on < (MADE_ON - STILL_OPEN).isoformat()
        )
    ).all()
    by_worker: dict[str, list[Action]] = {}
    for row in old:
        done_at = int(dt.datetime.combine(dt.date.fromisoformat(row.due_on), dt.time(12), dt.UTC).timestamp()) * 1000
        done = {"done_at": done_at, "done_by": row.author}
        stamp = tick(0, now_ms)
        by_worker.setdefault(row.author, []).append((Change("follow_up", row.id, done, stamp, row.seq),))
    for worker_id, actions in by_worker.items():
        device = own_device(connection, NETWORK, worker_id, "import", now_ms)
        author = Author(NETWORK, device.number, worker_id, now_ms)
        apply_actions(connection, author, actions, lambda: uuid7(now_ms))


def _add_account(connection: Connection, account: DemoAccount, structure_id: str, now_ms: int) -> None:
    worker = Worker(
        network_id=NETWORK,
        id=uuid7(now_ms),
        structure_id=structure_id,
        code=account.file_code,
        name=account.name,
        email=account.email,
        role=account.role,
    )
    add_worker(connection, worker, PASSWORD)
    if account.code:
        create_code(connection, NETWORK, worker.id, now_ms, code=account.code, reusable=True)


def _import(engine: Engine, kind: Kind, path: Path, now_ms: int) -> None:
    report = run_import(engine, Order(kind, path, apply=True, today=MADE_ON), now_ms)
    if report.blocking:
        raise RuntimeError(f"the sample {kind} do not all go in: {report.blocking[:3]}")
