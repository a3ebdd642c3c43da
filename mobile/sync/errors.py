"""Why an exchange did not happen, named after what the phone does next. `message` is a French sentence for people.

SyncTrouble
├── Unreachable      wait and try again; the network or the server is away
│   └── Cut          the same, with a smaller batch: the connection broke on the way
├── Busy             wait as long as the server says
├── StartAgain       forget the cursor and ask for everything; the outbox stays
├── MustLink         ask for a code again; the outbox stays
├── MustUpdate       bring the app up to date; the outbox stays
├── Closed           stop: this device may no longer hold anything
└── Refused          the server cannot read what we send; sending it again changes nothing
"""


class SyncTrouble(Exception):
    """Base: the exchange did not happen; nothing was lost."""

    def __init__(self, message: str = "", retry_after_s: float = 0.0) -> None:
        super().__init__(message)
        self.message = message
        self.retry_after_s = retry_after_s


class Unreachable(SyncTrouble):
    """No answer came."""


class Cut(Unreachable):
    """The connection broke after it was open: perhaps the batch was too large for this network."""


class Busy(SyncTrouble):
    """The server asks to come back later."""


class StartAgain(SyncTrouble):
    """The server no longer knows the cursor."""


class MustLink(SyncTrouble):
    """The server does not know this phone, or its token is too old."""


class MustUpdate(SyncTrouble):
    """The server no longer speaks this version's protocol."""


class Closed(SyncTrouble):
    """The device was revoked."""


class Refused(SyncTrouble):
    """The request can never be accepted as it is."""
