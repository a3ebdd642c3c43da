"""The body of a form, read within a limit, and the proof that it comes from one of our pages."""

import hmac
from dataclasses import dataclass
from urllib.parse import parse_qs, urlsplit

from fastapi import Request

from sync_server.console.errors import StaleForm, TooMuch

LARGEST_FORM = 256 * 1024  # bytes
MOST_FIELDS = 500


@dataclass(frozen=True, slots=True)
class Form:
    """The fields of a form; each may come several times."""

    fields: dict[str, list[str]]

    def one(self, name: str) -> str:
        """The first value of a field, "" where there is none."""
        return self.fields.get(name, [""])[0]

    def many(self, name: str) -> list[str]:
        """Every value of a field."""
        return self.fields.get(name, [])


async def read_form(request: Request) -> Form:
    """Read a form sent by one of our pages. Raises `StaleForm` where it comes from another site, `TooMuch`."""
    if not from_our_site(request):
        raise StaleForm
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > LARGEST_FORM:
            raise TooMuch
    try:
        return Form(parse_qs(body.decode(errors="replace"), keep_blank_values=True, max_num_fields=MOST_FIELDS))
    except ValueError as error:
        raise TooMuch from error


def from_our_site(request: Request) -> bool:
    """Whether the browser says that one of our pages sent this. No word at all is a no."""
    return urlsplit(request.headers.get("origin", "")).netloc == request.headers.get("host", " ")


def check_token(form: Form, expected: str) -> None:
    """Compare the token of a form with the one its page was given. Raises `StaleForm`."""
    if not expected or not hmac.compare_digest(form.one("csrf").encode(), expected.encode()):
        raise StaleForm
