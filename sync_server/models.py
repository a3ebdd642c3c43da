"""Every table of the server in one metadata: what the migrations compare with."""

from sqlalchemy import Index
from sqlmodel import SQLModel

from shared.domain.registry import record_types
from sync_server import counter
from sync_server.accounts import records
from sync_server.console import session
from sync_server.review import entries
from sync_server.sync import change_log

TABLES_OF = (records, counter, change_log, entries, session)
"""The modules that declare tables; importing them is what fills the metadata."""

metadata = SQLModel.metadata

_READ_BY = {
    "conflict": ["record_id"],
    "follow_up": ["person", "visit"],
    "need": ["person", "opened_in"],
    "participation": ["visit_id"],
    "remark": ["visit"],
}
"""What the console and the importer look records up by; phones have indexes of their own."""

# Phones ask for what changed since a sequence.
for record in record_types().values():
    Index(f"ix_{record.name}_seq", record.table.c.network_id, record.table.c.seq)
for name, columns in _READ_BY.items():
    for column in columns:
        Index(f"ix_{name}_{column}", metadata.tables[name].c.network_id, metadata.tables[name].c[column])
