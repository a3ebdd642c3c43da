"""One encounter from a doorstep to the coordinator's screen and back, over real processes and real browsers."""

import time
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.journeys.hands import Hands
from tests.journeys.proof import nothing_was_lost
from tests.journeys.setting import Setting
from tests.journeys.story import ADDRESS, HER_NUMBER, HIS_NUMBER, PERSON, Story

pytestmark = pytest.mark.browser
PATIENCE_S = 20.0


def test_an_encounter_written_without_network_comes_back_as_an_answered_question(
    setting: Setting, browser: Browser, pictures: Path
) -> None:
    story = Story(setting, browser)
    setting.server.stop()
    story.nadia_meets_her()
    story.nadia.picture(pictures / "1-nadia-offline.png")
    story.mathilde_corrects_her()
    story.mathilde.picture(pictures / "2-mathilde-offline.png")

    story.come_in_step()
    the_same_is_shown(story.nadia)
    the_same_is_shown(story.mathilde)
    story.nadia.picture(pictures / "3-nadia-in-step.png")
    story.mathilde.picture(pictures / "3-mathilde-in-step.png")

    story.find()
    story.desk.picture(pictures / "4-desk-log.png")
    story.ask()
    story.desk.picture(pictures / "5-desk-question.png")
    story.desk.open_person(PERSON)
    conflict = story.desk.page.locator(".conflict")
    expect(conflict).to_contain_text(HER_NUMBER)
    expect(conflict).to_contain_text(HIS_NUMBER)
    story.desk.picture(pictures / "6-desk-conflict.png")

    story.read_question()
    story.nadia.picture(pictures / "7-nadia-question.png")
    story.answer()
    story.nadia.picture(pictures / "8-nadia-answer.png")
    story.read_answer()
    story.desk.picture(pictures / "9-desk-answered.png")
    story.read_everything()
    nothing_was_lost(setting)


def the_same_is_shown(hands: Hands) -> None:
    """Looks at the phone until it shows what both wrote: the first that sent has to ask once more."""
    end = time.monotonic() + PATIENCE_S
    hands.resume()
    while (told := hands.form_says(PERSON, "Numéro", "Adresse")) != (HIS_NUMBER, ADDRESS):
        assert time.monotonic() < end, told
