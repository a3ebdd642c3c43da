"""A phone app served on a free loopback port, in a process of its own, with nothing taken from the network."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

_PATIENCE_S = 20.0


def free_port() -> int:
    """A port nobody listens on at this moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _await_answer(process: "subprocess.Popen[bytes]", url: str) -> None:
    end = time.monotonic() + _PATIENCE_S
    while time.monotonic() < end:
        if process.poll() is not None:
            raise AssertionError(f"the app stopped with status {process.returncode}")
        try:
            with urlopen(url, timeout=1):  # noqa: S310 - our own loopback address
                return
        except (URLError, OSError):
            time.sleep(0.1)
    raise AssertionError(f"{url} did not answer within {_PATIENCE_S} s")


@contextmanager
def serving(module: str, env: Mapping[str, str] | None = None) -> Iterator[str]:
    """Runs `python -m module`, whose last lines are `ft.run(main, …)`, and gives its address."""
    port = free_port()
    forced = {
        "FLET_FORCE_WEB_SERVER": "1",
        "FLET_SERVER_IP": "127.0.0.1",
        "FLET_SERVER_PORT": str(port),
        "FLET_WEB_NO_CDN": "1",
    }
    root = Path(__file__).parents[2]
    command = [sys.executable, "-m", module]
    process = subprocess.Popen(command, cwd=root, env={**os.environ, **forced, **(env or {})})
    try:
        url = f"http://127.0.0.1:{port}"
        _await_answer(process, url)
        yield url
    finally:
        process.terminate()
        process.wait(10)
