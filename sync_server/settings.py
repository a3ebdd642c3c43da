"""What an administrator may set, from the environment: `VEILLEE_DATABASE_URL` and its neighbours."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

DEFAULT_DATA = Path("var/server")


@dataclass(frozen=True)
class Settings:
    """Where the data is and how the server shows itself."""

    database_url: str
    data: Path = DEFAULT_DATA  # where the phones served to browsers keep their stores
    log_level: str = "INFO"
    secure_cookies: bool = False  # true behind TLS: the session cookie then is `__Host-` and Secure

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] = os.environ) -> "Settings":
        """Read the settings; without any, the server keeps a SQLite file under `var/server`."""
        data = Path(environment.get("VEILLEE_DATA") or DEFAULT_DATA)
        return cls(
            database_url=environment.get("VEILLEE_DATABASE_URL") or sqlite_url(data / "veillee.db"),
            data=data,
            log_level=environment.get("VEILLEE_LOG_LEVEL", "INFO").upper(),
            secure_cookies=environment.get("VEILLEE_SECURE_COOKIES", "") in {"1", "true", "yes"},
        )


def sqlite_url(path: Path) -> str:
    """Return the database URL of a SQLite file."""
    return f"sqlite:///{path}"
