"""The theme somebody chose, kept on the phone: light for the sun, dark for the car at night, or the system's."""

from typing import Final

import flet as ft

from mobile.phone import Phone
from mobile.store import state
from mobile.store.errors import StoreError
from mobile.ui.session import turn_theme

THEMES: Final = ("system", "light", "dark")
_NAME: Final = "theme"


async def choose_theme(phone: Phone, chosen: str) -> None:
    """Show a theme and keep it; it shows even where it cannot be kept."""
    turn_theme(ft.ThemeMode(chosen))
    try:
        await phone.read(state.write, _NAME, chosen)
    except StoreError:
        return  # the next start asks the system, which harms nobody


async def restore_theme(phone: Phone) -> None:
    """Show the theme that was kept."""
    kept = await phone.read(state.read, _NAME, THEMES[0])
    if kept in THEMES[1:]:
        turn_theme(ft.ThemeMode(kept))
