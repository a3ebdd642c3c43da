"""The sentences that an import says, by key."""

from shared.locale.catalogue import Catalogue

catalogue = Catalogue("sync_server.importing.locale")
t = catalogue.t
