"""What can be known of the packaged app without the Flutter SDK: the packager's own first steps, and the wheels."""

import argparse
import json
import re
import tomllib
from pathlib import Path
from typing import Any
from unittest import mock

import pytest
from flet_cli.commands import build, build_base, flutter_base
from flet_cli.utils import python_versions

ROOT = Path(__file__).parent.parent
PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))

WHEELS_FOR_PHONES = {
    *("apsw", "argon2-cffi-bindings", "brotli", "cffi", "cryptography", "greenlet", "msgpack", "orjson", "pillow"),
    *("pydantic-core", "pynacl", "sqlalchemy", "uuid-utils", "zstandard"),
}
"""Packages with compiled parts for which Flet's index has wheels for Android and iOS, as its recipes say."""

PURE_PYTHON = {
    *("annotated-types", "anyio", "apscheduler", "certifi", "flet", "flet-secure-storage", "h11", "httpcore", "httpx"),
    *("idna", "oauthlib", "phonenumberslite", "pycparser", "pydantic", "repath", "six", "sqlmodel"),
    *("typing-extensions", "typing-inspection", "tzdata", "tzlocal"),
}
"""Packages whose wheels hold no compiled part: they run wherever Python does."""


class PackagerStopped(Exception):
    """The packager gave up; the message is its own."""


class DryBuild(build.Command):  # type: ignore[misc] # flet-cli has no types
    """The packager, stopped before it would call Flutter."""

    packaged: tuple[list[str], dict[str, str]] = ([], {})

    def cleanup(self, exit_code: int, message: object = None, **_: object) -> None:
        raise PackagerStopped(f"{exit_code}: {message}")

    def update_status(self, status: str) -> None:
        """Say nothing."""

    def run(self, args: list[str], *, env: dict[str, str] | None = None, **_: object) -> object:
        self.packaged = (args, env or {})
        raise PackagerStopped("before Flutter")


def _no_flutter(command: Any) -> None:
    command.emojis = dict.fromkeys(("checkmark", "loading", "success", "directory"), "")
    command.dart_exe, command.flutter_exe, command.skip_flutter_doctor = "dart", "flutter", True


def _prepared(target: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> DryBuild:
    """Run the packager's own steps up to the first that needs Flutter."""
    release = {"full_version": "3.13.5", "pyodide_version": "0.28.0", "android_abis": ["arm64-v8a"]}
    manifest = tmp_path / "manifest.json"
    manifest.write_text(json.dumps({"pythons": {"3.13": release}, "default_python_version": "3.13"}))
    monkeypatch.setenv(python_versions.MANIFEST_PATH_ENV, str(manifest))
    python_versions._load_data.cache_clear()
    monkeypatch.chdir(ROOT)
    parser = argparse.ArgumentParser()
    command = DryBuild(parser)
    options = parser.parse_args([target, ".", "--yes", "--no-rich-output", "--output", str(tmp_path / "out")])
    build_base.BaseBuildCommand.handle(command, options)
    with mock.patch.object(flutter_base.BaseFlutterCommand, "initialize_command", _no_flutter):
        command.status = command.live = mock.MagicMock()
        command.initialize_command()
        if target != "ipa":  # which the packager builds on a Mac only; its configuration can be read anywhere
            command.validate_target_platform()
        command.validate_entry_point()
        command.setup_template_data()
    return command


def test_the_packager_accepts_the_configuration_for_android(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    command = _prepared("apk", tmp_path, monkeypatch)

    assert command.template_data["org_name"] == "fr.lesmontsquipetillent"
    assert command.template_data["product_name"] == "Veillée"
    assert command.python_module_name == "main"


def test_the_packager_accepts_the_configuration_for_ios(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    command = _prepared("ipa", tmp_path, monkeypatch)

    assert command.template_data["options"]["info_plist"]["ITSAppUsesNonExemptEncryption"] is False


def test_android_grants_the_network_and_nothing_that_watches_people(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    permissions = _prepared("apk", tmp_path, monkeypatch).template_data["options"]["android_permissions"]

    granted = {name.removeprefix("android.permission.") for name, given in permissions.items() if given}
    assert granted == {"INTERNET", "ACCESS_NETWORK_STATE", "VIBRATE"}


def test_only_the_phone_is_packaged(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    command = _prepared("apk", tmp_path, monkeypatch)
    with pytest.raises(PackagerStopped, match="before Flutter"):
        command.package_python_app()

    arguments, _ = command.packaged
    excluded = set(",".join(arguments).split(","))
    for folder in ("sync_server", "tests", "bench", "docs", "var", "locks", "tools", ".venv", ".git"):
        assert folder in excluded, folder


def test_every_other_folder_of_the_project_is_excluded() -> None:
    excluded = set(PYPROJECT["tool"]["flet"]["app"]["exclude"])
    present = {path.name for path in ROOT.iterdir() if path.is_dir() and not path.name.endswith(".egg-info")}
    kept = present - excluded - {"mobile", "shared", "build", "node_modules"}

    assert {name for name in kept if not name.startswith(".")} == set()


def test_the_entry_file_is_three_lines() -> None:
    lines = (ROOT / "main.py").read_text(encoding="utf-8").splitlines()
    assert len([line for line in lines if line.strip()]) == 3


def test_every_locked_package_of_the_phone_runs_on_android_and_ios() -> None:
    lock = (ROOT / "locks" / "phone.txt").read_text(encoding="utf-8")
    locked = {name.lower().replace("_", "-") for name in re.findall(r"^([A-Za-z0-9_.-]+)==", lock, re.MULTILINE)}

    assert locked - WHEELS_FOR_PHONES - PURE_PYTHON == set()


@pytest.mark.parametrize("lock", ["phone", "server", "dev"])
def test_locks_hold_hashes_and_no_addresses(lock: str) -> None:
    text = (ROOT / "locks" / f"{lock}.txt").read_text(encoding="utf-8")
    pinned = re.findall(r"^[A-Za-z0-9_.-]+==", text, re.MULTILINE)

    assert "://" not in text
    assert len(pinned) <= text.count("--hash=sha256:")


def test_the_phone_declares_what_it_imports_and_nothing_of_the_server() -> None:
    names = {re.split(r"[<>=\[]", entry)[0] for entry in PYPROJECT["project"]["dependencies"]}
    server = {re.split(r"[<>=\[]", entry)[0] for entry in PYPROJECT["project"]["optional-dependencies"]["server"]}

    assert names & server == set()
    assert "flet-web" not in names
