"""A commune is recognised by any of its names and codes; a doubt stays a doubt."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shared.reference.catalog import communes
from sync_server.importing.communes import Communes

TERRITORY = Communes(communes().values())


@pytest.mark.parametrize("commune", communes().values(), ids=lambda commune: commune.name)
def test_a_commune_is_certain_by_its_code_and_by_its_name(commune: object) -> None:
    known = next(one for one in communes().values() if one is commune)
    for written in [
        (known.name, "", ""),
        ("", "", known.insee),
        (f"{known.postal_codes[0]} {known.name.upper()}", "", ""),
    ]:
        match = TERRITORY.match(*written)
        assert (match.certainty, match.insee) == ("certain", known.insee)


@pytest.mark.parametrize(
    ("name", "postal_code", "insee", "found"),
    [
        ("63250 Celles-sur-Durolle", "", "", "63066"),
        ("Celles-sur-Durolle (63250)", "", "", "63066"),
        ("St Rémy s/ Durolle", "63550", "", "63393"),
        ("STE AGATHE", "63120", "", "63310"),
        ("Thiers Cedex", "63300", "", "63430"),
        ("Vollore", "63120", "63469", "63469"),
        ("Thiers", "", "63300", "63430"),
    ],
)
def test_what_is_said_clearly_is_certain(name: str, postal_code: str, insee: str, found: str) -> None:
    match = TERRITORY.match(name, postal_code, insee)
    assert (match.certainty, match.insee) == ("certain", found)


@pytest.mark.parametrize(
    ("name", "postal_code", "found"),
    [
        ("Dorats", "63300", "63138"),
        ("Courpièr", "63120", "63125"),
        ("Riss", "63290", "63301"),
        ("celles", "63250", "63066"),
    ],
)
def test_a_slip_beside_the_right_postal_code_is_near(name: str, postal_code: str, found: str) -> None:
    match = TERRITORY.match(name, postal_code)
    assert (match.certainty, match.insee) == ("near", found)


@pytest.mark.parametrize(
    ("name", "postal_code", "insee", "candidate"),
    [
        ("Dorats", "", "", "Dorat"),
        ("Vollore", "63120", "", "Vollore-Ville"),
        ("", "63930", "", "La Renaudie"),
        ("Thiers", "63250", "", "Thiers"),
        ("Ris", "03300", "", "Ris"),
        ("Thiers", "63300", "63066", "Celles-sur-Durolle"),
        ("Thiers", "", "63113", "Thiers"),
    ],
)
def test_a_doubt_names_its_candidates_and_chooses_none(name: str, postal_code: str, insee: str, candidate: str) -> None:
    match = TERRITORY.match(name, postal_code, insee)
    assert (match.certainty, match.insee) == ("uncertain", "")
    assert candidate in match.candidates


@pytest.mark.parametrize(
    ("name", "postal_code"), [("Clermont-Ferrand", "63000"), ("Ambert", "63600"), ("Paris", ""), ("", "75011")]
)
def test_a_place_outside_the_territory_is_unknown(name: str, postal_code: str) -> None:
    assert TERRITORY.match(name, postal_code).certainty == "unknown"


def test_nothing_written_is_nothing() -> None:
    assert TERRITORY.match("", " ", "").certainty == "nothing"


@settings(deadline=None)  # other processes share these cores
@given(st.text(max_size=40), st.text(max_size=8), st.text(max_size=8))
def test_any_text_gives_an_answer_that_keeps_what_was_typed(name: str, postal_code: str, insee: str) -> None:
    match = TERRITORY.match(name, postal_code, insee)
    assert (match.insee != "") == (match.certainty in {"certain", "near"})
    assert all(part in match.typed for part in (name, postal_code, insee) if part.strip())
