"""A server, and a coordinator who is signed in to its console."""

import pytest

from tests.sync_server.console.office import Browser, coordinator
from tests.worlds import World


@pytest.fixture
def office(sqlite_world: World) -> Browser:
    """The browser of a coordinator, over SQLite."""
    return coordinator(sqlite_world)
