"""How the steps of an encounter reach the desk of their page."""

from collections.abc import Awaitable, Callable
from typing import Final, cast

import flet as ft

from mobile.store.errors import StoreError
from mobile.ui.context import use_phone
from mobile.ui.screens.encounter_desk import EncounterDesk, trouble_words

_KEY: Final = "veillee.encounter"


def desk_of(page: ft.Page) -> EncounterDesk:
    """The desk of a page."""
    store = page.session.store
    if not store.contains_key(_KEY):
        store.set(_KEY, EncounterDesk(page))
    return cast("EncounterDesk", store.get(_KEY))


def use_desk() -> EncounterDesk:
    """Hook: the desk, opened for the encounter that the address names, or for a new one."""
    use_phone()
    desk, _ = ft.use_state(desk_of(ft.context.page))
    visit_id = ft.use_route_params().get("visit_id", "")

    async def open_desk() -> None:
        try:
            await desk.open(visit_id)
        except StoreError as error:
            desk.trouble = trouble_words(error)

    ft.use_effect(open_desk, [visit_id])
    return desk


def step_to(desk: EncounterDesk, step: str) -> Callable[[], Awaitable[None]]:
    """Callback that keeps the draft and shows a step."""
    return lambda: desk.step(step)
