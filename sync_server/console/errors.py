"""Why a page of the console is not shown.

PageRefused
├── SignInNeeded    go through the door first, then come back
├── Forbidden       the role does not open this page
├── StaleForm       the form came from another session or another site
├── TooMuch         the form is larger than any of ours
└── PageMissing     nothing there, or nothing of this network
"""


class PageRefused(Exception):
    """Base: the page asked for is not shown."""


class SignInNeeded(PageRefused):
    """No session, or one that is too old."""

    def __init__(self, *, expired: bool = False) -> None:
        super().__init__()
        self.expired = expired


class Forbidden(PageRefused):
    """The session is good, the role does not open this page."""


class StaleForm(PageRefused):
    """A write without the right token or from another origin."""


class TooMuch(PageRefused):
    """A form over its limit; it was not read to its end."""


class PageMissing(PageRefused):
    """No such address or record in this network."""
