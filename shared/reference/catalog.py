"""The lists both sides know by heart: communes, thématiques, publics, axes, age brackets, and their French labels."""

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from types import MappingProxyType
from typing import Literal

LOCAL_PREFIX = "veillee--"

ListName = Literal["axis", "transversal", "attention", "gender", "mode", "outcome", "urgency", "need_status"]


@dataclass(frozen=True, slots=True)
class Commune:
    insee: str
    name: str
    postal_codes: tuple[str, ...]
    lat: float
    lon: float
    east_sector: bool
    population: int


@dataclass(frozen=True, slots=True)
class NeedCategory:
    code: str
    label: str


@dataclass(frozen=True, slots=True)
class NeedCode:
    """A thématique of data·inclusion v1, or one of our own when `local`."""

    code: str
    category: str
    label: str
    local: bool


@dataclass(frozen=True, slots=True)
class Public:
    code: str
    label: str
    description: str


@dataclass(frozen=True, slots=True)
class Choice:
    """One value of a closed list; `short` fits a button or a table heading."""

    code: str
    label: str
    short: str


@dataclass(frozen=True, slots=True)
class AgeBracket:
    """Ages from `first_age` to `last_age` included; the unknown bracket has neither."""

    code: str
    label: str
    first_age: int | None
    last_age: int | None


@cache
def communes() -> Mapping[str, Commune]:
    """By INSEE code, in the order of their names."""
    return MappingProxyType(
        {
            row["insee"]: Commune(
                insee=row["insee"],
                name=row["name"],
                postal_codes=tuple(row["postal_codes"].split("|")),
                lat=float(row["lat"]),
                lon=float(row["lon"]),
                east_sector=row["east_sector"] == "true",
                population=int(row["population"]),
            )
            for row in _rows("communes.csv")
        }
    )


@cache
def need_categories() -> Mapping[str, NeedCategory]:
    """The categories of data·inclusion, then ours."""
    return MappingProxyType(
        {
            row["code"]: NeedCategory(row["code"], row["label"])
            for file in ("need_categories.csv", "local_need_categories.csv")
            for row in _rows(file)
        }
    )


@cache
def need_codes() -> Mapping[str, NeedCode]:
    """The 69 thématiques of data·inclusion v1, then the local codes."""
    return MappingProxyType(
        {
            row["code"]: NeedCode(row["code"], row["category"], row["label"], row["code"].startswith(LOCAL_PREFIX))
            for file in ("needs.csv", "local_needs.csv")
            for row in _rows(file)
        }
    )


@cache
def publics() -> Mapping[str, Public]:
    return MappingProxyType(
        {row["code"]: Public(row["code"], row["label"], row["description"]) for row in _rows("publics.csv")}
    )


@cache
def choices(name: ListName) -> Mapping[str, Choice]:
    """A closed list by code, in the order it is shown: the axes, the modes, the outcomes…"""
    return MappingProxyType(
        {
            row["code"]: Choice(row["code"], row["label"], row["short"])
            for row in _rows("lists.csv")
            if row["list"] == name
        }
    )


@cache
def age_brackets() -> Mapping[str, AgeBracket]:
    """From the youngest to the oldest, the unknown one last."""
    return MappingProxyType(
        {
            row["code"]: AgeBracket(row["code"], row["label"], _age(row["first_age"]), _age(row["last_age"]))
            for row in _rows("age_brackets.csv")
        }
    )


def bracket_of(age: int | None) -> AgeBracket:
    """The bracket of an age in whole years; an impossible age is an unknown one."""
    for bracket in age_brackets().values():
        if age is None or bracket.first_age is None:
            continue
        if bracket.first_age <= age and (bracket.last_age is None or age <= bracket.last_age):
            return bracket
    return age_brackets()["unknown"]


def _age(cell: str) -> int | None:
    return int(cell) if cell else None


def _rows(file: str) -> Iterator[dict[str, str]]:
    with resources.files(__package__).joinpath(file).open(encoding="utf-8") as lines:
        yield from csv.DictReader(lines)
