"""The web application that a process of `veillee serve` runs."""

import gc
import os

from fastapi import FastAPI

from sync_server.app import Server, create_app
from sync_server.database import connect
from sync_server.logs import configure_logs
from sync_server.migrations import upgrade
from sync_server.settings import Settings

YOUNG_OBJECTS = 10_000
"""How many new objects the collector of cycles lets be before it looks: a batch has many, and no cycles."""

WITH_PHONE = "VEILLEE_WITH_PHONE"
"""Where the phone app finds its server; empty where it is not served."""


def from_environment() -> FastAPI:
    """Return the application as the environment sets it, over a database brought up to date."""
    gc.set_threshold(YOUNG_OBJECTS)
    settings = Settings.from_environment()
    configure_logs(settings.log_level)
    engine = connect(settings.database_url)
    upgrade(engine)
    server = Server(engine, settings)
    address = os.environ.get(WITH_PHONE, "")
    if not address:
        return create_app(server)
    from sync_server.cli.with_phone import create_app_with_phone  # noqa: PLC0415 - flet is loaded only where asked for

    return create_app_with_phone(server, address, data=settings.data, code="")
