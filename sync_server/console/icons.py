"""The drawn names used on the pages, as one sprite and a favicon made from the package lucide."""

import re
from functools import cache

from lucide.jinja import lucide

NAMES = (
    "arrow-left",
    "arrow-right",
    "check",
    "circle-alert",
    "circle-ellipsis",
    "clipboard-check",
    "history",
    "lock",
    "log-out",
    "menu",
    "message-square-reply",
    "messages-square",
    "moon",
    "send",
    "sliders-horizontal",
    "split",
    "triangle-alert",
    "undo-2",
    "x",
    "zap",
)
_FIR = "#17513a"


@cache
def sprite() -> str:
    """One SVG holding a symbol per name; pages point at `icons.svg#name`."""
    symbols = (f'<symbol id="{name}" viewBox="0 0 24 24">{_drawing(name)}</symbol>' for name in NAMES)
    return f'<svg xmlns="http://www.w3.org/2000/svg">{"".join(symbols)}</svg>'


@cache
def favicon() -> str:
    """The moon of the brand in fir green."""
    drawn = str(lucide("moon", size=None, stroke=_FIR))
    return drawn.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1)


def _drawing(name: str) -> str:
    svg = str(lucide(name, size=None))
    return re.sub(r"\s+(?=<|/>)", "", svg[svg.index(">") + 1 : svg.rindex("</svg>")]).strip()
