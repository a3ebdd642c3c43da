"""A telephone number as it was typed, and as machines dial it when it can be understood."""

import re
from dataclasses import dataclass

import phonenumbers

HOME_REGION = "FR"
HOME_PREFIX = 33

# A number written by hand: digits and what people put between them. Letters end it ("06 39 98 64 67 (son fils)").
_RUN = re.compile(r"[+(]*\d(?:[\s.\-–()/·\u200e\u202a\u202c]*\d)+")
_SEPARATORS = re.compile(r"\s*[/;,|\n]\s*|\s+(?:ou|et|puis)\s+|\s+[-–]\s+", re.IGNORECASE)
_FEWEST_DIGITS = 6
_LONGEST = 200  # characters; beyond, it is a text and not a telephone
_SEARCHED_DIGITS = 9


@dataclass(frozen=True, slots=True)
class Telephone:
    """`number` is in E.164 form, or nothing when `typed` cannot be understood; `typed` is never changed."""

    number: str | None
    typed: str


def parse_phone(typed: str) -> Telephone:
    """The one number in a text. Two numbers, or none, leave `number` empty: see `parse_phones`."""
    if len(typed) > _LONGEST:
        return Telephone(None, typed)
    runs = [run for run in _RUN.findall(typed) if sum(map(str.isdecimal, run)) >= _FEWEST_DIGITS]
    if len(runs) != 1:
        return Telephone(None, typed)
    try:
        parsed = phonenumbers.parse(runs[0], HOME_REGION)
    except phonenumbers.NumberParseException:
        return Telephone(None, typed)
    # Possible, not valid: blocks are opened faster than phones are updated, and a doubtful number is worth dialling.
    if not phonenumbers.is_possible_number(parsed):
        return Telephone(None, typed)
    return Telephone(phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164), typed)


def parse_phones(typed: str) -> tuple[Telephone, ...]:
    """All the numbers written in one cell; when one of them cannot be understood, the text stays in one piece."""
    if not typed.strip():
        return ()
    whole = parse_phone(typed)
    if whole.number is None and len(typed) <= _LONGEST:
        parts = [parse_phone(part) for part in _SEPARATORS.split(typed) if part.strip()]
        if len(parts) > 1 and all(part.number for part in parts):
            return tuple(parts)
    return (whole,)


def shown(number: str) -> str:
    """ "+33639986467" → "06 39 98 64 67"; a foreign number keeps its country code; what is not a number stays."""
    try:
        parsed = phonenumbers.parse(number)
    except phonenumbers.NumberParseException:
        return number
    national = parsed.country_code == HOME_PREFIX
    form = phonenumbers.PhoneNumberFormat.NATIONAL if national else phonenumbers.PhoneNumberFormat.INTERNATIONAL
    return phonenumbers.format_number(parsed, form)


def search_key(text: str) -> str:
    """The digits that matter in a search, at most nine: "+33 6 39 98 64 67" and "06.39.98.64.67" give "639986467".

    Works on the beginning of a number too, as it is being typed: "06 39" gives "639".
    """
    digits = "".join(str(int(character)) for character in text if character.isdecimal())
    if text.lstrip(" (").startswith("+") or digits.startswith("00"):
        digits = digits.removeprefix("00").removeprefix(str(HOME_PREFIX))
    return digits.lstrip("0")[-_SEARCHED_DIGITS:]
