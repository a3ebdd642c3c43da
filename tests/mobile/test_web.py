"""Which phone of a browser an address asks for, which code it is proposed, and how its browser is asked."""

import asyncio

import pytest

from mobile import web
from mobile.web import another_phone, proposed_code


@pytest.mark.parametrize(
    ("query", "tel"),
    [("tel=2", "2"), ("a=b&tel=3", "3"), ("", ""), ("tel=1", ""), ("tel=../x", ""), ("tel=99", ""), ("tel=", "")],
)
def test_an_address_asks_for_a_phone_there_is(query: str, tel: str) -> None:
    assert another_phone(query) == tel


@pytest.mark.parametrize(
    ("codes", "tel", "code"),
    [("NADIA MATHILDE", "1", "NADIA"), ("NADIA MATHILDE", "2", "MATHILDE"), ("NADIA", "4", "NADIA"), ("", "2", "")],
)
def test_each_phone_is_proposed_a_code_of_its_own(codes: str, tel: str, code: str) -> None:
    assert proposed_code(codes, tel) == code


def test_a_question_that_a_reload_swallowed_is_put_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(web, "_ANSWER_S", 0.05)
    asked = []

    async def ask() -> str:
        asked.append(1)
        if len(asked) == 1:
            await asyncio.Event().wait()
        return "here"

    assert asyncio.run(web._answered(ask)) == "here"
    assert len(asked) == 2
