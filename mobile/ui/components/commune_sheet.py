"""The communes to choose from, those of the sector first."""

from collections.abc import Callable

import flet as ft

from mobile.ui.components.lists import listing, section
from mobile.ui.components.sheet import sheet
from mobile.ui.components.tick_row import tick_row
from mobile.ui.components.touch import Press
from mobile.ui.locale import t
from shared.reference.catalog import Commune, communes


def commune_sheet(chosen: str, told: Callable[[str], object], closed: Press) -> ft.BottomSheet:
    """For `ft.use_dialog`; `chosen` and what is `told` are INSEE codes."""

    def rows(east: bool) -> list[ft.Control]:
        return [one(commune) for commune in communes().values() if commune.east_sector is east]

    def one(commune: Commune) -> ft.Control:
        return tick_row(commune.name, lambda: told(commune.insee), ticked=commune.insee == chosen)

    return sheet(
        t("encounter.commune"),
        listing(rows(True), 16),
        section(t("encounter.commune.beyond")),
        listing(rows(False), 16),
        closed=closed,
        tall=True,
    )
