"""The phone's store in use: values, transactions, functions, words, several stores at once."""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    Engine,
    Float,
    ForeignKey,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    delete,
    func,
    insert,
    select,
    text,
    update,
)
from sqlalchemy.exc import IntegrityError, OperationalError
from sqlalchemy.orm import Session
from sqlmodel import Field, SQLModel

from mobile.store.database import close_store, open_store, register_function

KEY = bytes(range(32))

tables = MetaData()
sample = Table(
    "sample",
    tables,
    Column("id", Integer, primary_key=True),
    Column("name", String, unique=True),
    Column("known", Boolean),
    Column("extra", JSON),
    Column("stamp", BigInteger),
    Column("distance", Float),
    Column("photo", LargeBinary),
)
child = Table("child", tables, Column("id", Integer, primary_key=True), Column("sample", ForeignKey(sample.c.id)))


class Apart(SQLModel):
    """Keeps the tables of this test out of the product's metadata."""

    metadata = MetaData()


class Note(Apart, table=True):
    id: str = Field(primary_key=True)
    words: str


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "store.db"


@pytest.fixture
def store(path: Path) -> Iterator[Engine]:
    engine = open_store(path, KEY)
    tables.create_all(engine)
    yield engine
    close_store(engine)


def names(store: Engine) -> list[str]:
    with store.begin() as connection:
        return list(connection.scalars(select(sample.c.name).order_by(sample.c.id)))


def test_every_form_of_value_comes_back_as_it_went_in(store: Engine) -> None:
    values = {
        "name": "Œuvrard « l’aînée » 👵\n\t'\"",
        "known": True,
        "extra": {"é": [1, 2.5, None, True], "max": 2**63 - 1},
        "stamp": 2**63 - 1,
        "distance": 0.1 + 0.2,
        "photo": bytes(range(256)),
    }
    nothing = dict.fromkeys(values)
    with store.begin() as connection:
        connection.execute(insert(sample).values(id=1, **values))
        connection.execute(insert(sample).values(id=2, **nothing))
        connection.execute(insert(sample).values(id=3, known=False, stamp=-(2**63)))
    with store.begin() as connection:
        first, second, third = connection.execute(select(sample).order_by(sample.c.id)).mappings()
    assert dict(first) == {"id": 1, **values}
    assert dict(second) == {"id": 2, **nothing}
    assert (third["known"], third["stamp"]) == (False, -(2**63))


def test_a_row_larger_than_many_pages_survives_reopening(path: Path) -> None:
    photo = bytes(range(256)) * 20_000
    store = open_store(path, KEY)
    tables.create_all(store)
    with store.begin() as connection:
        connection.execute(insert(sample).values(photo=photo))
    close_store(store)
    store = open_store(path, KEY)
    with store.begin() as connection:
        assert connection.scalar(select(sample.c.photo)) == photo
    close_store(store)


def test_a_failed_transaction_leaves_nothing_not_even_a_table(store: Engine) -> None:
    def fail_half_way() -> None:
        with store.begin() as connection:
            connection.execute(insert(sample).values(name="perdue"))
            connection.execute(text("CREATE TABLE later (id INTEGER)"))
            raise InterruptedError

    with pytest.raises(InterruptedError):
        fail_half_way()
    with store.begin() as connection:
        assert connection.scalar(text("SELECT count(*) FROM sqlite_schema WHERE name = 'later'")) == 0
    assert names(store) == []


def test_a_savepoint_undoes_only_its_own_part(store: Engine) -> None:
    with store.begin() as connection:
        connection.execute(insert(sample).values(name="avant"))
        twice = [{"name": "dedans"}, {"name": "avant"}]
        with pytest.raises(IntegrityError), connection.begin_nested():
            connection.execute(insert(sample), twice)
        with connection.begin_nested() as outer:
            connection.execute(insert(sample).values(name="oubliée"))
            with connection.begin_nested():
                connection.execute(insert(sample).values(name="oubliée aussi"))
            outer.rollback()
        connection.execute(insert(sample).values(name="après"))
    assert names(store) == ["avant", "après"]


def test_a_transaction_begins_at_once_and_only_one_at_a_time(store: Engine) -> None:
    with store.begin(), pytest.raises(OperationalError, match="within a transaction"), store.begin():
        pytest.fail("two transactions at once")


def test_rows_changed_are_counted_without_those_of_triggers(store: Engine) -> None:
    with store.begin() as connection:
        connection.execute(text("CREATE TABLE trace (sample INTEGER)"))
        connection.execute(
            text("CREATE TRIGGER seen AFTER UPDATE ON sample BEGIN INSERT INTO trace VALUES (new.id); END")
        )
        connection.execute(insert(sample), [{"name": str(number)} for number in range(5)])
        assert connection.execute(update(sample).where(sample.c.id > 2).values(known=True)).rowcount == 3
        assert connection.execute(update(sample).where(sample.c.id > 9).values(known=True)).rowcount == 0
        assert connection.execute(delete(sample).where(sample.c.id == 1)).rowcount == 1


