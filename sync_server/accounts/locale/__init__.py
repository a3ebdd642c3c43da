"""What is said about accounts, in French."""

from shared.locale.catalogue import Catalogue

t = Catalogue("sync_server.accounts.locale").t
