"""`veillee demo`: server, console and phones of the browser in one process, filled at its first start."""

import socket
from pathlib import Path

import typer
import uvicorn

from shared.clock import wall_clock
from sync_server.app import Server
from sync_server.cli.locale import t
from sync_server.cli.with_phone import create_app_with_phone
from sync_server.console.addresses import MOUNT
from sync_server.database import connect
from sync_server.demo.data import ACCOUNTS, PASSWORD, fill
from sync_server.demo.page import demo_routes
from sync_server.logs import configure_logs
from sync_server.migrations import upgrade
from sync_server.settings import Settings, sqlite_url

HOST = "127.0.0.1"


def run_demo(data: Path, port: int) -> None:
    """Run until stopped; what is written is kept under `data` and found again at the next start."""
    _refuse_taken(port)
    file = data / "server.db"
    settings = Settings(sqlite_url(file), log_level="WARNING")
    configure_logs(settings.log_level)
    if not file.exists():
        typer.echo(t("demo.filling"))
        _fill(file)
    engine = connect(settings.database_url)
    upgrade(engine)
    address = f"http://{HOST}:{port}"
    code = " ".join(account.code for account in ACCOUNTS if account.code)
    app = create_app_with_phone(Server(engine, settings), address, data=data, code=code, demo=True)
    app.include_router(demo_routes())
    _announce(address)
    uvicorn.run(app, host=HOST, port=port, access_log=False, log_level="warning", server_header=False)


def _fill(file: Path) -> None:
    """Make the demo's database under another name, so that one whose making was stopped is never taken for whole."""
    unfinished = file.with_suffix(".filling")
    unfinished.unlink(missing_ok=True)
    engine = connect(sqlite_url(unfinished))
    upgrade(engine)
    fill(engine, wall_clock())
    engine.dispose()
    unfinished.rename(file)


def _refuse_taken(port: int) -> None:
    with socket.socket() as probe:
        if probe.connect_ex((HOST, port)) == 0:
            typer.secho(t("demo.port_taken", port=port), fg="red", err=True)
            raise typer.Exit(1)


def _announce(address: str) -> None:
    typer.secho(t("demo.ready"), bold=True)
    for key, path in (("where_both", "/demo"), ("where_phone", "/phone/"), ("where_console", MOUNT)):
        typer.echo(f"  {address}{path:<10} {t(f'demo.{key}')}")
    typer.echo(t("demo.codes"))
    for account in ACCOUNTS:
        if account.code:
            typer.echo(f"  {account.code:<10} {account.name}")
    typer.echo(t("demo.accounts", password=PASSWORD))
    for account in ACCOUNTS:
        if account.role == "coordinator":
            typer.echo(f"  {account.email:<30} {account.name}")
