"""A person being written: what was typed, what is wrong with it, what it changes in her record."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final

from mobile.store.records import Patch
from mobile.ui.forms.birth import BadBirth, birth_words, parse_birth
from shared.domain.person import Person
from shared.domain.record import Value
from shared.domain.telephone import parse_phone, shown

TABLE: Final = "person"
TEXTS: Final = (
    "first_name", "last_name", "usual_name", "gender", "address", "hamlet", "commune", "best_time", "approach_note",
)  # fmt: skip
_NONE: Final = object()
LONGEST_NAME: Final = 120  # characters


@dataclass(frozen=True)
class PhoneEntry:
    """One telephone as typed. Its slot stays the same when the number is corrected, so that two people who correct it
    without having seen each other's correction make a conflict, not two numbers."""

    slot: str
    typed: str = ""
    label: str = ""

    @property
    def value(self) -> dict[str, str]:
        """What is stored under the slot; `number` is "" where the text is no number, which is kept as typed."""
        typed = _line(self.typed)
        return {"number": parse_phone(typed).number or "", "typed": typed, "label": _line(self.label)}

    @property
    def doubtful(self) -> bool:
        """Whether the text is no number that can be dialled: worth a remark, never refused."""
        return bool(_line(self.typed)) and not self.value["number"]


@dataclass(frozen=True)
class Problem:
    """What is wrong beside which field; `words` is a key of the catalogue."""

    field: str
    words: str


@dataclass(frozen=True)
class PersonForm:
    """One person. `birth` is a year or a day as typed, "" where it is unknown."""

    id: str
    first_name: str = ""
    last_name: str = ""
    usual_name: str = ""
    gender: str = "unknown"
    birth: str = ""
    birth_approx: bool = False
    phones: tuple[PhoneEntry, ...] = ()
    address: str = ""
    hamlet: str = ""
    commune: str = ""
    languages: tuple[str, ...] = ()
    interpreter: bool = False
    best_time: str = ""
    approach_note: str = ""

    def problems(self, today: date) -> tuple[Problem, ...]:
        """Everything that keeps the person from being saved."""
        found = []
        if not any(_line(name) for name in (self.first_name, self.last_name, self.usual_name)):
            found.append(Problem("first_name", "person.problem.name"))
        names = ("first_name", "last_name", "usual_name")
        found += [Problem(name, "person.problem.long") for name in names if len(getattr(self, name)) > LONGEST_NAME]
        try:
            parse_birth(self.birth, today)
        except BadBirth as bad:
            found.append(Problem("birth", bad.words))
        return tuple(found)

    def patches(self, original: "PersonForm | None", today: date, structure: str = "") -> tuple[Patch, ...]:
        """What a save writes: everything that was filled in, or only what differs from the saved form.

        Call it without problems. A field that nobody touched is not written, so it cannot undo a colleague's change.
        Somebody new belongs to the author's structure, which has known her since today.
        """
        after = self.values(today)
        before = (original or PersonForm(self.id)).values(today)
        fields: dict[str, Value] = {path: value for path, value in after.items() if before.get(path, _NONE) != value}
        fields.update({path: None for path in before if path not in after})
        if original is None:
            fields |= {"known_since": today.isoformat(), **({"structure": structure} if structure else {})}
        return (Patch(TABLE, self.id, fields),) if fields else ()

    def says_more_than(self, other: "PersonForm", today: date) -> bool:
        """Whether anything typed here would be lost if `other` took its place."""
        return self.birth != other.birth or bool(self.patches(other, today))

    def values(self, today: date) -> dict[str, Value]:
        """Path → value of everything the form holds; empty telephones are left out."""
        day, year = _known_birth(self.birth, today)
        values: dict[str, Value] = {name: _line(getattr(self, name)) for name in TEXTS}
        values["approach_note"] = _text(self.approach_note)
        values |= {"birth_date": day, "birth_year": year, "interpreter": self.interpreter}
        values["birth_approx"] = self.birth_approx and year is not None
        values |= {f"languages/{code}": True for code in self.languages}
        values |= {f"phones/{phone.slot}": phone.value for phone in self.phones if _line(phone.typed)}
        return values

    def with_phone(self, slot: str, typed: str) -> "PersonForm":
        """The same with another text for one telephone; a slot that is new comes last."""
        if all(phone.slot != slot for phone in self.phones):
            return replace(self, phones=(*self.phones, PhoneEntry(slot, typed)))
        return replace(
            self, phones=tuple(replace(phone, typed=typed) if phone.slot == slot else phone for phone in self.phones)
        )

    def without_phone(self, slot: str) -> "PersonForm":
        """The same without one telephone."""
        return replace(self, phones=tuple(phone for phone in self.phones if phone.slot != slot))

    def with_language(self, code: str) -> "PersonForm":
        """The same with a language more, or less where she was said to speak it."""
        kept = tuple(known for known in self.languages if known != code)
        return replace(self, languages=kept if code in self.languages else (*self.languages, code))


def form_of(person: Person) -> PersonForm:
    """The form of a saved person, so that saving it untouched writes nothing."""
    texts = {name: str(getattr(person, name)) for name in TEXTS}
    return PersonForm(
        id=person.id,
        birth=birth_words(person.birth_date, person.birth_year),
        birth_approx=person.birth_approx,
        phones=tuple(_entry(slot, person.phones[slot]) for slot in sorted(person.phones)),
        languages=tuple(sorted(person.languages)),
        interpreter=person.interpreter,
        **texts,
    )


def _entry(slot: str, phone: Any) -> PhoneEntry:
    known = phone if isinstance(phone, dict) else {}
    number = str(known.get("number") or "")
    return PhoneEntry(slot, str(known.get("typed") or "") or shown(number), str(known.get("label") or ""))


def _known_birth(typed: str, today: date) -> tuple[str, int | None]:
    try:
        return parse_birth(typed, today)
    except BadBirth:
        return "", None


def _line(typed: str) -> str:
    """One line of text: no control characters, single spaces, none at the ends."""
    return " ".join(_text(typed).split())


def _text(typed: str) -> str:
    """Text that every database can hold: without U+0000 and halves of characters."""
    return typed.replace("\0", "").encode("utf-8", "ignore").decode().strip()
