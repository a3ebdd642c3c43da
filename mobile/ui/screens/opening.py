"""The moment before the phone is open: shown within the first frame, and where an opening that failed says why."""

from dataclasses import dataclass

import flet as ft

from mobile.store.errors import StoreError, StoreInUse
from mobile.store.schema import NewerStore
from mobile.ui.components.frame import frame
from mobile.ui.components.layout import column, fill
from mobile.ui.components.scene import valley
from mobile.ui.components.text import heading, text
from mobile.ui.locale import t
from mobile.ui.palette import NIGHT, ON_NIGHT
from mobile.ui.routes import TODAY
from mobile.ui.session import use_session
from mobile.ui.theme import GAP_8, MARGIN
from mobile.vault.keystore import KeystoreError


@dataclass(eq=False)
class Opening(ft.Observable):
    """How far the opening is: `ready` once the phone is there, `trouble` a sentence where it cannot be."""

    ready: bool = False
    trouble: str = ""


def opening_screen(opening: Opening) -> ft.View:
    """The page; call it within a component that observes the opening."""
    session = use_session()
    words = column(
        heading(t("welcome.title"), "display", ON_NIGHT, center=True),
        text(opening.trouble or t("welcome.opening"), "body", ON_NIGHT, center=True),
        gap=GAP_8,
        along=ft.MainAxisAlignment.CENTER,
    )
    middle = ft.Container(words, padding=MARGIN, alignment=ft.Alignment.CENTER)
    return frame(fill(middle), valley(session.width, 130), route=TODAY, ground=NIGHT)


def opening_trouble(error: StoreError | KeystoreError) -> str:
    """What the owner can do about a phone that does not open; her notes are never touched."""
    if isinstance(error, StoreInUse):
        return t("welcome.trouble.in_use")
    if isinstance(error, NewerStore):
        return t("welcome.trouble.newer")
    return t("welcome.trouble.key") if isinstance(error, KeystoreError) else t("welcome.trouble.disk")
