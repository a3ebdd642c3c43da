"""Whole files go in, exactly, once; a second time changes nothing, and what colleagues wrote since stays."""

import csv
import io
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook
from sqlalchemy import Engine, func, select, update

from shared.domain.conflict import Conflict
from shared.domain.follow_up import FollowUp
from shared.domain.need import Need
from shared.domain.person import Person
from shared.domain.visit import Participation, Visit
from shared.sync.change import Change
from shared.sync.clock import tick
from sync_server import sample
from sync_server.accounts.devices import own_device
from sync_server.accounts.records import Network, Worker
from sync_server.counter import current
from sync_server.database import reading, table_of, writing
from sync_server.importing.errors import NobodyResponsible, UnknownNetwork
from sync_server.importing.importing import Order, run_import
from sync_server.importing.report import Counts, Report
from sync_server.sync.author import Author
from sync_server.sync.ingest import apply_actions

NOW = 1_795_521_720_000  # mar. 24 nov. 2026, 14:02
LATER = NOW + 3_600_000
SAMPLE = Path(sample.__file__).parent
DATA = Path(__file__).parents[2] / "data"
NETWORK = "tdm"


def _import(store: Engine, kind: str, path: Path, now_ms: int = NOW, **options: Any) -> Report:
    return run_import(store, Order(kind, path, **{"apply": True, **options}), now_ms)  # type: ignore[arg-type]  # a kind


def _rows(store: Engine, model: type[Any]) -> list[dict[str, Any]]:
    with reading(store) as connection:
        return [dict(row) for row in connection.execute(select(table_of(model))).mappings()]


def _count(store: Engine, model: type[Any]) -> int:
    with reading(store) as connection:
        return int(connection.scalar(select(func.count()).select_from(table_of(model))) or 0)


def _cells(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(path.read_bytes().decode(), newline="")))


def _file(folder: Path, text: str, name: str = "people.csv") -> Path:
    path = folder / name
    path.write_bytes(text.encode())
    return path


def test_the_sample_people_and_visits_go_in_completely(store: Engine) -> None:
    people = _import(store, "people", SAMPLE / "people.csv")
    visits = _import(store, "visits", SAMPLE / "visits.csv")
    assert people.blocking == visits.blocking == visits.problems == ()
    assert {problem.key for problem in people.doubts} == {"commune_near"}
    assert [_count(store, model) for model in (Person, Visit, Need, FollowUp)] == [2000, 5000, 8178, 1459]
    assert _count(store, Participation) == sum(len(row["participants"]) for row in _rows(store, Visit)) > 4000
    assert _count(store, Conflict) == 0


def test_every_text_of_the_sample_comes_out_to_the_byte(store: Engine) -> None:
    _import(store, "people", SAMPLE / "people.csv")
    _import(store, "visits", SAMPLE / "visits.csv")
    people = {row["extra"]["source_id"]: row for row in _rows(store, Person)}
    for cells in _cells(SAMPLE / "people.csv"):
        row = people[cells["record_id"]]
        texts = ("first_name", "last_name", "birth_name", "email", "address", "hamlet")
        assert [row[name] for name in texts] == [cells[name] for name in texts]
        assert row["approach_note"] == cells["comment"]
        assert [phone["typed"] for phone in row["phones"].values()] == [
            cells[name] for name in ("phone", "phone2") if cells[name]
        ]
    visits = {row["extra"]["source_id"]: row for row in _rows(store, Visit)}
    assert all(visits[cells["visit_id"]]["note"] == cells["note"] for cells in _cells(SAMPLE / "visits.csv"))
    for hard in _cells(DATA / "visits_hard_inputs.csv"):
        assert visits[hard["visit_id"]]["note"] == hard["note"], hard["hard_input"]


def test_the_file_of_french_excel_goes_in_completely(store: Engine) -> None:
    report = _import(store, "people", DATA / "people_200_excel_cp1252.csv")
    assert (report.blocking, report.records) == ((), {"person": Counts(created=200)})
    assert report.columns.ignored == ("true_id",)
    assert all(row["commune"] for row in _rows(store, Person))


def test_a_second_time_changes_nothing(store: Engine) -> None:
    files = [("people", SAMPLE / "people.csv"), ("visits", SAMPLE / "visits.csv")]
    for kind, path in files:
        _import(store, kind, path)
    with reading(store) as connection:
        before = current(connection, NETWORK)
    again = [_import(store, kind, path, LATER) for kind, path in files]
    with reading(store) as connection:
        assert current(connection, NETWORK) == before
    assert all(report.changes_nothing and report.applied for report in again)


