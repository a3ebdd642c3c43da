"""The door: sign in, sign out."""

import hmac
import secrets

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response

from sync_server.accounts.errors import BadPassword
from sync_server.accounts.passwords import sign_in
from sync_server.console import addresses
from sync_server.console.desk import Desk
from sync_server.console.doors import AtDesk, DoorForm, SentForm, Visitor
from sync_server.console.errors import SignInNeeded
from sync_server.console.locale import t
from sync_server.console.pages import page
from sync_server.console.session import (
    close_session,
    cookie_name,
    hand_cookie,
    open_session,
    signed_in,
    take_cookie_back,
)
from sync_server.database import reading, writing

router = APIRouter()

DOOR_COOKIE = "veillee-porte"
"""Holds the token of the sign-in form, for there is no session yet to keep it."""


@router.get("/connexion")
def show(request: Request, desk: AtDesk) -> Response:
    """Show the door; somebody who is already in goes straight on."""
    onwards = _onwards(request.query_params.get("next", ""))
    try:
        signed_in(request, desk)
    except SignInNeeded as refused:
        return _door(request, desk, problem=t("sign_in.expired") if refused.expired else "", onwards=onwards)
    return RedirectResponse(onwards, 303)


@router.post("/connexion")
def enter(request: Request, desk: AtDesk, form: DoorForm) -> Response:
    """Open a session, under a new id, for an address and its password."""
    email, onwards = form.one("email")[:320], _onwards(form.one("next"))
    token = request.cookies.get(DOOR_COOKIE, "")
    if not token or not hmac.compare_digest(token.encode(), form.one("csrf").encode()):
        return _door(request, desk, problem=t("sign_in.stale"), email=email, onwards=onwards, status=403)
    try:
        with reading(desk.engine) as connection:
            worker = sign_in(connection, email, form.one("password")[:1000])
    except BadPassword:
        return _door(request, desk, problem=t("sign_in.wrong"), email=email, onwards=onwards, status=401)
    with writing(desk.engine) as connection:
        secret = open_session(connection, worker, desk.clock())
    response = RedirectResponse(onwards, 303)
    hand_cookie(response, desk, secret)
    response.delete_cookie(DOOR_COOKIE, path=addresses.MOUNT)
    return response


@router.post("/deconnexion")
def leave(desk: AtDesk, who: Visitor, _form: SentForm) -> RedirectResponse:
    """Close the session on the server and in the browser."""
    with writing(desk.engine) as connection:
        close_session(connection, who.reader.network_id, who.secret_hash)
    response = RedirectResponse(addresses.SIGN_IN, 303)
    take_cookie_back(response, desk)
    return response


def _onwards(address: str) -> str:
    return address if addresses.is_ours(address) else addresses.HOME


def _door(
    request: Request, desk: Desk, *, problem: str = "", email: str = "", onwards: str = "", status: int = 200
) -> Response:
    token = request.cookies.get(DOOR_COOKIE) or secrets.token_urlsafe(24)
    response = page("connexion.html", status=status, problem=problem, email=email, next=onwards, csrf=token)
    response.set_cookie(
        DOOR_COOKIE, token, path=addresses.MOUNT, secure=desk.secure_cookies, httponly=True, samesite="strict"
    )
    if cookie_name(desk) in request.cookies:
        take_cookie_back(response, desk)
    return response
