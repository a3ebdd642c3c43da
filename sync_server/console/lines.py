"""What a template is given: frozen values, already in the reader's language and time zone, nothing left to look up."""

from dataclasses import dataclass

from markupsafe import Markup


@dataclass(frozen=True, slots=True)
class Link:
    """A word that leads somewhere."""

    text: str
    href: str


@dataclass(frozen=True, slots=True)
class Tab:
    """One review state of the log, with how many visits the other filters leave in it."""

    text: str
    count: int
    href: str
    current: bool


@dataclass(frozen=True, slots=True)
class Choice:
    """One option of a filter."""

    value: str
    text: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Menu:
    """One filter: its first choice names it."""

    name: str
    label: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class VisitLine:
    """One row of the visit log."""

    id: str
    href: str
    hour: str
    mode: str
    who: str
    place: str
    urgent: bool
    excerpt: str
    needs: str
    author: str
    review: str


@dataclass(frozen=True, slots=True)
class VisitDay:
    """The visits of one day that stand on this page."""

    title: Markup
    visits: tuple[VisitLine, ...]


@dataclass(frozen=True, slots=True)
class Pager:
    """Where this page of a list stands."""

    first: int
    last: int
    total: int
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class VisitLog:
    """The page of the visit log."""

    here: str
    tabs: tuple[Tab, ...]
    menus: tuple[Menu, ...]
    kept: tuple[tuple[str, str], ...]
    since: str
    until: str
    words: str
    chips: tuple[Link, ...]
    problems: tuple[str, ...]
    days: tuple[VisitDay, ...]
    pager: Pager
    everything: str

    @property
    def markable(self) -> bool:
        """Whether this page shows a visit that can still be marked as read."""
        return any(visit.review != "read" for day in self.days for visit in day.visits)


@dataclass(frozen=True, slots=True)
class Fact:
    """One field of a record, as a label and words or links."""

    label: str
    text: str = ""
    links: tuple[Link, ...] = ()
    hint: str = ""


@dataclass(frozen=True, slots=True)
class NeedLine:
    """One need: what, how urgent, how far."""

    label: str
    category: str
    urgency: str
    status: str
    summary: str
    opened: Link | None = None


@dataclass(frozen=True, slots=True)
class FollowUpLine:
    """One promise: what, by when, who."""

    what: str
    when: Markup
    state: str
    assignee: str


@dataclass(frozen=True, slots=True)
class RemarkLine:
    """One remark of the conversation about a visit."""

    author: str
    mine: bool
    when: Markup
    text: str


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field that somebody changed, with both values in words."""

    field: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Event:
    """One moment in the history of a record."""

    title: str
    author: str
    when: Markup
    changes: tuple[FieldChange, ...]


@dataclass(frozen=True, slots=True)
class Version:
    """One of the values in a conflict."""

    value: str
    author: str
    when: Markup
    kept: bool


@dataclass(frozen=True, slots=True)
class ConflictLine:
    """Two people wrote different things in one field without having seen each other's."""

    title: str
    open: bool
    versions: tuple[Version, ...]


@dataclass(frozen=True, slots=True)
class HeadCountRow:
    """People met whose names were not taken: one age bracket."""

    label: str
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class HeadCounts:
    """People met whose names were not taken, by age and gender."""

    columns: tuple[str, ...]
    rows: tuple[HeadCountRow, ...]
    total: str


@dataclass(frozen=True, slots=True)
class VisitPage:
    """The page of one visit."""

    id: str
    here: str
    title: str
    lead: Markup
    review: str
    urgent: bool
    deleted: bool
    note: str
    needs: tuple[NeedLine, ...]
    follow_ups: tuple[FollowUpLine, ...]
    head_counts: HeadCounts | None
    facts: tuple[Fact, ...]
    history: tuple[Event, ...]
    conflicts: tuple[ConflictLine, ...]
    worker: str
    remarks: tuple[RemarkLine, ...]
    log: str
    newer: str
    older: str


@dataclass(frozen=True, slots=True)
class PersonVisit:
    """One visit in the life of a person's page."""

    href: str
    title: str
    when: Markup
    excerpt: str
    needs: str


@dataclass(frozen=True, slots=True)
class PersonPage:
    """The page of one person."""

    here: str
    title: str
    lead: str
    status: str
    deleted: bool
    facts: tuple[Fact, ...]
    approach_note: str
    needs: tuple[NeedLine, ...]
    follow_ups: tuple[FollowUpLine, ...]
    visits: tuple[PersonVisit, ...]
    pager: Pager
    history: tuple[Event, ...]
    conflicts: tuple[ConflictLine, ...]


@dataclass(frozen=True, slots=True)
class PersonLine:
    """One person found by the search box."""

    href: str
    name: str
    detail: str
    place: str
    phones: str
    last_met: Markup


@dataclass(frozen=True, slots=True)
class PeopleFound:
    """The answer of the search box."""

    words: str
    people: tuple[PersonLine, ...]
    pager: Pager


@dataclass(frozen=True, slots=True)
class Notice:
    """What the last action did, said once, with a way back."""

    text: str
    undo: bool = False


@dataclass(frozen=True, slots=True)
class Frame:
    """What surrounds every page behind the door."""

    network: str
    worker: str
    role: str
    to_read: int
    csrf: str
    words: str = ""
    notice: Notice | None = None
