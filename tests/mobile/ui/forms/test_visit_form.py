"""An encounter being written: its rules, its draft, and the patches it becomes, without a screen."""

import datetime as dt
import json
from collections.abc import Callable
from dataclasses import replace
from itertools import count

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mobile.store.people import NeedLine
from mobile.store.records import Patch
from mobile.store.visits import VisitPage
from mobile.ui.forms.axes import axes_for
from mobile.ui.forms.visit_draft import from_draft, to_draft
from mobile.ui.forms.visit_form import NeedEntry, Problem, Promise, VisitForm, duplicate_of, new_form, storable
from mobile.ui.forms.visit_patches import Author, delete_patches, form_of, patches
from shared.domain.follow_up import FollowUp
from shared.domain.ids import uuid7
from shared.domain.record import Row
from shared.domain.registry import record_types
from shared.domain.visit import MODES, OUTCOMES, Visit
from shared.reference.catalog import ListName, age_brackets, choices, need_codes
from shared.sync.change import parse_change
from shared.sync.merge import merge

TODAY, NOW = "2026-11-24", 1_795_525_320_000
ID, OTHER = uuid7(NOW, lambda _: 1), uuid7(NOW, lambda _: 2)
LORRAINE, PAUL = uuid7(NOW, lambda _: 3), uuid7(NOW, lambda _: 4)
NADIA = Author("nadia", "monts")


def fresh() -> VisitForm:
    return VisitForm(ID, TODAY, NOW)


def ids(first: int = 100) -> Callable[[], str]:
    numbers = count(first)
    return lambda: uuid7(NOW, lambda _: next(numbers))


def sets(name: ListName) -> st.SearchStrategy[tuple[str, ...]]:
    codes = sorted(choices(name))
    return st.sets(st.sampled_from(codes)).map(lambda chosen: tuple(sorted(chosen)))


texts = st.text(max_size=40).map(storable)
record_ids = st.integers(10, 90).map(lambda n: uuid7(NOW, lambda _: n))
cells = st.builds("{}/{}".format, st.sampled_from(sorted(choices("gender"))), st.sampled_from(sorted(age_brackets())))
needs = st.lists(
    st.builds(NeedEntry, st.sampled_from(sorted(need_codes())), st.sampled_from(("low", "normal", "urgent"))),
    max_size=4,
    unique_by=lambda need: need.code,
).map(tuple)
forms = st.builds(
    VisitForm,
    id=st.just(ID),
    day=st.dates(dt.date(1850, 1, 1), dt.date(2199, 12, 31)).map(str),
    started_at=st.none() | st.integers(0, 2**45),
    duration=st.none() | st.integers(1, 600),
    mode=st.sampled_from(MODES),
    outcome=st.sampled_from(OUTCOMES),
    participants=st.lists(record_ids, max_size=3, unique=True).map(tuple),
    household=st.just("") | record_ids,
    head_counts=st.dictionaries(cells, st.integers(1, 50), max_size=4).map(lambda held: tuple(sorted(held.items()))),
    needs=needs,
    axes=sets("axis"),
    own_axes=st.booleans(),
    transversal=sets("transversal"),
    attention=sets("attention"),
    commune=st.sampled_from(("", "63463")),
    hamlet=texts,
    place=texts,
    own_place=st.booleans(),
    note=texts,
    promise=st.none() | st.builds(Promise, texts, st.sampled_from(("", "2026-12-01"))),
)


def applied(written: tuple[Patch, ...], stored: dict[tuple[str, str], Row]) -> dict[tuple[str, str], Row]:
    """The rows that patches leave, through the same door and the same merge as the real ones."""
    after = dict(stored)
    for stamp, patch in enumerate(written, len(stored) + 1):
        record = record_types()[patch.table]
        parse_change([patch.table, patch.id, dict(patch.fields), stamp, 0])
        before = after.get((patch.table, patch.id)) or record.blank("tdm", patch.id)
        after[patch.table, patch.id] = merge(record, before, dict(patch.fields), [stamp, 7, 0], 0).row
    return after


def page_of(stored: dict[tuple[str, str], Row]) -> VisitPage:
    """The page that these rows show."""
    living = [(table, row) for (table, _), row in stored.items() if not row["deleted"]]
    [visit] = [Visit(**row) for table, row in living if table == "visit"]
    told = [NeedLine(r["id"], r["code"], r["status"], r["urgency"], r["opened_on"]) for t, r in living if t == "need"]
    promised = tuple(FollowUp(**row) for table, row in living if table == "follow_up")
    return VisitPage(visit, "", (), tuple(told), promised, (), mine=True)


def said(form: VisitForm) -> VisitForm:
    """A form without what only writing needs to know: ids of needs, who chose the axes, the order of people."""
    told = tuple(sorted((replace(need, id="") for need in form.needs), key=lambda need: need.code))
    promise = replace(form.promise, id="", what=form.promise.what.strip()) if form.promise else None
    people = tuple(sorted(form.participants))
    return replace(form, needs=told, promise=promise, participants=people, own_axes=True, own_place=True)


