"""The names a page needs: of the team, the structures, the people met, and of who writes with which device."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import Connection, select

from shared.domain.household import Household
from shared.domain.person import Person, full_name
from sync_server.accounts.access import Reader, visible
from sync_server.accounts.records import Device, Structure, Worker
from sync_server.console.locale import t
from sync_server.database import table_of


@dataclass(frozen=True)
class Directory:
    """The team and the structures of a network."""

    workers: Mapping[str, str]
    structures: Mapping[str, str]

    def worker(self, worker_id: str) -> str:
        """The name of someone of the team; somebody whose account is gone has none left."""
        return self.workers.get(worker_id) or t("history.nobody")


def read_directory(connection: Connection, reader: Reader) -> Directory:
    """Read the team and the structures of a network, by name."""
    workers, structures = table_of(Worker), table_of(Structure)
    team = connection.execute(
        select(workers.c.id, workers.c.name).where(visible(reader, workers)).order_by(workers.c.name)
    )
    houses = connection.execute(
        select(structures.c.id, structures.c.name).where(visible(reader, structures)).order_by(structures.c.name)
    )
    return Directory({row.id: row.name for row in team}, {row.id: row.name for row in houses})


def read_people(connection: Connection, reader: Reader, person_ids: Iterable[str]) -> dict[str, str]:
    """Read the names of people by id, those of deleted ones too: history still speaks of them."""
    wanted = sorted(set(person_ids))
    if not wanted:
        return {}
    people = table_of(Person).c
    found = connection.execute(
        select(people.id, people.first_name, people.last_name, people.usual_name).where(
            visible(reader, table_of(Person)), people.id.in_(wanted)
        )
    )
    return {row.id: full_name(row.first_name, row.last_name, row.usual_name) or t("person.nameless") for row in found}


def read_households(connection: Connection, reader: Reader, household_ids: Iterable[str]) -> dict[str, str]:
    """Read the labels of households by id."""
    wanted = sorted({household_id for household_id in household_ids if household_id})
    if not wanted:
        return {}
    table = table_of(Household)
    found = connection.execute(
        select(table.c.id, table.c.label).where(visible(reader, table), table.c.id.in_(wanted), table.c.label != "")
    )
    return {row.id: row.label for row in found}


def read_devices(connection: Connection, reader: Reader, numbers: Iterable[int]) -> dict[int, tuple[str, str]]:
    """Read worker and kind of devices by number."""
    table = table_of(Device)
    found = connection.execute(
        select(table.c.number, table.c.worker_id, table.c.kind).where(
            visible(reader, table), table.c.number.in_(sorted(set(numbers)))
        )
    )
    return {row.number: (row.worker_id, row.kind) for row in found}
