"""Finding a person as one types: names in any order and spelling, half names, telephone, hamlet, commune."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Column, Connection, Index, Integer, MetaData, String, Table, bindparam, text

from shared.domain.names import PARTICLES, fold, joined
from shared.domain.record import Row
from shared.domain.telephone import search_key
from shared.reference.catalog import communes

_own = MetaData()

ABBREVIATIONS = {"st": "saint", "ste": "sainte"}
"""How village names are written in haste."""

# The full-text index numbers its rows; this table gives each person her number.
person_number = Table(
    "person_number",
    _own,
    Column("number", Integer, primary_key=True),
    Column("person_id", String, nullable=False),
    Index("uq_person_number", "person_id", unique=True),
)

_CREATE_INDEX = """
CREATE VIRTUAL TABLE person_words USING fts5(
    words, content='', contentless_delete=1, tokenize='unicode61 remove_diacritics 0', prefix='1 2 3', detail='none')
"""


def create_search(connection: Connection) -> None:
    """Create the index of words by which people are found."""
    _own.create_all(connection)
    connection.exec_driver_sql(_CREATE_INDEX)


def words_of(row: Row) -> str:
    """Return the folded words under which a person is found; telephones by every ending of two digits or more pairs."""
    names = [fold(row[field]) for field in ("first_name", "last_name", "birth_name", "usual_name")]
    place = communes().get(row["commune"])
    words = [*names, *(joined(name) for name in names if " " in name), fold(row["hamlet"])]
    words.append(fold(place.name) if place else "")
    for phone in row["phones"].values():
        digits = search_key(str(phone.get("number") or phone.get("typed") or "")) if isinstance(phone, dict) else ""
        words.extend(digits[start:] for start in (0, 1, 3, 5) if len(digits) > start + 1)
    return " ".join(word for word in words if word)


def index_people(connection: Connection, rows: Sequence[Row]) -> None:
    """Bring the index up to date with these people; a deleted one is found no more."""
    ids = [row["id"] for row in rows]
    numbers = _numbers(connection, ids)
    entries = [(numbers[row["id"]], "" if row["deleted"] else words_of(row)) for row in rows]
    connection.exec_driver_sql("DELETE FROM person_words WHERE rowid = ?", [(number,) for number, _ in entries])
    connection.exec_driver_sql("INSERT INTO person_words(rowid, words) VALUES (?, ?)", entries)


def _numbers(connection: Connection, ids: Sequence[str]) -> dict[str, int]:
    statement = "INSERT INTO person_number(person_id) VALUES (?) ON CONFLICT(person_id) DO NOTHING"
    connection.exec_driver_sql(statement, [(person_id,) for person_id in ids])
    query = text("SELECT person_id, number FROM person_number WHERE person_id IN :ids")
    found: dict[str, int] = {}
    for start in range(0, len(ids), 500):
        rows = connection.execute(
            query.bindparams(bindparam("ids", expanding=True)), {"ids": list(ids[start : start + 500])}
        )
        found.update((row.person_id, row.number) for row in rows)
    return found


def match_expression(typed: str) -> str:
    """Return the FTS5 query for what was typed, "" where nothing in it can be searched.

    Every word must be the beginning of one of the person's words, in any order; digits, however they are grouped, are
    one telephone. Particles are left out unless they are all there is, for some write them and some do not.
    """
    words = fold(typed).split()
    digits = [word for word in words if word.isdigit()]
    if digits and len(digits) == len(words):
        words = [search_key(typed) or "".join(digits)]
    telling = [word for word in words[:-1] if word not in PARTICLES] + words[-1:]
    return " AND ".join(_beginning(word) for word in telling)


def _beginning(word: str) -> str:
    long = ABBREVIATIONS.get(word)
    return f'("{word}"* OR "{long}"*)' if long else f'"{word}"*'


def find_numbers(connection: Connection, typed: str, limit: int) -> list[Any]:
    """Return the numbers of at most `limit` people found."""
    query = match_expression(typed)
    if not query:
        return []
    rows = connection.execute(
        text("SELECT rowid FROM person_words WHERE person_words MATCH :query LIMIT :limit"),
        {"query": query, "limit": limit},
    )
    return [row.rowid for row in rows]
