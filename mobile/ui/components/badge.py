"""The sync badge: three words at most, everywhere, and never "up to date" while anything waits."""

from dataclasses import dataclass
from typing import Final, Literal

import flet as ft

from mobile.ui.components.layout import line
from mobile.ui.components.text import icon, text
from mobile.ui.components.touch import Press, touchable
from mobile.ui.locale import t
from mobile.ui.palette import LAMP, NIGHT2, ON_NIGHT, TONES, Tone
from mobile.ui.theme import TOUCH

BadgeState = Literal["current", "waiting", "offline", "check"]
_FACES: Final[dict[BadgeState, tuple[ft.IconData, Tone]]] = {
    "current": (ft.Icons.CLOUD_DONE_ROUNDED, "fir"),
    "waiting": (ft.Icons.CLOUD_UPLOAD_ROUNDED, "hay"),
    "offline": (ft.Icons.CLOUD_OFF_ROUNDED, "slate"),
    "check": (ft.Icons.ERROR_ROUNDED, "rose"),
}


@dataclass(frozen=True)
class Badge:
    """What the badge says, decided by the sync's status."""

    state: BadgeState
    words: str


def badge(told: Badge, press: Press, *, night: bool = False) -> ft.Control:
    """The badge; a press shows what waits. `night` where it stands on night green."""
    pictogram, tone = _FACES[told.state]
    ground, ink = (NIGHT2, ON_NIGHT) if night else TONES[tone]
    face = line(icon(pictogram, LAMP if night else ink, 20), text(told.words, "label", ink), gap=6, tight=True)
    name = t("badge.name", words=told.words)
    return touchable(face, press, name=name, ground=ground, radius=TOUCH / 2, padding=14)
