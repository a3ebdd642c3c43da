"""Why nothing at all can be imported.

ImportRefused               its text is a sentence in French for people, `code` a word for programs
├── UnknownNetwork          say which network: none has this name, or there are several
├── NobodyResponsible       no account of this network may import
├── DatabaseNotReady        start the server once, or look at its database
└── UnreadableFile          the file, not what is in it
    ├── MissingFile         there is no such file, or it may not be read
    ├── EmptyFile           nothing in it
    ├── NoRows              a line of titles and nothing below
    ├── TooLarge            over the bounds: cut it in parts
    ├── UnreadableEncoding  bytes that are no text in any encoding we know
    ├── BrokenQuotes        a quoted cell that is not closed, or closed too early
    ├── DamagedWorkbook     an .xlsx that does not open
    ├── NotATable           a text or a picture, no rows and columns
    └── WrongColumns        a table of something else
"""

from typing import ClassVar

from sync_server.importing.locale import t


class ImportRefused(Exception):
    """Base of the tree."""

    code: ClassVar[str] = "refused"

    def __init__(self, **values: object) -> None:
        super().__init__(t(f"file.{self.code}", **values))


class UnknownNetwork(ImportRefused):
    code = "network"


class NobodyResponsible(ImportRefused):
    code = "nobody"


class DatabaseNotReady(ImportRefused):
    code = "database"


class UnreadableFile(ImportRefused):
    """Base of what is wrong with the file."""


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
