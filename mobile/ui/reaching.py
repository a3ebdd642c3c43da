"""How somebody is reached: every telephone as it is said aloud, and the way to her door, in rows that act."""

from dataclasses import dataclass

import flet as ft

from mobile.ui.components.lists import disc, listing, row
from mobile.ui.french import telephone
from mobile.ui.links import call, show_way
from mobile.ui.locale import t
from mobile.ui.places import postal_address, town_words
from shared.domain.person import Person

_I = ft.Icons


@dataclass(frozen=True)
class Telephone:
    """One number: what is read, what it is called, and what is dialled, "" where it is no number to dial."""

    words: str
    label: str
    number: str


def telephones(somebody: Person) -> tuple[Telephone, ...]:
    """Her telephones, in the order of their slots."""
    kept = (somebody.phones[slot] for slot in sorted(somebody.phones))
    known = (_telephone(phone) for phone in kept if isinstance(phone, dict))
    return tuple(phone for phone in known if phone.words)


def _telephone(kept: dict[str, object]) -> Telephone:
    number, typed, label = (str(kept.get(part) or "").strip() for part in ("number", "typed", "label"))
    told_beside = number and any(character.isalpha() for character in typed)  # "06 39 98 64 67 (son fils)"
    quiet = label or (typed if told_beside else "")
    return Telephone(telephone(number) if number else typed, quiet, number)


def reach_rows(somebody: Person) -> list[ft.Control]:
    """Her telephones, then her door; nothing where nothing is known."""
    rows = [_telephone_row(phone) for phone in telephones(somebody)]
    door = _door_row(somebody)
    rows += [door] if door else []
    return [listing(rows)] if rows else []


def _telephone_row(phone: Telephone) -> ft.Control:
    if not phone.number:
        return row(disc(_I.CALL_ROUNDED), phone.words, phone.label or t("person.phone.not_dialled"))
    spoken = t("person.call_number", number=", ".join(part for part in (phone.words, phone.label) if part))
    return row(disc(_I.CALL_ROUNDED, "fir"), phone.words, phone.label, press=call(phone.number), name=spoken)


def _door_row(somebody: Person) -> ft.Control | None:
    """The street where there is one, then the hamlet and the commune: the nearest first."""
    town = town_words(somebody.commune)
    parts = [part for part in (somebody.address, somebody.hamlet, town) if part]
    if not parts:
        return None
    first, rest = parts[0], ", ".join(parts[1:])
    spoken = t("person.show_way", place=", ".join(parts))
    way = show_way(postal_address(somebody.address, somebody.hamlet, somebody.commune))
    return row(disc(_I.PLACE_ROUNDED, "fir"), first, rest, press=way, name=spoken)
