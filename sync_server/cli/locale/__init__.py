"""What the commands say, in French."""

from shared.locale.catalogue import Catalogue

t = Catalogue("sync_server.cli.locale").t
