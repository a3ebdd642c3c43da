"""Identifiers of records: UUIDv7, so that they sort by the time they were made, on any phone without asking anybody."""

import re
import secrets
import uuid
from collections.abc import Callable

_CANONICAL = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\Z")

RandomBits = Callable[[int], int]


def uuid7(now_ms: int, random_bits: RandomBits = secrets.randbits) -> str:
    """Return a UUIDv7 (RFC 9562) for a time in UTC milliseconds, as 36 characters in lower case."""
    value = (now_ms & (1 << 48) - 1) << 80 | random_bits(76)
    value = value & ~(0xF << 76) | 7 << 76
    value = value & ~(0x3 << 62) | 0x2 << 62
    return str(uuid.UUID(int=value))


def is_record_id(text: object) -> bool:
    """Tell whether this is an id in its one accepted spelling (lower case, hyphens)."""
    return isinstance(text, str) and _CANONICAL.match(text) is not None
