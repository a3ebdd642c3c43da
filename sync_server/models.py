"""Every table of the server in one metadata: what the migrations compare with."""

from sqlmodel import SQLModel

from shared.domain import registry
from sync_server import counter
from sync_server.accounts import records
from sync_server.console import session
from sync_server.review import entries
from sync_server.sync import change_log

TABLES_OF = (registry, records, counter, change_log, entries, session)
"""The modules that declare tables; importing them is what fills the metadata."""

metadata = SQLModel.metadata
