"""`veillee import people FILE` and `veillee import visits FILE`."""

import json
import time
from pathlib import Path
from typing import Annotated, NoReturn

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn
from rich.table import Table
from rich.text import Text
from sqlalchemy.exc import OperationalError, ProgrammingError

from sync_server.database import connect
from sync_server.importing.errors import DatabaseNotReady, ImportRefused
from sync_server.importing.importing import Order, run_import
from sync_server.importing.locale import t
from sync_server.importing.report import Problem, Report
from sync_server.settings import Settings

FINE, PROBLEMS, UNREADABLE = 0, 1, 2
MOST_SHOWN = 30  # problems; `--json` gives all of them

import_app = typer.Typer(help=t("help.import"), no_args_is_help=True)

File = Annotated[Path, typer.Argument(help=t("help.file"), show_default=False)]
Apply = Annotated[bool, typer.Option("--apply", help=t("help.apply"))]
SkipBad = Annotated[bool, typer.Option("--skip-bad", help=t("help.skip_bad"))]
NetworkName = Annotated[str, typer.Option("--network", help=t("help.network"))]
Source = Annotated[str, typer.Option("--source", help=t("help.source"))]
AsJson = Annotated[bool, typer.Option("--json", help=t("help.json"))]


@import_app.command("people", help=t("help.people"))
def people(
    file: File,
    apply: Apply = False,
    skip_bad: SkipBad = False,
    network: NetworkName = "",
    source: Source = "",
    as_json: AsJson = False,
) -> None:
    """Import persons."""
    _import(Order("people", file, apply=apply, skip_bad=skip_bad, network=network, source=source), as_json=as_json)


@import_app.command("visits", help=t("help.visits"))
def visits(
    file: File,
    apply: Apply = False,
    skip_bad: SkipBad = False,
    network: NetworkName = "",
    source: Source = "",
    as_json: AsJson = False,
) -> None:
    """Import visits."""
    _import(Order("visits", file, apply=apply, skip_bad=skip_bad, network=network, source=source), as_json=as_json)


def _import(order: Order, *, as_json: bool) -> None:
    screen = Console(stderr=as_json)
    engine = connect(Settings.from_environment().database_url)
    try:
        with _bar(screen) as bar:
            task = bar.add_task(t("say.reading"), total=None)
            report = run_import(
                engine,
                order,
                time.time_ns() // 1_000_000,
                lambda done, total: bar.update(task, description=t("say.writing"), completed=done, total=total),
            )
    except (OperationalError, ProgrammingError) as error:
        _refuse(screen, DatabaseNotReady(reason=str(error.orig).splitlines()[0]), as_json=as_json)
    except ImportRefused as refusal:
        _refuse(screen, refusal, as_json=as_json)
    finally:
        engine.dispose()
    if as_json:
        typer.echo(json.dumps(report.to_json(), ensure_ascii=False, indent=2))
    else:
        show(report, screen, apply=order.apply)
    raise typer.Exit(PROBLEMS if report.blocking else FINE)


def _refuse(screen: Console, refusal: ImportRefused, *, as_json: bool) -> NoReturn:
    if as_json:
        typer.echo(json.dumps({"code": refusal.code, "message": str(refusal)}, ensure_ascii=False))
    else:
        screen.print(str(refusal), style="red", markup=False, highlight=False)
    raise typer.Exit(UNREADABLE) from refusal


def _bar(screen: Console) -> Progress:
    return Progress(TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), console=screen, transient=True)


def show(report: Report, screen: Console, *, apply: bool) -> None:
    """Print a report for people."""
    screen.print(_mapping(report))
    if report.columns.ignored:
        _say(screen, "say.ignored", titles=", ".join(report.columns.ignored))
    _say(screen, "say.rows", rows=report.rows, good=report.good_rows, kind=t(f"kind.{report.kind}"))
    _show_problems(screen, "say.bad", report.blocking, "red")
    _show_problems(screen, "say.doubts", report.doubts, "yellow")
    if report.records:
        screen.print(_changes(report))
    if report.changes_nothing and not report.blocking:
        _say(screen, "say.up_to_date")
    elif report.applied:
        _say(screen, "say.applied")
    elif apply:
        _say(screen, "say.nothing_written")
    else:
        _say(screen, "say.dry_run")


def _say(screen: Console, key: str, style: str = "", **values: object) -> None:
    # The words of a file may look like markup or links: they are shown as they are.
    screen.print(t(key, **values), style=style, markup=False, highlight=False)


def _mapping(report: Report) -> Table:
    how = t("say.sheet", sheet=report.sheet) if report.sheet else t("say.text", encoding=report.encoding)
    table = Table("", t("say.column"), t("say.read_as"), t("say.found_by"), title=t("say.mapping", how=how))
    for column in report.columns.found:
        table.add_row(str(column.index + 1), Text(column.title), t(f"field.{column.field}"), t(f"how.{column.how}"))
    return table


def _changes(report: Report) -> Table:
    table = Table("", t("say.created"), t("say.changed"), t("say.unchanged"), t("say.kept"))
    for name, counts in report.records.items():
        numbers = (counts.created, counts.changed, counts.unchanged, counts.kept)
        table.add_row(t(f"record.{name}"), *map(str, numbers))
    return table


def _show_problems(screen: Console, key: str, problems: tuple[Problem, ...], style: str) -> None:
    if not problems:
        return
    _say(screen, key, style, n=len(problems))
    for problem in problems[:MOST_SHOWN]:
        sentence = "say.problem" if problem.column else "say.row_problem"
        _say(screen, sentence, line=problem.line, column=problem.column, reason=problem.reason)
    if len(problems) > MOST_SHOWN:
        _say(screen, "say.more", n=len(problems) - MOST_SHOWN)
