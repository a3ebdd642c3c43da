"""Every wording asked for exists, every wording is asked for, and so is every drawing and style."""

import re
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

from shared.domain import need, person, visit
from sync_server.console import icons, pages
from sync_server.console.filters import PARAMETERS, REVIEW_WORDS
from sync_server.console.locale import catalogue

FOLDER = Path(str(files("sync_server.console")))
KEY = re.compile(r"""\bt\(\s*f?["']([a-z_.]+?)(["']\s*[,)~]|\{| ~)""")
NAMED = re.compile(r"""["']((?:history|visit|remark|log|follow_up|person)\.[a-z_]+)["']""")


def sources() -> Iterator[str]:
    for path in sorted(FOLDER.rglob("*")):
        if path.suffix in {".py", ".html"}:
            yield path.read_text(encoding="utf-8")


def asked_for() -> tuple[set[str], set[str]]:
    """Whole keys, and the beginnings of those that are completed with a code."""
    whole: set[str] = set()
    beginnings: set[str] = {"error."}  # app.py completes it with the name of the refusal
    for source in sources():
        for key, _end in KEY.findall(source):
            (beginnings if key.endswith((".", "_")) else whole).add(key)
        whole.update(NAMED.findall(source))
    beginnings |= {
        "visit_field.",
        "person_field.",
        "kind.",
        "person_status.",
        "extra.",
        "language.",
        "born.",
        "born_about.",
    }  # values.py
    return whole, beginnings


def existing() -> set[str]:
    plurals = {key.removesuffix(".one") for key in catalogue.words if key.endswith(".one")}
    return plurals | {key for key in catalogue.words if key.removesuffix(".one").removesuffix(".other") not in plurals}


def test_every_wording_asked_for_exists() -> None:
    whole, beginnings = asked_for()
    assert whole - existing() == set()
    assert [start for start in beginnings if not any(key.startswith(start) for key in existing())] == []


def test_no_wording_is_unused() -> None:
    whole, beginnings = asked_for()
    unused = {key for key in existing() - whole if not key.startswith(tuple(beginnings))}
    assert unused == set()


def test_every_state_and_filter_has_its_words() -> None:
    wanted = {f"tab.{review}" for review in REVIEW_WORDS.values()}
    wanted |= {f"review.{review}" for review in (*visit.REVIEWS, "answered")}
    wanted |= {f"kind.{kind}" for kind in visit.KINDS} | {f"person_status.{status}" for status in person.STATUSES}
    wanted |= {f"need_status.{status}" for status in need.STATUSES}
    wanted |= {f"problem.{name}" for name in (*PARAMETERS, "dates", "page")}
    assert wanted - existing() == set()


def test_every_drawing_of_the_sprite_is_used() -> None:
    everything = "\n".join(sources()).replace(Path(icons.__file__).read_text(encoding="utf-8"), "")
    assert [name for name in icons.NAMES if f'"{name}"' not in everything] == []


def test_every_state_has_a_drawing_of_the_sprite() -> None:
    groups = (pages.REVIEW_BADGES, pages.NEED_BADGES, pages.FOLLOW_UP_BADGES)
    assert {badge.symbol for badges in groups for badge in badges.values()} <= set(icons.NAMES)


def test_every_class_of_the_templates_has_a_style() -> None:
    style = (FOLDER / "static" / "console.css").read_text(encoding="utf-8")
    used = {
        name
        for source in (FOLDER / "templates").glob("*.html")
        for names in re.findall(r'class="([a-z -]+)"', source.read_text(encoding="utf-8"))
        for name in names.split()
    }
    assert {name for name in used if f".{name}" not in style} == set()
