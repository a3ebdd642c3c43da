"""The commands show what they understood, in French, and their exit code tells programs how it went."""

import json
from pathlib import Path

import pytest
from sqlalchemy import Engine
from typer.testing import CliRunner, Result

from sync_server.importing.commands import import_app
from sync_server.settings import sqlite_url

GOOD = "id;Prénom;Commune;Couleur\n1;Ada;63550 Palladuc;bleu\n2;Léo;Ambert;vert\n"
BAD = "id;Prénom;Année de naissance\n1;[bold]Ada;1870\n"


@pytest.fixture
def people(tmp_path: Path) -> Path:
    path = tmp_path / "people.csv"
    path.write_text(GOOD, encoding="cp1252")
    return path


def _run(store: Engine, *arguments: str) -> Result:
    return CliRunner().invoke(
        import_app, arguments, env={"VEILLEE_DATABASE_URL": str(store.url), "COLUMNS": "160", "NO_COLOR": "1"}
    )


def test_a_trial_shows_the_mapping_and_writes_nothing(store: Engine, people: Path) -> None:
    result = _run(store, "people", str(people))
    assert result.exit_code == 0
    for words in (
        "texte cp1252",
        "prénom",
        "Colonnes ignorées\u202f: Couleur",
        "n’est pas une commune",
        "rien n’a été écrit",
    ):
        assert words in result.output


def test_applied_then_applied_again(store: Engine, people: Path) -> None:
    assert "C’est écrit." in _run(store, "people", str(people), "--apply").output
    assert "Tout est déjà importé" in _run(store, "people", str(people), "--apply").output


def test_problems_are_exit_code_one(store: Engine, tmp_path: Path) -> None:
    path = tmp_path / "bad.csv"
    path.write_text(BAD, encoding="utf-8")
    result = _run(store, "people", str(path), "--apply")
    assert result.exit_code == 1
    assert "ligne 2, colonne «\u202fAnnée de naissance\u202f»\u202f: «\u202f1870\u202f»" in result.output
    assert "Rien n’a été écrit" in result.output


def test_many_problems_are_counted_rather_than_listed(store: Engine, tmp_path: Path) -> None:
    path = tmp_path / "bad.csv"
    path.write_text("Prénom;Né le\n" + "Ada;hier\n" * 40, encoding="utf-8")
    assert "… et 10 autres" in _run(store, "people", str(path)).output


def test_an_unreadable_file_is_exit_code_two(store: Engine, tmp_path: Path) -> None:
    path = tmp_path / "empty.csv"
    path.touch()
    result = _run(store, "people", str(path))
    assert (result.exit_code, result.output.strip()) == (2, "Le fichier est vide.")


def test_a_store_that_was_never_prepared_is_exit_code_two(people: Path, tmp_path: Path) -> None:
    environment = {"VEILLEE_DATABASE_URL": sqlite_url(tmp_path / "nothing.db")}
    result = CliRunner().invoke(import_app, ["people", str(people)], env=environment)
    assert (result.exit_code, "n’est pas prête" in result.output) == (2, True)


def test_the_report_is_also_for_programs(store: Engine, people: Path) -> None:
    result = _run(store, "people", str(people), "--json")
    report = json.loads(result.stdout)
    assert report["file"] == {"encoding": "cp1252", "delimiter": ";", "sheet": ""}
    assert [column["field"] for column in report["columns"]] == ["record_id", "first_name", "commune"]
    assert report["records"]["person"] == {"created": 2, "changed": 0, "unchanged": 0, "kept": 0}
    assert [(problem["code"], problem["blocking"]) for problem in report["problems"]] == [("commune_unknown", False)]


def test_a_refusal_is_also_for_programs(store: Engine, tmp_path: Path) -> None:
    result = _run(store, "visits", str(tmp_path / "absent.csv"), "--json")
    assert (result.exit_code, json.loads(result.stdout)["code"]) == (2, "missing")
