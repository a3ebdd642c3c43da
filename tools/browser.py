"""Makes sure that a Chromium is there for the tests: an installed one, else Playwright's own, else Debian's package."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from tests.browser.chromium import NoChromium, find_chromium


def main() -> int:
    """Look, install if need be, look again; say what to do where nothing helps."""
    if _found():
        return 0
    subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], check=False, timeout=600)
    if _found():
        return 0
    apt = shutil.which("apt-get")
    if apt and os.geteuid() == 0:
        environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        subprocess.run([apt, "update", "-qq"], check=False, env=environment)
        subprocess.run([apt, "install", "-y", "-qq", "chromium"], check=False, env=environment)
    if _found():
        return 0
    print("No browser: install Chromium or Google Chrome, or set VEILLEE_CHROMIUM to its path.", file=sys.stderr)
    return 1


def _found() -> bool:
    try:
        print(f"browser: {find_chromium()}")
    except NoChromium:
        return False
    return True


if __name__ == "__main__":
    raise SystemExit(main())
