"""The knock under the finger that says "kept" without a look at the screen."""

import flet as ft


async def knock() -> None:
    """One medium knock, after each save; nothing on devices that cannot."""
    await ft.HapticFeedback().medium_impact()  # type: ignore[no-untyped-call]  # Flet does not type it
