"""The words of the console: `t("log.title")`."""

from shared.locale.catalogue import Catalogue

catalogue = Catalogue("sync_server.console.locale")
t = catalogue.t
