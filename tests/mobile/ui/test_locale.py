"""Words come from the catalogue: none missing, none left over, none written in the code, all typeset in French."""

import ast
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from mobile.ui.locale import UnknownWords, catalogue, t, thousands, typeset

MOBILE = Path(__file__).parents[3] / "mobile"
CATALOGUE = MOBILE / "ui" / "locale" / "fr.json"
PLURALS = (".zero", ".one", ".other")
FRENCH = re.compile(r"[À-ÿœŒ«»’]|^[A-Z][a-z]+ [a-zA-Z]|^[a-z]{2,} [a-z]{2,}")
# Names that look like words: typefaces, and addresses of pages, which start with a slash.
NAMES = {"Bricolage", "Atkinson", "Veillée"}


def sources() -> Iterator[tuple[Path, ast.Module]]:
    for path in sorted((MOBILE / "ui").rglob("*.py")):
        yield path, ast.parse(path.read_text(encoding="utf-8"))


def asked_keys(tree: ast.Module) -> Iterator[str]:
    """Literal keys given to t()."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "t" and node.args:
            first = node.args[0]
            if isinstance(first, ast.Constant) and isinstance(first.value, str):
                yield first.value


def literals(tree: ast.Module) -> Iterator[ast.Constant]:
    """Strings of the code, save docstrings and the sentences of exceptions, which are for developers."""
    silent = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Raise):
            silent |= {id(inner) for inner in ast.walk(node)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in silent:
            yield node


def base(key: str) -> str:
    """The key as it is asked for: without its plural."""
    return next((key.removesuffix(plural) for plural in PLURALS if key.endswith(plural)), key)


def test_every_key_asked_for_has_words() -> None:
    known = {base(key) for key in catalogue.words} | set(catalogue.words)
    missing = [f"{path.name}: {key}" for path, tree in sources() for key in asked_keys(tree) if key not in known]
    assert missing == []


def test_no_words_are_left_over() -> None:
    said = {node.value for _, tree in sources() for node in literals(tree)}
    assert [key for key in catalogue.words if base(key) not in said and key not in said] == []


def test_every_plural_is_whole() -> None:
    keys = set(catalogue.words)
    assert [key for key in keys if key.endswith(".one") and key.removesuffix(".one") + ".other" not in keys] == []
    assert [key for key in keys if key.endswith(".other") and key.removesuffix(".other") + ".one" not in keys] == []


def test_no_french_is_written_in_the_code() -> None:
    found = [
        f"{path.relative_to(MOBILE)}:{node.lineno}: {node.value!r}"
        for path, tree in sources()
        for node in literals(tree)
        if FRENCH.search(str(node.value)) and str(node.value) not in NAMES and path.name != "catalogue.py"
    ]
    assert found == []


def test_the_catalogue_is_in_order_without_repeats() -> None:
    pairs: list[tuple[str, str]] = json.loads(CATALOGUE.read_text(encoding="utf-8"), object_pairs_hook=list)
    keys = [key for key, _ in pairs]
    assert keys == sorted(set(keys))


@pytest.mark.parametrize(
    ("typed", "set_"),
    [
        ("Qui avez-vous vu ?", "Qui avez-vous vu\u202f?"),
        ("Envoi : {words}", "Envoi\u202f: {words}"),
        ("Créer « {name} »", "Créer «\u202f{name}\u202f»"),
        ("l'envoi", "l’envoi"),
        ("14:02", "14:02"),
    ],
)
def test_words_are_typeset_in_french(typed: str, set_: str) -> None:
    assert typeset(typed) == set_


def test_no_words_keep_a_plain_space_before_a_high_mark() -> None:
    assert [key for key, words in catalogue.words.items() if re.search(r"[ \u00a0][;:!?»]|«[ \u00a0]|'", words)] == []


@pytest.mark.parametrize(("n", "words"), [(0, "0 jour"), (1, "1 jour"), (2, "2 jours")])
def test_french_counts_from_two(n: int, words: str) -> None:
    assert t("date.lapse.days", n=n) == words


@pytest.mark.parametrize(
    ("n", "written"),
    [(0, "0"), (999, "999"), (2000, "2\u202f000"), (1234567, "1\u202f234\u202f567"), (-1500, "-1\u202f500")],
)
def test_a_count_keeps_its_thousands_apart(n: int, written: str) -> None:
    assert thousands(n) == written


def test_words_write_their_count_with_thousands_apart() -> None:
    assert t("people.known", n=2000) == "2\u202f000 personnes connues"


def test_the_number_of_a_device_is_no_count() -> None:
    assert t("more.device", number=1204) == "Appareil n° 1204"


def test_unknown_words_are_an_error() -> None:
    with pytest.raises(UnknownWords):
        t("nothing.of.the.kind")
