"""Every sentence an import says exists, is used, and is set as French is."""

import re
from pathlib import Path

import sync_server.importing
from sync_server.importing.locale import catalogue

_SOURCES = "\n".join(path.read_text() for path in Path(sync_server.importing.__file__).parent.glob("*.py"))
_TITLES = Path(sync_server.importing.__file__).with_name("headers.toml").read_text()
# Keys that the code puts together, by what follows the point.
_MADE_UP = re.compile(r"(kind|how|record)\..*|row\.(unknown|commune)_.*")


def test_every_sentence_that_is_named_exists() -> None:
    named = set(re.findall(r'"((?:word|say|help|record)\.[a-z_]+)"', _SOURCES))
    assert named
    assert named <= catalogue.words.keys()


def test_every_reason_and_every_refusal_exists() -> None:
    reasons = set(re.findall(r'(?:refuse|doubt|BadCell)\(\s*(?:"[a-z_]*", )?"([a-z_]+)"', _SOURCES))
    codes = set(re.findall(r'^    code(?:: ClassVar\[str\])? = "([a-z_]+)"', _SOURCES, re.MULTILINE)) - {"refused"}
    assert {f"row.{reason}" for reason in reasons} <= catalogue.words.keys()
    assert {f"file.{code}" for code in codes} <= catalogue.words.keys() | {"file.unreadable"}


def test_no_sentence_is_unused() -> None:
    unused = []
    for key in catalogue.words:
        name = key.partition(".")[2]
        if not (
            _MADE_UP.fullmatch(key) or f'"{key}"' in _SOURCES or f'"{name}"' in _SOURCES or f"{name} = [" in _TITLES
        ):
            unused.append(key)
    assert unused == []


def test_high_punctuation_has_its_narrow_space() -> None:
    for key, sentence in catalogue.words.items():
        assert not re.search(r"[^\u202f][;:!?»](?=[\s.),]|$)|«[^\u202f]|'", sentence), key
