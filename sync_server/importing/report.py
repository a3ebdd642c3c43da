"""What an import found and did, row by row, for people and for programs."""

import unicodedata
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from sync_server.importing.columns import Columns, Kind
from sync_server.importing.locale import t

_LONGEST_SHOWN = 60  # characters of a cell


@dataclass(frozen=True, slots=True)
class Problem:
    """One cell of one row. A `blocking` one keeps its row out; the other kind is a doubt worth reading."""

    line: int
    column: str
    key: str
    values: Mapping[str, object]
    blocking: bool

    @property
    def reason(self) -> str:
        return t(f"row.{self.key}", **{name: _visible(value) for name, value in self.values.items()})


@dataclass(frozen=True, slots=True)
class Counts:
    """Records of one kind. `kept` are values that a colleague has changed since they were imported: hers stay."""

    created: int = 0
    changed: int = 0
    unchanged: int = 0
    kept: int = 0


@dataclass(frozen=True, slots=True)
class Report:
    """`records` says per table what would be, or was, written; `applied` tells which."""

    kind: Kind
    encoding: str
    delimiter: str
    sheet: str
    columns: Columns
    rows: int
    good_rows: int
    problems: tuple[Problem, ...]
    records: Mapping[str, Counts] = field(default_factory=dict)
    applied: bool = False

    @property
    def blocking(self) -> tuple[Problem, ...]:
        return tuple(problem for problem in self.problems if problem.blocking)

    @property
    def doubts(self) -> tuple[Problem, ...]:
        return tuple(problem for problem in self.problems if not problem.blocking)

    @property
    def changes_nothing(self) -> bool:
        return not any(counts.created or counts.changed for counts in self.records.values())

    def to_json(self) -> dict[str, Any]:
        return {
            "kind": self.kind,
            "file": {"encoding": self.encoding, "delimiter": self.delimiter, "sheet": self.sheet},
            "columns": [asdict(column) for column in self.columns.found],
            "ignored": list(self.columns.ignored),
            "rows": self.rows,
            "good_rows": self.good_rows,
            "problems": [
                {
                    "line": problem.line,
                    "column": problem.column,
                    "code": problem.key,
                    "reason": problem.reason,
                    "blocking": problem.blocking,
                }
                for problem in self.problems
            ],
            "records": {table: asdict(counts) for table, counts in self.records.items()},
            "applied": self.applied,
        }


def _visible(value: object) -> object:
    """A cell as it may be shown: cut, and without characters that would move the cursor or turn the text around."""
    if not isinstance(value, str):
        return value
    cut = value if len(value) <= _LONGEST_SHOWN else f"{value[:_LONGEST_SHOWN]}…"
    return "".join("·" if unicodedata.category(character)[0] == "C" else character for character in cut)