def _as_workbook(rows: list[list[str]], path: Path) -> None:
    book = Workbook(write_only=True)
    sheet = book.create_sheet()
    for row in rows:
        # What XML forbids is written as Excel writes it.
        sheet.append([re.sub(r"[\x00-\x08\x0b-\x1f]", lambda c: f"_x{ord(c[0]):04X}_", cell) for cell in row])
    book.save(path)


def _as_unicode_text(rows: list[list[str]], path: Path) -> None:
    with path.open("w", encoding="utf-16", newline="") as file:
        csv.writer(file, delimiter="\t").writerows(rows)


@pytest.mark.parametrize(("name", "save"), [("people.xlsx", _as_workbook), ("people.txt", _as_unicode_text)])
def test_the_same_people_in_another_format_are_the_same(
    store: Engine, tmp_path: Path, name: str, save: Callable[[list[list[str]], Path], None]
) -> None:
    content = (SAMPLE / "people.csv").read_bytes().decode()
    save(list(csv.reader(io.StringIO(content, newline=""))), tmp_path / name)
    assert _import(store, "people", tmp_path / name).records["person"] == Counts(created=2000)
    assert _import(store, "people", SAMPLE / "people.csv", LATER).records["person"] == Counts(unchanged=2000)


def test_the_sample_goes_in_on_a_machine_whose_clock_is_years_behind(store: Engine) -> None:
    behind = NOW - 5 * 365 * 24 * 3600 * 1000
    assert _import(store, "people", SAMPLE / "people.csv", behind).blocking
    assert _import(store, "people", SAMPLE / "people.csv", behind, today=sample.MADE_ON).applied


def test_a_dry_run_writes_nothing_and_says_what_it_would(store: Engine) -> None:
    report = _import(store, "people", SAMPLE / "people.csv", apply=False)
    assert (report.applied, report.records["person"]) == (False, Counts(created=2000))
    assert _count(store, Person) == 0


def test_only_what_differs_is_changed(store: Engine, tmp_path: Path) -> None:
    _import(store, "people", _file(tmp_path, "id,prénom,tél\n1,Ada,06 39 98 64 67\n2,Léo,\n"))
    report = _import(store, "people", _file(tmp_path, "id,prénom,tél\n1,Ada,04 65 71 27 66\n2,Léo,\n"), LATER)
    assert report.records["person"] == Counts(changed=1, unchanged=1)
    phones = {row["first_name"]: row["phones"] for row in _rows(store, Person)}
    assert [phone["number"] for phone in phones["Ada"].values()] == ["+33465712766"]


def test_a_column_that_a_file_lacks_is_left_alone(store: Engine, tmp_path: Path) -> None:
    _import(store, "people", _file(tmp_path, "id,prénom,email\n1,Ada,ada@example.org\n"))
    _import(store, "people", _file(tmp_path, "id,prénom,lieu-dit\n1,Ada,Le Cros\n"), LATER)
    row = _rows(store, Person)[0]
    assert (row["email"], row["hamlet"]) == ("ada@example.org", "Le Cros")


def test_what_a_colleague_corrected_since_stays(store: Engine, tmp_path: Path) -> None:
    path = _file(tmp_path, "id,prénom,nom,tél\n1,Ada,Roche,06 39 98 64 67\n")
    _import(store, "people", path)
    _write_as_a_colleague(store, {"last_name": "Faure", "phones/9": {"number": "", "typed": "12", "label": ""}})
    report = _import(store, "people", path, LATER)
    assert report.records["person"] == Counts(unchanged=1, kept=2)
    row = _rows(store, Person)[0]
    assert (row["last_name"], sorted(row["phones"])) == ("Faure", ["1", "9"])
    assert _count(store, Conflict) == 0


def test_a_person_who_was_deleted_does_not_come_back(store: Engine, tmp_path: Path) -> None:
    path = _file(tmp_path, "id,prénom\n1,Ada\n")
    _import(store, "people", path)
    _write_as_a_colleague(store, {"deleted": True})
    assert _import(store, "people", path, LATER).records["person"] == Counts(unchanged=1)
    assert _rows(store, Person)[0]["deleted"]


def _write_as_a_colleague(store: Engine, fields: dict[str, Any]) -> None:
    with writing(store) as connection:
        row = connection.execute(select(table_of(Person))).mappings().one()
        device = own_device(connection, NETWORK, "worker-TS-01", "console", NOW + 1)
        author = Author(NETWORK, device.number, "worker-TS-01", NOW + 1)
        apply_actions(connection, author, [(Change("person", row["id"], fields, tick(0, NOW + 1), row["seq"]),)], str)


