"""An unfinished encounter as JSON, and back: what the store keeps while it is being written."""

from dataclasses import asdict, fields
from typing import Any, Final

from mobile.ui.forms.visit_form import NeedEntry, Promise, VisitForm, is_day
from shared.domain.ids import is_record_id

_TUPLES: Final = ("participants", "axes", "transversal", "attention")
_TEXTS: Final = ("mode", "outcome", "household", "commune", "hamlet", "place", "note")
_FLAGS: Final = ("own_axes", "own_place")
_NAMES: Final = frozenset(field.name for field in fields(VisitForm))


def to_draft(form: VisitForm) -> dict[str, Any]:
    """The form as JSON."""
    return asdict(form) | {name: list(getattr(form, name)) for name in _TUPLES} | {
        "head_counts": dict(form.head_counts),
        "needs": [asdict(need) for need in form.needs],
    }  # fmt: skip


def from_draft(content: dict[str, Any]) -> VisitForm | None:
    """The form that was kept; None where another version of the app wrote something else. Unknown names are dropped."""
    known = {name: value for name, value in content.items() if name in _NAMES}
    if not is_record_id(known.get("id")) or not is_day(str(known.get("day"))):
        return None
    try:
        known |= {name: tuple(map(str, known[name])) for name in _TUPLES if name in known}
        known |= {name: str(known[name]) for name in _TEXTS if name in known}
        known |= {name: bool(known[name]) for name in _FLAGS if name in known}
        known |= {name: _number(known[name]) for name in ("started_at", "duration") if name in known}
        counts = known.get("head_counts", {})
        known["head_counts"] = tuple(sorted((str(cell), int(n)) for cell, n in counts.items() if int(n) > 0))
        known["needs"] = tuple(NeedEntry(**need) for need in known.get("needs", ()))
        known["promise"] = Promise(**known["promise"]) if known.get("promise") else None
        return VisitForm(**known)
    except (TypeError, ValueError, AttributeError):
        return None


def _number(value: object) -> int | None:
    if value is None or isinstance(value, int):
        return value
    raise TypeError("not a number")
