"""A server for the measures: a database with its accounts, and a process of its own that serves it on loopback."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx

from shared.clock import wall_clock
from shared.domain.ids import uuid7
from sync_server.accounts.devices import create_code
from sync_server.accounts.directory import add_structure, add_worker, create_network
from sync_server.accounts.records import Worker
from sync_server.database import connect, writing
from sync_server.migrations import upgrade

NETWORK = "bench"
WORKER = "018f0000-0000-7000-8000-000000000001"
COORDINATOR = "018f0000-0000-7000-8000-000000000002"
CODE = "BENCH"
START_S = 30.0


@dataclass(frozen=True)
class Served:
    """A running server: its address and the id of its process."""

    address: str
    pid: int

    def memory_mb(self) -> tuple[float, float]:
        """Return the memory its process holds now and held at most, in megabytes (Linux only; zeros elsewhere)."""
        status = Path(f"/proc/{self.pid}/status")
        lines = status.read_text().splitlines() if status.exists() else []
        sizes = {name: rest for name, _, rest in (line.partition(":") for line in lines)}
        now, most = (int(sizes.get(name, "0 kB").split()[0]) * 1024 / 1e6 for name in ("VmRSS", "VmHWM"))
        return now, most

    def cpu_s(self) -> float:
        """Return the processor time its process has used (Linux only; zero elsewhere)."""
        stat = Path(f"/proc/{self.pid}/stat")
        fields = stat.read_text().rpartition(")")[2].split() if stat.exists() else ["0"] * 13
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def make_database(url: str) -> None:
    """Bring an empty database to the newest version, with a network, a worker, a coordinator and a code."""
    engine = connect(url)
    try:
        upgrade(engine)
        now = wall_clock()
        with writing(engine) as connection:
            create_network(connection, "Bench", now, NETWORK)
            structure = add_structure(connection, NETWORK, "EVS", "Structure", "Thiers", now)
            for account, role in ((WORKER, "worker"), (COORDINATOR, "coordinator")):
                email = f"{role}@bench.example.org"
                worker = Worker(
                    network_id=NETWORK, id=account, structure_id=structure, name=role, email=email, role=role
                )
                add_worker(connection, worker)
            create_code(connection, NETWORK, WORKER, now, code=CODE, reusable=True)
    finally:
        engine.dispose()


@contextmanager
def serving(url: str) -> Iterator[Served]:
    """Run a server over a database in a process of its own, as `veillee serve` does, and end it."""
    port = _free_port()
    command = [sys.executable, "-m", "uvicorn", "sync_server.cli.site:from_environment", "--factory"]
    options = ["--host", "127.0.0.1", "--port", str(port), "--no-access-log", "--log-level", "warning"]
    environment = {**os.environ, "VEILLEE_DATABASE_URL": url, "VEILLEE_LOG_LEVEL": "ERROR"}
    process = subprocess.Popen([*command, *options], env=environment)
    try:
        address = f"http://127.0.0.1:{port}"
        _wait_until_ready(address, process)
        yield Served(address, process.pid)
    finally:
        process.terminate()
        process.wait(20)


def _wait_until_ready(address: str, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + START_S
    while time.monotonic() < deadline and process.poll() is None:
        try:
            if httpx.get(f"{address}/ready").status_code == 200:
                return
        except httpx.TransportError:
            time.sleep(0.05)
    raise RuntimeError("the server did not start")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def new_id() -> str:
    """Return an id for what the server makes."""
    return uuid7(wall_clock())
