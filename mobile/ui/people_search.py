"""What is being looked for among people: kept while other pages are shown, as a tab's own state is not."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, cast
from unicodedata import category

import flet as ft

from mobile.ui.components.touch import Press
from mobile.ui.routes import PEOPLE
from shared.domain.names import PARTICLES, fold

_KEY: Final = "veillee.people_search"


@dataclass(eq=False)
class PeopleSearch(ft.Observable):
    """One per page of the browser or phone."""

    typed: str = ""


def people_search() -> PeopleSearch:
    """What this page looks for."""
    store = ft.context.page.session.store
    if not store.contains_key(_KEY):
        store.set(_KEY, PeopleSearch())
    return cast("PeopleSearch", store.get(_KEY))


def search_for(words: str) -> Press:
    """Callback that shows the people found by these words."""

    def run() -> None:
        people_search().typed = words
        ft.context.page.navigate(PEOPLE)

    return run


def found_in(words: str, typed: str) -> tuple[tuple[int, int], ...]:
    """Pieces (start, end) of `words` that begin with what was typed, as the search understands it.

    Accents, œ, hyphens and apostrophes do not count: "jeanp" lights "Jean-P" of "Jean-Pierre".
    """
    letters = list(_letters(words))
    pieces = {piece for word in fold(typed).split() for piece in _pieces(letters, word)}
    apart: list[tuple[int, int]] = []
    for start, end in sorted(pieces, key=lambda piece: (piece[0], -piece[1])):
        if not apart or start >= apart[-1][1]:
            apart.append((start, end))
    return tuple(apart)


Letter = tuple[str, int, bool]
"""A folded letter, where it stands in the words, whether a word begins with it."""


def _letters(words: str) -> Iterator[Letter]:
    begins = True
    for at, character in enumerate(words):
        folded = fold(character)
        if not folded:
            # Accents typed apart belong to their letter; everything else parts words.
            begins = begins or category(character) not in ("Mn", "Me", "Cf")
            continue
        for letter in folded:
            yield letter, at, begins
            begins = False


def _pieces(letters: list[Letter], word: str) -> Iterator[tuple[int, int]]:
    for first, (_, at, begins) in enumerate(letters):
        run = letters[first : first + len(word)]
        if begins and "".join(letter for letter, _, _ in run) == word:
            yield at, run[-1][1] + 1


def is_telephone(typed: str) -> bool:
    """Whether a number is being looked for."""
    words = fold(typed).split()
    return bool(words) and all(word.isdigit() for word in words)


def proposed_name(typed: str) -> tuple[str, str]:
    """First and last name of someone to create from what was typed: "le bihan marie" stays in the order typed."""
    words = typed.split()
    if not words or is_telephone(typed):
        return "", ""
    named = [word if word.lower() in PARTICLES and at else word[:1].upper() + word[1:] for at, word in enumerate(words)]
    return named[0], " ".join(named[1:])
