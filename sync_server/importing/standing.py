"""What the store already knows that an import is read against, and who answers for it."""

import datetime as dt
from collections.abc import Sequence

from sqlalchemy import Connection, case, select
from sqlmodel import col

from shared.domain.person import Person
from shared.domain.registry import record_types
from shared.reference.catalog import communes
from sync_server.accounts.devices import own_device
from sync_server.accounts.records import Device, Network, Worker
from sync_server.database import table_of
from sync_server.importing.communes import Communes
from sync_server.importing.comparing import Stored
from sync_server.importing.errors import NobodyResponsible, UnknownNetwork
from sync_server.importing.setting import Colleague, Setting, Sheaf
from sync_server.sync.author import Author
from sync_server.sync.workbench import read_rows


def load_setting(connection: Connection, network: str, source: str, today: dt.date) -> Setting:
    """What the rows are read against, as the store knows it. Raises `UnknownNetwork`."""
    network_id = _network(connection, network)
    workers = connection.execute(
        select(col(Worker.code), col(Worker.id), col(Worker.structure_id)).where(col(Worker.network_id) == network_id)
    )
    persons = table_of(Person).c
    known = connection.scalars(select(persons.id).where(persons.network_id == network_id))
    return Setting(
        network_id=network_id,
        source=source,
        today=today,
        communes=Communes(communes().values()),
        colleagues={code: Colleague(worker_id, structure) for code, worker_id, structure in workers if code},
        persons=frozenset(known),
    )


def _network(connection: Connection, wanted: str) -> str:
    networks = connection.execute(select(col(Network.network_id), col(Network.name)).order_by(col(Network.name))).all()
    found = [network_id for network_id, name in networks if not wanted or wanted in {network_id, name}]
    if len(found) != 1:
        raise UnknownNetwork(names=", ".join(name for _, name in networks) or "—")
    return str(found[0])


def stored_rows(connection: Connection, network_id: str, sheaves: Sequence[Sheaf]) -> Stored:
    ids: dict[str, list[str]] = {}
    for sheaf in sheaves:
        for draft in sheaf.drafts:
            ids.setdefault(draft.table, []).append(draft.id)
    return {
        (table, record_id): row
        for table, wanted in ids.items()
        for record_id, row in read_rows(connection, network_id, record_types()[table], wanted).items()
    }


def importers(connection: Connection, network_id: str) -> frozenset[int]:
    devices = select(col(Device.number)).where(col(Device.network_id) == network_id, col(Device.kind) == "import")
    return frozenset(connection.scalars(devices))


def author_of(connection: Connection, network_id: str, now_ms: int) -> Author:
    """Who answers for rows whose worker is not known: an administrator, else a coordinator."""
    worker_id = connection.scalar(
        select(col(Worker.id))
        .where(col(Worker.network_id) == network_id, col(Worker.active), col(Worker.role).in_(("admin", "coordinator")))
        .order_by(case((col(Worker.role) == "admin", 0), else_=1), col(Worker.id))
        .limit(1)
    )
    if worker_id is None:
        raise NobodyResponsible
    device = own_device(connection, network_id, worker_id, "import", now_ms)
    return Author(network_id, device.number, worker_id, now_ms, trusted=True)
