"""Second step of an encounter: what was spoken of, as tiles; a category opens its thématiques under the thumb."""

from collections.abc import Callable
from typing import Final

import flet as ft

from mobile.ui.components.buttons import button
from mobile.ui.components.frame import screen, step_bar
from mobile.ui.components.layout import grid, pad, space
from mobile.ui.components.lists import listing
from mobile.ui.components.sheet import sheet
from mobile.ui.components.tick_row import tick_row
from mobile.ui.components.tiles import tile
from mobile.ui.components.touch import Press
from mobile.ui.context import use_phone
from mobile.ui.forms.axes import category
from mobile.ui.forms.visit_form import VisitForm
from mobile.ui.locale import t
from mobile.ui.pictograms import FIRST_NEEDS, NEEDS, Pictogram
from mobile.ui.screens.encounter_desk import EncounterDesk
from mobile.ui.screens.encounter_hook import step_to, use_desk
from mobile.ui.screens.encounter_who import chosen_words
from mobile.ui.session import current_session, use_session
from shared.reference.catalog import need_categories, need_codes

_I = ft.Icons
_COLUMNS: Final = 3
_AROUND: Final = 372  # what is not the grid on a screen: title, foot, the button for other needs, gutters
_LEAST, _MOST = 86, 128
_ROW: Final = 73  # of a thématique told in two lines
_ROOM: Final = 0.6  # of the screen, for rows


@ft.component
def needs_step() -> ft.View:
    """The page."""
    use_session()
    use_phone()
    desk = use_desk()
    form = desk.form
    opened, set_opened = ft.use_state("")
    asked, set_asked = ft.use_state(False)
    beyond = {sign.code for sign in NEEDS[FIRST_NEEDS:]}
    told = {category(need.code) for need in form.needs} | {need.code for need in form.needs} if form else set()
    everything = asked or bool(told & beyond)
    ft.use_dialog(_thematiques(desk, form, opened, lambda: set_opened("")) if opened and form else None)

    def press(sign: Pictogram) -> None:
        if sign.code in need_codes() and form:
            desk.change(form.with_need(sign.code, chosen=not form.tells(sign.code)))
        else:
            set_opened(sign.code)

    shown = NEEDS if everything else NEEDS[:FIRST_NEEDS]
    tiles = [_need(sign, chosen=sign.code in told, press=press) for sign in shown]
    more = button(t("encounter.other_needs"), lambda: set_asked(True), "line", _I.EXPAND_MORE_ROUNDED)
    n = len(form.needs) if form else 0
    return screen(
        step_bar(
            1,
            3,
            t("encounter.about"),
            step_to(desk, desk.steps.note if desk.visit_id else desk.steps.who),
            quiet=chosen_words(desk, form) if form and form.people else "",
            pictogram=_I.PERSON_ROUNDED,
        ),
        pad(grid(tiles, _COLUMNS), *([] if everything else [space(8), more])),
        route=ft.use_view_path(),
        foot=button(
            t("encounter.next_needs", n=n),
            step_to(desk, desk.steps.after_needs),
            "fir" if n else "tonal",
            _I.ARROW_FORWARD_ROUNDED,
        ),
    )


def _need(sign: Pictogram, *, chosen: bool, press: Callable[[Pictogram], None]) -> ft.Control:
    rows = FIRST_NEEDS // _COLUMNS
    tall = max(_LEAST, min(_MOST, (current_session().height - _AROUND) / rows))
    return tile(sign.words, sign.icon, lambda: press(sign), chosen=chosen, size=32, least=tall)


def _thematiques(desk: EncounterDesk, form: VisitForm, code: str, closed: Press) -> ft.BottomSheet:
    """The thématiques of a category; the first press chooses and closes, which is what a doorstep needs."""

    def pick(need: str) -> Press:
        async def run() -> None:
            told = form.tells(need)
            desk.change(form.with_need(need, chosen=not told))
            if not told:
                closed()

        return run

    rows = [
        tick_row(need.label, pick(need.code), ticked=form.tells(need.code))
        for need in need_codes().values()
        if need.category == code
    ]
    tall = len(rows) * _ROW > current_session().height * _ROOM
    return sheet(need_categories()[code].label, listing(rows, 16), closed=closed, tall=tall)
