"""Files of every kind that offices write are read exactly, and what is no table is refused in French."""

import codecs
import contextlib
import csv
import datetime as dt
import io
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from sync_server.importing import errors
from sync_server.importing.reading import LARGEST_FILE, parse_table, read_table

DATA = Path(__file__).parents[2] / "data"
ROWS = [["Prénom", "Nom", "Note"], ["Élodie", "Pissebœuf", "1 000 €"], ["Jean", "L'Héritier", "vu"]]


def _text(delimiter: str, rows: list[list[str]] = ROWS) -> str:
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=delimiter).writerows(rows)
    return out.getvalue()


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize(
    ("encoding", "mark"),
    [
        ("utf-8", b""),
        ("utf-8", codecs.BOM_UTF8),
        ("utf-16-le", codecs.BOM_UTF16_LE),
        ("utf-16-be", codecs.BOM_UTF16_BE),
        ("cp1252", b""),
    ],
)
def test_every_encoding_and_delimiter_gives_the_same_table(encoding: str, mark: bytes, delimiter: str) -> None:
    table = parse_table(mark + _text(delimiter).encode(encoding))
    assert [list(table.titles), *(list(line.cells) for line in table.lines)] == ROWS
    assert (table.encoding, table.delimiter) == (encoding, delimiter)


def test_the_file_of_french_excel_is_read_with_its_accents() -> None:
    table = read_table(DATA / "people_200_excel_cp1252.csv")
    assert (table.encoding, table.delimiter, len(table.lines)) == ("cp1252", ";", 200)
    assert table.titles[:4] == ("Civilité", "NOM", "Prénom", "Né(e) le")


def test_excel_may_say_its_delimiter_on_a_first_line() -> None:
    table = parse_table(b"sep=;\r\nnom;note\r\nRoche;a,b\r\n")
    assert (table.delimiter, table.lines[0].number, table.lines[0].cells) == (";", 3, ("Roche", "a,b"))


def test_new_lines_inside_quotes_are_kept_and_lines_are_counted_as_in_the_file() -> None:
    table = parse_table(b'nom,note\nRoche,"a\r\nb\nc"\n\nFaure,d\n')
    assert [(line.number, line.cells) for line in table.lines] == [(2, ("Roche", "a\r\nb\nc")), (6, ("Faure", "d"))]


@settings(deadline=None)  # other processes share these cores
@given(
    st.lists(
        st.lists(st.text(st.characters(codec="utf-8", exclude_characters="\0")), min_size=2, max_size=2), min_size=1
    ),
    st.sampled_from([",", ";", "\t"]),
    st.sampled_from(["utf-8-sig", "utf-16"]),
)
def test_cells_come_out_as_they_went_in(rows: list[list[str]], delimiter: str, encoding: str) -> None:
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=delimiter, quoting=csv.QUOTE_ALL)
    writer.writerows([["prénom", "note"], ["x", "y"], *rows])
    table = parse_table(out.getvalue().encode(encoding))
    assert [list(line.cells) for line in table.lines] == [["x", "y"], *(row for row in rows if any(row))]


@settings(deadline=None)  # other processes share these cores
@given(st.binary(max_size=300))
def test_any_bytes_are_a_table_or_a_refusal_in_words(content: bytes) -> None:
    with contextlib.suppress(errors.UnreadableFile):
        assert parse_table(content).lines


@pytest.mark.parametrize(
    ("content", "refusal"),
    [
        (b"", errors.EmptyFile),
        (b"  \r\n\r\n", errors.EmptyFile),
        (codecs.BOM_UTF8, errors.EmptyFile),
        (codecs.BOM_UTF16_LE, errors.EmptyFile),
        (b",,,\n,,,\n", errors.EmptyFile),
        (b"nom;prenom\r\n", errors.NoRows),
        (b"Une seule colonne\nA\nB\n", errors.NotATable),
        (b"%PDF-1.7\n1 0 obj", errors.NotATable),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 500, errors.NotATable),
        (b"\x89PNG\r\n\x1a\n", errors.NotATable),
        (bytes(range(256)) * 4 + b"\0" * 200, errors.NotATable),
        ("prénom,nom\nÉlodie,Bâ".encode() + b"\xff\nAda,Roche\n", errors.UnreadableEncoding),
        (b"nom,note\nRoche,\x81\x8d\n", errors.UnreadableEncoding),
        (codecs.BOM_UTF16_LE + "nom,note\nRoche,a".encode("utf-16-le")[:-1], errors.UnreadableEncoding),
        (b'nom,note\nRoche,"jamais ferme\nFaure,b\n', errors.BrokenQuotes),
        (b'nom,note\nRoche,"ferme" trop tot\nFaure,b\n', errors.BrokenQuotes),
        (b"PK\x03\x04 mais pas un classeur", errors.DamagedWorkbook),
    ],
)
def test_what_is_no_table_is_refused(content: bytes, refusal: type[errors.UnreadableFile]) -> None:
    with pytest.raises(refusal) as caught:
        parse_table(content)
    assert "{" not in str(caught.value)


def test_a_damaged_utf8_file_is_not_read_as_something_else() -> None:
    with pytest.raises(errors.UnreadableEncoding, match="ligne 3"):
        parse_table("nom,note\nÉlodie,été\nBé,".encode() + b"\xe9\nFaure,b\n")


def test_a_missing_file_is_said_so(tmp_path: Path) -> None:
    with pytest.raises(errors.MissingFile, match=r"absent\.csv"):
        read_table(tmp_path / "absent.csv")


def test_a_huge_file_is_refused_before_it_is_read(tmp_path: Path) -> None:
    huge = tmp_path / "huge.csv"
    with huge.open("wb") as file:
        file.truncate(LARGEST_FILE + 1)
    with pytest.raises(errors.TooLarge, match="64 Mo"):
        read_table(huge)


def test_a_workbook_is_read_as_people_see_it(tmp_path: Path) -> None:
    book = Workbook()
    book.create_sheet("Feuille vide", 0)
    sheet = book["Sheet"]
    rows: list[list[object]] = [
        ["Prénom", "Né le", "Tél", "Heure", "Note", None],
        ["Élodie", dt.date(1958, 9, 14), 639986467, dt.time(14, 30), "ligne 1\nligne 2"],
        [None, None],
        ["Zoé", dt.datetime(2026, 1, 2, 10, 5), "06 39 98 64 67", True, "   "],  # noqa: DTZ001 # Excel has no zones
        ["Max", 1958.0, 12.5, None, "bip_x0007_ _x005F_x0007_"],
    ]
    for row in rows:
        sheet.append(row)
    path = tmp_path / "people.xlsx"
    book.save(path)
    table = read_table(path)
    assert (table.encoding, table.sheet, table.titles) == ("xlsx", "Sheet", ("Prénom", "Né le", "Tél", "Heure", "Note"))
    assert [(line.number, line.cells) for line in table.lines] == [
        (2, ("Élodie", "1958-09-14", "639986467", "14:30", "ligne 1\nligne 2")),
        (4, ("Zoé", "2026-01-02 10:05", "06 39 98 64 67", "true", "   ")),
        (5, ("Max", "1958", "12.5", "", "bip\x07 _x0007_")),
    ]


def test_an_empty_workbook_is_an_empty_file(tmp_path: Path) -> None:
    Workbook().save(tmp_path / "empty.xlsx")
    with pytest.raises(errors.EmptyFile):
        read_table(tmp_path / "empty.xlsx")
