"""Invented people and encounters, different for each seed and number, of the size real ones have.

Nothing repeats more than in real notes, so that what compression gains here it gains in life.
"""

import random
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from importlib.resources import files
from typing import Any, NamedTuple

from shared.domain.ids import uuid7
from shared.domain.visit import MODES
from shared.reference.catalog import communes, need_codes

TODAY = date(2026, 11, 24)
NOON_MS = 1_795_521_600_000
"""The same day at noon, UTC."""
DAY_MS = 86_400_000
WORDS: dict[str, list[str]] = tomllib.loads((files(__package__) / "words.toml").read_text())


class Written(NamedTuple):
    """What somebody wrote in one new record: the table, the id and the fields."""

    table: str
    id: str
    fields: dict[str, Any]


@dataclass
class Population:
    """Makes the same records in the same order for the same seed; remembers whom it made."""

    seed: int
    structure: str
    worker: str
    people: list[str] = field(default_factory=list)
    _random: random.Random = field(init=False)

    def __post_init__(self) -> None:
        self._random = random.Random(self.seed)  # noqa: S311 - repeatable on purpose
        self._communes = [commune.insee for commune in communes().values() if commune.east_sector]
        self._codes = list(need_codes())

    def new_people(self, count: int) -> Iterator[Written]:
        """Make people; those made may take part in the visits to come."""
        for _ in range(count):
            person = Written("person", self._id(self._past_day()), self._person())
            self.people.append(person.id)
            yield person

    def new_visits(self, count: int) -> Iterator[Written]:
        """Make encounters with people made before, spread over three years."""
        for _ in range(count):
            day = self._past_day()
            yield Written("visit", self._id(day), self._visit(day))

    def encounter(self) -> tuple[Written, ...]:
        """Make what one tap saves after a meeting: a visit, two needs, a follow-up."""
        visit = Written("visit", self._id(TODAY), self._visit(TODAY))
        person = next(path for path in visit.fields if path.startswith("participants/")).partition("/")[2]
        needs = [self.need(person, visit.id) for _ in range(2)]
        return visit, *needs, self.follow_up(person, visit.id)

    def need(self, person: str, visit: str) -> Written:
        """Make a need of a person, opened in a visit."""
        pick = self._random.choice
        fields = {"person": person, "code": pick(self._codes), "opened_in": visit, "opened_on": TODAY.isoformat()}
        urgency = pick(("low", "normal", "normal", "urgent"))
        return Written("need", self._id(TODAY), {**fields, "urgency": urgency, "summary": self._phrase("findings")})

    def follow_up(self, person: str, visit: str) -> Written:
        """Make something promised to a person."""
        due = TODAY + timedelta(days=self._random.randrange(60))
        fields = {"what": self._phrase("doings"), "person": person, "visit": visit, "due_on": due.isoformat()}
        return Written("follow_up", self._id(TODAY), {**fields, "assignee": self.worker})

    def correction(self, person: str) -> Written:
        """Make a corrected telephone for a person."""
        return Written("person", person, {"phones/1": self._telephone()})

    def queries(self, count: int) -> list[str]:
        """Return what people type to find somebody: names in either order, halves, places, telephones."""
        kinds = (
            lambda: f"{self._pick('first_names')} {self._pick('last_names')}",
            lambda: f"{self._pick('last_names')} {self._pick('first_names')[:3]}",
            lambda: f"{self._pick('first_names')} {self._pick('hamlets')}",
            lambda: f"06 39 98 {self._random.randrange(100):02} {self._random.randrange(100):02}",
            lambda: self._pick("last_names").lower(),
        )
        return [kinds[number % len(kinds)]() for number in range(count)]

    def _person(self) -> dict[str, Any]:
        chance, pick = self._random.random, self._pick
        year = self._random.randrange(1930, 2010)
        fields: dict[str, Any] = {
            "first_name": pick("first_names"),
            "last_name": pick("last_names") + pick("endings"),
            "gender": self._random.choice(("f", "m")),
            "birth_year": year,
            "phones/1": self._telephone(),
            "address": f"{self._random.randrange(1, 400)} {pick('streets')}",
            "hamlet": pick("hamlets"),
            "commune": self._random.choice(self._communes),
            "approach_note": f"{self._phrase('findings')}. {self._phrase('closings')}",
            "structure": self.structure,
            "known_since": self._past_day().isoformat(),
            f"publics/{pick('publics')}": True,
            f"tags/{pick('tags')}": True,
            "languages/fr": True,
            "preferred_contact": self._random.choice(("phone", "visit", "sms")),
        }
        if chance() < 0.6:
            fields["birth_date"] = f"{year}-{self._random.randrange(1, 13):02}-{self._random.randrange(1, 29):02}"
        if chance() < 0.3:
            fields["birth_name"] = pick("last_names")
        if chance() < 0.7:
            fields["email"] = f"{fields['first_name']}.{self._random.randrange(10_000)}@example.org".lower()
        return fields

    def _visit(self, day: date) -> dict[str, Any]:
        starts_at = NOON_MS - (TODAY - day).days * DAY_MS + self._random.randrange(-14_400, 18_000) * 1000
        note = " ".join(filter(None, (self._sentence(), *(self._phrase(kind) for kind in ("doings", "closings")))))
        met = self._random.sample(self.people, k=min(len(self.people), self._random.choice((1, 1, 1, 2))))
        return {
            "day": day.isoformat(),
            "started_at": starts_at,
            "duration": self._random.choice((10, 15, 20, 30, 45, 60, 90)),
            "mode": self._random.choice(MODES),
            **{f"participants/{person}": True for person in met},
            "commune": self._random.choice(self._communes),
            "hamlet": self._pick("hamlets"),
            "structure": self.structure,
            f"workers/{self.worker}": True,
            f"axes/{self._random.randrange(1, 5)}": True,
            "note": note,
        }

    def _sentence(self) -> str:
        opening, first, second = (self._phrase(kind) for kind in ("openings", "findings", "findings"))
        return f"{opening} : {first} ; {second}."

    def _phrase(self, kind: str) -> str:
        return self._pick(kind).format(
            n=self._random.randrange(10, 100),
            hour=self._random.randrange(8, 19),
            month=self._pick("months"),
            place=self._pick("places"),
            name=f"{self._pick('first_names')} {self._pick('last_names')}",
        )

    def _telephone(self) -> dict[str, str]:
        digits = f"{self._random.randrange(10_000):04}"
        typed = f"06 39 98 {digits[:2]} {digits[2:]}"
        return {"number": f"+3363998{digits}", "label": "", "typed": typed}

    def _pick(self, kind: str) -> str:
        return self._random.choice(WORDS[kind])

    def _past_day(self) -> date:
        return TODAY - timedelta(days=self._random.randrange(3 * 365))

    def _id(self, day: date) -> str:
        at = NOON_MS - (TODAY - day).days * DAY_MS + self._random.randrange(DAY_MS // 2)
        return uuid7(at, self._random.getrandbits)
