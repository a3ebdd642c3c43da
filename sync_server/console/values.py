"""The values of fields in words, for history and conflicts."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from shared.domain.telephone import shown
from shared.reference import catalog
from shared.sync.change import split_path
from sync_server.console import french
from sync_server.console.desk import Desk
from sync_server.console.locale import catalogue, t
from sync_server.console.queries.directory import Directory
from sync_server.console.wording import label, place_name, short_label

_LISTS: Mapping[str, catalog.ListName] = {
    "mode": "mode",
    "outcome": "outcome",
    "gender": "gender",
    "axes": "axis",
    "transversal": "transversal",
    "attention": "attention",
}
_DAYS = frozenset({"day", "birth_date", "known_since"})
_OF_PEOPLE = frozenset({"participants", "merged_into"})
_OF_WORKERS = frozenset({"workers", "author"})


@dataclass(frozen=True)
class Words:
    """Everything needed to say a value: names of the team, of people, of households, and the reader's time zone."""

    desk: Desk
    directory: Directory
    people: Mapping[str, str]
    households: Mapping[str, str]

    def field(self, record: str, path: str) -> str:
        """The label of the field that a path names; one that nobody named keeps its own name."""
        name, _ = split_path(path)
        key = f"{record}_field.{name}"
        return t(key) if key in catalogue.words else name

    def value(self, path: str, value: Any) -> str:
        """A value as a person would say it, "" where there is none."""
        name, element = split_path(path)
        if value is None or value in ("", {}):
            return ""
        if name == "phones" and isinstance(value, dict):
            return phone_words(value)
        if name == "head_counts" and isinstance(value, int):
            return head_count_words(element, value)
        return self._named(name, element if value is True and element else value)

    def _named(self, name: str, value: Any) -> str:
        if isinstance(value, bool):
            return t("value.yes") if value else t("value.no")
        if isinstance(value, int):
            return self._number(name, value)
        if not isinstance(value, str):
            return json.dumps(value, ensure_ascii=False)
        return self._text(name, value)

    def _number(self, name: str, value: int) -> str:
        return french.clock(self.desk.local(value)) if name == "started_at" else str(value)

    def _text(self, name: str, value: str) -> str:
        if name in _LISTS:
            return short_label(_LISTS[name], value) if name == "axes" else label(_LISTS[name], value)
        if name in _DAYS:
            date = french.day_of(value)
            return french.plain_day(date, self.desk.today()) if date else value
        if name in _OF_PEOPLE:
            return self.people.get(value, value)
        if name in _OF_WORKERS:
            return self.directory.worker(value)
        named = {
            "commune": place_name(value),
            "structure": self.directory.structures.get(value, value),
            "household": self.households.get(value, value),
            "review": known_or_same("review", value),
            "kind": known_or_same("kind", value),
            "status": known_or_same("person_status", value),
        }
        return named.get(name, value)


def phone_words(phone: Mapping[str, Any]) -> str:
    """A telephone as one dials it, or as it was typed where it cannot be understood."""
    number = str(phone.get("number") or "")
    said = shown(number) if number else str(phone.get("typed") or "")
    whose = str(phone.get("label") or "")
    return f"{said} ({whose})" if whose else said


def head_count_words(element: str, count: int) -> str:
    """« Femmes, 25–39 ans : 2 »"""
    gender, _, bracket = element.partition("/")
    known = catalog.age_brackets().get(bracket)
    return t("head_count", gender=short_label("gender", gender), bracket=known.label if known else bracket, n=count)


def people_named(paths: Iterable[str]) -> set[str]:
    """The ids of people that paths of changes speak of."""
    return {element for field, element in map(split_path, paths) if field in _OF_PEOPLE and element}


def known_or_same(group: str, value: str) -> str:
    """The words for a code of a group; a code nobody knows is shown as it is."""
    key = f"{group}.{value}"
    return t(key) if key in catalogue.words else value
