"""Real phones for the measures: an encrypted store in a file, its thread, its synchronisation over HTTP."""

import shutil
from collections.abc import AsyncIterator, Iterable, Sequence
from contextlib import asynccontextmanager
from itertools import islice
from pathlib import Path

from sqlalchemy import Connection

from bench.population import Population, Written
from bench.site import CODE, NETWORK, WORKER
from mobile.phone import Phone
from mobile.store import state
from mobile.store.records import Patch, save
from mobile.sync.transport import HttpTransport
from mobile.vault.keystore import SoftwareKeystore
from shared.clock import wall_clock

SAVES_AT_ONCE = 500


@asynccontextmanager
async def opened(folder: Path) -> AsyncIterator[Phone]:
    """Open the phone kept in a folder, new or not."""
    transport = HttpTransport()
    phone = await Phone.open(folder, SoftwareKeystore(folder / "keys"), transport, wall_clock)
    try:
        yield phone
    finally:
        await phone.close()
        await transport.close()


@asynccontextmanager
async def linked(folder: Path, address: str, *, copy_of: Path | None = None) -> AsyncIterator[Phone]:
    """Open a phone, with the content of another one where `copy_of` names it, and link it to a server."""
    if copy_of is not None:
        shutil.copytree(copy_of, folder)
    async with opened(folder) as phone:
        await phone.link(address, CODE, folder.name)
        yield phone


async def write_offline(folder: Path, population: Population, people: int, visits: int) -> None:
    """Make a phone that has never met its server, with so many people and visits in its outbox."""
    async with opened(folder) as phone:
        await phone.read(state.remember_identity, state.Identity(NETWORK, 1, WORKER, "", "http://127.0.0.1"))
        await _save_all(phone, population.new_people(people))
        await _save_all(phone, population.new_visits(visits))


async def _save_all(phone: Phone, records: Iterable[Written]) -> None:
    remaining = iter(records)
    while some := list(islice(remaining, SAVES_AT_ONCE)):
        await phone.read(_save_each, some)


def _save_each(connection: Connection, records: Sequence[Written]) -> None:
    for record in records:
        save(connection, wall_clock(), [Patch(*record)])
