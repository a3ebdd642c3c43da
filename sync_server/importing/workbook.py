"""The first filled sheet of an XLSX workbook, as text cells."""

import datetime as dt
import io
import re
import warnings
import zipfile
from collections.abc import Iterable, Sequence
from typing import Any
from xml.etree.ElementTree import ParseError

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from sync_server.importing.errors import DamagedWorkbook, EmptyFile, TooLarge

Record = tuple[int, tuple[str, ...]]

LARGEST_CONTENT = 400 * 1024 * 1024  # bytes, unpacked
# How XLSX writes a character that XML forbids; openpyxl leaves it so.
_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")


def rows(content: bytes, most: int) -> tuple[str, list[Record]]:
    """The name of the first sheet that holds anything, and its records with their row numbers."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            if sum(member.file_size for member in archive.infolist()) > LARGEST_CONTENT:
                raise TooLarge(most=LARGEST_CONTENT // 1024**2, unit=" Mo")
        return _first_filled(content, most)
    except (zipfile.BadZipFile, InvalidFileException, ParseError, KeyError, ValueError, OSError, EOFError) as error:
        raise DamagedWorkbook from error


def _first_filled(content: bytes, most: int) -> tuple[str, list[Record]]:
    with warnings.catch_warnings():
        # openpyxl warns of every ornament it does not keep: charts, validations, print settings.
        warnings.simplefilter("ignore", UserWarning)
        # A formula gives what Excel last computed; one that was never computed is kept as it is written.
        computed = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        written = load_workbook(io.BytesIO(content), read_only=True)
        try:
            for sheet, formulas in zip(computed.worksheets, written.worksheets, strict=True):
                pairs = zip(sheet.iter_rows(values_only=True), formulas.iter_rows(values_only=True), strict=True)
                records = _records(map(_either, pairs), most)
                if records:
                    return sheet.title, records
        finally:
            computed.close()
            written.close()
    raise EmptyFile


def _either(rows: tuple[Sequence[Any], Sequence[Any]]) -> list[Any]:
    return [formula if value is None else value for value, formula in zip(*rows, strict=True)]


def _records(lines: Iterable[Sequence[Any]], most: int) -> list[Record]:
    records: list[Record] = []
    width = 0
    for number, values in enumerate(lines, start=1):
        cells = [_text(value) for value in values]
        if not any(cells):
            continue
        while cells and not cells[-1]:
            cells.pop()
        width = width or len(cells)
        records.append((number, tuple(cells) + ("",) * (width - len(cells))))
        if len(records) > most + 1:
            raise TooLarge(most=most, unit=" lignes")
    return records


def _text(value: object) -> str:
    """A cell as people see it: days in ISO form, whole numbers without a decimal point, texts untouched."""
    match value:
        case None:
            return ""
        case str():
            return _ESCAPED.sub(lambda escaped: chr(int(escaped[1], 16)), value)
        case bool():
            return "true" if value else "false"
        case float() if value.is_integer():
            return str(int(value))
        case dt.datetime() if value.time() == dt.time():
            return value.date().isoformat()
        case dt.datetime():
            return value.isoformat(" ", "minutes")
        case dt.time():
            return value.isoformat("minutes")
    return str(value)
