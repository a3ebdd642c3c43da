"""Leaving the app for a moment: a call, or the way to somebody's door."""

from urllib.parse import quote

import flet as ft

from mobile.ui.components.touch import Press


def call_address(number: str) -> str:
    """Address that dials a number; what was typed beside the digits is left out."""
    kept = "".join(character for character in number if character.isdigit() or character in "+*#")
    return f"tel:{kept}"


def way_address(place: str, platform: ft.PagePlatform | None, *, web: bool) -> str:
    """Address that shows a place on the phone's own map, or on OpenStreetMap in a browser."""
    asked = quote(place)
    if web:
        return f"https://www.openstreetmap.org/search?query={asked}"
    return f"maps:?q={asked}" if platform is ft.PagePlatform.IOS else f"geo:0,0?q={asked}"


def call(number: str) -> Press:
    """Callback that dials a number."""

    async def run() -> None:
        await ft.UrlLauncher().launch_url(call_address(number))

    return run


def show_way(place: str) -> Press:
    """Callback that shows the way to a place."""

    async def run() -> None:
        page = ft.context.page
        await ft.UrlLauncher().launch_url(way_address(place, page.platform, web=page.web))

    return run
