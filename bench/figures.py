"""What a measure gives: a figure with its samples, one per run, and the target it is held against."""

import statistics
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

Better = Literal["less", "more", "neither"]


@dataclass(frozen=True)
class Figure:
    """One measured quantity; `target` is the limit that `better` says it must stay on the right side of."""

    name: str
    unit: str
    samples: tuple[float, ...]
    better: Better = "less"
    target: float | None = None

    @property
    def median(self) -> float:
        """Return the middle of the samples."""
        return statistics.median(self.samples)

    @property
    def reached(self) -> bool | None:
        """Tell whether the median is on the right side of the target, None without one."""
        if self.target is None or self.better == "neither":
            return None
        return self.median <= self.target if self.better == "less" else self.median >= self.target

    def to_json(self) -> dict[str, Any]:
        """Return what is kept of it."""
        return {
            "name": self.name,
            "unit": self.unit,
            "samples": [round(sample, 4) for sample in self.samples],
            "median": round(self.median, 4),
            "better": self.better,
            "target": self.target,
            "reached": self.reached,
        }


@dataclass(frozen=True)
class Scale:
    """How much is measured, and how often."""

    people: int
    visits: int
    logged_visits: int  # on the console
    saves: int
    queries: int
    page_views: int
    runs: int


FULL = Scale(people=10_000, visits=50_000, logged_visits=100_000, saves=200, queries=25, page_views=12, runs=3)
QUICK = Scale(people=1_000, visits=5_000, logged_visits=10_000, saves=60, queries=10, page_views=4, runs=3)


def percentile(values: Sequence[float], percent: float) -> float:
    """Return the smallest value that this share of the values does not exceed."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * percent / 100))]