@settings(max_examples=40)
@given(forms)
def test_a_draft_comes_back_as_it_was(form: VisitForm) -> None:
    assert from_draft(json.loads(json.dumps(to_draft(form)))) == form


@settings(max_examples=40)
@given(forms)
def test_what_was_saved_is_read_again_as_it_was(form: VisitForm) -> None:
    assert said(form_of(page_of(applied(patches(form, None, ids(), NADIA), {})))) == said(form)


@settings(max_examples=60)
@given(forms, forms)
def test_a_correction_leaves_exactly_what_was_written(before: VisitForm, after: VisitForm) -> None:
    stored = applied(patches(before, None, ids(), NADIA), {})
    original = form_of(page_of(stored))
    kept = {need.code: need.id for need in original.needs}
    corrected = replace(
        after,
        needs=tuple(replace(need, id=kept.get(need.code, "")) for need in after.needs),
        promise=replace(after.promise, id=original.promise.id if original.promise else "") if after.promise else None,
    )
    assert said(form_of(page_of(applied(patches(corrected, original, ids(200), NADIA), stored)))) == said(corrected)


@settings(max_examples=40)
@given(forms)
def test_nothing_changed_writes_nothing(form: VisitForm) -> None:
    original = form_of(page_of(applied(patches(form, None, ids(), NADIA), {})))
    assert patches(original, original, ids(), NADIA) == ()


@given(st.dictionaries(st.text(max_size=12), st.none() | st.integers() | st.text(max_size=5) | st.lists(st.integers())))
def test_a_foreign_draft_is_refused_without_an_error(content: dict[str, object]) -> None:
    assert from_draft(content) is None
    assert from_draft({**to_draft(fresh()), "needs": [content], "unknown": 1}) in (None, fresh())


def test_a_later_version_of_a_draft_is_still_read() -> None:
    assert from_draft({**to_draft(fresh()), "weather": "neige"}) == fresh()


@pytest.mark.parametrize(
    ("form", "problems"),
    [
        (fresh(), (Problem.NOBODY,)),
        (fresh().with_person(LORRAINE), ()),
        (fresh().with_count("f", "70+", 3), ()),
        (replace(fresh(), outcome="absent"), (Problem.NOBODY,)),
        (replace(fresh(), outcome="absent", hamlet="La Planche"), ()),
        (replace(fresh(), day="2026-11-25").with_person(PAUL), (Problem.FUTURE,)),
        (replace(fresh(), day="hier").with_person(PAUL), (Problem.NO_DAY,)),
        (replace(fresh(), duration=0).with_person(PAUL), (Problem.DURATION,)),
        (replace(fresh(), duration=None).with_person(PAUL), ()),
        (fresh().with_person(PAUL).with_note("x" * 20_001), (Problem.NOTE_TOO_LONG,)),
        (fresh().with_person(PAUL).with_promise(" ", "2026-11-25"), (Problem.PROMISE_WITHOUT_WORDS,)),
        (fresh().with_person(PAUL).with_promise("Rappeler", "2026-11-23"), (Problem.PROMISE_BEFORE,)),
        (fresh().with_person(PAUL).with_promise("Rappeler"), ()),
    ],
)
def test_what_is_missing_is_named(form: VisitForm, problems: tuple[Problem, ...]) -> None:
    assert form.problems(TODAY) == problems


def test_at_home_the_place_is_hers_who_was_met_first() -> None:
    form = new_form(ID, TODAY, NOW, Visit(network_id="n", id=OTHER, commune="63072", hamlet="Le Bourg"))
    met = form.with_person(LORRAINE, commune="63298", hamlet="La Planche").with_person(PAUL, commune="63463")
    assert (met.commune, met.hamlet) == ("63298", "La Planche")


def test_in_the_street_the_place_stays() -> None:
    last = Visit(network_id="n", id=OTHER, mode="street", commune="63072", place="Marché")
    met = new_form(ID, TODAY, NOW, last).with_person(LORRAINE, commune="63298")
    assert (met.mode, met.commune, met.place) == ("street", "63072", "Marché")


def test_a_place_chosen_by_hand_stays() -> None:
    assert fresh().at_place(commune="63463").with_person(LORRAINE, commune="63298").commune == "63463"


def test_the_last_encounter_gives_mode_axes_duration_and_place() -> None:
    last = Visit(network_id="n", id=OTHER, mode="session", duration=45, axes={"2": True, "9": True}, place="Mairie")
    form = new_form(ID, TODAY, NOW, last)
    assert (form.mode, form.duration, form.axes, form.place, form.note) == ("session", 45, ("2",), "Mairie", "")


