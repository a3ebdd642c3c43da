"""The server's schema, step by step; `upgrade` brings any earlier database to this version."""

from importlib.resources import as_file, files

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, Engine, text

_LOCK = 7_215_043
"""Key of the PostgreSQL lock that lets one process at a time upgrade."""


def upgrade(engine: Engine) -> None:
    """Bring the database to the newest version, one process at a time; nothing is done where it is there already."""
    with engine.connect().execution_options(writing=True) as connection, connection.begin():
        if connection.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK})
        run(connection)


def run(connection: Connection) -> None:
    """Apply the missing steps on a connection, within its transaction."""
    with as_file(files(__package__)) as folder:
        config = Config()
        config.set_main_option("script_location", str(folder).replace("%", "%%"))
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
