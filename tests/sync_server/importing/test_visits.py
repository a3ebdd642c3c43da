"""Rows become visits with their needs and what was promised."""

import csv
import datetime as dt
import io
from typing import Any

import pytest

from shared.reference.catalog import communes
from sync_server.importing.columns import guess_columns
from sync_server.importing.communes import Communes
from sync_server.importing.reading import parse_table
from sync_server.importing.report import Problem
from sync_server.importing.setting import Colleague, Draft, Setting
from sync_server.importing.visits import read_visits

_NOBODY = Setting("tdm", "", dt.date(2026, 11, 24), Communes(communes().values()))
ADA, LEO = (_NOBODY.record_id("person", "id", reference) for reference in ("R1", "R2"))
SETTING = Setting(
    "tdm", "", _NOBODY.today, _NOBODY.communes, {"TS-01": Colleague("worker-1", "evs")}, frozenset({ADA, LEO})
)


def _read(**cells: str) -> tuple[list[Draft], list[Problem]]:
    out = io.StringIO(newline="")
    row = {"date": "2026-11-03", "note": "vu", **cells}
    writer = csv.DictWriter(out, list(row), quoting=csv.QUOTE_ALL)
    writer.writeheader()
    writer.writerow(row)
    table = parse_table(out.getvalue().encode("utf-8-sig"))
    sheaves, problems = read_visits(table, guess_columns(table, "visits"), SETTING)
    return [draft for sheaf in sheaves for draft in sheaf.drafts], problems


def _visit(**cells: str) -> dict[str, Any]:
    drafts, problems = _read(**cells)
    assert problems == []
    return {**drafts[0].birth, **drafts[0].fields}


def _instant(*moment: int) -> int:
    return int(dt.datetime(*moment, tzinfo=dt.UTC).timestamp() * 1000)  # type: ignore[arg-type, misc]  # year to minute


def test_an_hour_is_local_time() -> None:
    assert _visit(start_time="17:30")["started_at"] == _instant(2026, 11, 3, 16, 30)


def test_without_an_hour_only_the_day_is_known() -> None:
    visit = _visit(start_time="")
    assert (visit["day"], visit["started_at"]) == ("2026-11-03", None)


@pytest.mark.parametrize(
    ("cells", "participants", "head_counts", "kind"),
    [
        ({"person_ids": "R1", "people_seen": "1"}, {ADA: True}, {}, "individual"),
        ({"person_ids": "R1|R2", "people_seen": "7"}, {ADA: True, LEO: True}, {"unknown/unknown": 5}, "collective"),
        ({"person_ids": "", "people_seen": "12"}, {}, {"unknown/unknown": 12}, "collective"),
        ({"person_ids": "", "anonymous": "true"}, {}, {"unknown/unknown": 1}, "individual"),
        ({"person_ids": "R1"}, {ADA: True}, {}, "individual"),
        ({"person_ids": ADA}, {ADA: True}, {}, "individual"),
        ({"person_ids": ""}, {}, {}, "individual"),
    ],
)
def test_people_are_named_or_counted(
    cells: dict[str, str], participants: dict[str, bool], head_counts: dict[str, int], kind: str
) -> None:
    visit = _visit(**cells)
    assert (visit["participants"], visit["head_counts"], visit["kind"]) == (participants, head_counts, kind)


def test_a_worker_brings_her_structure_and_signs() -> None:
    visit = _visit(worker="TS-01")
    assert (visit["workers"], visit["structure"], visit["author"]) == ({"worker-1": True}, "evs", "worker-1")


def test_a_visit_without_an_outcome_met_somebody() -> None:
    assert (_visit()["outcome"], _visit(outcome="refus")["outcome"]) == ("met", "refused")


def test_needs_are_the_persons_and_open() -> None:
    drafts, _ = _read(person_ids="R1", needs="sante--addictions|remobilisation--lien-social")
    assert [draft.fields for draft in drafts[1:]] == [
        {"code": code, "status": "open", "person": ADA, "opened_on": "2026-11-03", "opened_in": drafts[0].id}
        for code in ("sante--addictions", "remobilisation--lien-social")
    ]


def test_a_need_that_was_oriented_is_referred() -> None:
    drafts, _ = _read(person_ids="R1|R2", needs="sante--addictions", orientation="CMP")
    assert drafts[0].fields["orientation"] == "CMP"
    assert (drafts[1].fields["status"], drafts[1].fields["person"]) == ("referred", "")


@pytest.mark.parametrize(("orientation", "what"), [("CCAS", "CCAS"), ("", "À revoir")])
def test_a_date_to_come_back_is_a_follow_up(orientation: str, what: str) -> None:
    drafts, _ = _read(person_ids="R1", worker="TS-01", orientation=orientation, follow_up="2026-12-01")
    assert drafts[1].table == "follow_up"
    assert drafts[1].fields == {
        "what": what, "due_on": "2026-12-01", "assignee": "worker-1", "person": ADA, "visit": drafts[0].id,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("cells", "key"),
    [
        ({"date": ""}, "no_date"),
        ({"date": "hier"}, "bad_date"),
        ({"start_time": "25:00"}, "bad_time"),
        ({"duration": "longtemps"}, "bad_duration"),
        ({"mode": "à cheval"}, "unknown_mode"),
        ({"outcome": "bof"}, "unknown_outcome"),
        ({"axis": "5"}, "unknown_axis"),
        ({"needs": "sante--magie"}, "unknown_need"),
        ({"person_ids": "R9"}, "unknown_person"),
        ({"people_seen": "beaucoup"}, "bad_count"),
        ({"follow_up": "32/01/2026"}, "bad_date"),
    ],
)
def test_a_mistake_keeps_the_visit_out(cells: dict[str, str], key: str) -> None:
    drafts, problems = _read(**cells)
    assert drafts == []
    assert [(problem.key, problem.blocking, problem.line) for problem in problems] == [(key, True, 2)]


@pytest.mark.parametrize(
    ("cells", "key"),
    [
        ({"date": "2027-01-04"}, "date_in_the_future"),
        ({"person_ids": "R1|R2", "people_seen": "1"}, "fewer_than_named"),
        ({"worker": "TS-99"}, "unknown_worker"),
        ({"commune": "Ambert"}, "commune_unknown"),
    ],
)
def test_a_doubt_lets_the_visit_in(cells: dict[str, str], key: str) -> None:
    drafts, problems = _read(**cells)
    assert len(drafts) == 1
    assert [(problem.key, problem.blocking) for problem in problems] == [(key, False)]


@pytest.mark.parametrize(
    "note", ["   ", "N/A", "NULL", '=HYPERLINK("x";"y")', "a\r\nb", "\u202eabc", "\x07", "e\u0301", "\ufeff"]
)
def test_a_note_comes_out_to_the_byte(note: str) -> None:
    assert _visit(note=note)["note"] == note
