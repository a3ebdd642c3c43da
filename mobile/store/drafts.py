"""Forms half filled in, kept as they are typed: a killed app finds them again."""

from typing import Any

from sqlalchemy import Connection, delete, select

from mobile.store.schema import draft
from shared.domain.upsert import upsert_statement


def keep_draft(connection: Connection, name: str, content: dict[str, Any], now_ms: int) -> None:
    """Keep the content of a form under its name, in place of what was there."""
    connection.execute(upsert_statement(draft, "sqlite"), {"name": name, "content": content, "saved_at": now_ms})


def read_draft(connection: Connection, name: str) -> dict[str, Any] | None:
    """Return the content kept under a name, None without any."""
    row = connection.execute(select(draft.c.content).where(draft.c.name == name)).first()
    return dict(row.content) if row else None


def drop_draft(connection: Connection, name: str) -> None:
    """Forget a draft: it was saved for good, or thrown away by its author."""
    connection.execute(delete(draft).where(draft.c.name == name))
