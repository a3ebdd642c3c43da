"""The journey again, with a program killed with -9 at each of its moments and started again: nothing is lost."""

import time
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.journeys.evidence import read_server
from tests.journeys.hands import Hands
from tests.journeys.processes import Program
from tests.journeys.proof import nothing_was_lost
from tests.journeys.setting import Setting
from tests.journeys.story import ADDRESS, ANSWER, HIS_NUMBER, NOTE, PERSON, QUESTION, Story

pytestmark = pytest.mark.browser
SLICE_S = 0.005
PATIENCE_S = 20.0
_PROC = Path("/proc/net/tcp")


def the_note_is_found_again(story: Story) -> None:
    story.nadia.pause()
    story.nadia.die()
    story.nadia.revived().press("Nouvelle rencontre")
    story.nadia.press("Continuer")
    assert story.nadia.field_says("Note") == NOTE


def the_saved_encounter_waits(story: Story) -> None:
    killed_and_back(story.nadia)


def the_form_is_found_again(story: Story) -> None:
    story.mathilde.pause()
    killed_and_back(story.mathilde)
    story.mathilde.look_up(PERSON)
    story.mathilde.open_form()
    story.mathilde.see(story.mathilde.phone.text("Vous aviez commencé"))
    assert story.mathilde.field_says("Numéro") == HIS_NUMBER
    assert story.mathilde.field_says("Adresse") == ADDRESS


def both_phones_die(story: Story) -> None:
    killed_and_back(story.nadia)
    killed_and_back(story.mathilde)


def her_phone_dies_while_sending(story: Story) -> None:
    a_phone_dies_while_sending(story, story.nadia)


def his_phone_dies_while_sending(story: Story) -> None:
    a_phone_dies_while_sending(story, story.mathilde)


def a_phone_dies_while_sending(story: Story, hands: Hands) -> None:
    """The server takes in what the phone sent; the phone that would have read the reply is gone."""
    server = story.setting.server
    server.freeze()
    hands.resume()
    something_came_in(server)
    hands.die()
    server.thaw()
    hands.revived()


def the_server_dies_while_it_is_told(story: Story) -> None:
    """A request has come, nothing was taken in yet."""
    server = story.setting.server
    server.freeze()
    story.nadia.resume()
    something_came_in(server)
    killed_and_started(server)


def the_server_dies_with_the_encounter(story: Story) -> None:
    the_server_dies_once_it_has(story, "visit", 1)


def the_server_dies_with_the_answer(story: Story) -> None:
    the_server_dies_once_it_has(story, "remark", 2)


def the_server_dies_once_it_has(story: Story, table: str, number: int) -> None:
    """What was sent is in the database; the reply may be on its way or lost."""
    story.nadia.resume()
    end = time.monotonic() + PATIENCE_S
    while len(read_server(story.setting).rows[table]) < number:
        assert time.monotonic() < end, f"no {table} came"
        time.sleep(SLICE_S)
    killed_and_started(story.setting.server)


def the_server_dies_after_the_question(story: Story) -> None:
    killed_and_started(story.setting.server)


def the_answer_is_found_again(story: Story) -> None:
    story.nadia.pause()
    killed_and_back(story.nadia)
    story.nadia.open_question(QUESTION)
    assert story.nadia.field_says("Votre réponse") == ANSWER


def the_kept_answer_waits(story: Story) -> None:
    story.nadia.die()
    story.nadia.program.begin().ready()
    story.nadia.take_out(f"/rencontres/{story.desk.visit_id}")
    story.nadia.see(story.nadia.phone.text(ANSWER))
    assert story.nadia.field_says("Votre réponse") == ""


def killed_and_back(hands: Hands) -> None:
    """A phone is killed, started again and looked at."""
    hands.die()
    hands.revived()


def killed_and_started(server: Program) -> None:
    """The server is killed and started again."""
    server.kill()
    server.begin().ready("/ready")


def something_came_in(server: Program) -> None:
    """Wait until a frozen server has bytes to read; where the system does not tell, a moment must do."""
    end = time.monotonic() + PATIENCE_S
    while _PROC.exists() and not _bytes_to_read(server.port):
        assert time.monotonic() < end, "no request came"
        time.sleep(SLICE_S)
    time.sleep(0.2)  # the rest of the request


def _bytes_to_read(port: int) -> bool:
    """Whether a connection to a port holds bytes that nobody has read."""
    rows = (line.split() for line in _PROC.read_text().splitlines()[1:])
    return any(
        row[1].endswith(f":{port:04X}") and row[4].split(":")[1] != "00000000" and row[3] == "01" for row in rows
    )


Happening = Callable[[Story], None]

KILLED: dict[str, tuple[tuple[str, Happening], ...]] = {
    "her phone": (
        ("she types the note", the_note_is_found_again),
        ("the encounter is saved", the_saved_encounter_waits),
        ("the server is back", her_phone_dies_while_sending),
        ("she types the answer", the_answer_is_found_again),
        ("the answer is kept", the_kept_answer_waits),
    ),
    "the other phone": (
        ("the form is filled in", the_form_is_found_again),
        ("both have saved", both_phones_die),
        ("the server is back", his_phone_dies_while_sending),
    ),
    "the server": (
        ("the server is back", the_server_dies_while_it_is_told),
        ("the server is back", the_server_dies_with_the_encounter),
        ("the question is asked", the_server_dies_after_the_question),
        ("the answer is kept", the_server_dies_with_the_answer),
    ),
}


@pytest.mark.parametrize("victim", KILLED)
def test_nothing_is_lost_when_it_is_killed_at_any_moment(setting: Setting, browser: Browser, victim: str) -> None:
    came: list[str] = []

    def at(story: Story, reached: str) -> None:
        for moment, happens in KILLED[victim]:
            if moment == reached:
                came.append(moment)
                happens(story)

    story = Story(setting, browser, at)
    setting.server.stop()
    story.nadia_meets_her()
    story.mathilde_corrects_her()
    story.come_in_step(nudge=True)
    story.find()
    story.ask()
    story.read_question()
    story.answer()
    story.read_answer()
    story.read_everything()
    assert came == [moment for moment, _ in KILLED[victim]]
    nothing_was_lost(setting)
