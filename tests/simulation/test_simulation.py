"""Phones and server under every fault: nothing is lost, nothing comes twice, all agree in the end."""

from collections import Counter

import pytest

from tests.simulation.planted import BUGS
from tests.simulation.run import simulate
from tests.simulation.simulation import Outcome, Simulation
from tests.simulation.weather import ODDS

SEEDS = 300
SEEDS_AT_ONCE = 50
SEEDS_TO_FIND_A_BUG = 60

MUST_HAPPEN = {
    *ODDS,
    "cursor refused",
    "late request refused",
    "verdict ok",
    "verdict merged",
    "verdict conflict",
    "verdict rejected",
    "deletion against an edit",
}


@pytest.mark.timeout(900)  # twenty seconds on an idle core; a laptop busy elsewhere may need many times that
@pytest.mark.parametrize("first", range(0, SEEDS, SEEDS_AT_ONCE))
def test_every_seed_keeps_what_was_promised(first: int) -> None:
    outcomes = list(simulate(SEEDS_AT_ONCE, first))
    broken = [f"{outcome.broken}\n  again with: {outcome.replay}" for outcome in outcomes if outcome.broken]
    assert not broken, "\n".join(broken)
    struck = sum((outcome.struck for outcome in outcomes), Counter[str]())
    assert not MUST_HAPPEN - struck.keys()


def test_a_seed_gives_the_same_month_again() -> None:
    def lived(seed: int) -> Outcome:
        return Simulation(seed).run()

    assert lived(11) == lived(11)


@pytest.mark.parametrize("bug", BUGS)
def test_a_planted_bug_is_found(bug: str) -> None:
    planted = BUGS[bug]
    with planted.in_place():
        for seed in range(SEEDS_TO_FIND_A_BUG):
            if Simulation(seed, exchange=planted.exchange, engine=planted.engine).run().broken:
                return
    pytest.fail(f"the simulation does not see it: {bug}")
