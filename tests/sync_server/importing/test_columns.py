"""Columns are found by what people call them, in French and English, and the truth is never looked at."""

import pytest

from sync_server.importing.columns import TRUTH, Columns, guess_columns
from sync_server.importing.errors import WrongColumns
from sync_server.importing.reading import Line, Table


def _table(titles: list[str], *rows: list[str]) -> Table:
    lines = rows or ([""] * len(titles),)
    return Table(tuple(titles), tuple(Line(n, tuple(row)) for n, row in enumerate(lines, 2)), "utf-8", ",")


def _fields(columns: Columns) -> dict[str, str]:
    return {column.title: column.field for column in columns.found}


@pytest.mark.parametrize(
    ("title", "field"),
    [
        ("NOM", "last_name"),
        ("nom de famille", "last_name"),
        ("Last Name", "last_name"),
        ("Nom de naissance", "birth_name"),
        ("Né(e) le", "birth_date"),
        ("DATE_DE_NAISSANCE", "birth_date"),
        ("Date of birth", "birth_date"),
        ("Année de naissance", "birth_year"),
        ("Tél.", "phone"),
        ("N° de téléphone", "phone"),
        ("Telehpone", "phone"),
        ("E-mail", "email"),
        ("CP", "postal_code"),
        ("CP Ville", "commune"),
        ("Lieu-dit", "hamlet"),
        ("LIEU DIT", "hamlet"),
        ("Code INSEE", "insee"),
        ("Observations", "comment"),
    ],
)
def test_a_title_of_people_is_understood(title: str, field: str) -> None:
    assert _fields(guess_columns(_table(["Prénom", title]), "people"))[title] == field


@pytest.mark.parametrize(
    ("title", "field"),
    [
        ("Heure de début", "start_time"),
        ("Durée (min)", "duration"),
        ("Intervenant·e", "worker"),
        ("Thématiques", "needs"),
        ("Suite à donner", "follow_up"),
        ("Compte-rendu", "note"),
        ("Personnes vues", "people_seen"),
        ("person_ids", "persons"),
        ("Axe", "axis"),
        ("Résultat", "outcome"),
    ],
)
def test_a_title_of_visits_is_understood(title: str, field: str) -> None:
    assert _fields(guess_columns(_table(["Date", "Mode", title]), "visits"))[title] == field


def test_a_column_without_a_title_is_known_by_its_content() -> None:
    table = _table(
        ["Prénom", "A", "B", "C", "D"],
        ["Ada", "ada@example.org", "06 39 98 64 67", "63300 Thiers", "12"],
        ["Léo", "leo@example.org", "04 65 71 27 66", "63250 Arconsat", "13"],
    )
    columns = guess_columns(table, "people")
    assert _fields(columns) == {"Prénom": "first_name", "A": "email", "B": "phone", "C": "commune"}
    assert columns.ignored == ("D",)


def test_two_columns_of_telephones_are_both_read() -> None:
    columns = guess_columns(_table(["Prénom", "Fixe", "Portable"], ["Ada", "1", "2"]), "people")
    assert columns.cells(Line(2, ("Ada", "1", "2")), "phone") == ("1", "2")


def test_a_second_column_of_the_same_meaning_is_ignored() -> None:
    assert guess_columns(_table(["Prénom", "Ville", "Commune"]), "people").ignored == ("Commune",)


def test_the_columns_of_truth_are_never_read() -> None:
    table = _table(["first_name", *sorted(TRUTH)], ["Ada", *["ada@example.org"] * len(TRUTH)])
    columns = guess_columns(table, "people")
    assert [column.title for column in columns.found] == ["first_name"]
    assert set(columns.ignored) == TRUTH


@pytest.mark.parametrize("kind", ["people", "visits"])
def test_a_table_of_something_else_is_refused(kind: str) -> None:
    communes = _table(
        ["insee", "name", "slug", "population", "siren"], ["63008", "Arconsat", "arconsat", "565", "2163"]
    )
    with pytest.raises(WrongColumns, match="insee, name, slug"):
        guess_columns(communes, kind)  # type: ignore[arg-type]  # one of the two kinds
