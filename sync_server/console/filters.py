"""The filters of the visit log, read from the address and written back to it, so that a view can be kept and sent."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from typing import Literal, Self
from urllib.parse import urlencode

Review = Literal["to_read", "question", "answered", "read", "all"]

REVIEW_WORDS: Mapping[str, Review] = {
    "a-relire": "to_read",
    "question": "question",
    "reponse": "answered",
    "relues": "read",
    "toutes": "all",
}
PARAMETERS = {
    "review": "etat",
    "since": "du",
    "until": "au",
    "commune": "commune",
    "structure": "structure",
    "worker": "par",
    "need": "besoin",
    "mode": "mode",
    "axis": "axe",
    "words": "texte",
}
"""Name of a filter → its name in the address."""
LONGEST_WORDS = 80
LAST_PAGE = 100_000
_WORDS = {review: word for word, review in REVIEW_WORDS.items()}


@dataclass(frozen=True, slots=True)
class Known:
    """The values that may be filtered on, in this network."""

    communes: frozenset[str]
    structures: frozenset[str]
    workers: frozenset[str]
    needs: frozenset[str]
    modes: frozenset[str]
    axes: frozenset[str]


@dataclass(frozen=True, slots=True)
class Problem:
    """A part of the address that means nothing, and was left aside."""

    filter: str
    value: str


@dataclass(frozen=True, slots=True)
class VisitFilters:
    """Which visits to show. An empty value filters nothing; `need` is a code or a whole category."""

    review: Review = "to_read"
    since: dt.date | None = None
    until: dt.date | None = None
    commune: str = ""
    structure: str = ""
    worker: str = ""
    need: str = ""
    mode: str = ""
    axis: str = ""
    words: str = ""

    def active(self) -> tuple[str, ...]:
        """The names of the filters in use, the review state aside: it is a tab."""
        return tuple(field.name for field in fields(self) if field.name != "review" and getattr(self, field.name))

    def without(self, name: str) -> Self:
        """The same filters but one."""
        kept = {field.name: getattr(self, field.name) for field in fields(self) if field.name != name}
        return type(self)(**kept)

    def only_review(self) -> Self:
        """The review state alone."""
        return type(self)(review=self.review)

    def in_state(self, review: Review) -> Self:
        """The same filters in another tab."""
        return replace(self, review=review)

    def parameters(self, page: int = 1) -> tuple[tuple[str, str], ...]:
        """Name and value of each part of the address; the default view has none."""
        state = () if self.review == "to_read" else (("etat", _WORDS[self.review]),)
        others = tuple((PARAMETERS[name], str(getattr(self, name))) for name in self.active())
        return state + others + ((("page", str(page)),) if page > 1 else ())

    def query(self, page: int = 1) -> str:
        """The query string that `parse_filters` reads back to these filters."""
        return urlencode(self.parameters(page))


def parse_filters(query: Mapping[str, str], known: Known) -> tuple[VisitFilters, tuple[Problem, ...]]:
    """Read the filters of an address. What means nothing is left aside and told."""
    problems: list[Problem] = []

    def one_of(name: str, allowed: frozenset[str]) -> str:
        value = query.get(PARAMETERS[name], "")
        if not value or value in allowed:
            return value
        problems.append(Problem(name, value))
        return ""

    def date(name: str) -> dt.date | None:
        value = query.get(PARAMETERS[name], "").strip()
        try:
            return dt.date.fromisoformat(value) if value else None
        except ValueError:
            problems.append(Problem(name, value))
            return None

    since, until = date("since"), date("until")
    if since and until and until < since:
        problems.append(Problem("dates", ""))
        until = None
    state = query.get("etat", "")
    if state and state not in REVIEW_WORDS:
        problems.append(Problem("review", state))
    words = " ".join(query.get("texte", "").split())
    if len(words) > LONGEST_WORDS:
        problems.append(Problem("words", ""))
    filters = VisitFilters(
        review=REVIEW_WORDS.get(state, "to_read"),
        since=since,
        until=until,
        commune=one_of("commune", known.communes),
        structure=one_of("structure", known.structures),
        worker=one_of("worker", known.workers),
        need=one_of("need", known.needs),
        mode=one_of("mode", known.modes),
        axis=one_of("axis", known.axes),
        words=words[:LONGEST_WORDS].strip(),
    )
    return filters, tuple(problems)


def parse_page(query: Mapping[str, str]) -> tuple[int, tuple[Problem, ...]]:
    """Read the page number of an address, from 1."""
    value = query.get("page", "")
    if not value:
        return 1, ()
    if value.isascii() and value.isdigit() and len(value) < 7 and 1 <= int(value) <= LAST_PAGE:
        return int(value), ()
    return 1, (Problem("page", value),)
