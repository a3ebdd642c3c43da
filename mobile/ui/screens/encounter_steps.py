"""Addresses of the steps in which an encounter is written, new or corrected."""

from dataclasses import dataclass
from typing import Final

from mobile.ui import routes

WHO, COUNT, NEWCOMER, NEEDS, NOTE, DETAILS = "qui", "decompte", "personne", "besoins", "note", "details"


@dataclass(frozen=True)
class Steps:
    """Where each step is; `start` is the first one, `home` where closing leads, `after_…` what follows."""

    start: str
    who: str
    count: str
    newcomer: str
    needs: str
    note: str
    details: str
    after_who: str
    after_needs: str
    home: str


_BEGIN: Final = routes.ENCOUNTER
_NEW: Final = Steps(
    start=_BEGIN,
    who=_BEGIN,
    count=f"{_BEGIN}/{COUNT}",
    newcomer=f"{_BEGIN}/{NEWCOMER}",
    needs=f"{_BEGIN}/{NEEDS}",
    note=f"{_BEGIN}/{NEEDS}/{NOTE}",
    details=f"{_BEGIN}/{NEEDS}/{NOTE}/{DETAILS}",
    after_who=f"{_BEGIN}/{NEEDS}",
    after_needs=f"{_BEGIN}/{NEEDS}/{NOTE}",
    home=routes.TODAY,
)


def steps_of(visit_id: str) -> Steps:
    """Steps of a new encounter (id ""), or of one that is corrected: there every step comes back to the first."""
    if not visit_id:
        return _NEW
    base = routes.edit_visit(visit_id)
    return Steps(
        start=base,
        who=f"{base}/{WHO}",
        count=f"{base}/{WHO}/{COUNT}",
        newcomer=f"{base}/{WHO}/{NEWCOMER}",
        needs=f"{base}/{NEEDS}",
        note=base,
        details=f"{base}/{DETAILS}",
        after_who=base,
        after_needs=base,
        home=routes.visit(visit_id),
    )
