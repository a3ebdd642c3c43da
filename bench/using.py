"""What the worker waits for: the save of an encounter, and each letter while she searches, on a full phone."""

import random
import time
from collections.abc import Sequence

from bench.figures import Figure, Scale, percentile
from bench.population import Population, Written
from mobile.phone import Phone
from mobile.store.people import find_people
from mobile.store.records import Patch

SAVE_TARGET_MS = 20.0
SEARCH_TARGET_MS = 40.0
P50, P95 = 50.0, 95.0


async def measure_saves(phone: Phone, population: Population, scale: Scale) -> list[Figure]:
    """Time whole saves, from the tap to the durable row: a visit, two needs and a follow-up each."""
    a_run = range(scale.saves // scale.runs)
    runs = [[await _time_save(phone, population.encounter()) for _ in a_run] for _ in range(scale.runs)]
    return _two_figures("save of an encounter", runs, SAVE_TARGET_MS)


async def measure_search(phone: Phone, population: Population, scale: Scale) -> list[Figure]:
    """Time each letter of what people type, from the first to the last."""
    queries = population.queries(scale.queries)
    letters = [query[:end] for query in queries for end in range(1, len(query) + 1)]
    runs = []
    for run in range(scale.runs):
        random.Random(run).shuffle(letters)  # noqa: S311 - repeatable on purpose
        taken = []
        for typed in letters:
            began = time.perf_counter()
            await phone.read(find_people, typed)
            taken.append(_since_ms(began))
        runs.append(taken)
    return _two_figures(f"search keystroke, {scale.people} people", runs, SEARCH_TARGET_MS)


async def _time_save(phone: Phone, records: Sequence[Written]) -> float:
    began = time.perf_counter()
    await phone.save(Patch(*record) for record in records)
    return _since_ms(began)


def _two_figures(name: str, runs: Sequence[Sequence[float]], target: float) -> list[Figure]:
    return [
        Figure(f"{name}, p50", "ms", tuple(percentile(taken, P50) for taken in runs)),
        Figure(f"{name}, p95", "ms", tuple(percentile(taken, P95) for taken in runs), target=target),
    ]


def _since_ms(began: float) -> float:
    return (time.perf_counter() - began) * 1000
