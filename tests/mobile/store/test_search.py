"""Finding people as a worker types: in haste, by half, in any order, by telephone, by place."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine

from mobile.store import state
from mobile.store.database import close_store, open_store
from mobile.store.people import find_people
from mobile.store.records import Patch, save
from mobile.store.schema import prepare
from tests.worlds import ADDRESS, KEY, NETWORK, NOW, new_id

PEOPLE = (
    {"first_name": "Jean-François", "last_name": "de la Rochette", "hamlet": "Pissebœuf", "commune": "63402"},
    {"first_name": "Zoé", "last_name": "Lecœur", "phones/1": {"number": "+33639986467", "typed": "06 39 98 64 67"}},
    {"first_name": "Fatma", "last_name": "Öztürk", "birth_name": "Yıldırım", "usual_name": "Fatou"},
    {"first_name": "Stéphane", "last_name": "Martin", "hamlet": "Le Bourg", "commune": "63430"},
)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    engine = open_store(Path(tmp_path_factory.mktemp("search")) / "store.db", KEY)
    with engine.begin() as connection:
        prepare(connection)
        state.remember_identity(connection, state.Identity(NETWORK, 1, "corinne", "token", ADDRESS))
        for fields in PEOPLE:
            save(connection, NOW, [Patch("person", new_id(), fields)])
    yield engine
    close_store(engine)


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("jean francois", "Jean-François de la Rochette"),
        ("jeanfran", "Jean-François de la Rochette"),
        ("rochette jean", "Jean-François de la Rochette"),
        ("de la roch", "Jean-François de la Rochette"),
        ("PISSEBOEUF", "Jean-François de la Rochette"),
        ("pissebœuf", "Jean-François de la Rochette"),
        ("st victor", "Jean-François de la Rochette"),
        ("saint-vic jea", "Jean-François de la Rochette"),
        ("lecoeur", "Zoé Lecœur"),
        ("zoe", "Zoé Lecœur"),
        ("06 39 98", "Zoé Lecœur"),
        ("0639986467", "Zoé Lecœur"),
        ("+33 6 39 98 64 67", "Zoé Lecœur"),
        ("06.39.98.64.67", "Zoé Lecœur"),
        ("64 67", "Zoé Lecœur"),
        ("ozturk", "Fatou Öztürk"),
        ("yildirim", "Fatou Öztürk"),
        ("fatma", "Fatou Öztürk"),
        ("st", "Stéphane Martin"),
    ],
)
def test_somebody_is_found(store: Engine, typed: str, found: str) -> None:
    with store.begin() as connection:
        assert found in [line.name for line in find_people(connection, typed)]


@pytest.mark.parametrize("typed", ["", "   ", "%", '"', "* OR *", "🎉", "NEAR(", "personne de ce nom"])
def test_nobody_is_found_by_what_names_nobody(store: Engine, typed: str) -> None:
    with store.begin() as connection:
        assert find_people(connection, typed) == []
