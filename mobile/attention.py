"""Whether anybody looks: a phone synchronises while one of its pages is in front, and rests when none is."""

import flet as ft

from mobile.phone import Phone

_HIDDEN = (ft.AppLifecycleState.HIDE, ft.AppLifecycleState.PAUSE, ft.AppLifecycleState.DETACH)
_SEEN = (ft.AppLifecycleState.SHOW, ft.AppLifecycleState.RESUME)


class Attention:
    """Which pages of each phone are in front."""

    def __init__(self) -> None:
        self._seen: dict[Phone, set[str]] = {}

    def follow(self, page: ft.Page, phone: Phone) -> None:
        """Follow a page from now on: in front it wakes its phone, hidden it lets it rest; a new network wakes it."""
        self._look(page, phone)

        def changed(e: ft.AppLifecycleStateChangeEvent) -> None:
            if e.state in _SEEN:
                self._look(page, phone)
                phone.scheduler.wake()
            elif e.state in _HIDDEN:
                self.forget(page, phone)

        def reconnected(e: ft.ConnectivityChangeEvent) -> None:
            if e.connectivity != [ft.ConnectivityType.NONE]:
                phone.scheduler.wake()

        page.on_app_lifecycle_state_change = changed
        service = ft.Connectivity(on_change=reconnected)
        page.session.store.set("veillee.connectivity", service)  # a service nobody holds is dropped

    def forget(self, page: ft.Page, phone: Phone) -> None:
        """Count a page as out of sight, or gone; the phone rests when it was the last."""
        pages = self._seen.get(phone, set())
        pages.discard(page.session.id)
        if not pages:
            self._seen.pop(phone, None)
            phone.scheduler.pause()

    def _look(self, page: ft.Page, phone: Phone) -> None:
        self._seen.setdefault(phone, set()).add(page.session.id)
