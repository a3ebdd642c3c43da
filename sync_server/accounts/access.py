"""The one place that says which rows somebody may see. For now: those of the own network, by role."""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, Table

READS_NOTES = frozenset({"coordinator"})
"""Roles that may open the visit log: an admin sees accounts, a viewer figures, a worker what her phone holds."""


@dataclass(frozen=True)
class Reader:
    """Who asks: a phone or somebody signed in to the console."""

    network_id: str
    structure_id: str
    worker_id: str
    role: str

    @property
    def reads_notes(self) -> bool:
        """Tell whether this role may read the notes of visits on the console."""
        return self.role in READS_NOTES


def visible(reader: Reader, table: Table) -> ColumnElement[bool]:
    """Return the condition under which a row of a table may be shown to a reader."""
    return table.c.network_id == reader.network_id
