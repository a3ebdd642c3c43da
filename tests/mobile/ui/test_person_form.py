"""A person's form writes what was changed and nothing else, keeps what was typed, and says what is wrong."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mobile.ui.forms.birth import BadBirth, birth_words, parse_birth
from mobile.ui.forms.person_draft import from_draft, to_draft
from mobile.ui.forms.person_form import TEXTS, PersonForm, PhoneEntry, form_of
from shared.domain.person import Person
from shared.domain.record import Value
from shared.domain.registry import record_types
from shared.sync.change import parse_change
from shared.sync.merge import merge
from tests.worlds import new_id

TODAY = date(2026, 11, 24)
ID = "0199a000-0000-7000-8000-000000000001"
RECORD = record_types()["person"]

lines = st.text(max_size=30)
slots = st.text("abcdef0123456789", min_size=1, max_size=6)
phones = st.lists(st.builds(PhoneEntry, slots, lines, lines), max_size=3, unique_by=lambda phone: phone.slot)
births = st.sampled_from(["", "1938", "14/09/1958", "1958-09-14", " 2 . 3 . 2001 "])
codes = st.lists(st.sampled_from(["fr", "tr", "pt"]), unique=True).map(tuple)
forms = st.builds(
    PersonForm,
    st.just(ID),
    **dict.fromkeys(("last_name", "usual_name", "address", "hamlet", "best_time", "approach_note"), lines),
    first_name=lines.map(lambda name: f"Zoé {name}"),
    gender=st.sampled_from(["f", "m", "other", "unknown"]),
    birth=births,
    birth_approx=st.booleans(),
    phones=phones.map(tuple),
    commune=st.sampled_from(["", "63463"]),
    languages=codes,
    interpreter=st.booleans(),
)


def saved(form: PersonForm, before: dict[str, Any] | None = None, original: PersonForm | None = None) -> dict[str, Any]:
    """The row after a save, over the row that was there."""
    row = before or RECORD.blank("tdm", ID)
    for patch in form.patches(original, TODAY):
        stamp = 2 if original else 1
        row = merge(RECORD, row, dict(patch.fields), [stamp, 1, 0], 0).row
    return row


def fields_of(form: PersonForm, original: PersonForm | None) -> dict[str, Value]:
    return {path: value for patch in form.patches(original, TODAY) for path, value in patch.fields.items()}


@settings(max_examples=50)
@given(forms)
def test_a_saved_person_opened_again_and_saved_untouched_writes_nothing(form: PersonForm) -> None:
    reopened = form_of(Person(**saved(form)))
    assert reopened.patches(reopened, TODAY) == ()


@settings(max_examples=50)
@given(forms, forms)
def test_a_correction_leads_to_the_same_record_as_writing_it_at_once(first: PersonForm, second: PersonForm) -> None:
    row = saved(first)
    corrected = saved(second, row, form_of(Person(**row)))
    at_once = saved(second)
    housekeeping = {"stamps", "seq", "extra"}
    assert {k: v for k, v in corrected.items() if k not in housekeeping} == {
        k: v for k, v in at_once.items() if k not in housekeeping
    }


@settings(max_examples=50)
@given(forms)
def test_what_a_form_writes_is_always_accepted_by_the_server(form: PersonForm) -> None:
    for patch in form.patches(None, TODAY):
        parse_change([patch.table, new_id(), dict(patch.fields), 1, 0])


@settings(max_examples=50)
@given(forms)
def test_a_draft_comes_back_as_it_was_typed(form: PersonForm) -> None:
    assert from_draft(to_draft(form)) == form


@pytest.mark.parametrize(
    "content", [{}, {"id": "x"}, {"id": ID, "phones": [{"digits": "06"}]}, {"id": ID, "phones": 3}]
)
def test_a_draft_of_another_version_is_left_aside(content: dict[str, Any]) -> None:
    assert from_draft(content) is None


def test_a_first_name_and_a_hamlet_are_enough() -> None:
    assert PersonForm(ID, "Ali", hamlet="Le Bourg").problems(TODAY) == ()


def test_nobody_at_all_is_refused_beside_the_first_name() -> None:
    [problem] = PersonForm(ID, "  ", hamlet="Le Bourg").problems(TODAY)
    assert (problem.field, problem.words) == ("first_name", "person.problem.name")


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("1870", "person.problem.birth_old"),
        ("19388", "person.problem.birth"),
        ("vers 1940", "person.problem.birth"),
        ("2031", "person.problem.birth_future"),
        ("25/11/2026", "person.problem.birth_future"),
        ("31/02/1950", "person.problem.birth_day"),
    ],
)
def test_a_birth_that_cannot_be_says_why(typed: str, words: str) -> None:
    [problem] = PersonForm(ID, "Ali", birth=typed).problems(TODAY)
    assert (problem.field, problem.words) == ("birth", words)
    with pytest.raises(BadBirth):
        parse_birth(typed, TODAY)


@pytest.mark.parametrize(
    ("typed", "known"),
    [("", ("", None)), ("1938", ("", 1938)), ("14/09/1958", ("1958-09-14", 1958)), ("4.9.1958", ("1958-09-04", 1958))],
)
def test_a_birth_is_a_year_a_day_or_nothing(typed: str, known: tuple[str, int | None]) -> None:
    assert parse_birth(typed, TODAY) == known
    assert parse_birth(birth_words(*known), TODAY) == known


def test_correcting_a_number_keeps_its_slot() -> None:
    original = PersonForm(ID, "Marc", phones=(PhoneEntry("a1", "06 39 98 64 67"),))
    corrected = original.with_phone("a1", "06 39 98 64 68")
    assert fields_of(corrected, original) == {
        "phones/a1": {"number": "+33639986468", "typed": "06 39 98 64 68", "label": ""}
    }


def test_a_number_with_letters_is_kept_as_typed_with_a_remark() -> None:
    phone = PhoneEntry("a1", "chez sa fille")
    assert phone.doubtful
    assert PersonForm(ID, "Marc", phones=(phone,)).problems(TODAY) == ()
    assert phone.value == {"number": "", "typed": "chez sa fille", "label": ""}


def test_a_number_taken_away_is_removed() -> None:
    original = PersonForm(ID, "Marc", phones=(PhoneEntry("a1", "06 39 98 64 67"), PhoneEntry("b2", "04 73 00 00 00")))
    assert fields_of(original.without_phone("b2"), original) == {"phones/b2": None}
    assert fields_of(original.with_phone("a1", " "), original) == {"phones/a1": None}


def test_two_people_who_correct_different_fields_do_not_undo_each_other() -> None:
    original = PersonForm(ID, "Marc", hamlet="Le Bourg")
    assert fields_of(PersonForm(ID, "Marc", hamlet="La Planche"), original) == {"hamlet": "La Planche"}


def test_a_language_is_added_and_taken_away() -> None:
    form = PersonForm(ID, "Marc").with_language("tr")
    assert form.languages == ("tr",)
    assert fields_of(form.with_language("tr"), form) == {"languages/tr": None}


def test_somebody_new_belongs_to_the_authors_structure() -> None:
    [patch] = PersonForm(ID, "Ali").patches(None, TODAY, "monts")
    assert patch.fields == {"first_name": "Ali", "structure": "monts", "known_since": "2026-11-24"}


def test_every_text_of_the_form_is_a_text_of_the_record() -> None:
    assert set(TEXTS) <= {name for name, kind in RECORD.fields.items() if kind.value in {"text", "day", "code"}}
