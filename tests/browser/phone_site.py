"""The phone's site as the browser tests run it: `python -m tests.browser.phone_site FOLDER PORT`, under /phone."""

import sys
from pathlib import Path

import uvicorn
from starlette.applications import Starlette
from starlette.routing import Mount

from mobile.web import phone_site


def main() -> None:
    """Serve until stopped; the first start proposes a server that is away."""
    folder, port = Path(sys.argv[1]), int(sys.argv[2])
    site, lifespan = phone_site(folder, "http://127.0.0.1:9", "demo-nadia", demo=True)
    app = Starlette(routes=[Mount("/phone", app=site)], lifespan=lifespan)
    uvicorn.run(app, host="127.0.0.1", port=port, log_level="warning")


if __name__ == "__main__":
    main()
