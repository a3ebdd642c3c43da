"""Why a whole file cannot be taken in.

UnreadableFile              its text is a sentence in French for people, `code` a word for programs
├── MissingFile             there is no such file, or it may not be read
├── EmptyFile               nothing in it
├── NoRows                  a line of titles and nothing below
├── TooLarge                over the bounds: cut it in parts
├── UnreadableEncoding      bytes that are no text in any encoding we know
├── BrokenQuotes            a quoted cell that is not closed, or closed too early
├── DamagedWorkbook         an .xlsx that does not open
├── NotATable               a text or a picture, no rows and columns
└── WrongColumns            a table of something else
"""

from typing import ClassVar

from sync_server.importing.words import t


class UnreadableFile(Exception):
    """Base of the tree."""

    code: ClassVar[str] = "unreadable"

    def __init__(self, **values: object) -> None:
        super().__init__(t(f"file.{self.code}", **values))


class MissingFile(UnreadableFile):
    code = "missing"


class EmptyFile(UnreadableFile):
    code = "empty"


class NoRows(UnreadableFile):
    code = "no_rows"


class TooLarge(UnreadableFile):
    code = "too_large"


class UnreadableEncoding(UnreadableFile):
    code = "encoding"


class BrokenQuotes(UnreadableFile):
    code = "quotes"


class DamagedWorkbook(UnreadableFile):
    code = "workbook"


class NotATable(UnreadableFile):
    code = "not_a_table"


class WrongColumns(UnreadableFile):
    code = "columns"
