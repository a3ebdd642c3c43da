"""Picking a commune by typing its beginning: the territory has thirty, a list would hide them."""

from collections.abc import Callable
from typing import Final

import flet as ft

from mobile.ui.components.buttons import choice_chip
from mobile.ui.components.fields import field
from mobile.ui.components.layout import column
from mobile.ui.components.lists import listing
from mobile.ui.components.picks import setting
from mobile.ui.components.text import text
from mobile.ui.locale import t
from mobile.ui.palette import INK2
from mobile.ui.places import commune_name
from mobile.ui.theme import GAP_8
from shared.domain.names import fold, joined
from shared.reference.catalog import Commune, communes

_SHOWN: Final = 8


def communes_like(typed: str) -> tuple[Commune, ...]:
    """The communes one of whose words, or postal codes, begins with what was typed; those of the round area first."""
    wanted = fold(typed)
    found = [commune for commune in communes().values() if _answers(commune, wanted)]
    return tuple(sorted(found, key=lambda commune: (not commune.east_sector, commune.name)))


def _answers(commune: Commune, wanted: str) -> bool:
    words = fold(commune.name).replace("saint", "st") if wanted.startswith("st ") else fold(commune.name)
    begins = any(words[at:].startswith(wanted) for at in range(len(words)) if at == 0 or words[at - 1] == " ")
    return begins or joined(words).startswith(joined(wanted)) or commune.postal_codes[0].startswith(wanted)


@ft.component
def commune_field(insee: str, told: Callable[[str], object]) -> ft.Control:
    """The commune chosen, which opens when pressed; or the field in which to look for one."""
    opened, set_opened = ft.use_state(not insee)
    typed, set_typed = ft.use_state("")

    def choose(code: str) -> Callable[[], None]:
        def run() -> None:
            told(code)
            set_typed("")
            set_opened(False)

        return run

    if insee and not opened:
        chosen = setting(t("person.commune"), commune_name(insee), lambda: set_opened(True), ft.Icons.PLACE_ROUNDED)
        return listing([chosen], 16)
    found = communes_like(typed)
    chips = [choice_chip(commune.name, choose(commune.insee)) for commune in found[:_SHOWN]]
    return column(
        field(t("person.commune"), typed, set_typed, hint=t("person.commune.hint"),
              capitals=ft.TextCapitalization.WORDS),
        ft.Row(list(chips), spacing=GAP_8, run_spacing=GAP_8, wrap=True),
        None if found else text(t("person.commune.none"), "small", INK2),
        gap=GAP_8,
    )  # fmt: skip
