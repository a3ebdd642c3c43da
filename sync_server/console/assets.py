"""The style sheet, the script and the drawings, kept in memory under an address that changes with their content."""

import hashlib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from fastapi import APIRouter
from fastapi.responses import Response

from sync_server.console import addresses, icons
from sync_server.console.errors import PageMissing

_A_YEAR = "public, max-age=31536000, immutable"

router = APIRouter()


@dataclass(frozen=True, slots=True)
class Asset:
    """One file that pages point to."""

    body: bytes
    media_type: str
    version: str


@cache
def assets() -> dict[str, Asset]:
    """Every file by its name."""
    static = files("sync_server.console").joinpath("static")
    return {
        "console.css": _asset(static.joinpath("console.css").read_bytes(), "text/css"),
        "console.js": _asset(static.joinpath("console.js").read_bytes(), "text/javascript"),
        "icons.svg": _asset(icons.sprite().encode(), "image/svg+xml"),
        "favicon.svg": _asset(icons.favicon().encode(), "image/svg+xml"),
    }


def asset_address(name: str) -> str:
    """Where a page finds a file; browsers may keep it for ever, since its address tells its version."""
    return f"{addresses.STATIC}/{name}?v={assets()[name].version}"


@router.get("/static/{name}", include_in_schema=False)
def serve(name: str) -> Response:
    """Give a file to anybody: none of them holds data."""
    asset = assets().get(name)
    if asset is None:
        raise PageMissing
    return Response(asset.body, media_type=asset.media_type, headers={"Cache-Control": _A_YEAR})


def _asset(body: bytes, media_type: str) -> Asset:
    return Asset(body, media_type, hashlib.sha256(body).hexdigest()[:6])
