"""Who may pass: the signed-in person, the coordinator, the form that comes from one of our own pages."""

from typing import Annotated

from fastapi import Depends, Request

from sync_server.console.desk import Desk, desk_of
from sync_server.console.errors import Forbidden
from sync_server.console.forms import Form, check_token, read_form
from sync_server.console.session import SignedIn, signed_in

AtDesk = Annotated[Desk, Depends(desk_of)]


def visitor(request: Request, desk: AtDesk) -> SignedIn:
    """Anybody with an account. Raises `SignInNeeded`."""
    return signed_in(request, desk)


Visitor = Annotated[SignedIn, Depends(visitor)]


def coordinator(who: Visitor) -> SignedIn:
    """Somebody whose role opens the visit log. Raises `Forbidden`."""
    if not who.reader.reads_notes:
        raise Forbidden
    return who


Coordinator = Annotated[SignedIn, Depends(coordinator)]


def sent_form(form: Annotated[Form, Depends(read_form)], who: Visitor) -> Form:
    """A form that a page of this very session sent. Raises `StaleForm`."""
    check_token(form, who.csrf)
    return form


SentForm = Annotated[Form, Depends(sent_form)]
"""The form of somebody signed in, its token checked."""

DoorForm = Annotated[Form, Depends(read_form)]
"""The form of the door itself, whose token is checked against the door's own cookie."""
