"""What lies in the databases once the programs have ended: the proof that nothing was lost and nothing came twice."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, select, text

from mobile.store import state
from mobile.store.database import close_store, open_store
from mobile.store.schema import draft, outbox, quarantine
from mobile.vault.keystore import SoftwareKeystore, database_key
from shared.domain.record import Row
from shared.domain.registry import record_types
from sync_server.database import connect, reading, table_of
from sync_server.sync.change_log import LoggedChange
from tests.journeys.setting import Setting

Rows = dict[str, dict[str, Row]]


@dataclass(frozen=True)
class PhoneEvidence:
    """One phone's store: its rows by table and id, what waits, what was refused, drafts, the last number it gave."""

    rows: Rows
    device: int
    waiting: int
    refused: int
    drafts: tuple[str, ...]
    last_number: int


@dataclass(frozen=True)
class ServerEvidence:
    """The server's rows by table and id, and every change it ever took in."""

    rows: Rows
    log: tuple[LoggedChange, ...]

    def numbers(self, device: int) -> list[int]:
        """The numbers of a device's changes, as they lie in the log."""
        return sorted(change.number for change in self.log if change.device == device)


def read_phone(folder: Path) -> PhoneEvidence:
    """Read the only phone kept under a folder, with its own key; its program must have ended."""
    [secret] = folder.rglob("*.secret")
    with ThreadPoolExecutor(1) as apart:  # Playwright's own event loop runs on this thread
        key = apart.submit(asyncio.run, database_key(SoftwareKeystore(secret.parent))).result()
    store = open_store(secret.parent / "veillee.db", key)
    try:
        with store.begin() as connection:
            sent = connection.execute(text("SELECT seq FROM sqlite_sequence WHERE name = 'outbox'")).scalar()
            return PhoneEvidence(
                rows=_rows(connection),
                device=state.identity(connection).device,
                waiting=len(connection.execute(select(outbox.c.number)).all()),
                refused=len(connection.execute(select(quarantine.c.number)).all()),
                drafts=tuple(connection.scalars(select(draft.c.name))),
                last_number=sent or 0,
            )
    finally:
        close_store(store)


def read_server(setting: Setting) -> ServerEvidence:
    """Read the server's database."""
    engine = connect(setting.database_url)
    try:
        with reading(engine) as connection:
            log = connection.execute(select(table_of(LoggedChange))).mappings().all()
            return ServerEvidence(_rows(connection), tuple(LoggedChange(**change) for change in log))
    finally:
        engine.dispose()


def _rows(connection: Connection) -> Rows:
    found: dict[str, dict[str, Any]] = {}
    for name, record in record_types().items():
        rows = connection.execute(select(record.table)).mappings()
        found[name] = {row["id"]: dict(row) for row in rows}
    return found
