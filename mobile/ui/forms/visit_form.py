"""An encounter being written: a value, the changes the screens make to it, and what is wrong with it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import Enum
from typing import Any, Final

from mobile.ui.forms.axes import axes_for, remembered_axes
from shared.domain.visit import Visit

USUAL_DURATION: Final = 30  # minutes
LONGEST_DURATION: Final = 24 * 60
LONGEST_NOTE: Final = 20_000  # characters, ten pages
MOST_COUNTED: Final = 500


class Problem(Enum):
    """What keeps an encounter from being saved; the value is the key of its sentence."""

    NOBODY = "encounter.problem.nobody"
    NO_DAY = "encounter.problem.no_day"
    FUTURE = "encounter.problem.future"
    DURATION = "encounter.problem.duration"
    NOTE_TOO_LONG = "encounter.problem.note_too_long"
    PROMISE_WITHOUT_WORDS = "encounter.problem.promise_without_words"
    PROMISE_BEFORE = "encounter.problem.promise_before"


@dataclass(frozen=True)
class NeedEntry:
    """A need told during the encounter; `id` names its record once there is one."""

    code: str
    urgency: str = "normal"
    id: str = ""


@dataclass(frozen=True)
class Promise:
    """A follow-up: what was promised and for which ISO day ("" for none); `id` names its record once there is one."""

    what: str
    due_on: str = ""
    id: str = ""


@dataclass(frozen=True)
class VisitForm:
    """An encounter being written. `id` is its record's, given when writing begins, so that saving twice makes one.

    `head_counts` are ("gender/bracket", number above 0); the sets are kept as sorted tuples, participants in the order
    in which they were chosen. Axes are proposed from the needs until `own_axes` says the worker chose them herself;
    the place is the first person's until `own_place`.
    """

    id: str
    day: str
    started_at: int | None = None
    duration: int | None = USUAL_DURATION
    mode: str = "home"
    outcome: str = "met"
    participants: tuple[str, ...] = ()
    household: str = ""
    head_counts: tuple[tuple[str, int], ...] = ()
    needs: tuple[NeedEntry, ...] = ()
    axes: tuple[str, ...] = ()
    own_axes: bool = False
    transversal: tuple[str, ...] = ()
    attention: tuple[str, ...] = ()
    commune: str = ""
    hamlet: str = ""
    place: str = ""
    own_place: bool = False
    note: str = ""
    promise: Promise | None = None

    # Who

    def with_person(self, person_id: str, *, commune: str = "", hamlet: str = "") -> "VisitForm":
        """Add somebody; met at home, the first one says where."""
        if person_id in self.participants:
            return self
        first = not self.participants
        form = replace(self, participants=(*self.participants, person_id))
        if first and self.mode == "home" and not self.own_place and commune:
            return replace(form, commune=commune, hamlet=hamlet, place="")
        return form

    def without_person(self, person_id: str) -> "VisitForm":
        """Take somebody back; without anybody there is no household either."""
        left = tuple(kept for kept in self.participants if kept != person_id)
        return replace(self, participants=left, household=self.household if left else "")

    def with_household(self, household: str, members: Sequence[str]) -> "VisitForm":
        """Meet a household: its members take part."""
        others = tuple(member for member in members if member not in self.participants)
        return replace(self, household=household, participants=(*self.participants, *others))

    def counted(self, gender: str, bracket: str) -> int:
        """How many people of a gender and an age were met without taking their names."""
        return dict(self.head_counts).get(f"{gender}/{bracket}", 0)

    def with_count(self, gender: str, bracket: str, number: int) -> "VisitForm":
        """Count people whose names are not taken; 0 takes them back."""
        counts = dict(self.head_counts) | {f"{gender}/{bracket}": min(max(0, number), MOST_COUNTED)}
        return replace(self, head_counts=tuple(sorted((cell, n) for cell, n in counts.items() if n)))

    @property
    def people(self) -> int:
        """How many people were met, named or counted."""
        return len(self.participants) + sum(n for _, n in self.head_counts)

    @property
    def kind(self) -> str:
        """Individual, household or collective: told by who was met, so that nobody has to say it."""
        if self.household:
            return "household"
        return "collective" if self.people > 1 else "individual"

    # What about

    def with_need(self, code: str, *, chosen: bool) -> "VisitForm":
        """Add or take back a need; the axes follow unless the worker chose them."""
        if chosen and not self.tells(code):
            return self._with_needs((*self.needs, NeedEntry(code)))
        if not chosen:
            return self._with_needs(tuple(need for need in self.needs if need.code != code))
        return self

    def tells(self, code: str) -> bool:
        """Whether a need was told."""
        return any(need.code == code for need in self.needs)

    def with_urgency(self, code: str, urgency: str) -> "VisitForm":
        """Say how urgent a need is."""
        changed = (replace(need, urgency=urgency) if need.code == code else need for need in self.needs)
        return replace(self, needs=tuple(changed))

    def all_urgent(self, *, urgent: bool) -> "VisitForm":
        """Make every need urgent, or none of them."""
        if urgent:
            return replace(self, needs=tuple(replace(need, urgency="urgent") for need in self.needs))
        calmed = (replace(need, urgency="normal") if need.urgency == "urgent" else need for need in self.needs)
        return replace(self, needs=tuple(calmed))

    @property
    def urgent(self) -> bool:
        """Whether every need told is urgent."""
        return bool(self.needs) and all(need.urgency == "urgent" for need in self.needs)

    def _with_needs(self, needs: tuple[NeedEntry, ...]) -> "VisitForm":
        form = replace(self, needs=needs)
        if self.own_axes or not needs:
            return form
        proposed = axes_for(need.code for need in needs)
        return replace(form, axes=proposed.axes, attention=proposed.attention)

    def with_axis(self, field: str, code: str, *, chosen: bool) -> "VisitForm":
        """Choose an axis (`field` "axes"), a transversal one or a point of attention; from then on none is proposed."""
        held = {*getattr(self, field)}
        changed = held | {code} if chosen else held - {code}
        return self.changed(**{field: tuple(sorted(changed))}, own_axes=True)

    # Where, when, how, what else

    def changed(self, **fields: Any) -> "VisitForm":
        """Another value for plain fields."""
        return replace(self, **fields)

    def at_place(self, **fields: str) -> "VisitForm":
        """Say where it was (`commune`, `hamlet`, `place`), whoever was met."""
        return self.changed(**fields, own_place=True)

    def with_note(self, note: str) -> "VisitForm":
        """The note as typed, without what no database can keep: U+0000 and halves of characters."""
        return replace(self, note=storable(note))

    def with_promise(self, what: str, due_on: str = "") -> "VisitForm":
        """Promise something."""
        held = self.promise.id if self.promise else ""
        return replace(self, promise=Promise(storable(what), due_on, held))

    def without_promise(self) -> "VisitForm":
        """Promise nothing."""
        return replace(self, promise=None)

    @property
    def untouched(self) -> bool:
        """Whether nothing was said yet: nobody, no need, no note, no promise."""
        return not (self.people or self.needs or self.note.strip() or self.promise)

    def problems(self, today: str) -> tuple[Problem, ...]:
        """What keeps this from being saved on an ISO day; empty when nothing does."""
        nowhere = not (self.commune or self.hamlet or self.place)
        found = {
            Problem.NOBODY: not self.people and (self.outcome == "met" or nowhere),
            Problem.NO_DAY: not is_day(self.day),
            Problem.FUTURE: is_day(self.day) and self.day > today,
            Problem.DURATION: self.duration is not None and not 0 < self.duration <= LONGEST_DURATION,
            Problem.NOTE_TOO_LONG: len(self.note) > LONGEST_NOTE,
            Problem.PROMISE_WITHOUT_WORDS: self.promise is not None and not self.promise.what.strip(),
            Problem.PROMISE_BEFORE: self.promise is not None and "" < self.promise.due_on < self.day,
        }
        return tuple(problem for problem, there in found.items() if there)


def storable(text: str) -> str:
    """Text without U+0000 and lone surrogates: keyboards make them by accident and the server refuses them."""
    return text.replace("\0", "").encode("utf-8", "ignore").decode()


def is_day(text: str) -> bool:
    """Tell whether this is an ISO day."""
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def new_form(visit_id: str, day: str, now_ms: int, last: Visit | None = None) -> VisitForm:
    """An encounter begun now; place, way of meeting, duration and axes are those of the worker's last one."""
    if last is None:
        return VisitForm(visit_id, day, now_ms)
    return VisitForm(
        visit_id,
        day,
        now_ms,
        duration=last.duration or USUAL_DURATION,
        mode=last.mode,
        axes=remembered_axes(last.axes),
        transversal=tuple(sorted(last.transversal)),
        attention=tuple(sorted(last.attention)),
        commune=last.commune,
        hamlet=last.hamlet,
        place=last.place,
    )


def duplicate_of(form: VisitForm, visit_id: str, day: str, now_ms: int) -> VisitForm:
    """The same people, place and needs again, now: without note or promise, and as new records."""
    needs = tuple(NeedEntry(need.code) for need in form.needs)
    return replace(
        form, id=visit_id, day=day, started_at=now_ms, outcome="met", needs=needs, note="", promise=None,
        own_axes=True, own_place=True,
    )  # fmt: skip