def test_returning_gives_the_rows_as_written(store: Engine) -> None:
    with store.begin() as connection:
        rows = [{"name": f"n{number}", "extra": {"rang": number}} for number in range(2500)]
        written = connection.execute(insert(sample).returning(sample.c.id, sample.c.extra), rows).all()
        assert sorted(extra["rang"] for _, extra in written) == list(range(2500))
        changed = update(sample).where(sample.c.id == written[0].id).values(stamp=7).returning(sample.c.stamp)
        assert connection.scalars(changed).all() == [7]
        assert connection.execute(insert(sample).values(name="seule")).inserted_primary_key == (2501,)


def test_ten_thousand_rows_go_in_with_one_statement(store: Engine) -> None:
    rows = [{"name": str(number), "extra": {"n": number}, "known": None} for number in range(10_000)]
    with store.begin() as connection:
        connection.execute(insert(sample), rows)
        assert connection.scalar(select(func.count()).select_from(sample)) == 10_000


def test_a_query_without_rows_still_names_its_columns(store: Engine) -> None:
    with store.begin() as connection:
        assert list(connection.execute(select(sample.c.id, sample.c.name)).keys()) == ["id", "name"]


def test_a_row_that_refers_to_nothing_is_refused(store: Engine) -> None:
    with pytest.raises(IntegrityError), store.begin() as connection:
        connection.execute(insert(child).values(sample=99))


def test_a_misspelt_column_is_an_error_and_not_a_text(store: Engine) -> None:
    with pytest.raises(OperationalError), store.begin() as connection:
        connection.execute(text('SELECT "naem" FROM sample')).all()


def test_an_error_never_shows_what_was_being_written(store: Engine) -> None:
    with store.begin() as connection:
        connection.execute(insert(sample).values(name="Éloïse SECRET"))
    with pytest.raises(IntegrityError) as error, store.begin() as connection:
        connection.execute(insert(sample).values(name="Éloïse SECRET"))
    assert "SECRET" not in str(error.value)


def test_records_of_sqlmodel_go_in_and_come_out(store: Engine) -> None:
    Apart.metadata.create_all(store)
    with Session(store) as session:
        session.add_all([Note(id="a", words="bois"), Note(id="b", words="chauffage")])
        session.commit()
        for note in session.scalars(select(Note)):
            note.words += " !"
        session.commit()
        assert sorted(note.words for note in session.scalars(select(Note))) == ["bois !", "chauffage !"]


def test_a_python_function_answers_in_sql_and_serves_an_index(store: Engine) -> None:
    register_function(store, "fold", lambda words: words and words.casefold().replace("é", "e"))
    with store.begin() as connection:
        connection.execute(text("CREATE INDEX folded ON sample (fold(name))"))
        connection.execute(insert(sample), [{"name": "Éloïse"}, {"name": "Marcel"}, {"name": None}])
        query = "SELECT name FROM sample WHERE fold(name) = 'eloïse'"
        assert connection.scalars(text(query)).all() == ["Éloïse"]
        assert "folded" in str(connection.execute(text(f"EXPLAIN QUERY PLAN {query}")).all())


def test_words_are_found_without_their_accents(store: Engine) -> None:
    with store.begin() as connection:
        connection.execute(
            text("CREATE VIRTUAL TABLE words USING fts5 (note, tokenize='unicode61 remove_diacritics 2')")
        )
        connection.execute(text("INSERT INTO words VALUES ('Chaudière arrêtée'), ('Bois livré')"))
    with store.begin() as connection:
        assert connection.scalars(text("SELECT note FROM words ('chaud* arretee')")).all() == ["Chaudière arrêtée"]


def test_many_phones_live_in_one_process_each_under_its_own_key(tmp_path: Path) -> None:
    paths = [tmp_path / f"phone-{number}.db" for number in range(8)]
    stores = [open_store(path, bytes([number]) * 32) for number, path in enumerate(paths)]

    def live(number: int) -> None:
        with stores[number].begin() as connection:
            connection.execute(insert(sample).values(name=f"à {number}"))

    for store in stores:
        tables.create_all(store)
    threads = [threading.Thread(target=live, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [names(store) for store in stores] == [[f"à {number}"] for number in range(8)]
    close_store(stores[3])
    assert names(stores[4]) == ["à 4"]
    for number in (0, 1, 2, 4, 5, 6, 7):
        close_store(stores[number])
