"""The catalogue of French words: read once, typeset once, looked up by key."""

import json
import re
from functools import cache
from importlib.resources import files
from typing import Final

NARROW_SPACE: Final = "\u202f"
_BEFORE: Final = re.compile(r"[ \u00a0](?=[;:!?»])")
_AFTER: Final = re.compile(r"(?<=«)[ \u00a0]")


class UnknownWords(KeyError):
    """No words under this key: a programming error, which a test looks for."""


def typeset(words: str) -> str:
    """French typography: a narrow no-break space before ; : ! ? and inside « », and the typographic apostrophe."""
    return _AFTER.sub(NARROW_SPACE, _BEFORE.sub(NARROW_SPACE, words)).replace("'", "’")


def thousands(n: int) -> str:
    """A count as French writes it, in threes: 2000 gives "2 000", which never breaks at the end of a line."""
    return f"{n:,}".replace(",", NARROW_SPACE)


@cache
def words_by_key() -> dict[str, str]:
    """All the words, typeset."""
    raw: dict[str, str] = json.loads(files(__package__).joinpath("fr.json").read_text(encoding="utf-8"))
    return {key: typeset(words) for key, words in raw.items()}


def t(key: str, **values: object) -> str:
    """The words under `key`, with `values` put in. With `n`, "key.one" or "key.other" is used if they exist.

    `n` is a count and is written with its thousands apart. French says one for 0 and 1; "key.zero" is used for 0
    where it exists. Raises UnknownWords.
    """
    known = words_by_key()
    words = known.get(key)
    count = values.get("n")
    if words is None and isinstance(count, int):
        plural = "one" if abs(count) < 2 else "other"
        exact = known.get(f"{key}.zero") if count == 0 else None
        words = exact or known.get(f"{key}.{plural}")
    if words is None:
        raise UnknownWords(key)
    if isinstance(count, int):
        values["n"] = thousands(count)
    return words.format(**values) if values else words
