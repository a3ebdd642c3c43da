"""APSW as SQLAlchemy wants a driver: the part of PEP 249 it uses, with transactions left to the dialect."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, NoReturn

import apsw

apilevel = "2.0"
threadsafety = 1
paramstyle = "qmark"
Binary = bytes  # what SQLAlchemy wraps a blob in
sqlite_version_info = tuple(int(part) for part in apsw.sqlite_lib_version().split("."))

_Row = tuple[Any, ...]


class Error(Exception):
    """PEP 249's root. The apsw error it comes from is its `__cause__`."""


class InterfaceError(Error):
    """Misuse of this module."""


class DatabaseError(Error):
    """The database refused."""


class DataError(DatabaseError):
    """A value does not fit."""


class OperationalError(DatabaseError):
    """The surroundings failed: disk, lock, statement."""


class IntegrityError(DatabaseError):
    """A constraint failed."""


class InternalError(DatabaseError):
    """SQLite contradicts itself."""


class ProgrammingError(DatabaseError):
    """Wrong number of parameters, or a closed connection."""


class NotSupportedError(DatabaseError):
    """SQLite cannot do that."""


_MEANING: dict[type[apsw.Error], type[Error]] = {
    apsw.ConstraintError: IntegrityError,
    apsw.MismatchError: IntegrityError,
    apsw.TooBigError: DataError,
    apsw.InternalError: InternalError,
    apsw.BindingsError: ProgrammingError,
    apsw.MisuseError: ProgrammingError,
    apsw.ConnectionClosedError: ProgrammingError,
    apsw.CorruptError: DatabaseError,
    apsw.NotADBError: DatabaseError,
}


def _raise(error: apsw.Error) -> NoReturn:
    raise _MEANING.get(type(error), OperationalError)(str(error)) from error


class Cursor:
    """Runs one statement to its end and keeps the rows: none stays open, so none can block a commit or a close."""

    arraysize = 1

    def __init__(self, owner: "Connection") -> None:
        self._owner = owner
        self._connection = owner.apsw_connection
        self._rows: list[_Row] = []
        self._next = 0
        self.description: list[tuple[str, None, None, None, None, None, None]] | None = None
        self.rowcount = -1
        self.lastrowid: int | None = None

    def execute(self, statement: str, parameters: Sequence[Any] = ()) -> None:
        self._owner.check_transaction()
        connection = self._connection
        columns: list[tuple[str, ...]] = []

        def note_columns(cursor: apsw.Cursor, _statement: str, _bindings: object) -> bool:
            columns.extend(cursor.get_description())
            return True

        changes_before = connection.total_changes()
        try:
            cursor = connection.cursor()
            # Once the last row is read, or if there is none, APSW no longer tells the columns: note them at the start.
            cursor.exec_trace = note_columns
            self._rows = cursor.execute(statement, tuple(parameters)).fetchall()
        except apsw.Error as error:
            _raise(error)
        self._next = 0
        self.description = [(column[0], None, None, None, None, None, None) for column in columns] or None
        # `changes` leaves out what triggers did, but repeats the previous statement's after one that changed nothing.
        if connection.total_changes() != changes_before:
            self.rowcount = connection.changes()
        else:
            self.rowcount = -1 if columns else 0
        self.lastrowid = connection.last_insert_rowid()

    def executemany(self, statement: str, rows: Iterable[Sequence[Any]]) -> None:
        """All rows in one call to APSW. How many they changed is not told: SQLite would count what triggers did too."""
        self._owner.check_transaction()
        try:
            self._connection.cursor().executemany(statement, rows)
        except apsw.Error as error:
            _raise(error)
        self._rows, self._next, self.description, self.rowcount = [], 0, None, -1

    def fetchone(self) -> _Row | None:
        if self._next >= len(self._rows):
            return None
        self._next += 1
        return self._rows[self._next - 1]

    def fetchmany(self, size: int | None = None) -> list[_Row]:
        start, self._next = self._next, self._next + (self.arraysize if size is None else size)
        return self._rows[start : self._next]

    def fetchall(self) -> list[_Row]:
        start, self._next = self._next, len(self._rows)
        return self._rows[start:]

    def __iter__(self) -> Iterator[_Row]:
        return iter(self.fetchall())

    def close(self) -> None:
        self._rows = []


class Connection:
    """An open APSW connection. Nothing begins by itself: `begin` does, so savepoints and DDL are transactional."""

    def __init__(self, connection: apsw.Connection, on_close: Callable[[], None]) -> None:
        self.apsw_connection = connection
        self._on_close = on_close
        self._begun = False

    def cursor(self) -> Cursor:
        return Cursor(self)

    def begin(self) -> None:
        """IMMEDIATE: whoever begins may write, and is not refused half way."""
        self._run("BEGIN IMMEDIATE")
        self._begun = True

    def check_transaction(self) -> None:
        """On some errors (a full disk, for one) SQLite undoes the whole transaction. Whoever caught such an error and
        went on would save the second half of her work without the first."""
        if self._begun and not self.apsw_connection.in_transaction:
            raise OperationalError("this transaction was undone")

    def commit(self) -> None:
        self.check_transaction()
        if self._begun:
            self._run("COMMIT")
            self._begun = False

    def rollback(self) -> None:
        self._begun = False
        if self.apsw_connection.in_transaction:
            self._run("ROLLBACK")

    def close(self) -> None:
        try:
            self.apsw_connection.close()
        except apsw.Error as error:
            _raise(error)
        finally:
            self._on_close()

    def create_function(self, name: str, function: Callable[..., Any], argument_count: int) -> None:
        """Same arguments, same answer, always: SQLite may then call it once and use it in indexes."""
        self.apsw_connection.create_scalar_function(name, function, argument_count, deterministic=True)

    def _run(self, statement: str) -> None:
        try:
            self.apsw_connection.execute(statement)
        except apsw.Error as error:
            _raise(error)


def connect(connection: apsw.Connection, on_close: Callable[[], None]) -> Connection:
    """PEP 249's name for what `Connection` does."""
    return Connection(connection, on_close)
