"""The commands of `veillee`, put together."""

import os
from pathlib import Path
from typing import Annotated

import typer
import uvicorn
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError

from sync_server.cli.accounts import accounts_app
from sync_server.cli.locale import t
from sync_server.cli.site import WITH_PHONE
from sync_server.database import connect
from sync_server.importing.commands import import_app
from sync_server.migrations import upgrade
from sync_server.settings import Settings

app = typer.Typer(help=t("help"), no_args_is_help=True, pretty_exceptions_enable=False)
app.add_typer(accounts_app, name="accounts")
app.add_typer(import_app, name="import")


def run() -> None:
    """Run a command; trouble with the database is told in a sentence."""
    try:
        app()
    except (ArgumentError, DBAPIError, NoSuchModuleError) as error:
        reason = str(getattr(error, "orig", None) or error).splitlines()[0]
        typer.secho(t("database.trouble", reason=reason), fg="red", err=True)
        raise SystemExit(1) from None


Host = Annotated[str, typer.Option(help=t("serve.help.host"))]
Port = Annotated[int, typer.Option(help=t("serve.help.port"), min=1, max=65535)]


@app.command(help=t("serve.help"))
def serve(
    host: Host = "127.0.0.1",
    port: Port = 8000,
    workers: Annotated[int, typer.Option(help=t("serve.help.workers"), min=1, max=64)] = 1,
    with_phone: Annotated[bool, typer.Option(help=t("serve.help.with_phone"))] = False,
) -> None:
    """Run the server until it is stopped."""
    settings = Settings.from_environment()
    if workers > 1 and settings.database_url.startswith("sqlite"):
        typer.secho(t("serve.workers_need_postgres"), fg="red", err=True)
        raise typer.Exit(1)
    if with_phone:
        os.environ[WITH_PHONE] = f"http://127.0.0.1:{port}"
    uvicorn.run(
        "sync_server.cli.site:from_environment",
        factory=True,
        host=host,
        port=port,
        workers=workers,
        access_log=False,
        log_level="warning",
        server_header=False,
    )


@app.command(help=t("demo.help"))
def demo(
    port: Port = 8000,
    data: Annotated[Path, typer.Option(help=t("phone.help.data"))] = Path("var/demo"),
) -> None:
    """Run the demo until it is stopped."""
    from sync_server.cli.demo import run_demo  # noqa: PLC0415 - flet takes a second to load; other commands need not

    run_demo(data, port)


@app.command(help=t("phone.help"))
def phone(
    data: Annotated[Path, typer.Option(help=t("phone.help.data"))],
    server: Annotated[str, typer.Option(help=t("phone.help.server"))] = "http://127.0.0.1:8000",
    port: Port = 8001,
) -> None:
    """Run one phone in the browser until it is stopped."""
    from mobile.web import serve as serve_phone  # noqa: PLC0415 - as above

    serve_phone(data, server, port)


@app.command(help=t("migrate.help"))
def migrate() -> None:
    """Bring the database to the newest version."""
    engine = connect(Settings.from_environment().database_url)
    try:
        upgrade(engine)
    finally:
        engine.dispose()
    typer.echo(t("migrate.done"))
