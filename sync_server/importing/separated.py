"""Text to records: which character parts the cells, and cells that come out exactly as they are quoted."""

import csv
import io
from collections import Counter

from sync_server.importing.errors import BrokenQuotes, NotATable

Record = tuple[int, tuple[str, ...]]

_DELIMITERS = (";", ",", "\t", "|")
_SAMPLE = 200  # records
_LONGEST_CELL = 4_000_000  # characters; the length of each text is judged later, row by row
_DECLARATION = "sep="  # Excel's own first line, which says the delimiter


def split(text: str) -> tuple[list[Record], str]:
    """Every record with the line it begins on, and the delimiter found."""
    first, _, rest = text.partition("\n")
    declared = first.strip("\r").casefold()
    if declared.startswith(_DECLARATION) and len(declared) == len(_DECLARATION) + 1:
        delimiter = declared[-1]
        return _records(rest, delimiter, first_line=2), delimiter
    delimiter = _guess(text)
    return _records(text, delimiter), delimiter


def _guess(text: str) -> str:
    """The delimiter under which the most records have as many cells as the titles; the more cells the better."""
    best, best_score = "", (0.0, 0)
    broken: BrokenQuotes | None = None
    for delimiter in _DELIMITERS:
        try:
            sample = [cells for _, cells in _records(text, delimiter, most=_SAMPLE) if any(cells)]
        except BrokenQuotes as error:
            # Under the wrong delimiter, sound quotes look broken: only when none fits is it the file's fault.
            broken = error
            continue
        if not sample or len(sample[0]) < 2:
            continue
        width = len(sample[0])
        score = (round(Counter(map(len, sample))[width] / len(sample), 1), width)
        if score > best_score:
            best, best_score = delimiter, score
    if best:
        return best
    raise broken or NotATable


def _records(text: str, delimiter: str, *, first_line: int = 1, most: int | None = None) -> list[Record]:
    csv.field_size_limit(_LONGEST_CELL)
    # `newline=""` keeps the line ends inside quotes; `strict` refuses what would otherwise be silently mended.
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    records: list[Record] = []
    begins = first_line
    try:
        for cells in reader:
            records.append((begins, tuple(cells)))
            begins = first_line + reader.line_num
            if most is not None and len(records) >= most:
                break
    except csv.Error as error:
        raise BrokenQuotes(line=begins) from error
    return records
