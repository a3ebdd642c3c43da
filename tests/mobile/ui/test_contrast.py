"""The palette can be read in full sun and at night: text at 7:1, signs and edges of controls at 3:1."""

import pytest

from mobile.ui.palette import DARK, LIGHT, Palette

TEXT = [
    ("ink", "paper"), ("ink", "card"), ("ink", "sunk"), ("ink2", "paper"), ("ink2", "card"), ("ink2", "sunk"),
    ("fir", "card"), ("fir", "paper"), ("on_fir", "fir"), ("on_fir_soft", "fir_soft"), ("on_hay_soft", "hay_soft"),
    ("rose", "card"), ("rose", "paper"), ("on_rose", "rose"), ("on_rose_soft", "rose_soft"), ("slate", "card"),
    ("slate", "paper"), ("on_slate", "slate"), ("on_slate_soft", "slate_soft"), ("on_night", "night"),
    ("on_night", "night2"), ("lamp", "night"), ("on_lamp", "lamp"), ("on_inverse", "inverse"),
    ("inverse_fir", "inverse"),
]  # fmt: skip
CONTROLS = [
    ("line", "paper"), ("line", "card"), ("fir", "paper"), ("fir", "sunk"), ("fir", "fir_soft"), ("hay", "card"),
    ("hay", "paper"), ("rose", "card"), ("slate", "card"), ("lamp", "night"), ("lamp", "night2"),
    ("on_night", "night2"),
]  # fmt: skip


def luminance(colour: str) -> float:
    """Relative luminance of "#RRGGBB" (WCAG 2.2)."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Contrast of two colours, from 1 to 21 (WCAG 2.2)."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def test_black_on_white_is_the_known_measure() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("ink", "ground"), TEXT)
def test_text_stands_out(palette: Palette, ink: str, ground: str) -> None:
    assert contrast(getattr(palette, ink), getattr(palette, ground)) >= 7


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("sign", "ground"), CONTROLS)
def test_controls_stand_out(palette: Palette, sign: str, ground: str) -> None:
    assert contrast(getattr(palette, sign), getattr(palette, ground)) >= 3
