"""Refusals of identity, named after what the caller should do.

AccessRefused
├── UnknownDevice    link the phone again
├── ExpiredToken     link the phone again, with its old token: it stays the same device
├── RevokedDevice    stop: this device may no longer hold anything
├── BadCode          ask for another code
└── BadPassword      type it again
"""


class AccessRefused(Exception):
    """Base: who asks may not."""


class UnknownDevice(AccessRefused):
    """No device has this token."""


class ExpiredToken(AccessRefused):
    """The token was right, and is too old."""


class RevokedDevice(AccessRefused):
    """The device, or its worker's account, was closed."""


class BadCode(AccessRefused):
    """The enrolment code is unknown, used or too old."""


class BadPassword(AccessRefused):
    """No account has this address and password."""
