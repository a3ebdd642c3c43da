"""The server as an administrator meets it: health, readiness, documentation, logs, the demo's data."""

import io
import json
import re
from collections.abc import Iterator
from contextlib import redirect_stderr
from pathlib import Path

import pytest
from sqlalchemy import Engine, func, select, text
from sqlalchemy.exc import SQLAlchemyError
from typer.testing import CliRunner

from shared.clock import wall_clock
from shared.domain.follow_up import FollowUp
from shared.domain.person import Person
from shared.domain.visit import Visit
from sync_server.accounts.passwords import sign_in
from sync_server.accounts.records import Structure
from sync_server.cli import app as commands
from sync_server.database import connect, reading, table_of
from sync_server.demo.data import ACCOUNTS, PASSWORD, fill
from sync_server.logs import configure_logs
from sync_server.migrations import upgrade
from sync_server.settings import sqlite_url
from tests.worlds import World

runner = CliRunner()


def test_a_living_server_answers(sqlite_world: World) -> None:
    assert sqlite_world.call("GET", "/health").text == "ok"


def test_a_server_with_its_database_is_ready(world: World) -> None:
    assert world.call("GET", "/ready").text == "ready"


def test_the_documentation_takes_nothing_from_elsewhere(sqlite_world: World) -> None:
    page = sqlite_world.call("GET", "/docs").text

    assert "swagger-ui-bundle.js" in page
    assert "https://" not in page


def test_the_interface_description_names_both_requests_of_phones(sqlite_world: World) -> None:
    description = sqlite_world.call("GET", "/openapi.json").json()

    assert {"/v1/sync", "/v1/enrol"} <= description["paths"].keys()


def test_logs_name_routes_and_never_what_was_asked_for(sqlite_world: World) -> None:
    written = io.StringIO()
    with redirect_stderr(written):
        configure_logs("INFO")
        sqlite_world.call("GET", "/console/personnes?q=Chassaing")
        sqlite_world.call("GET", "/health?name=Chassaing")
    lines = [json.loads(line) for line in written.getvalue().splitlines()]

    assert {"event": "request", "method": "GET", "route": "/health", "status": 200}.items() <= lines[-1].items()
    assert "Chassaing" not in written.getvalue()


def test_an_error_of_the_database_holds_nobodys_name(world: World) -> None:
    with pytest.raises(SQLAlchemyError) as caught, reading(world.engine) as connection:
        connection.execute(text("SELECT * FROM no_such_table WHERE name = :name"), {"name": "Chassaing"})

    assert "Chassaing" not in str(caught.value)


def test_an_administrator_sets_up_a_network_from_the_command_line(tmp_path: Path) -> None:
    environment = {"VEILLEE_DATABASE_URL": sqlite_url(tmp_path / "server.db")}
    said = [
        runner.invoke(commands, ["accounts", *words], env=environment)
        for words in (
            ["network", "Thiers"],
            ["structure", "MONTS", "Les Monts"],
            ["worker", "Nadia", "nadia@example.org", "--structure", "MONTS", "--password", "une longue phrase"],
            ["code", "nadia@example.org"],
        )
    ]

    assert [result.exit_code for result in said] == [0, 0, 0, 0]
    assert re.fullmatch(r"(?:[2-9A-Z]{4}-){3}[2-9A-Z]{4}", said[-1].stdout.strip())


def test_a_short_password_is_refused_in_a_sentence(tmp_path: Path) -> None:
    environment = {"VEILLEE_DATABASE_URL": sqlite_url(tmp_path / "server.db")}
    runner.invoke(commands, ["accounts", "network", "Thiers"], env=environment)
    runner.invoke(commands, ["accounts", "structure", "MONTS", "Les Monts"], env=environment)
    words = ["accounts", "worker", "Nadia", "nadia@example.org", "--structure", "MONTS", "--password", "court"]
    refused = runner.invoke(commands, words, env=environment)

    assert refused.exit_code == 1
    assert "12 caractères" in refused.output


def test_several_processes_ask_for_postgresql() -> None:
    refused = runner.invoke(commands, ["serve", "--workers", "2"], env={"VEILLEE_DATABASE_URL": ""})

    assert refused.exit_code == 1
    assert "PostgreSQL" in refused.output


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """The database of a demo at its first start."""
    engine = connect(sqlite_url(tmp_path_factory.mktemp("demo") / "demo.db"))
    upgrade(engine)
    fill(engine, wall_clock())
    yield engine
    engine.dispose()


def test_the_demo_holds_three_structures_and_every_sample_row(demo: Engine) -> None:
    with reading(demo) as connection:
        counts = [
            connection.scalar(select(func.count()).select_from(table_of(model))) for model in (Structure, Person, Visit)
        ]

    assert counts == [3, 2000, 5000]


def test_the_coordinators_of_the_demo_can_sign_in(demo: Engine) -> None:
    emails = [account.email for account in ACCOUNTS if account.role == "coordinator"]
    with reading(demo) as connection:
        names = [sign_in(connection, email, PASSWORD).name for email in emails]

    assert names == ["Claire Montagnac", "Denis Vialle"]


def test_the_demo_starts_with_a_week_of_encounters_to_read(demo: Engine) -> None:
    visits = table_of(Visit).c
    with reading(demo) as connection:
        unread = connection.scalar(select(func.count()).where(visits.review == "to_read"))

    assert unread is not None
    assert 0 < unread < 200


def test_the_demo_starts_with_a_handful_of_late_promises(demo: Engine) -> None:
    promised = table_of(FollowUp).c
    with reading(demo) as connection:
        late = connection.scalar(select(func.count()).where(promised.done_at.is_(None), promised.due_on < "2026-11-24"))

    assert late is not None
    assert 0 < late < 60
