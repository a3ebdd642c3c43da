"""Server and phone app in one web application: for the demo, and where an administrator asks for it."""

from pathlib import Path

from fastapi import FastAPI

from mobile.web import phone_site
from sync_server.app import Server, create_app


def create_app_with_phone(server: Server, address: str, *, data: Path, code: str, demo: bool = False) -> FastAPI:
    """Return the server's application with the phone app under `/phone`.

    `address` is where the phones find the server, `code` what their first screen proposes, `data` where they keep
    their stores.
    """
    phone, lifespan = phone_site(data / "phones", address, code, demo=demo)
    app = create_app(server, lifespan, framed=demo)
    app.mount("/phone", phone)
    return app
