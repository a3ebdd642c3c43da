"""The address of a view: read, written back, and what to do with nonsense."""

import datetime as dt
from urllib.parse import parse_qsl

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sync_server.console.filters import (
    LONGEST_WORDS,
    REVIEW_WORDS,
    Known,
    Problem,
    VisitFilters,
    parse_filters,
    parse_page,
)

KNOWN = Known(
    communes=frozenset({"63267", "63430"}),
    structures=frozenset({"evs"}),
    workers=frozenset({"corinne", "abel"}),
    needs=frozenset({"sante", "sante--addictions"}),
    modes=frozenset({"home", "street"}),
    axes=frozenset({"1", "2", "3", "4"}),
)


def read(query: str) -> tuple[VisitFilters, tuple[Problem, ...]]:
    return parse_filters(dict(parse_qsl(query)), KNOWN)


def choice(values: frozenset[str]) -> st.SearchStrategy[str]:
    return st.sampled_from(["", *sorted(values)])


dates = st.none() | st.dates(dt.date(2000, 1, 1), dt.date(2040, 1, 1))
texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=LONGEST_WORDS)
words = texts.map(lambda text: " ".join(text.split()))


@st.composite
def any_filters(draw: st.DrawFn) -> VisitFilters:
    since, until = draw(dates), draw(dates)
    if since and until and until < since:
        since, until = until, since
    return VisitFilters(
        review=draw(st.sampled_from(sorted(REVIEW_WORDS.values()))),
        since=since,
        until=until,
        commune=draw(choice(KNOWN.communes)),
        structure=draw(choice(KNOWN.structures)),
        worker=draw(choice(KNOWN.workers)),
        need=draw(choice(KNOWN.needs)),
        mode=draw(choice(KNOWN.modes)),
        axis=draw(choice(KNOWN.axes)),
        words=draw(words),
    )


@given(any_filters())
def test_a_view_survives_its_address(filters: VisitFilters) -> None:
    assert read(filters.query()) == (filters, ())


@given(st.dictionaries(st.sampled_from(["etat", "du", "au", "commune", "par", "axe", "texte", "page"]), texts))
def test_no_address_makes_it_fail(query: dict[str, str]) -> None:
    filters, _ = parse_filters(query, KNOWN)
    again, problems = read(filters.query())
    assert (again, problems) == (filters, ())
    assert parse_page(query)[0] >= 1


def test_the_default_view_has_a_bare_address() -> None:
    assert VisitFilters().query() == ""


@pytest.mark.parametrize(
    ("query", "problem"),
    [
        ("du=31/02/2026", Problem("since", "31/02/2026")),
        ("au=demain", Problem("until", "demain")),
        ("commune=75056", Problem("commune", "75056")),
        ("structure=autre", Problem("structure", "autre")),
        ("par=personne", Problem("worker", "personne")),
        ("besoin=bonheur", Problem("need", "bonheur")),
        ("mode=fusée", Problem("mode", "fusée")),
        ("axe=5", Problem("axis", "5")),
        ("etat=brouillon", Problem("review", "brouillon")),
    ],
)
def test_a_bad_value_is_left_aside_and_told(query: str, problem: Problem) -> None:
    assert read(query) == (VisitFilters(), (problem,))


def test_an_end_before_its_beginning_is_left_aside() -> None:
    filters, problems = read("du=2026-11-20&au=2026-11-01")
    assert filters == VisitFilters(since=dt.date(2026, 11, 20))
    assert problems == (Problem("dates", ""),)


def test_too_many_words_are_cut_and_told() -> None:
    filters, problems = read("texte=" + "mot+" * 40)
    assert len(filters.words) <= LONGEST_WORDS
    assert problems == (Problem("words", ""),)


def test_an_active_filter_can_be_taken_away_alone() -> None:
    filters = VisitFilters(since=dt.date(2026, 11, 1), commune="63267", words="caf")
    assert filters.active() == ("since", "commune", "words")
    assert filters.without("commune") == VisitFilters(since=dt.date(2026, 11, 1), words="caf")


@pytest.mark.parametrize("value", ["0", "-1", "deux", "1" * 40, "٣"])
def test_a_bad_page_number_is_the_first_page(value: str) -> None:
    assert parse_page({"page": value}) == (1, (Problem("page", value),))
