"""Colours of the country with one meaning each, in a light and a dark palette, and the roles screens name."""

from dataclasses import dataclass, fields
from typing import Final, Literal

import flet as ft


@dataclass(frozen=True)
class Palette:
    """Colours of the country. fir: ours, done, the action. hay: next. rose: needs care. slate: quiet, offline."""

    paper: str
    card: str
    sunk: str
    ink: str
    ink2: str
    line: str  # edge of a control: 3:1
    hair: str  # decoration only, carries no information
    fir: str
    on_fir: str
    fir_soft: str
    on_fir_soft: str
    hay: str
    on_hay: str
    hay_soft: str
    on_hay_soft: str
    rose: str
    on_rose: str
    rose_soft: str
    on_rose_soft: str
    slate: str
    on_slate: str
    slate_soft: str
    on_slate_soft: str
    night: str  # ground of what is happening now
    night2: str
    on_night: str
    lamp: str  # the lit window, and the action on night
    on_lamp: str
    inverse: str  # ground of a toast
    on_inverse: str
    inverse_fir: str


LIGHT: Final = Palette(
    paper="#F3F5F0", card="#FFFFFF", sunk="#E6EBE4", ink="#14211C", ink2="#3A4842", line="#6F7D76", hair="#D3DAD3",
    fir="#14503C", on_fir="#FFFFFF", fir_soft="#D3E8DC", on_fir_soft="#0A3626",
    hay="#7A5600", on_hay="#FFFFFF", hay_soft="#FBE7B0", on_hay_soft="#443000",
    rose="#8E2B26", on_rose="#FFFFFF", rose_soft="#FBDFD9", on_rose_soft="#6A1916",
    slate="#3C4F58", on_slate="#FFFFFF", slate_soft="#DEE6EA", on_slate_soft="#24353D",
    night="#123B2E", night2="#1D5342", on_night="#F4F8F2", lamp="#FFD873", on_lamp="#2A2000",
    inverse="#1D2B26", on_inverse="#F1F5F0", inverse_fir="#9FDDBD",
)  # fmt: skip
DARK: Final = Palette(
    paper="#0E1512", card="#18211D", sunk="#232E29", ink="#EDF3EE", ink2="#BFCBC4", line="#84938B", hair="#2F3B35",
    fir="#9ED9BB", on_fir="#05281B", fir_soft="#1F4636", on_fir_soft="#D5F1E2",
    hay="#F2CF78", on_hay="#2B2000", hay_soft="#4A3B12", on_hay_soft="#FFECBD",
    rose="#FFB4A8", on_rose="#4A0D0A", rose_soft="#5C2420", on_rose_soft="#FFE2DC",
    slate="#B5C8D1", on_slate="#15252C", slate_soft="#2A3A42", on_slate_soft="#DCE9EF",
    night="#0F2C22", night2="#1A4433", on_night="#EDF5EF", lamp="#FFD873", on_lamp="#2A2000",
    inverse="#E4ECE6", on_inverse="#14211C", inverse_fir="#14503C",
)  # fmt: skip

# Screens name roles of the theme, so one tree serves both themes and no Python runs when the phone turns dark.
C = ft.Colors
PAPER, CARD, SUNK = C.SURFACE, C.SURFACE_CONTAINER_LOWEST, C.SURFACE_CONTAINER
INK, INK2, LINE, HAIR = C.ON_SURFACE, C.ON_SURFACE_VARIANT, C.OUTLINE, C.OUTLINE_VARIANT
FIR, ON_FIR, FIR_SOFT, ON_FIR_SOFT = C.PRIMARY, C.ON_PRIMARY, C.PRIMARY_CONTAINER, C.ON_PRIMARY_CONTAINER
HAY, HAY_SOFT, ON_HAY_SOFT = C.SECONDARY, C.SECONDARY_CONTAINER, C.ON_SECONDARY_CONTAINER
ROSE, ROSE_SOFT, ON_ROSE_SOFT = C.ERROR, C.ERROR_CONTAINER, C.ON_ERROR_CONTAINER
SLATE, SLATE_SOFT, ON_SLATE_SOFT = C.TERTIARY, C.TERTIARY_CONTAINER, C.ON_TERTIARY_CONTAINER
NIGHT, NIGHT2, ON_NIGHT = C.PRIMARY_FIXED, C.PRIMARY_FIXED_DIM, C.ON_PRIMARY_FIXED
LAMP, ON_LAMP = C.SECONDARY_FIXED, C.ON_SECONDARY_FIXED
INVERSE, ON_INVERSE, INVERSE_FIR = C.INVERSE_SURFACE, C.ON_INVERSE_SURFACE, C.INVERSE_PRIMARY

_ROLES: Final[dict[str, ft.Colors]] = {
    "paper": PAPER, "card": CARD, "sunk": SUNK, "ink": INK, "ink2": INK2, "line": LINE, "hair": HAIR,
    "fir": FIR, "on_fir": ON_FIR, "fir_soft": FIR_SOFT, "on_fir_soft": ON_FIR_SOFT,
    "hay": HAY, "on_hay": C.ON_SECONDARY, "hay_soft": HAY_SOFT, "on_hay_soft": ON_HAY_SOFT,
    "rose": ROSE, "on_rose": C.ON_ERROR, "rose_soft": ROSE_SOFT, "on_rose_soft": ON_ROSE_SOFT,
    "slate": SLATE, "on_slate": C.ON_TERTIARY, "slate_soft": SLATE_SOFT, "on_slate_soft": ON_SLATE_SOFT,
    "night": NIGHT, "night2": NIGHT2, "on_night": ON_NIGHT, "lamp": LAMP, "on_lamp": ON_LAMP,
    "inverse": INVERSE, "on_inverse": ON_INVERSE, "inverse_fir": INVERSE_FIR,
}  # fmt: skip

Tone = Literal["fir", "hay", "rose", "slate", "lamp", "card", "sunk", "night"]
# ground and ink of a surface
TONES: Final[dict[Tone, tuple[ft.Colors, ft.Colors]]] = {
    "fir": (FIR_SOFT, ON_FIR_SOFT), "hay": (HAY_SOFT, ON_HAY_SOFT), "rose": (ROSE_SOFT, ON_ROSE_SOFT),
    "slate": (SLATE_SOFT, ON_SLATE_SOFT), "lamp": (LAMP, ON_LAMP), "card": (CARD, INK), "sunk": (SUNK, INK),
    "night": (NIGHT2, ON_NIGHT),
}  # fmt: skip


def scheme(palette: Palette) -> ft.ColorScheme:
    """The palette told in Material's roles, so that Flet's own controls wear it too."""
    roles = {_ROLES[f.name].name.lower(): getattr(palette, f.name) for f in fields(palette)}
    raised = {
        "surface_container_low": palette.card,
        "surface_container_high": palette.sunk,
        "surface_container_highest": palette.sunk,
        "surface_tint": palette.card,
    }
    return ft.ColorScheme(**roles, **raised)
