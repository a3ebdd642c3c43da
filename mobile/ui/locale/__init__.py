"""Every word the worker reads, by key; `t("visit.saved")` gives it, typeset in French."""

from shared.locale.catalogue import NARROW_SPACE, Catalogue, UnknownWords, thousands, typeset

catalogue = Catalogue("mobile.ui.locale")
t = catalogue.t

__all__ = ["NARROW_SPACE", "UnknownWords", "catalogue", "t", "thousands", "typeset"]
