"""Type, spacing and shapes, and the two Material themes made of them."""

from pathlib import Path
from typing import Final, Literal

import flet as ft

from mobile.ui.palette import DARK, HAIR, LIGHT, Palette, scheme

ASSETS: Final = Path(__file__).parent / "assets"

Kind = Literal["display", "title", "head", "number", "strong", "body", "small", "label", "voice", "ask"]
_NAMES, _WORDS = "Bricolage", "Atkinson"
_W = ft.FontWeight
# size, line height, weight, family. Nothing under 16: rank comes from family, weight and ink, not from size.
TYPE: Final[dict[Kind, tuple[int, float, ft.FontWeight, str]]] = {
    "display": (36, 1.12, _W.W_700, _NAMES),
    "title": (28, 1.18, _W.W_700, _NAMES),
    "head": (20, 1.25, _W.W_700, _NAMES),
    "number": (18, 1.25, _W.W_700, _NAMES),
    "strong": (17, 1.32, _W.W_700, _WORDS),
    "body": (17, 1.40, _W.W_400, _WORDS),
    "small": (16, 1.34, _W.W_400, _WORDS),
    "label": (16, 1.25, _W.W_600, _WORDS),
    "voice": (24, 1.32, _W.W_500, _WORDS),
    "ask": (30, 1.22, _W.W_700, _NAMES),
}
_FONT_FILES: Final = {
    "Bricolage": "fonts/bricolage.ttf", "BricolageExt": "fonts/bricolage-ext.ttf", "Atkinson": "fonts/atkinson.ttf",
    "AtkinsonExt": "fonts/atkinson-ext.ttf", "Vazirmatn": "fonts/vazirmatn.ttf",
}  # fmt: skip
_FALLBACK: Final = ["AtkinsonExt", "Vazirmatn", "Roboto"]

GAP_4, GAP_8, GAP_12, GAP_16, GAP_24, GAP_32 = 4, 8, 12, 16, 24, 32
MARGIN: Final = 16
RADIUS_CHIP, RADIUS_BUTTON, RADIUS_CARD, RADIUS_SHEET = 10, 16, 20, 28
TOUCH, MAIN_BUTTON, DOORSTEP_BUTTON = 48, 56, 64
QUICK: Final = 120  # ms: the answer to a finger; nothing else moves
FLOATING: Final = ft.BoxShadow(blur_radius=20, spread_radius=-2, offset=ft.Offset(0, 6), color="#47000000")  # AARRGGBB


def fonts() -> dict[str, str]:
    """Typefaces that are really there: they are made by `make fonts` and never committed, Roboto stands in."""
    return {name: path for name, path in _FONT_FILES.items() if (ASSETS / path).exists()}


def style(kind: Kind, color: ft.ColorValue | None = None, size: float | None = None) -> ft.TextStyle:
    """Text style of a kind; zero letter spacing, because Material's default spaces everything out."""
    usual, height, weight, family = TYPE[kind]
    ours = ["BricolageExt", *_FALLBACK] if family == _NAMES else _FALLBACK
    return ft.TextStyle(
        size=size or usual, height=height, weight=weight, font_family=family, color=color, letter_spacing=0,
        font_family_fallback=ours,
    )  # fmt: skip


def hairline(color: ft.ColorValue = HAIR) -> ft.BoxShadow:
    """A line that takes no room: with a border, text within 2 px of wrapping was cut by `intrinsic_height`."""
    return ft.BoxShadow(spread_radius=1, blur_radius=0, color=color)


def theme(palette: Palette) -> ft.Theme:
    """One palette as a Material theme; pages change with each system's own motion."""
    return ft.Theme(
        color_scheme=scheme(palette),
        font_family=_WORDS,
        scaffold_bgcolor=palette.paper,
        text_theme=ft.TextTheme(
            body_large=style("body"), body_medium=style("body"), label_large=style("label"), title_large=style("title")
        ),
        page_transitions=ft.PageTransitionsTheme(
            android=ft.PageTransitionTheme.FADE_FORWARDS, ios=ft.PageTransitionTheme.CUPERTINO
        ),
    )


def dress(page: ft.Page) -> None:
    """Gives a page its typefaces, both themes and French for the system's own controls (date picker, text menu)."""
    page.fonts = fonts()
    page.theme, page.dark_theme = theme(LIGHT), theme(DARK)
    page.locale_configuration = ft.LocaleConfiguration(
        supported_locales=[ft.Locale("fr", "FR"), ft.Locale("ar"), ft.Locale("en", "US")],
        current_locale=ft.Locale("fr", "FR"),
    )
