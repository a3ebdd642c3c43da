"""Encounters in words: who was met, how it went, for how long, where."""

from collections.abc import Sequence
from typing import Final

from mobile.ui.locale import t
from mobile.ui.pictograms import MODES, OUTCOMES, Pictogram, need_pictogram
from mobile.ui.places import place_words
from shared.reference.catalog import choices, need_codes

MET: Final = "met"
_MODES: Final = {mode.code: mode for mode in MODES}
_OUTCOMES: Final = {outcome.code: outcome for outcome in OUTCOMES}


def mode_sign(code: str) -> Pictogram:
    """Picture of a way of meeting; home for one this version does not know."""
    return _MODES.get(code, MODES[0])


def outcome_sign(code: str) -> Pictogram:
    """Picture of an outcome; met for one this version does not know."""
    return _OUTCOMES.get(code, OUTCOMES[0])


def how_words(mode: str, outcome: str, duration: int | None = None) -> str:
    """ "À domicile, 40 min", "À domicile, absence"."""
    known, ends = choices("mode"), choices("outcome")
    parts = [known[mode].label if mode in known else mode]
    if outcome != MET:
        parts.append(ends[outcome].label.lower() if outcome in ends else outcome)
    elif duration:
        parts.append(duration_words(duration))
    return ", ".join(parts)


def duration_words(minutes: int) -> str:
    """ "40 min", "1 h", "1 h 30"."""
    hours, rest = divmod(minutes, 60)
    if not hours:
        return t("visit.minutes", n=rest)
    return t("visit.hours_minutes", hours=hours, minutes=f"{rest:02}") if rest else t("visit.hours", n=hours)


def who_words(names: Sequence[str], counted: int) -> str:
    """ "Corinne Barge", "Corinne Barge et Paul Chassaing", "Corinne Barge et 3 personnes", "6 personnes"."""
    told = [name or t("visit.nameless") for name in names]
    if not told:
        return t("visit.people", n=counted) if counted else t("visit.nobody")
    if len(told) > 2 or (len(told) == 2 and counted):
        return t("visit.and_others", name=told[0], n=len(told) - 1 + counted)
    if counted:
        return t("visit.and_people", name=told[0], n=counted)
    return t("visit.and", name=told[0], other=told[1]) if len(told) == 2 else told[0]


def where_words(place: str, hamlet: str, commune: str) -> str:
    """ "Salle des fêtes, Le Bourg, Viscomtat"."""
    return ", ".join(part for part in (place, place_words(hamlet, commune)) if part)


def need_words(code: str) -> str:
    """A need in full; its code where this version does not know it."""
    known = need_codes().get(code)
    return known.label if known else code


def need_short(code: str) -> str:
    """A need in its pictogram's short word."""
    sign = need_pictogram(code)
    return sign.words if sign else need_words(code)


def needs_words(codes: Sequence[str]) -> str:
    """Short words of some needs, each once: "Démarches, santé"."""
    words = list(dict.fromkeys(need_short(code) for code in codes))
    return ", ".join([*words[:1], *(word[:1].lower() + word[1:] for word in words[1:])])


def axes_words(axes: Sequence[str]) -> str:
    """Short names of axes, or that there is none."""
    known = choices("axis")
    return ", ".join(known[axis].short for axis in axes if axis in known) or t("visit.no_axis")


def capital(words: str) -> str:
    """ "Demain": words that stand alone begin with a capital."""
    return words[:1].upper() + words[1:]
