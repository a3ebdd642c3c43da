"""Rows become persons: texts to the byte, values understood, doubts and mistakes said with their line and column."""

import csv
import datetime as dt
import io
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shared.domain.ids import is_record_id
from shared.reference.catalog import communes
from sync_server.importing.columns import guess_columns
from sync_server.importing.communes import Communes
from sync_server.importing.people import read_people
from sync_server.importing.reading import parse_table
from sync_server.importing.report import Problem
from sync_server.importing.setting import Colleague, Draft, Setting

SETTING = Setting(
    "tdm", "", dt.date(2026, 11, 24), Communes(communes().values()), {"TS-01": Colleague("worker-1", "evs")}
)


def _read(*rows: dict[str, str], setting: Setting = SETTING) -> tuple[list[Draft], list[Problem]]:
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, list(rows[0]), quoting=csv.QUOTE_ALL)
    writer.writeheader()
    writer.writerows(rows)
    table = parse_table(out.getvalue().encode("utf-8-sig"))
    sheaves, problems = read_people(table, guess_columns(table, "people"), setting)
    return [draft for sheaf in sheaves for draft in sheaf.drafts], problems


def _person(**cells: str) -> dict[str, Any]:
    drafts, problems = _read({"Prénom": "Ada", **cells})
    assert problems == []
    return {**drafts[0].birth, **drafts[0].fields}


def _problem(**cells: str) -> Problem:
    _, problems = _read({"Prénom": "Ada", **cells})
    assert len(problems) == 1
    return problems[0]


def test_a_whole_row_becomes_a_person() -> None:
    person = _person(
        id="R1", civilité="Mme", nom="Bigay", né_le="14/09/1958", tél="06 39 98 64 67", portable="+33465712766",
        langue="turc", cp="63550", commune="Palladuc", saisi_le="2025-11-07", saisi_par="TS-01",
        observations="sonnette",
    )  # fmt: skip
    assert person == {
        "first_name": "Ada",
        "last_name": "Bigay",
        "gender": "f",
        "gender_typed": "",
        "birth_date": "1958-09-14",
        "birth_year": 1958,
        "birth_approx": False,
        "phones": {
            "1": {"number": "+33639986467", "typed": "06 39 98 64 67", "label": ""},
            "2": {"number": "+33465712766", "typed": "+33465712766", "label": ""},
        },
        "languages": {"tr": True},
        "languages_typed": "",
        "commune": "63267",
        "commune_typed": "",
        "known_since": "2025-11-07",
        "approach_note": "sonnette",
        "source_id": "R1",
        "structure": "evs",
        "author": "worker-1",
        "created_at": int(dt.datetime(2025, 11, 6, 23, tzinfo=dt.UTC).timestamp() * 1000),
    }


def test_a_first_name_is_enough() -> None:
    assert _person(nom="") == {"first_name": "Ada", "last_name": ""}


def test_two_telephones_in_a_cell_are_two() -> None:
    phones = _person(tél="06 39 98 64 67 / 04 65 71 27 66")["phones"]
    assert [phone["number"] for phone in phones.values()] == ["+33639986467", "+33465712766"]


def test_a_telephone_that_is_not_understood_is_kept_and_said() -> None:
    drafts, problems = _read({"Prénom": "Ada", "Tél": "chez la voisine"})
    assert drafts[0].fields["phones"] == {"1": {"number": "", "typed": "chez la voisine", "label": ""}}
    assert [(problem.key, problem.blocking) for problem in problems] == [("odd_phone", False)]


@pytest.mark.parametrize(
    ("cell", "last", "first"),
    [("DUPONT Marie", "DUPONT", "Marie"), ("Marie-Laure DE LA TOUR", "DE LA TOUR", "Marie-Laure")],
)
def test_a_name_in_one_cell_is_parted_by_its_capitals(cell: str, last: str, first: str) -> None:
    drafts, _ = _read({"Nom et prénom": cell, "Tél": ""})
    assert (drafts[0].fields["last_name"], drafts[0].fields["first_name"]) == (last, first)


def test_a_name_in_one_cell_without_capitals_stays_whole() -> None:
    drafts, _ = _read({"Nom et prénom": "Marie Dupont", "Tél": ""})
    assert drafts[0].fields["usual_name"] == "Marie Dupont"


@settings(deadline=None)  # other processes share these cores
@given(st.text(st.characters(codec="utf-8", exclude_characters="\0")))
def test_texts_come_out_to_the_byte(text: str) -> None:
    drafts, _ = _read({"Prénom": "Ada", "Nom": text, "Adresse": text, "Lieu-dit": text, "Note": text})
    fields = drafts[0].fields
    assert [fields[name] for name in ("last_name", "address", "hamlet", "approach_note")] == [text] * 4


