"""Which visits the filters select, as conditions on the entries of the log; and the order in which they are read."""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, Select, case, func, or_, select, tuple_

from shared.domain.names import fold
from shared.domain.visit import Participation
from shared.reference import catalog
from sync_server.accounts.access import Reader, visible
from sync_server.console.filters import Review, VisitFilters
from sync_server.database import table_of
from sync_server.review.answers import entry_is_answered
from sync_server.review.entries import NeedEntry, PersonEntry, VisitEntry

MOST_NAMED = 500
"""People found by a word that are named one by one in the search for their visits."""
ENTRIES = table_of(VisitEntry)
ORDER = (ENTRIES.c.day.desc(), ENTRIES.c.started_at.desc(), ENTRIES.c.visit_id.desc())
PLACE = (ENTRIES.c.day, ENTRIES.c.started_at, ENTRIES.c.visit_id)


@dataclass(frozen=True)
class Selection:
    """The visits that the filters leave, their review state aside."""

    conditions: tuple[ColumnElement[bool], ...]

    def in_state(self, review: Review) -> tuple[ColumnElement[bool], ...]:
        """The conditions for one tab."""
        return (*self.conditions, *_in_state(review))


@dataclass(frozen=True)
class Counts:
    """How many visits each tab holds."""

    to_read: int
    question: int
    answered: int
    read: int

    @property
    def all(self) -> int:
        """Every visit, whatever its state."""
        return self.to_read + self.question + self.answered + self.read

    def of(self, review: Review) -> int:
        """The count of one tab."""
        return int(getattr(self, review))


def select_visits(connection: Connection, reader: Reader, filters: VisitFilters) -> Selection:
    """Turn filters into conditions."""
    chosen = [visible(reader, ENTRIES)]
    if filters.since:
        chosen.append(ENTRIES.c.day >= filters.since.isoformat())
    if filters.until:
        chosen.append(ENTRIES.c.day <= filters.until.isoformat())
    same = {"commune": filters.commune, "structure": filters.structure, "author": filters.worker, "mode": filters.mode}
    chosen.extend(ENTRIES.c[name] == value for name, value in same.items() if value)
    if filters.axis:
        chosen.append(ENTRIES.c.axes.contains(f",{filters.axis},", autoescape=True))
    if filters.need:
        chosen.append(ENTRIES.c.visit_id.in_(_visits_with_need(reader, filters.need)))
    chosen.extend(_holds_word(connection, reader, word) for word in fold(filters.words).split())
    return Selection(tuple(chosen))


def count_visits(connection: Connection, selection: Selection) -> Counts:
    """Count each tab, in one pass over the entries and one over the questions."""
    review = ENTRIES.c.review

    def counted(state: str) -> ColumnElement[int]:
        return func.coalesce(func.sum(case((review == state, 1), else_=0)), 0)

    row = connection.execute(
        select(counted("to_read"), counted("question"), counted("read")).where(*selection.conditions)
    ).one()
    answered = 0
    if row[1]:
        answered = connection.scalar(select(func.count()).where(*selection.in_state("answered"))) or 0
    return Counts(to_read=row[0], question=row[1] - answered, answered=answered, read=row[2])


def count_to_read(connection: Connection, reader: Reader) -> int:
    """Count what waits to be read, for the side bar."""
    waiting = select(func.count()).where(visible(reader, ENTRIES), ENTRIES.c.review == "to_read")
    return connection.scalar(waiting) or 0


def neighbour(
    connection: Connection, conditions: tuple[ColumnElement[bool], ...], place: tuple[str, int, str], *, older: bool
) -> str:
    """Return the visit next to a place in the log, "" where there is none."""
    here = tuple_(*PLACE)
    beyond = here < tuple_(*place) if older else here > tuple_(*place)
    order = ORDER if older else tuple(column.asc() for column in PLACE)
    return connection.scalar(select(ENTRIES.c.visit_id).where(*conditions, beyond).order_by(*order).limit(1)) or ""


def holds(connection: Connection, text: ColumnElement[str], word: str) -> ColumnElement[bool]:
    """Return whether a text holds a word, said the way each database reads fastest."""
    if connection.dialect.name == "postgresql":
        return func.strpos(text, word) > 0
    return text.contains(word, autoescape=True)


def _in_state(review: Review) -> tuple[ColumnElement[bool], ...]:
    if review == "all":
        return ()
    if review in {"to_read", "read"}:
        return (ENTRIES.c.review == review,)
    answered = entry_is_answered()
    return (ENTRIES.c.review == "question", answered if review == "answered" else ~answered)


def _visits_with_need(reader: Reader, need: str) -> Select[str]:
    """Visits in which a need, or one of a category, was noted."""
    codes = [code.code for code in catalog.need_codes().values() if code.category == need] or [need]
    needs = table_of(NeedEntry)
    return select(needs.c.visit_id).where(visible(reader, needs), needs.c.code.in_(codes))


def _holds_word(connection: Connection, reader: Reader, word: str) -> ColumnElement[bool]:
    """The word stands in the note, the place, or the name of somebody who was there."""
    in_words = holds(connection, ENTRIES.c.words, word)
    people = table_of(PersonEntry)
    named = select(people.c.person_id).where(visible(reader, people), holds(connection, people.c.words, word))
    # Read first, few people are looked up through an index: a database cannot guess how few a word finds.
    found = connection.scalars(named.limit(MOST_NAMED + 1)).all()
    if not found:
        return in_words
    links = table_of(Participation)
    with_them = links.c.person_id.in_(found if len(found) <= MOST_NAMED else named)
    return or_(in_words, ENTRIES.c.visit_id.in_(select(links.c.visit_id).where(visible(reader, links), with_them)))
