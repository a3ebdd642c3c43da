"""Rows of a foreign file to persons."""

import re
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from shared.domain.telephone import parse_phones
from sync_server.importing.columns import Columns
from sync_server.importing.days import Birth, birth, day
from sync_server.importing.reading import Table
from sync_server.importing.report import Problem
from sync_server.importing.row import Keys, Row, colleague_of, commune_of, instant, sound_rows
from sync_server.importing.setting import Draft, Setting, Sheaf
from sync_server.importing.values import choice, languages

# Columns whose text is kept exactly as it is, and the field it goes to.
_TEXTS = {
    "first_name": "first_name",
    "last_name": "last_name",
    "birth_name": "birth_name",
    "usual_name": "usual_name",
    "email": "email",
    "address": "address",
    "hamlet": "hamlet",
    "comment": "approach_note",
}
_IDENTITY = ("last_name", "first_name", "full_name", "usual_name", "birth_date", "birth_year", "commune", "hamlet")
_SPLIT_NAME = re.compile(r"\s+")


def read_people(table: Table, columns: Columns, setting: Setting) -> tuple[list[Sheaf], list[Problem]]:
    """Each good row gives one person; the others give the reason why not."""
    rows, problems = sound_rows(table, columns)
    keys = Keys()
    sheaves = []
    for row in rows:
        draft = _person(row, keys, setting)
        if row.is_good:
            sheaves.append(Sheaf(row.line.number, (draft,)))
        problems.extend(row.problems)
    return sheaves, problems


def _person(row: Row, keys: Keys, setting: Setting) -> Draft:
    key = keys.of(row, *map(row.text, _IDENTITY))
    fields: dict[str, Any] = {field: row.text(name) for name, field in _TEXTS.items() if row.columns.has(name)}
    fields |= _full_name(row)
    if not any(str(fields.get(name, "")).strip() for name in ("first_name", "last_name", "usual_name")):
        row.refuse("first_name", "no_name")
    known_since = row.read("captured_on", partial(day, today=setting.today), "")
    colleague = colleague_of(row, "captured_by", setting)
    fields |= _birth(row, setting)
    fields |= commune_of(row, setting)
    fields |= _where_told(row, "civility", "gender", partial(choice, "gender", default="unknown"), "unknown")
    fields |= _where_told(row, "language", "languages", languages, {})
    fields |= {"phones": _phones(row)} if row.columns.has("phone") else {}
    fields |= {"known_since": known_since} if row.columns.has("captured_on") else {}
    fields |= {"source_id": key[1]} if key[0] == "id" else {}
    if row.text("email").strip() and "@" not in row.text("email"):
        row.doubt("email", "odd_email", cell=row.text("email"))
    made: dict[str, Any] = {"created_at": instant(known_since)} if known_since else {}
    if colleague:
        fields["structure"] = colleague.structure
        made |= {"author": colleague.id}
    return Draft("person", setting.record_id("person", *key), fields, made)


def _where_told(row: Row, column: str, field: str, parse: Callable[[str], Any], otherwise: Any) -> Mapping[str, Any]:
    """A field whose column the file has; what cannot be understood is kept beside it and keeps nobody out."""
    if not row.columns.has(column):
        return {}
    value = row.read_softly(column, parse, None)
    if value is None:
        return {field: otherwise, f"{field}_typed": row.text(column)}
    return {field: value, f"{field}_typed": ""}


def _full_name(row: Row) -> dict[str, str]:
    """A name in one cell: words in capitals are the last name ("DUPONT Marie"); otherwise the cell stays whole."""
    whole = row.text("full_name")
    if not whole.strip():
        return {}
    words = _SPLIT_NAME.split(whole.strip())
    capitals = [word for word in words if word.isupper() and len(word) > 1]
    if not capitals or len(capitals) == len(words):
        return {"usual_name": whole}
    return {"last_name": " ".join(capitals), "first_name": " ".join(word for word in words if word not in capitals)}


def _birth(row: Row, setting: Setting) -> dict[str, Any]:
    if not (row.columns.has("birth_date") or row.columns.has("birth_year")):
        return {}
    year_cell = row.text("birth_year")
    nothing = Birth("", None, approx=False)
    if row.columns.has("birth_date"):
        found = row.read("birth_date", partial(birth, year_cell=year_cell, today=setting.today), nothing)
    else:
        found = row.read("birth_year", partial(birth, "", today=setting.today), nothing)
    if found.date and year_cell.strip() and year_cell.strip() != str(found.year):
        row.doubt("birth_year", "birth_years_differ", cell=year_cell, year=found.year)
    return {"birth_date": found.date, "birth_year": found.year, "birth_approx": found.approx}


def _phones(row: Row) -> dict[str, dict[str, str]]:
    """Every telephone of every telephone column, in their order; one that is not understood is kept as typed."""
    found = [phone for cell in row.columns.cells(row.line, "phone") for phone in parse_phones(cell)]
    for phone in found:
        if phone.number is None:
            row.doubt("phone", "odd_phone", cell=phone.typed)
    return {
        str(slot): {"number": phone.number or "", "typed": phone.typed, "label": ""}
        for slot, phone in enumerate(found, start=1)
    }
