"""Type and typefaces: nothing too small to read, nothing named that is not there."""

import os
import subprocess
import sys
from pathlib import Path

from mobile.ui.theme import ASSETS, TYPE, fonts

ROOT = Path(__file__).parents[3]


def test_nothing_is_written_smaller_than_16() -> None:
    assert min(size for size, *_ in TYPE.values()) == 16


def test_only_typefaces_that_are_there_are_named() -> None:
    assert [path for path in fonts().values() if not (ASSETS / path).exists()] == []


def test_fetching_typefaces_without_npm_gives_the_reason_and_does_not_fail() -> None:
    run = subprocess.run(
        [sys.executable, "tools/fonts.py"],
        cwd=ROOT,
        env={**os.environ, "PATH": ""},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (run.returncode, run.stdout) == (0, "fonts: npm is not installed; the app will use Roboto\n")
