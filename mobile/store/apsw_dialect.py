"""SQLAlchemy's `sqlite+apsw` dialect: SQLite as SQLAlchemy knows it, spoken through APSW."""

from types import ModuleType
from typing import Any

from sqlalchemy.dialects import registry
from sqlalchemy.dialects.sqlite.base import SQLiteDialect
from sqlalchemy.engine import Connection
from sqlalchemy.pool import Pool, StaticPool

from mobile.store import apsw_dbapi


class ApswDialect(SQLiteDialect):
    """Each transaction begins when SQLAlchemy says so, and may write from its first statement."""

    driver = "apsw"
    supports_statement_cache = True
    # Cursor.executemany does not count rows; SQLAlchemy then does not compare.
    supports_sane_multi_rowcount = False

    @classmethod
    def import_dbapi(cls) -> ModuleType:
        return apsw_dbapi

    @classmethod
    def get_pool_class(cls, _url: Any) -> type[Pool]:
        return StaticPool

    def do_begin(self, dbapi_connection: Any) -> None:
        dbapi_connection.begin()

    def is_disconnect(self, _e: Exception, _connection: Any, _cursor: Any) -> bool:
        """A file does not hang up: no error makes SQLAlchemy throw the one connection away."""
        return False

    def _get_server_version_info(self, _connection: Connection) -> tuple[int, ...]:
        return apsw_dbapi.sqlite_version_info


registry.register("sqlite.apsw", __name__, ApswDialect.__name__)
