"""An unfinished person as JSON, and back: what the store keeps while she is being written."""

from dataclasses import asdict, fields
from typing import Any, Final

from mobile.ui.forms.person_form import TEXTS, PersonForm, PhoneEntry
from shared.domain.ids import is_record_id

_NAMES: Final = frozenset(field.name for field in fields(PersonForm))
_FLAGS: Final = ("birth_approx", "interpreter")


def to_draft(form: PersonForm) -> dict[str, Any]:
    """The form as JSON."""
    phones = [asdict(phone) for phone in form.phones]
    return asdict(form) | {"phones": phones, "languages": list(form.languages)}


def from_draft(content: dict[str, Any]) -> PersonForm | None:
    """The form that was kept; None where another version of the app wrote something else. Unknown names are dropped."""
    known = {name: value for name, value in content.items() if name in _NAMES}
    if not is_record_id(known.get("id")):
        return None
    try:
        known |= {name: str(known[name]) for name in (*TEXTS, "birth") if name in known}
        known |= {name: bool(known[name]) for name in _FLAGS if name in known}
        known["languages"] = tuple(map(str, known.get("languages", ())))
        known["phones"] = tuple(PhoneEntry(**phone) for phone in known.get("phones", ()))
        return PersonForm(**known)
    except (TypeError, ValueError):
        return None
