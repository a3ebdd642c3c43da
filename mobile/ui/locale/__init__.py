"""Every word the worker reads, by key; `t("visit.saved")` gives it, typeset in French."""

from mobile.ui.locale.catalogue import NARROW_SPACE, UnknownWords, t, thousands

__all__ = ["NARROW_SPACE", "UnknownWords", "t", "thousands"]
