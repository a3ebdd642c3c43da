"""From a template and its values to a page."""

import re
from collections.abc import Mapping
from functools import cache
from typing import NamedTuple

from fastapi.responses import HTMLResponse
from jinja2 import Environment, PackageLoader, StrictUndefined
from jinja2.ext import Extension

from sync_server.console import addresses, french
from sync_server.console.assets import asset_address
from sync_server.console.locale import t


class Badge(NamedTuple):
    """How a state is drawn, beside its word."""

    symbol: str
    tone: str


REVIEW_BADGES: Mapping[str, Badge] = {
    "to_read": Badge("circle-ellipsis", ""),
    "question": Badge("messages-square", "slate"),
    "answered": Badge("message-square-reply", "hay"),
    "read": Badge("check", "fir"),
}
NEED_BADGES: Mapping[str, Badge] = {
    "open": Badge("circle-ellipsis", "brick"),
    "in_progress": Badge("history", "slate"),
    "referred": Badge("arrow-right", "hay"),
    "met": Badge("check", "fir"),
    "dropped": Badge("x", ""),
}
FOLLOW_UP_BADGES: Mapping[str, Badge] = {
    "late": Badge("triangle-alert", "brick"),
    "due": Badge("history", "slate"),
    "done": Badge("check", "fir"),
}


class WithoutIndentation(Extension):
    """Templates are indented for people; the indentation is not sent. What people typed keeps its spaces."""

    def preprocess(self, source: str, _name: str | None, _filename: str | None = None) -> str:
        return re.sub(r">\n\s*<", "><", re.sub(r"\n\s+", "\n", source))


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("sync_server.console"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
        extensions=[WithoutIndentation],
    )
    environment.filters["number"] = french.number
    environment.globals.update(
        t=t,
        asset=asset_address,
        home=addresses.HOME,
        people_search=addresses.PEOPLE,
        sign_in=addresses.SIGN_IN,
        sign_out=addresses.SIGN_OUT,
        undo=addresses.UNDO,
        REVIEW_BADGES=REVIEW_BADGES,
        NEED_BADGES=NEED_BADGES,
        FOLLOW_UP_BADGES=FOLLOW_UP_BADGES,
    )
    return environment


def render(template: str, **values: object) -> str:
    """The text of a page."""
    return _environment().get_template(template).render(**values)


def page(template: str, *, status: int = 200, **values: object) -> HTMLResponse:
    """A page as a reply."""
    return HTMLResponse(render(template, **values), status_code=status)
