"""What goes wrong in a simulation: every fault is drawn from one seeded source, and counted."""

import random
from collections import Counter

ODDS = {
    "request lost": 0.06,
    "request cut": 0.04,
    "request late": 0.06,
    "request repeated": 0.04,
    "reply lost": 0.08,
    "server crash at commit": 0.04,
    "phone crash at commit": 0.03,
    "phone killed between transactions": 0.03,
    "clock moved": 0.02,
    "epoch changed": 0.008,
    "poison": 0.02,
    "save during exchange": 0.10,
}
"""Fault → how often it strikes where it may."""


class Weather:
    """The faults of one simulation. `calm` ends them all; what struck stays counted."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)  # noqa: S311 - a simulation must be repeatable, and guards no secret
        self.struck: Counter[str] = Counter()
        self.calm = False

    def strikes(self, fault: str) -> bool:
        """Tell whether this fault happens here and now."""
        if self.calm or self.chance.random() >= ODDS[fault]:
            return False
        self.struck[fault] += 1
        return True


class Crash(Exception):
    """The process died here: what was not committed is lost, and nothing in memory survives."""
