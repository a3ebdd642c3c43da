"""Fetches the app's typefaces (OFL) from npm and turns them into TTF: `python tools/fonts.py`.

Fontsource ships WOFF2 in pieces, which phones do not read. Without npm, or without a network, it says so and leaves
Roboto to stand in: the layout holds with both.
"""

import shutil
import subprocess
import sys
import tarfile
import venv
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).parents[1]
WORK: Final = ROOT / "var" / "fonts"
OUT: Final = ROOT / "mobile" / "ui" / "assets" / "fonts"
# file we write: (package, file inside it)
_BRICOLAGE, _ATKINSON, _VAZIRMATN = (
    "@fontsource-variable/bricolage-grotesque",
    "@fontsource-variable/atkinson-hyperlegible-next",
    "@fontsource-variable/vazirmatn",
)
FACES: Final = {
    "bricolage": (_BRICOLAGE, "bricolage-grotesque-latin-wght-normal"),
    "bricolage-ext": (_BRICOLAGE, "bricolage-grotesque-latin-ext-wght-normal"),
    "atkinson": (_ATKINSON, "atkinson-hyperlegible-next-latin-wght-normal"),
    "atkinson-ext": (_ATKINSON, "atkinson-hyperlegible-next-latin-ext-wght-normal"),
    "vazirmatn": (_VAZIRMATN, "vazirmatn-arabic-wght-normal"),
}
_CONVERT: Final = """
import sys
from fontTools.ttLib import TTFont
for source, target in zip(sys.argv[1::2], sys.argv[2::2]):
    font = TTFont(source)
    font.flavor = None
    font.save(target)
"""


def _run(*command: str | Path) -> str:
    return subprocess.run(command, cwd=WORK, check=True, capture_output=True, text=True, timeout=300).stdout


def _fetch(npm: str, package: str) -> Path:
    """Folder of an unpacked package."""
    folder = WORK / package.rpartition("/")[2]
    if not folder.exists():
        archive = WORK / _run(npm, "pack", "--silent", package).split()[-1]
        with tarfile.open(archive) as packed:
            packed.extractall(folder, filter="data")
    return folder / "package"


def _python_with_fonttools() -> Path:
    """An environment of its own, thrown away with var/: the app itself never needs fontTools."""
    home = WORK / "venv"
    python = home / ("Scripts" if sys.platform == "win32" else "bin") / "python"
    if not python.exists():
        venv.create(home, with_pip=True)
        _run(python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "fonttools", "brotli")
    return python


def main() -> None:
    """Writes the five files, with their licences, or gives the reason why not."""
    npm = shutil.which("npm")
    if npm is None:
        print("fonts: npm is not installed; the app will use Roboto")
        return
    WORK.mkdir(parents=True, exist_ok=True)
    try:
        pairs: list[Path] = []
        for name, (package, file) in FACES.items():
            pairs += [_fetch(npm, package) / "files" / f"{file}.woff2", WORK / f"{name}.ttf"]
        _run(_python_with_fonttools(), "-c", _CONVERT, *pairs)
    except (subprocess.SubprocessError, OSError, tarfile.TarError) as e:
        detail = e.stderr if isinstance(e, subprocess.CalledProcessError) else e
        print(f"fonts: not fetched ({detail}); the app will use Roboto")
        return
    OUT.mkdir(parents=True, exist_ok=True)
    for made in pairs[1::2]:
        shutil.move(made, OUT / made.name)
    for package in {package for package, _ in FACES.values()}:
        short = package.rpartition("/")[2]
        shutil.copy(WORK / short / "package" / "LICENSE", OUT / f"{short}.LICENSE.txt")
    print(f"fonts: {len(FACES)} files in {OUT.relative_to(ROOT)}")


if __name__ == "__main__":
    main()
