"""What waits, in words: a line per tap, when and where it was made, and what is wrong with one that was refused."""

from typing import Final

import flet as ft

from mobile.store.waiting import WaitingLine
from mobile.ui import routes
from mobile.ui.locale import t
from mobile.ui.moment import when_words
from mobile.ui.places import commune_name
from shared.sync.change import split_path

_I = ft.Icons
_WORDS: Final = {
    ("visit", "created"): "waiting.visit.created",
    ("visit", "changed"): "waiting.visit.changed",
    ("visit", "deleted"): "waiting.visit.deleted",
    ("person", "created"): "waiting.person.created",
    ("person", "changed"): "waiting.person.changed",
    ("person", "deleted"): "waiting.person.deleted",
}
_OTHERS: Final = {
    "follow_up": "waiting.follow_up",
    "household": "waiting.household",
    "need": "waiting.need",
    "remark": "waiting.remark",
}
_SIGNS: Final = {
    "follow_up": _I.FLAG_ROUNDED,
    "household": _I.COTTAGE_ROUNDED,
    "need": _I.CATEGORY_ROUNDED,
    "person": _I.PERSON_ROUNDED,
    "remark": _I.QUESTION_ANSWER_ROUNDED,
    "visit": _I.FORUM_ROUNDED,
}
_FIELDS: Final = {
    "birth_date": "waiting.field.birth",
    "birth_year": "waiting.field.birth",
    "commune": "waiting.field.commune",
    "first_name": "waiting.field.name",
    "last_name": "waiting.field.name",
    "note": "waiting.field.note",
    "phones": "waiting.field.phone",
}


def sign_of(line: WaitingLine) -> ft.IconData:
    """The pictogram of what was written."""
    return _SIGNS.get(line.record, _I.EDIT_NOTE_ROUNDED)


def title_of(line: WaitingLine) -> str:
    """ "Rencontre avec Corinne Barge", "Fiche de Marc Bigay"; without a name where there is none."""
    key = _WORDS.get((line.record, line.verb)) or _OTHERS.get(line.record, "waiting.note")
    words = t(key)
    joint = t("waiting.with") if line.record == "visit" else t("waiting.about")
    return f"{words}{joint}{line.who}" if line.who else words


def when_and_where(line: WaitingLine, now_ms: int) -> str:
    """ "Ce matin à 10:12, à Viscomtat"."""
    words = when_words(line.made_at, now_ms)
    told = words[:1].upper() + words[1:]
    return t("waiting.at", when=told, place=commune_name(line.commune)) if line.commune else told


def reason_of(line: WaitingLine) -> str:
    """Why the server did not take it, as far as that helps: which part it is about."""
    part = _FIELDS.get(split_path(line.path)[0])
    return t("waiting.refused.part", part=t(part)) if part else t("waiting.refused.whole")


def address_of(line: WaitingLine) -> str:
    """Where what was written can be looked at and corrected; "" where it has no page of its own."""
    if line.verb == "deleted":
        return ""
    build = {"person": routes.edit_person, "visit": routes.visit}.get(line.record)
    return build(line.record_id) if build else ""
