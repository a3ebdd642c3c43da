"""What the phone app is told from outside: where its data is, and what the first start proposes."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

OWN_FOLDER = "phone"


@dataclass(frozen=True)
class Settings:
    """`server` and `code` prefill the first start; `demo` shows the switch that cuts the network."""

    server: str = ""
    code: str = ""
    demo: bool = False

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] = os.environ) -> "Settings":
        """Read `VEILLEE_SERVER` and `VEILLEE_CODE`, which a packager may set for one network."""
        return cls(server=environment.get("VEILLEE_SERVER", ""), code=environment.get("VEILLEE_CODE", ""))


def packaged_folder(environment: Mapping[str, str] = os.environ) -> Path:
    """Return the folder where a packaged phone keeps its store: the one the system gives the app, else `var/phone`."""
    given = environment.get("FLET_APP_STORAGE_DATA")
    return Path(given) / OWN_FOLDER if given else Path("var") / OWN_FOLDER
