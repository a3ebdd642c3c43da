"""The programs of a journey as real processes on loopback ports: started, stopped, killed with -9, started again."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Final
from urllib.error import URLError
from urllib.request import urlopen

from tests.browser.phone_server import free_port

ROOT: Final = Path(__file__).parents[2]
VEILLEE: Final = Path(sys.executable).with_name("veillee")
PATIENCE_S: Final = 40.0
_LAST_WORDS: Final = 4_000


class Program:
    """One `veillee …` that listens on a port of its own, the same one after every start."""

    def __init__(self, name: str, folder: Path, *arguments: str, env: Mapping[str, str] | None = None) -> None:
        self.name = name
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.log = folder / f"{name}.log"
        self._command = [str(VEILLEE), *arguments, "--port", str(self.port)]
        self._env = {**os.environ, **(env or {})}
        self._process: subprocess.Popen[bytes] | None = None

    def begin(self) -> "Program":
        """Start, without waiting until it answers."""
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(self._command, cwd=ROOT, env=self._env, stdout=log, stderr=log)
        return self

    def ready(self, path: str = "/") -> "Program":
        """Wait until it answers; a program that stops instead is an error with its last words."""
        end = time.monotonic() + PATIENCE_S
        while time.monotonic() < end:
            if self._process is None or self._process.poll() is not None:
                raise AssertionError(f"{self.name} stopped by itself:\n{self.last_words()}")
            try:
                with urlopen(self.url + path, timeout=2):  # noqa: S310 - our own loopback address
                    return self
            except (URLError, OSError):
                time.sleep(0.05)
        raise AssertionError(f"{self.name} did not answer within {PATIENCE_S} s:\n{self.last_words()}")

    def stop(self) -> None:
        """Ask it to stop, and insist where it does not."""
        self._end(signal.SIGTERM)

    def kill(self) -> None:
        """End it as a power cut does: with -9."""
        self._end(signal.SIGKILL)

    def freeze(self) -> None:
        """Let it hear nothing for a while: whoever calls waits."""
        self._tell(signal.SIGSTOP)

    def thaw(self) -> None:
        """Let it go on."""
        self._tell(signal.SIGCONT)

    def last_words(self) -> str:
        """The end of what it wrote."""
        return self.log.read_text(errors="replace")[-_LAST_WORDS:] if self.log.exists() else ""

    @property
    def running(self) -> bool:
        """Whether the process lives."""
        return self._process is not None and self._process.poll() is None

    def _tell(self, what: signal.Signals) -> None:
        if self._process is not None:
            self._process.send_signal(what)

    def _end(self, how: signal.Signals) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        process.send_signal(how)
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait(10)
