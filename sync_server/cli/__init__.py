"""The command `veillee`: demo, serve, phone, import, accounts, migrate. The one place where phone and server meet."""

from sync_server.cli.main import app, run

__all__ = ["app", "run"]
