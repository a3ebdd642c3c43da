"""`/demo`: two phones and the console side by side in one window."""

from importlib.resources import files

from fastapi import APIRouter
from fastapi.responses import HTMLResponse


def demo_routes() -> APIRouter:
    """Return the route of the page."""
    router = APIRouter(include_in_schema=False)
    page = files("sync_server.demo").joinpath("page.html").read_text(encoding="utf-8")

    @router.get("/demo")
    async def side_by_side() -> HTMLResponse:
        return HTMLResponse(page, headers={"Content-Security-Policy": "default-src 'self'; style-src 'unsafe-inline'"})

    @router.get("/")
    async def home() -> HTMLResponse:
        return await side_by_side()

    return router