BAD = "id,prénom,année de naissance\n1,Ada,1958\n2,Léo,1870\n3,Max,1960\n"


def test_one_bad_row_keeps_all_out(store: Engine, tmp_path: Path) -> None:
    report = _import(store, "people", _file(tmp_path, BAD))
    assert (report.applied, _count(store, Person)) == (False, 0)
    assert [(problem.line, problem.column) for problem in report.blocking] == [(3, "année de naissance")]
    assert report.blocking[0].reason == "«\u202f1870\u202f»\u202f: naissance avant 1900"


def test_bad_rows_can_be_left_out(store: Engine, tmp_path: Path) -> None:
    report = _import(store, "people", _file(tmp_path, BAD), skip_bad=True)
    assert (report.applied, len(report.blocking)) == (True, 1)
    assert sorted(row["first_name"] for row in _rows(store, Person)) == ["Ada", "Max"]


@pytest.fixture
def fussy_store(store: Engine) -> Engine:
    with writing(store) as connection:
        connection.exec_driver_sql(
            "CREATE TRIGGER fussy BEFORE INSERT ON person WHEN NEW.first_name = 'Léo'"
            " BEGIN SELECT RAISE(ABORT, 'not this one'); END"
        )
    return store


@pytest.mark.parametrize(("skip_bad", "applied", "stored"), [(False, False, 0), (True, True, 2)])
def test_a_row_that_the_store_refuses_is_a_bad_row(
    fussy_store: Engine, tmp_path: Path, skip_bad: bool, applied: bool, stored: int
) -> None:
    path = _file(tmp_path, "id,prénom\n1,Ada\n2,Léo\n3,Max\n")
    report = _import(fussy_store, "people", path, skip_bad=skip_bad)
    assert (report.applied, _count(fussy_store, Person)) == (applied, stored)
    assert [(problem.line, problem.key) for problem in report.blocking] == [(3, "refused")]


def test_visits_wait_for_their_people(store: Engine, tmp_path: Path) -> None:
    visits = _file(tmp_path, "date,person_ids,note\n2026-11-03,R1,vu\n", "visits.csv")
    assert [problem.key for problem in _import(store, "visits", visits).blocking] == ["unknown_person"]
    _import(store, "people", _file(tmp_path, "id,prénom\nR1,Ada\n"))
    assert _import(store, "visits", visits).applied
    assert list(_rows(store, Visit)[0]["participants"]) == [_rows(store, Person)[0]["id"]]


def test_the_same_ids_of_two_sources_are_two_people(store: Engine, tmp_path: Path) -> None:
    path = _file(tmp_path, "id,prénom\n1,Ada\n")
    _import(store, "people", path, source="ccas")
    _import(store, "people", path, source="atrium")
    assert _count(store, Person) == 2


def test_the_worker_of_a_row_signs_it_and_nobody_else(store: Engine, tmp_path: Path) -> None:
    _import(store, "people", _file(tmp_path, "id,prénom,saisi par,saisi le\n1,Ada,TS-02,2025-01-06\n2,Léo,,\n"))
    rows = {row["first_name"]: row for row in _rows(store, Person)}
    assert (rows["Ada"]["author"], rows["Ada"]["structure"]) == ("worker-TS-02", "evs")
    assert (rows["Léo"]["author"], rows["Léo"]["created_at"]) == ("worker-COORD", NOW)


def test_a_network_must_be_chosen_where_there_are_several(store: Engine, tmp_path: Path) -> None:
    path = _file(tmp_path, "id,prénom\n1,Ada\n")
    with pytest.raises(UnknownNetwork, match="Thiers"):
        _import(store, "people", path, network="ailleurs")
    with writing(store) as connection:
        connection.execute(table_of(Network).insert(), {"network_id": "autre", "name": "Autre"})
    with pytest.raises(UnknownNetwork, match="Autre, Thiers"):
        _import(store, "people", path)
    assert _import(store, "people", path, network="Thiers Dore et Montagne").applied


def test_somebody_must_answer_for_an_import(store: Engine, tmp_path: Path) -> None:
    with writing(store) as connection:
        connection.execute(update(table_of(Worker)).values(active=False))
    with pytest.raises(NobodyResponsible):
        _import(store, "people", _file(tmp_path, "id,prénom\n1,Ada\n"))


def test_progress_is_told_to_the_end(store: Engine) -> None:
    told: list[tuple[int, int]] = []
    order = Order("people", SAMPLE / "people.csv", apply=True)
    run_import(store, order, NOW, lambda done, total: told.append((done, total)))
    assert told == [(done, 2000) for done in (0, 500, 1000, 1500, 2000)]
