"""`veillee accounts …`: networks, structures, workers and enrolment codes from the command line."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated

import typer
from sqlalchemy import Connection

from shared.clock import wall_clock
from shared.domain.ids import uuid7
from sync_server.accounts import directory
from sync_server.accounts.devices import create_code
from sync_server.accounts.records import Worker
from sync_server.cli.locale import t
from sync_server.database import connect, writing
from sync_server.migrations import upgrade
from sync_server.settings import Settings

accounts_app = typer.Typer(help=t("accounts.help"), no_args_is_help=True)

NetworkOption = Annotated[str, typer.Option(help=t("accounts.help.network_option"))]
Password = Annotated[
    str, typer.Option(prompt=True, hide_input=True, confirmation_prompt=True, help=t("accounts.help.password_option"))
]


@contextmanager
def _open() -> Iterator[Connection]:
    engine = connect(Settings.from_environment().database_url)
    try:
        upgrade(engine)
        with writing(engine) as connection:
            yield connection
    except directory.BadAccount as error:
        typer.secho(str(error), fg="red", err=True)
        raise typer.Exit(1) from error
    finally:
        engine.dispose()


@accounts_app.command(help=t("accounts.help.network"))
def network(name: str) -> None:
    """Make a network."""
    with _open() as connection:
        typer.echo(directory.create_network(connection, name, wall_clock()))


@accounts_app.command(help=t("accounts.help.structure"))
def structure(code: str, name: str, place: str = "", network: NetworkOption = "") -> None:
    """Make a structure."""
    with _open() as connection:
        network_id = directory.the_network(connection, network)
        typer.echo(directory.add_structure(connection, network_id, code, name, place, wall_clock()))


@accounts_app.command(help=t("accounts.help.worker"))
def worker(
    name: str,
    email: str,
    structure: Annotated[str, typer.Option(help=t("accounts.help.structure_option"))],
    password: Password,
    role: Annotated[str, typer.Option(help=t("accounts.help.role"))] = "worker",
    code: Annotated[str, typer.Option(help=t("accounts.help.file_code"))] = "",
    network: NetworkOption = "",
) -> None:
    """Make an account."""
    with _open() as connection:
        network_id = directory.the_network(connection, network)
        account = Worker(
            network_id=network_id,
            id=uuid7(wall_clock()),
            structure_id=directory.structure_by_code(connection, network_id, structure),
            code=code,
            name=name,
            email=email,
            role=role,
        )
        directory.add_worker(connection, account, password)
        typer.echo(account.id)


@accounts_app.command(help=t("accounts.help.password"))
def password(email: str, password: Password, network: NetworkOption = "") -> None:
    """Give an account another password."""
    with _open() as connection:
        network_id = directory.the_network(connection, network)
        directory.set_password(
            connection, network_id, directory.worker_by_email(connection, network_id, email), password
        )


@accounts_app.command(help=t("accounts.help.code"))
def code(email: str, network: NetworkOption = "") -> None:
    """Give a code that links a phone to an account, once, for ten minutes."""
    with _open() as connection:
        network_id = directory.the_network(connection, network)
        worker_id = directory.worker_by_email(connection, network_id, email)
        typer.echo(create_code(connection, network_id, worker_id, wall_clock()))
