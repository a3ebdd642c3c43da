"""The pages of an encounter by their address; a page lies on top of the one it is written within, where Back leads."""

import flet as ft

from mobile.ui.screens.encounter_count import count_step
from mobile.ui.screens.encounter_details import details_step
from mobile.ui.screens.encounter_needs import needs_step
from mobile.ui.screens.encounter_newcomer import newcomer_step
from mobile.ui.screens.encounter_note import note_step
from mobile.ui.screens.encounter_steps import COUNT, DETAILS, NEEDS, NEWCOMER, NOTE, WHO
from mobile.ui.screens.encounter_who import who_step
from mobile.ui.screens.visit import visit_screen


def encounter_routes() -> list[ft.Route]:
    """For the app's router: a new encounter step by step, one that was written, and its correction."""
    note = ft.Route(path=NOTE, component=note_step, children=[_details()])
    needs = ft.Route(path=NEEDS, component=needs_step, children=[note])
    corrected = [ft.Route(path=WHO, component=who_step, children=_unnamed()), _needs(), _details()]
    correct = ft.Route(path="modifier", component=note_step, children=corrected)
    return [
        ft.Route(path="rencontre", component=who_step, children=[*_unnamed(), needs]),
        ft.Route(path="rencontres/:visit_id", component=visit_screen, children=[correct]),
    ]


def _unnamed() -> list[ft.Route]:
    return [ft.Route(path=COUNT, component=count_step), ft.Route(path=NEWCOMER, component=newcomer_step)]


def _needs() -> ft.Route:
    return ft.Route(path=NEEDS, component=needs_step)


def _details() -> ft.Route:
    return ft.Route(path=DETAILS, component=details_step)