def test_needs_propose_axes_until_the_worker_chooses() -> None:
    form = fresh().with_need("veillee--isolement", chosen=True).with_need("sante--addictions", chosen=True)
    assert form.axes == ("1", "3")
    own = form.with_axis("axes", "4", chosen=True).with_need("numerique--acquerir-un-equipement", chosen=True)
    assert own.axes == ("1", "3", "4")


def test_every_need_speaks_for_an_axis_that_exists() -> None:
    assert {axis for code in need_codes() for axis in axes_for([code]).axes} == set(choices("axis"))
    assert {point for code in need_codes() for point in axes_for([code]).attention} <= set(choices("attention"))


def test_a_need_told_twice_is_one_need() -> None:
    form = fresh().with_need("veillee--deuil", chosen=True).with_urgency("veillee--deuil", "urgent")
    assert form.with_need("veillee--deuil", chosen=True).needs == (NeedEntry("veillee--deuil", "urgent"),)


def test_urgent_is_for_all_needs_and_back() -> None:
    form = fresh().with_need("veillee--deuil", chosen=True).with_need("sante--addictions", chosen=True)
    calm = form.with_urgency("veillee--deuil", "low")
    assert calm.all_urgent(urgent=True).urgent
    assert [need.urgency for need in calm.all_urgent(urgent=False).needs] == ["low", "normal"]


def test_who_was_met_tells_its_kind() -> None:
    alone = fresh().with_person(LORRAINE)
    home = alone.with_household("foyer", [LORRAINE, PAUL])
    assert (alone.kind, alone.with_count("f", "70+", 2).kind, home.kind) == ("individual", "collective", "household")
    assert home.participants == (LORRAINE, PAUL)
    assert home.without_person(LORRAINE).without_person(PAUL).household == ""


def test_an_age_with_a_dash_is_one_element() -> None:
    [patch] = patches(fresh().with_count("f", "25-39", 2), None, ids(), NADIA)
    assert patch.fields["head_counts/f/25-39"] == 2


def test_one_action_holds_the_visit_its_needs_and_its_promise() -> None:
    form = fresh().with_person(LORRAINE).with_need("veillee--deuil", chosen=True).with_promise("Rappeler", TODAY)
    visit, need, promise = patches(form, None, ids(), NADIA)
    assert (visit.table, need.table, promise.table) == ("visit", "need", "follow_up")
    assert need.fields == {"code": "veillee--deuil", "opened_in": ID, "opened_on": TODAY, "person": LORRAINE}
    assert promise.fields == {"what": "Rappeler", "visit": ID, "due_on": TODAY, "person": LORRAINE}
    assert None not in visit.fields.values()


def test_correcting_who_was_met_takes_needs_and_promise_along() -> None:
    form = fresh().with_person(LORRAINE).with_need("veillee--deuil", chosen=True).with_promise("Rappeler", TODAY)
    original = form_of(page_of(applied(patches(form, None, ids(), NADIA), {})))
    visit, need, promise = patches(original.without_person(LORRAINE).with_person(PAUL), original, ids(), NADIA)
    assert visit.fields == {f"participants/{LORRAINE}": None, f"participants/{PAUL}": True}
    assert (need.fields, promise.fields) == ({"person": PAUL}, {"person": PAUL})


def test_a_duplicate_keeps_people_and_needs_and_is_another_record() -> None:
    form = replace(fresh().with_person(LORRAINE).with_need("veillee--deuil", chosen=True), outcome="absent", note="x")
    again = duplicate_of(form.with_promise("Rappeler"), OTHER, "2026-11-25", NOW + 1)
    assert (again.id, again.day, again.started_at) == (OTHER, "2026-11-25", NOW + 1)
    assert (again.participants, again.needs) == ((LORRAINE,), (NeedEntry("veillee--deuil"),))
    assert (again.outcome, again.note, again.promise) == ("met", "", None)


def test_deleting_keeps_a_need_that_somebody_works_on() -> None:
    form = (
        fresh()
        .with_person(LORRAINE)
        .with_need("veillee--deuil", chosen=True)
        .with_need("sante--addictions", chosen=True)
    )
    stored = applied(patches(form, None, ids(), NADIA), {})
    followed = next(key for key, row in stored.items() if row.get("code") == "veillee--deuil")
    stored[followed] = {**stored[followed], "status": "referred"}
    gone = delete_patches(page_of(stored))
    assert [patch.table for patch in gone] == ["visit", "need"]
    assert followed[1] not in {patch.id for patch in gone}


@pytest.mark.parametrize(("typed", "kept"), [("a\0b", "ab"), ("a\ud83d", "a"), ("œuvre 😀\n", "œuvre 😀\n")])
def test_a_note_holds_only_what_the_server_accepts(typed: str, kept: str) -> None:
    assert fresh().with_note(typed).note == kept
