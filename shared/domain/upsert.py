"""The statements that write whole rows by primary key, in both databases, one by one or many at once."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from operator import itemgetter
from typing import Any

import orjson
from sqlalchemy import JSON, ColumnElement, Executable, Table, column, func, insert, select, text
from sqlalchemy.dialects import postgresql, sqlite

from shared.domain.json_text import dump_json

Rows = Sequence[Mapping[str, Any]]


@cache
def upsert_statement(table: Table, dialect: str) -> sqlite.Insert | postgresql.Insert:
    """Return an insert that replaces the row where it exists; each row given must hold every column."""
    statement: sqlite.Insert | postgresql.Insert = (
        postgresql.insert(table) if dialect == "postgresql" else sqlite.insert(table)
    )
    keys = [column.name for column in table.primary_key]
    others = {column.name: statement.excluded[column.name] for column in table.columns if column.name not in keys}
    if not others:
        statement = statement.on_conflict_do_nothing(index_elements=keys)
    else:
        statement = statement.on_conflict_do_update(index_elements=keys, set_=others)
    return statement


@dataclass(frozen=True)
class SqliteWriter:
    """Many rows for SQLite: a text for the driver and a tuple per row.

    SQLAlchemy would look at every value of every row; a wide table has forty of them, nearly all of which pass as they
    are.
    """

    sql: str
    columns: tuple[str, ...]
    maps: tuple[int, ...]  # places of the JSON columns among them

    def parameters(self, rows: Rows) -> list[tuple[Any, ...]]:
        """Return what the driver takes."""
        read: Callable[[Mapping[str, Any]], tuple[Any, ...]] = itemgetter(*self.columns)
        taken = []
        for row in rows:
            values = list(read(row))
            for place in self.maps:
                values[place] = dump_json(values[place])
            taken.append(tuple(values))
        return taken


@cache
def sqlite_writer(table: Table, *, replace: bool = True) -> SqliteWriter:
    """Return what writes rows that hold every column; without `replace`, a key already there is an error."""
    statement = upsert_statement(table, "sqlite") if replace else insert(table)
    columns = tuple(column.name for column in table.columns)
    maps = tuple(place for place, column in enumerate(table.columns) if isinstance(column.type, JSON))
    return SqliteWriter(str(statement.compile(dialect=sqlite.dialect())), columns, maps)


@cache
def postgres_writer(table: Table, *, replace: bool = True) -> Executable:
    """Return a statement that writes all the rows of one JSON text, its parameter `rows` (see `rows_as_json`).

    A row is already JSON, and one statement for all spares a round through the protocol for each.
    """
    values: list[ColumnElement[Any]] = [
        # JSON's null and the database's are told apart in these columns, as they are when written one by one.
        func.coalesce(column(each.name), text("'null'::jsonb")) if isinstance(each.type, JSON) else column(each.name)
        for each in table.columns
    ]
    names = [each.name for each in table.columns]
    given = text(f'json_populate_recordset(NULL::"{table.name}", CAST(:rows AS json)) AS given')
    statement = upsert_statement(table, "postgresql") if replace else postgresql.insert(table)
    return statement.from_select(names, select(*values).select_from(given))


def rows_as_json(rows: Rows) -> str:
    """Return rows as `postgres_writer` takes them."""
    return orjson.dumps(rows).decode()
