"""The words of the console: `t("log.title")`."""

from shared.locale.catalogue import Catalogue
from sync_server.console.french import Count

catalogue = Catalogue("sync_server.console.locale")


def t(key: str, **values: object) -> str:
    """Return the words under a key; a number given as `n` chooses the plural and is written the French way."""
    count = values.get("n")
    return catalogue.t(key, **(values | {"n": Count(count)} if isinstance(count, int) else values))
