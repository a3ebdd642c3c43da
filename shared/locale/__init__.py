"""The words both sides show: refusals, in sentences for people."""

from shared.locale.catalogue import Catalogue

t = Catalogue("shared.locale").t
