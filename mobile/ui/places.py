"""Places in words: the hamlet, then the commune."""

from shared.reference.catalog import communes


def commune_name(insee: str) -> str:
    """The name of a commune; its code where the catalogue does not know it."""
    known = communes().get(insee)
    return known.name if known else insee


def place_words(hamlet: str, commune: str) -> str:
    """ "La Planche, La Renaudie", or whichever of the two is known."""
    return ", ".join(part for part in (hamlet, commune_name(commune)) if part)


def postal_address(address: str, hamlet: str, commune: str) -> str:
    """What a map understands best: the address where there is one, the hamlet, the commune and its postal code."""
    return ", ".join(part for part in (address, hamlet, town_words(commune)) if part)


def town_words(insee: str) -> str:
    """ "63930 La Renaudie"; its code where the catalogue does not know it."""
    known = communes().get(insee)
    return f"{known.postal_codes[0]} {known.name}" if known else insee
