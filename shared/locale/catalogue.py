"""A catalogue of French words: read once from a package's `fr.json`, typeset once, looked up by key."""

import json
import re
from functools import cached_property
from importlib.resources import files
from typing import Final

NARROW_SPACE: Final = "\u202f"
_BEFORE: Final = re.compile(r"[ \u00a0](?=[;:!?»])")
_AFTER: Final = re.compile(r"(?<=«)[ \u00a0]")


class UnknownWords(KeyError):
    """No words under this key: a programming error, which a test looks for."""


def typeset(words: str) -> str:
    """Set French words: a narrow no-break space before ; : ! ? and inside « », and the typographic apostrophe."""
    return _AFTER.sub(NARROW_SPACE, _BEFORE.sub(NARROW_SPACE, words)).replace("'", "’")


def thousands(n: int) -> str:
    """Return a count as French writes it, in threes: 2000 gives "2 000", never broken at the end of a line."""
    return f"{n:,}".replace(",", NARROW_SPACE)


class Catalogue:
    """The words of one package, by key."""

    def __init__(self, package: str) -> None:
        self._package = package

    @cached_property
    def words(self) -> dict[str, str]:
        """All the words, typeset."""
        raw: dict[str, str] = json.loads(files(self._package).joinpath("fr.json").read_text(encoding="utf-8"))
        return {key: typeset(words) for key, words in raw.items()}

    def t(self, key: str, **values: object) -> str:
        """Return the words under `key`, with `values` put in. Raises `UnknownWords`.

        `n` is a count and is written with its thousands apart. With it, "key.zero", "key.one" or "key.other" is used
        where it exists; French says one for 0 and 1.
        """
        words = self.words.get(key)
        count = values.get("n")
        if words is None and isinstance(count, int):
            exact = self.words.get(f"{key}.zero") if count == 0 else None
            words = exact or self.words.get(f"{key}.{'one' if abs(count) < 2 else 'other'}")
        if words is None:
            raise UnknownWords(key)
        if isinstance(count, int):
            values["n"] = thousands(count)
        return words.format(**values) if values else words
