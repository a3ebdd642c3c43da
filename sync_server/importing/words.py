"""The French sentences that an import says, by key."""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources


@cache
def sentences() -> Mapping[str, str]:
    """Every sentence by its dotted key."""
    text = resources.files(__package__).joinpath("locale", "fr.toml").read_text(encoding="utf-8")
    return {
        f"{section}.{name}": sentence
        for section, group in tomllib.loads(text).items()
        for name, sentence in group.items()
    }


def t(key: str, **values: object) -> str:
    """The sentence of a key, with its values in place."""
    return sentences()[key].format(**values)
