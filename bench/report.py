"""The table of a run on the screen, and the same as JSON in a file."""

import os
import platform
import sqlite3
import time
from collections.abc import Sequence
from pathlib import Path

import orjson
from rich.console import Console
from rich.table import Table

from bench.figures import Figure, Scale

FOLDER = Path("var/bench")
_MARKS = {None: "", True: "[green]reached[/]", False: "[red]falls short[/]"}


def show(figures: Sequence[Figure]) -> None:
    """Print the table."""
    table = Table(title="Median of the runs, and their spread")
    for heading in ("measure", "median", "lowest – highest", "target", ""):
        table.add_column(heading, justify="left" if heading == "measure" else "right", no_wrap=True)
    for figure in figures:
        spread = f"{_number(min(figure.samples))} – {_number(max(figure.samples))}"
        limit = "" if figure.target is None else f"{'≤' if figure.better == 'less' else '≥'} {_number(figure.target)}"
        table.add_row(figure.name, f"{_number(figure.median)} {figure.unit}", spread, limit, _MARKS[figure.reached])
    Console(width=None if os.isatty(1) else 120).print(table)


def keep(figures: Sequence[Figure], scale: Scale, folder: Path = FOLDER) -> Path:
    """Write the figures, with the machine they were measured on, and return the file."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{time.strftime('%Y%m%dT%H%M%S')}.json"
    machine = {
        "cores": os.cpu_count(),
        "python": platform.python_version(),
        "system": platform.platform(),
        "sqlite": sqlite3.sqlite_version,
        "load": os.getloadavg(),
    }
    content = {"machine": machine, "scale": vars(scale), "figures": [figure.to_json() for figure in figures]}
    path.write_bytes(orjson.dumps(content, option=orjson.OPT_INDENT_2))
    return path


def _number(value: float) -> str:
    return f"{value:,.0f}".replace(",", "\u202f") if abs(value) >= 100 else f"{value:.3g}"
