"""The addresses of the console, in one place: they are read by people, so they are in French."""

MOUNT = "/console"
HOME = f"{MOUNT}/relecture"
PEOPLE = f"{MOUNT}/personnes"
SIGN_IN = f"{MOUNT}/connexion"
SIGN_OUT = f"{MOUNT}/deconnexion"
UNDO = f"{MOUNT}/annuler"
STATIC = f"{MOUNT}/static"


def with_query(address: str, query: str) -> str:
    """The address with its query string, or without where there is none."""
    return f"{address}?{query}" if query else address


def visit(visit_id: str, query: str = "") -> str:
    """The page of a visit; `query` names the view whose neighbours it shows."""
    return with_query(f"{MOUNT}/rencontres/{visit_id}", query)


def person(person_id: str) -> str:
    """The page of a person."""
    return f"{PEOPLE}/{person_id}"


def is_ours(address: str) -> bool:
    """Whether it is safe to send a browser there after sign-in: a page of this console and no other site."""
    return address.startswith(f"{MOUNT}/") and "\\" not in address and address.isprintable()