@pytest.mark.parametrize(
    ("cells", "key", "column"),
    [
        ({"né le": "31/02/1958"}, "bad_date", "né le"),
        ({"année de naissance": "1870"}, "born_too_early", "année de naissance"),
        ({"saisi le": "bientôt"}, "bad_date", "saisi le"),
        ({"note": "a\0b"}, "forbidden_character", "note"),
        ({"note": "x" * 200_001}, "too_long", "note"),
    ],
)
def test_a_mistake_keeps_its_row_out_and_is_said(cells: dict[str, str], key: str, column: str) -> None:
    drafts, problems = _read({"Prénom": "Ada", **cells}, {"Prénom": "Léo", **dict.fromkeys(cells, "")})
    assert [draft.fields["first_name"] for draft in drafts] == ["Léo"]
    assert [(problem.line, problem.column, problem.key, problem.blocking) for problem in problems] == [
        (2, column, key, True)
    ]
    assert problems[0].reason[0].islower() or problems[0].reason[0] == "«"


def test_a_row_without_a_name_is_refused() -> None:
    _, problems = _read({"Prénom": " ", "Nom": "", "Tél": "0639986467"})
    assert [problem.key for problem in problems] == ["no_name"]


def test_the_same_id_twice_is_refused_the_second_time() -> None:
    drafts, problems = _read({"id": "R1", "Prénom": "Ada"}, {"id": "R1", "Prénom": "Léo"})
    assert [draft.fields["first_name"] for draft in drafts] == ["Ada"]
    assert (problems[0].key, problems[0].line, problems[0].values) == ("duplicate_id", 3, {"cell": "R1", "line": 2})


def test_a_row_of_another_width_is_refused() -> None:
    table = parse_table(b"prenom,note\nAda,a\nLeo,b,c\nMax\nZoe,d\n")
    sheaves, problems = read_people(table, guess_columns(table, "people"), SETTING)
    assert [sheaf.line for sheaf in sheaves] == [2, 5]
    assert [(problem.line, problem.key) for problem in problems] == [(3, "ragged"), (4, "ragged")]


@pytest.mark.parametrize(
    ("cells", "key", "kept"),
    [
        ({"commune": "Clermont-Ferrand"}, "commune_unknown", {"commune": "", "commune_typed": "Clermont-Ferrand"}),
        ({"commune": "Dorats"}, "commune_uncertain", {"commune": "", "commune_typed": "Dorats"}),
        ({"commune": "63300 Dorats"}, "commune_near", {"commune": "63138", "commune_typed": "63300 Dorats"}),
        ({"langue": "klingon"}, "unknown_language", {"languages": {}, "languages_typed": "klingon"}),
        ({"civilité": "Dr"}, "unknown_gender", {"gender": "unknown", "gender_typed": "Dr"}),
        ({"email": "ada chez example"}, "odd_email", {"email": "ada chez example"}),
        ({"saisi par": "TS-99"}, "unknown_worker", {}),
    ],
)
def test_a_doubt_is_said_and_nothing_typed_is_lost(cells: dict[str, str], key: str, kept: dict[str, Any]) -> None:
    drafts, problems = _read({"Prénom": "Ada", **cells})
    assert [(problem.key, problem.blocking) for problem in problems] == [(key, False)]
    assert {name: drafts[0].fields[name] for name in kept} == kept


def test_ids_depend_on_network_source_and_record_only() -> None:
    row = {"id": "R1", "Prénom": "Ada"}
    same, other = _read(row)[0][0].id, _read({**row, "Prénom": "Léo"})[0][0].id
    elsewhere = _read(row, setting=Setting("autre", "", SETTING.today, SETTING.communes))[0][0].id
    assert same == other != elsewhere
    assert is_record_id(same)


def test_rows_without_ids_keep_theirs_when_other_columns_change() -> None:
    first = _read({"Prénom": "Ada", "Nom": "Roche", "Note": "a"}, {"Prénom": "Ada", "Nom": "Roche", "Note": "b"})[0]
    second = _read({"Prénom": "Ada", "Nom": "Roche", "Note": "c"}, {"Prénom": "Ada", "Nom": "Roche", "Note": "b"})[0]
    assert [draft.id for draft in first] == [draft.id for draft in second]
    assert first[0].id != first[1].id


def test_a_reason_shows_no_character_that_plays_tricks() -> None:
    reason = _problem(**{"né le": "\u202e\x1b[31m2026"}).reason
    assert reason.startswith("«\u202f··[31m2026\u202f»")
