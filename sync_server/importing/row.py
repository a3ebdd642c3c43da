"""One row being read: its cells, and what is wrong with them."""

import datetime as dt
from collections import Counter
from collections.abc import Callable
from typing import TypeVar
from zoneinfo import ZoneInfo

from shared.sync.change import LONGEST_TEXT
from sync_server.importing.columns import Columns
from sync_server.importing.reading import Line, Table
from sync_server.importing.report import Problem
from sync_server.importing.setting import Colleague, Setting
from sync_server.importing.values import BadCell

LOCAL = ZoneInfo("Europe/Paris")

T = TypeVar("T")


class Row:
    """Texts come out exactly as they are in the file; other cells through a parser whose refusals become problems."""

    def __init__(self, columns: Columns, line: Line) -> None:
        self.columns = columns
        self.line = line
        self.problems: list[Problem] = []

    @property
    def is_good(self) -> bool:
        return not any(problem.blocking for problem in self.problems)

    def text(self, field: str) -> str:
        return self.columns.cell(self.line, field)

    def code(self, field: str) -> str:
        """A cell that names something: spaces around it mean nothing."""
        return self.text(field).strip()

    def read(self, field: str, parse: Callable[[str], T], otherwise: T) -> T:
        """The value of a cell; when it cannot be taken, a blocking problem."""
        try:
            return parse(self.text(field))
        except BadCell as bad:
            self.refuse(field, bad.key, **bad.values)
            return otherwise

    def read_softly(self, field: str, parse: Callable[[str], T], otherwise: T) -> T:
        """The same, where a refusal is only a doubt."""
        try:
            return parse(self.text(field))
        except BadCell as bad:
            self.doubt(field, bad.key, **bad.values)
            return otherwise

    def refuse(self, field: str, key: str, **values: object) -> None:
        self._note(field, key, values, blocking=True)

    def doubt(self, field: str, key: str, **values: object) -> None:
        self._note(field, key, values, blocking=False)

    def _note(self, field: str, key: str, values: dict[str, object], *, blocking: bool) -> None:
        title = self.columns.title(field) if field else ""
        self.problems.append(Problem(self.line.number, title, key, values, blocking))


class Keys:
    """The key of each row of a file: its own id, else what it says, else its turn among equal ones."""

    def __init__(self) -> None:
        self._lines: dict[str, int] = {}
        self._equal: Counter[tuple[str, ...]] = Counter()

    def of(self, row: Row, *content: str) -> tuple[str, ...]:
        own = row.code("record_id")
        if own:
            first = self._lines.setdefault(own, row.line.number)
            if first != row.line.number:
                row.refuse("record_id", "duplicate_id", cell=own, line=first)
            return ("id", own)
        self._equal[content] += 1
        return ("content", *content, str(self._equal[content]))


def sound_rows(table: Table, columns: Columns) -> tuple[list[Row], list[Problem]]:
    """The rows that have as many cells as there are titles, and only characters that can be stored."""
    rows: list[Row] = []
    problems: list[Problem] = []
    for line in table.lines:
        row = Row(columns, line)
        if len(line.cells) != len(table.titles):
            row.refuse("", "ragged", cells=len(line.cells), titles=len(table.titles))
        else:
            _check_texts(row)
        if row.is_good:
            rows.append(row)
        problems.extend(row.problems)
    return rows, problems


def _check_texts(row: Row) -> None:
    for column in row.columns.found:
        cell = row.line.cells[column.index]
        if "\0" in cell or any("\ud800" <= character <= "\udfff" for character in cell):
            row.refuse(column.field, "forbidden_character")
        if len(cell) > LONGEST_TEXT:
            row.refuse(column.field, "too_long", length=len(cell), most=LONGEST_TEXT)


def commune_of(row: Row, setting: Setting) -> dict[str, str]:
    """The commune, and beside it what was written where that is not certain."""
    if not any(map(row.columns.has, ("commune", "postal_code", "insee"))):
        return {}
    match = setting.communes.match(row.code("commune"), row.code("postal_code"), row.code("insee"))
    field = next(name for name in ("commune", "postal_code", "insee") if row.columns.has(name))
    if match.certainty in {"near", "uncertain", "unknown"}:
        row.doubt(field, f"commune_{match.certainty}", cell=match.typed, names=", ".join(match.candidates))
    doubtful = match.certainty not in {"certain", "nothing"}
    return {"commune": match.insee, "commune_typed": match.typed if doubtful else ""}


def colleague_of(row: Row, field: str, setting: Setting) -> Colleague | None:
    """The worker whom a cell names by code; one we do not know is a doubt."""
    code = row.code(field)
    colleague = setting.colleagues.get(code)
    if code and colleague is None:
        row.doubt(field, "unknown_worker", cell=code)
    return colleague


def instant(day: str, at: tuple[int, int] = (0, 0)) -> int:
    """UTC milliseconds of a local day and hour."""
    moment = dt.datetime.combine(dt.date.fromisoformat(day), dt.time(*at), LOCAL)
    return int(moment.timestamp()) * 1000
