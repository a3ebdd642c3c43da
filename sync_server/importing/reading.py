"""A file of rows and columns, whatever program wrote it, as text cells that are exactly what it holds."""

from dataclasses import dataclass
from pathlib import Path

from sync_server.importing import workbook
from sync_server.importing.encoding import decode
from sync_server.importing.errors import EmptyFile, MissingFile, NoRows, NotATable, TooLarge
from sync_server.importing.separated import split

LARGEST_FILE = 64 * 1024 * 1024  # bytes
MOST_ROWS = 200_000

_BLANKS = b"\0 \t\r\n,;|\xef\xbb\xbf\xfe\xff"  # what a file may hold and still say nothing
_ZIP = b"PK\x03\x04"
_NOT_TABLES = (b"%PDF", b"\xd0\xcf\x11\xe0", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"\x1f\x8b", b"{\\rtf", b"SQLite")


@dataclass(frozen=True, slots=True)
class Line:
    """One record of the file; `number` is the line of the file where it begins, counted from 1."""

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """`encoding` and `delimiter` say how the file was read; a workbook has the name of its sheet instead."""

    titles: tuple[str, ...]
    lines: tuple[Line, ...]
    encoding: str
    delimiter: str
    sheet: str = ""


def read_table(path: Path) -> Table:
    """Read a CSV (UTF-8, UTF-16 or cp1252; comma, semicolon or tab) or an XLSX file. Errors: see `errors`."""
    try:
        size = path.stat().st_size
        if size > LARGEST_FILE:
            raise TooLarge(most=LARGEST_FILE // 1024**2, unit=" Mo")
        content = path.read_bytes()
    except OSError as error:
        raise MissingFile(path=path, reason=error.strerror or "") from error
    return parse_table(content)


def parse_table(content: bytes) -> Table:
    """The same, for bytes already in memory."""
    if not content.strip(_BLANKS):
        raise EmptyFile
    if content.startswith(_NOT_TABLES):
        raise NotATable
    if content.startswith(_ZIP):
        sheet, records = workbook.rows(content, MOST_ROWS)
        return _table(records, encoding="xlsx", delimiter="", sheet=sheet)
    text, encoding = decode(content)
    records, delimiter = split(text)
    return _table(records, encoding=encoding, delimiter=delimiter)


def _table(records: list[tuple[int, tuple[str, ...]]], *, encoding: str, delimiter: str, sheet: str = "") -> Table:
    filled = [(number, cells) for number, cells in records if any(cells)]
    if not filled:
        raise EmptyFile
    titles = filled[0][1]
    if len(titles) < 2:
        raise NotATable
    if len(filled) == 1:
        raise NoRows
    if len(filled) - 1 > MOST_ROWS:
        raise TooLarge(most=MOST_ROWS, unit=" lignes")
    return Table(titles, tuple(Line(*record) for record in filled[1:]), encoding, delimiter, sheet)
