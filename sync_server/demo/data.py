"""The demo's data: the network of Thiers Dore et Montagne, its three structures, invented people and visits."""

from dataclasses import dataclass
from importlib.resources import as_file, files
from pathlib import Path
from typing import Final

from sqlalchemy import Connection, Engine

from shared.domain.ids import uuid7
from sync_server.accounts.devices import create_code
from sync_server.accounts.directory import add_structure, add_worker, create_network, worker_by_email
from sync_server.accounts.records import Worker
from sync_server.database import writing
from sync_server.demo.past import live_through
from sync_server.importing.columns import Kind
from sync_server.importing.importing import Order, run_import
from sync_server.review.entries import refresh_entries
from sync_server.sample import MADE_ON

NETWORK: Final = "thiers-dore-et-montagne"
NETWORK_NAME: Final = "Thiers Dore et Montagne"
PASSWORD: Final = "veillee-demonstration"  # noqa: S105 - printed at every start of the demo, and opens nothing else

REVIEWER: Final = "claire@veillee.example"

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
        live_through(connection, NETWORK, worker_by_email(connection, NETWORK, REVIEWER), MADE_ON, now_ms)
    refresh_entries(engine, NETWORK)


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
