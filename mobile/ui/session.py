"""How one page is being read: text size, room on the screen, light or dark. One per page, never shared between tabs."""

from dataclasses import dataclass
from typing import Final, cast

import flet as ft

_KEY: Final = "veillee.reading"
LARGE_TEXT: Final = 1.4  # from here on, lines become columns


@dataclass(eq=False)
class Session(ft.Observable):
    """Observed by every screen that calls `use_session()`, which is then drawn anew when one of these changes."""

    text_scale: float = 1.0
    width: float = 412
    height: float = 915
    theme_mode: ft.ThemeMode = ft.ThemeMode.SYSTEM

    @property
    def large_text(self) -> bool:
        """Whether words need a whole line each; the screen reader keeps what the eye then loses."""
        return self.text_scale >= LARGE_TEXT

    @property
    def low(self) -> bool:
        """Whether the screen is so low that scenes must shrink (360×640)."""
        return self.height < 700


def begin(page: ft.Page) -> Session:
    """Opens the session of a page and follows its size. Call once, before the first view."""
    session = Session()

    def measure() -> None:
        session.width, session.height = page.width or session.width, page.height or session.height

    page.on_resize = measure
    measure()
    page.session.store.set(_KEY, session)
    return session


def current_session() -> Session:
    """The session of the page being drawn, or of the page whose event is being handled."""
    session = ft.context.page.session.store.get(_KEY)
    if session is None:
        raise RuntimeError("begin(page) must be called before the first view is drawn")
    return cast("Session", session)


def use_session() -> Session:
    """Hook: first line of every screen, so that it follows the text size and the screen."""
    session, _ = ft.use_state(current_session())
    return session


def turn_theme(mode: ft.ThemeMode) -> None:
    """Light for the sun, dark for the car at night, or as the phone says."""
    page = ft.context.page
    page.theme_mode = current_session().theme_mode = mode
    page.update()


def probe() -> ft.Text:
    """An unseen line 100 high that reports how high it really is: Flet does not tell the text scale otherwise."""

    def measured(e: "ft.LayoutSizeChangeEvent[ft.LayoutControl]") -> None:
        seen, session = round(e.height / 100, 2), current_session()
        if abs(seen - session.text_scale) > 0.05:
            session.text_scale = seen

    return ft.Text("x", style=ft.TextStyle(size=100, height=1), opacity=0, on_size_change=measured)
