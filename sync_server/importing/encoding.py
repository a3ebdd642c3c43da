"""Bytes to text, in the encodings that French office programs write; a doubtful file is refused, never garbled."""

import codecs
import re

from sync_server.importing.errors import NotATable, UnreadableEncoding

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_REPLACED = "\ufffd"
_MOST_NULS = 0.05  # of all bytes: beyond, it is no text, or UTF-16 that does not say so


def decode(content: bytes) -> tuple[str, str]:
    """The text and the name of its encoding: what the byte order mark says, else UTF-8, else cp1252."""
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return _strict(content.removeprefix(mark), encoding), encoding
    if content.count(0) > _MOST_NULS * len(content):
        raise NotATable
    try:
        return content.decode("utf-8"), "utf-8"
    except UnicodeDecodeError as error:
        if _is_damaged_utf8(content):
            raise UnreadableEncoding(encoding="utf-8", line=_line(content, error.start)) from error
    return _strict(content, "cp1252"), "cp1252"


def _strict(content: bytes, encoding: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        raise UnreadableEncoding(encoding=encoding, line=_line(content, error.start)) from error


def _is_damaged_utf8(content: bytes) -> bool:
    """Whether most accents are good UTF-8: reading such a file as cp1252 would spoil every one of them in silence."""
    text = content.decode("utf-8", errors="replace")
    broken = text.count(_REPLACED) - content.count(_REPLACED.encode())
    return len(re.findall(r"[^\x00-\x7f\ufffd]", text)) > broken


def _line(content: bytes, position: int) -> int:
    return content.count(b"\n", 0, position) + 1
