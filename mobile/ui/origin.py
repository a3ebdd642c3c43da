"""Where a page that can be reached from everywhere leads back to."""

from typing import Final, cast

import flet as ft

from mobile.ui.routes import TODAY

_KEY: Final = "veillee.origin"


def remember_origin() -> None:
    """Keep the address of the page being left."""
    page = ft.context.page
    page.session.store.set(_KEY, page.route or TODAY)


def return_to_origin() -> None:
    """Go back to the page that was left, or to the first one."""
    page = ft.context.page
    page.navigate(cast("str | None", page.session.store.get(_KEY)) or TODAY)
