"""Runs many simulations and says what broke: `python -m tests.simulation.run --seeds 300 --first 0`."""

import argparse
import sys
import time
from collections import Counter
from collections.abc import Iterator

from tests.simulation.simulation import Outcome, Simulation


def simulate(seeds: int, first: int = 0) -> Iterator[Outcome]:
    """Run simulations one after the other."""
    for seed in range(first, first + seeds):
        yield Simulation(seed).run()


def main() -> int:
    """Print a line per broken seed and a summary; return 1 where something broke."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seeds", type=int, default=300)
    parser.add_argument("--first", type=int, default=0)
    asked = parser.parse_args()
    started, struck, broken, writes = time.perf_counter(), Counter[str](), 0, 0
    for outcome in simulate(asked.seeds, asked.first):
        struck += outcome.struck
        writes += outcome.writes
        if outcome.broken:
            broken += 1
            sys.stdout.write(f"seed {outcome.seed}: {outcome.broken}\n  {outcome.replay}\n")
            sys.stdout.flush()  # a run that is stopped half way has told what it found
    seconds = time.perf_counter() - started
    sys.stdout.write(f"{asked.seeds} seeds, {broken} broken, {writes} changes, {seconds:.1f} s\n")
    sys.stdout.writelines(f"{count:8d}  {fault}\n" for fault, count in struck.most_common())
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
