"""The repository's own commands: when they install, what they ask of the machine, and what the checks find."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

import dev
from checks import licences, links, materials, secrets

ROOT = Path(__file__).resolve().parent.parent
RUN_LOCK = (ROOT / "requirements" / "run.txt").read_text(encoding="utf-8")
DEV_LOCK = (ROOT / "requirements" / "dev.txt").read_text(encoding="utf-8")


def pinned(lock: str) -> set[str]:
    """The lines that pin a version, with their markers."""
    return {line.removesuffix(" \\") for line in lock.splitlines() if line and not line.startswith((" ", "#"))}


def test_an_environment_that_fits_is_left_alone(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "installed.json").write_text(json.dumps({"dev": dev.wanted_stamp(dev.LOCKS["dev"])}), encoding="utf-8")
    monkeypatch.setattr(dev, "STAMP", tmp_path / "installed.json")
    monkeypatch.setattr(dev, "PYTHON", Path(sys.executable))
    started: list[object] = []
    monkeypatch.setattr(dev, "call", started.append)
    dev.set_up("dev")
    assert started == []


def test_another_lock_interpreter_or_project_file_asks_for_a_new_installation(tmp_path: Path) -> None:
    lock = tmp_path / "run.txt"
    lock.write_text("one", encoding="utf-8")
    before = dev.wanted_stamp(lock)
    lock.write_text("two", encoding="utf-8")
    assert dev.wanted_stamp(lock) != before
    assert sys.version.split()[0] in before


def test_an_installation_that_was_cut_off_counts_as_none(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(dev, "STAMP", tmp_path / "installed.json")
    assert dev.read_stamp() == {}
    (tmp_path / "installed.json").write_text('{"dev": "abc', encoding="utf-8")
    assert dev.read_stamp() == {}


def test_the_development_lock_holds_the_run_lock_version_for_version() -> None:
    assert pinned(RUN_LOCK) <= pinned(DEV_LOCK)


@pytest.mark.parametrize("lock", [RUN_LOCK, DEV_LOCK], ids=["run", "dev"])
def test_every_locked_package_has_a_hash_and_no_lock_names_an_index(lock: str) -> None:
    blocks = lock.split("\n")
    for number, line in enumerate(blocks):
        if line and not line.startswith((" ", "#")):
            assert line.endswith(" \\"), line
            assert blocks[number + 1].strip().startswith("--hash=sha256:"), line
    assert "://" not in lock
    assert "index-url" not in lock


def test_the_window_library_stays_below_the_version_that_aborts() -> None:
    version = next(line for line in pinned(RUN_LOCK) if line.startswith("pyside6-essentials=="))
    assert version.split("==")[1].split(".")[:2] == ["6", "11"]


def test_a_machine_without_dpkg_is_not_asked_for_debian_packages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    assert dev.missing_packages() == []


@pytest.mark.parametrize(
    ("listed", "installed"),
    [
        ("libegl1  installed", {"libegl1"}),
        ("libegl1  installed\nlibgl1  config-files", {"libegl1"}),
        ("libglib2.0-0t64 libglib2.0-0 (= 2.80.0) installed", {"libglib2.0-0", "libglib2.0-0t64"}),
        ("", set[str]()),
    ],
)
def test_a_debian_package_counts_when_installed_or_provided(listed: str, installed: set[str]) -> None:
    found = dev.installed_packages(listed)
    assert installed <= found
    assert "libgl1" not in found


def test_the_interpreter_that_can_make_environments_needs_no_package_for_it() -> None:
    assert "python3-venv" not in dev.missing_packages()


def test_an_account_that_may_not_install_is_told_the_one_line(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(dev, "missing_packages", lambda: ["libegl1", "libgl1"])
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    monkeypatch.setattr(dev.shutil, "which", lambda _: None)
    dev.install_packages()
    assert "sudo apt-get update && sudo apt-get install libegl1 libgl1" in capsys.readouterr().err


def test_a_screen_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dev.sys, "platform", "linux")
    for name in ("DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    assert not dev.has_screen()
    monkeypatch.setenv("WAYLAND_DISPLAY", "wayland-0")
    assert dev.has_screen()


@pytest.mark.parametrize(("screen", "expected"), [(True, ["-m", "ui", "--demo"]), (False, ["demo", "--out"])])
def test_run_does_the_main_job_with_and_without_a_screen(monkeypatch: pytest.MonkeyPatch, screen: bool, expected: list[str]) -> None:
    started: list[list[str]] = []
    monkeypatch.setattr(dev, "set_up", lambda _: None)
    monkeypatch.setattr(dev, "has_screen", lambda: screen)
    monkeypatch.setattr(dev, "call", lambda words, **_: started.append([str(word) for word in words]) or 0)
    assert dev.main(["run"]) == 0
    assert started[0][1 : 1 + len(expected)] == expected


def test_words_after_the_dashes_are_handed_on(monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[list[str]] = []
    monkeypatch.setattr(dev, "set_up", lambda _: None)
    monkeypatch.setattr(dev, "call", lambda words, **_: started.append([str(word) for word in words]) or 3)
    assert dev.main(["run", "--", "queue", "--json"]) == 3
    assert started[0][1:] == ["queue", "--json"]
    assert dev.main(["test", "--", "-m", "full", "-n", "0"]) == 3
    assert started[1][3:] == ["-m", "full", "-n", "0"]


def test_the_suite_runs_on_both_cores_tells_its_slowest_and_ends_what_hangs(monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[list[str]] = []
    monkeypatch.setattr(dev, "set_up", lambda _: None)
    monkeypatch.setattr(dev, "call", lambda words, **_: started.append([str(word) for word in words]) or 0)
    assert dev.main(["test", "tests/rules"]) == 0
    assert dev.main(["test", "--", "-m", "full"]) == 0
    assert started[0][3:] == [*dev.SPREAD, *dev.BOUNDED, "tests/rules"]
    assert started[1][3:] == [*dev.SPREAD, "-m", "full"]


def test_one_failed_check_fails_all_and_each_has_its_line(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    def step(*words: str):  # noqa: ANN202 (as dev.module: a function that answers with success and output)
        return lambda: (words[0] != "checks.secrets", "app.py:3: looks like a private key")

    monkeypatch.setattr(dev, "set_up", lambda _: None)
    monkeypatch.setattr(dev, "module", step)
    monkeypatch.setattr(dev, "known_vulnerabilities", lambda *, strict: lambda: (not strict, "note: not checked"))
    assert dev.main(["check"]) == 1
    printed = capsys.readouterr().out
    assert sum(line.startswith("ok ") for line in printed.splitlines()) == 8
    assert "FAILED secrets" in printed
    assert "app.py:3" in printed
    assert "not checked" in printed


def test_without_network_vulnerabilities_are_not_checked_and_nothing_hangs(monkeypatch: pytest.MonkeyPatch) -> None:
    def never(*_: object, timeout: float, **__: object) -> None:
        raise subprocess.TimeoutExpired("pip_audit", timeout)

    monkeypatch.setattr(dev.subprocess, "run", never)
    fine, output = dev.known_vulnerabilities(strict=True)()
    assert fine
    assert "not checked" in output


@pytest.mark.parametrize("strict", [True, False])
def test_a_known_vulnerability_fails_only_a_strict_check(strict: bool) -> None:
    found = {"name": "one", "version": "1", "vulns": [{"id": "PYSEC-2026-1"}]}
    fine, output = dev.audit_report(json.dumps({"dependencies": [found]}), strict=strict)
    assert fine is not strict
    assert "one 1: PYSEC-2026-1" in output


def test_a_package_without_an_answer_was_not_checked() -> None:
    silent = {"name": "one", "skip_reason": "not found"}
    clean = {"name": "two", "version": "1", "vulns": []}
    assert dev.audit_report(json.dumps({"dependencies": [silent, clean]}), strict=True) == (
        True,
        "note: not checked: the list of known vulnerabilities had no answer for 1 of 2 packages",
    )
    assert dev.audit_report(json.dumps({"dependencies": [clean]}), strict=True) == (True, "")
    assert "not checked" in dev.audit_report("", strict=True)[1]


def test_an_unknown_command_is_wrong_usage() -> None:
    done = subprocess.run([sys.executable, ROOT / "dev.py", "fly"], capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "fly" in done.stderr


def test_a_link_to_a_missing_file_or_heading_is_found(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    text = "# One *two*\n[a](page.md#one-two) [b](missing.md) [c](#three) [d](https://example.org/x)\n```\n[e](never.md)\n```\n"
    page.write_text(text, encoding="utf-8")
    wrong = links.broken_links(page, text)
    assert [line.split(": ")[1] for line in wrong] == ["missing.md does not exist", "#three names no heading"]


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("-----BEGIN RSA " + "PRIVATE KEY-----", "private key"),
        ("key = AKIA" + "ABCDEFGHIJKLMNOP", "cloud access key"),
        ("ghp_" + "a" * 36, "access token"),
        ("postgresql://app:" + "hunter22@db.example/wanted", "address with a password"),
        ('password = "' + 'correct-horse"', "password written down"),
    ],
)
def test_a_secret_is_found_by_its_form(line: str, kind: str) -> None:
    assert secrets.findings(f"first\n{line}\n") == [(2, kind)]


@pytest.mark.parametrize(
    "line", ["postgresql://postgres:@/postgres?host=x", 'passphrase = ""', "the password is asked for", 'password="{typed}"']
)
def test_what_only_looks_like_a_secret_is_let_through(line: str) -> None:
    assert secrets.findings(line) == []


def test_a_licence_that_takes_the_whole_program_with_it_is_refused() -> None:
    assert not licences.is_permitted("some-package", "GPL-3.0-or-later")
    assert not licences.is_permitted("some-package", "MIT AND AGPL-3.0-only")
    assert not licences.is_permitted("some-package", "LGPL-3.0-only")
    assert licences.is_permitted("some-package", "GPL-2.0-only OR MIT")
    assert licences.is_permitted("some-package", "(Apache-2.0 OR BSD-3-Clause) AND MIT")


def test_every_package_read_by_hand_is_locked_and_says_nothing_itself() -> None:
    packages = licences.locked(RUN_LOCK)
    assert set(licences.REPLACEABLE) <= set(packages)
    assert {name: licences.stated(licences.distribution(name)) for name in licences.READ_BY_HAND} == dict.fromkeys(
        licences.READ_BY_HAND, "not stated"
    )


def test_the_bill_of_materials_names_every_locked_package_with_its_hashes() -> None:
    bill = json.loads(json.dumps(materials.bill(RUN_LOCK)))
    assert {(part["name"], part["version"]) for part in bill["components"]} == {
        tuple(line.split(" ;")[0].split("==")) for line in pinned(RUN_LOCK)
    }
    assert all(part["properties"] for part in bill["components"])
    assert bill["bomFormat"] == "CycloneDX"
