"""Every command of the repository, with the standard library alone: `python3 dev.py setup | run | test | check | build | pictures | bench | lock`.

Makes `.venv` from the hash-pinned locks when they changed, and otherwise installs nothing and needs no network.
"""

import argparse
import hashlib
import importlib.util
import json
import os
import re
import shutil
import subprocess
import sys
import time
import venv
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent
ENVIRONMENT = ROOT / ".venv"
STAMP = ENVIRONMENT / "installed.json"
LOCKS = {"run": ROOT / "requirements" / "run.txt", "dev": ROOT / "requirements" / "dev.txt"}
WINDOWS = os.name == "nt"
BIN = ENVIRONMENT / ("Scripts" if WINDOWS else "bin")
PYTHON = BIN / ("python.exe" if WINDOWS else "python")
PROGRAM = BIN / ("wantedtrack.exe" if WINDOWS else "wantedtrack")
OLDEST, NEWEST = (3, 11), (3, 14)
AUDIT_SECONDS = 60
SPREAD = ["-n", "2", "--dist", "worksteal", "--durations", "20", "--durations-min", "2"]
BOUNDED = ["-o", "faulthandler_timeout=240", "-o", "faulthandler_exit_on_timeout=true"]


class Stop(Exception):  # noqa: N818 (not an error of the program but a sentence for the person at the terminal)
    """Ends the command with this sentence and exit code 1."""


def say(text: str) -> None:
    """Say what is being done, on standard error, so that a command's own output stays clean."""
    print(text, file=sys.stderr, flush=True)


def call(arguments: Sequence[object], **more: str) -> int:
    """Run in the project root with more environment variables; gives the exit code."""
    return subprocess.run([str(argument) for argument in arguments], cwd=ROOT, env={**os.environ, **more}, check=False).returncode


# --- the machine


def listed_packages(text: str) -> list[str]:
    """The package names of debian.txt, comments left out."""
    return [line.strip() for line in text.splitlines() if line.strip() and not line.startswith("#")]


def installed_packages(listed: str) -> set[str]:
    """Names that are installed or provided, from lines of package, what it provides, and status.

    What a package provides counts: newer releases renamed libglib2.0-0 to libglib2.0-0t64, which provides the old name.
    """
    rows = [line.split(" ") for line in listed.splitlines()]
    return {word.strip(",") for *words, status in rows if status == "installed" for word in words}


def missing_packages() -> list[str]:
    """The Debian packages of the list that are not installed; none where there is no dpkg-query."""
    if not shutil.which("dpkg-query"):
        return []
    names = listed_packages((ROOT / "requirements" / "debian.txt").read_text(encoding="utf-8"))
    query = ["dpkg-query", "--show", "--showformat", "${Package} ${Provides} ${db:Status-Status}\n"]
    installed = installed_packages(subprocess.run(query, capture_output=True, text=True, check=False).stdout)
    if importlib.util.find_spec("ensurepip"):  # an interpreter from elsewhere brings its own environment maker
        installed.add("python3-venv")
    return [name for name in names if name not in installed]


def install_packages() -> None:
    """Install the system packages that are missing, where this account may; else print the line to type."""
    missing = missing_packages()
    if not missing:
        return
    get = ["apt-get", "-q", "-y", "-o", "DPkg::Lock::Timeout=300"]
    if getattr(os, "geteuid", lambda: 1)() == 0:
        prefix: list[str] = []
    elif shutil.which("sudo") and call(["sudo", "-n", "true"]) == 0:
        prefix = ["sudo", "-n"]
    else:
        say(f"These packages are missing. Please type:\n  sudo apt-get update && sudo apt-get install {' '.join(missing)}")
        return
    say(f"Installing what the system lacks: {' '.join(missing)}")
    environment = [*prefix, "env", "DEBIAN_FRONTEND=noninteractive"]
    updated = call([*environment, *get, "update"])
    if updated or call([*environment, *get, "install", "--no-install-recommends", *missing]):
        say("The system packages could not be installed; going on without them. Pictures and tests of the window may fail.")


# --- the environment


def wanted_stamp(lock: Path) -> str:
    """What an environment that fits this lock, this project and this interpreter is stamped with."""
    import tomllib  # noqa: PLC0415 (a Python too old to have it is told in words what is needed)

    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    project = json.dumps([settings["project"], settings["build-system"]])
    return f"{hashlib.sha256(lock.read_bytes() + project.encode()).hexdigest()} {sys.version.split()[0]} {sys.platform}"


def read_stamp() -> dict[str, str]:
    """The stamps of the environment as it is; empty when there is none, or an installation was cut off."""
    try:
        return json.loads(STAMP.read_text(encoding="utf-8"))
    except (FileNotFoundError, json.JSONDecodeError):
        return {}


def locked_names(lock: str) -> set[str]:
    """Names of all packages that a lock may install, on any platform."""
    return {match[1] for match in re.finditer(r"^([a-z0-9][a-z0-9._-]*)==", lock, re.MULTILINE)}


def make_environment() -> None:
    """Make `.venv` new when there is none or it belongs to another interpreter."""
    settings = ENVIRONMENT / "pyvenv.cfg"
    same = settings.exists() and f"version = {sys.version.split()[0]}" in settings.read_text(encoding="utf-8")
    has_pip = "import importlib.util, sys; sys.exit(importlib.util.find_spec('pip') is None)"
    if same and PYTHON.exists() and call([PYTHON, "-c", has_pip]) == 0:  # without pip its making was cut off
        return
    if sys.prefix != sys.base_prefix and Path(sys.prefix) == ENVIRONMENT:
        raise Stop("Please start dev.py with the system's Python, not the one in .venv: .venv has to be made anew.")
    say(f"Making .venv with Python {sys.version.split()[0]}")
    venv.EnvBuilder(clear=True, with_pip=True, symlinks=not WINDOWS).create(ENVIRONMENT)


def remove_strangers(lock: Path) -> None:
    """Uninstall what no lock names, so that the environment is the lock and nothing else."""
    listed = subprocess.run([str(PYTHON), "-m", "pip", "list", "--format=json"], capture_output=True, text=True, check=True).stdout
    installed = {re.sub(r"[-_.]+", "-", row["name"]).lower() for row in json.loads(listed)}
    strangers = sorted(installed - locked_names(lock.read_text(encoding="utf-8")) - {"pip", "wantedtrack"})
    if strangers:
        call([PYTHON, "-m", "pip", "uninstall", "--quiet", "--yes", *strangers])


def set_up(kind: str) -> None:
    """Bring `.venv` to the lock of this kind ("run" or "dev"); does nothing when it is there already."""
    install_packages()
    wanted = wanted_stamp(LOCKS[kind])
    stamps = read_stamp()
    if stamps.get(kind) == wanted and PYTHON.exists():
        return
    STAMP.unlink(missing_ok=True)
    make_environment()
    started = time.monotonic()
    say(f"Installing requirements/{LOCKS[kind].name} into .venv (with hashes; this happens once for each lock)")
    pip = [PYTHON, "-m", "pip", "install", "-qq", "--disable-pip-version-check"]
    if call([*pip, "--require-hashes", "--only-binary", ":all:", "--requirement", LOCKS[kind]]):
        raise Stop("The packages could not be installed. The first lines above say which; the network or the package index may be away.")
    if kind == "dev":
        remove_strangers(LOCKS[kind])
    if call([*pip, "--no-index", "--no-deps", "--no-build-isolation", "--editable", ROOT]):
        raise Stop("WantedTrack itself could not be put on the path of .venv.")
    fits = {kind: wanted}
    if kind == "dev":  # the development lock holds all of the other one, version for version
        fits["run"] = wanted_stamp(LOCKS["run"])
    STAMP.write_text(json.dumps(fits), encoding="utf-8")
    say(f"Ready in {time.monotonic() - started:.0f} s")


# --- the commands


def has_screen() -> bool:
    """Whether a window can be shown here."""
    return WINDOWS or sys.platform == "darwin" or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def compile_modules() -> None:
    """Compile the program's own modules, as an installed program's are: where Python may not write beside them, each start would do it anew."""
    call([PYTHON, "-m", "compileall", "-q", ROOT / "wantedtrack", ROOT / "ui"])


def run(rest: list[str]) -> int:
    """The main job: the window on a demonstration store, or without a screen the demonstration written to build/demo."""
    set_up("run")
    if rest:
        return call([PROGRAM, *rest])
    if has_screen():
        return call([PYTHON, "-m", "ui", "--demo", ROOT / "build" / "demo-home"])
    return call([PROGRAM, "demo", "--out", ROOT / "build" / "demo"])


def test(rest: list[str]) -> int:
    """The test suite on both cores, the window offscreen, the slowest told at the end; further words go to pytest."""
    set_up("dev")
    spread = [] if any(word.startswith(("-n", "--numprocesses")) for word in rest) else SPREAD
    # A test that hangs is ended and named, with where each of its threads stood. Long forms may take their time.
    bounded = [] if "-m" in rest else BOUNDED
    return call([PYTHON, "-m", "pytest", *spread, *bounded, *rest], QT_QPA_PLATFORM="offscreen", PYTHONDONTWRITEBYTECODE="")


def timed(name: str, step: Callable[[], tuple[bool, str]]) -> bool:
    """Run one check, print its one line, and whatever it said when it failed."""
    started = time.monotonic()
    fine, output = step()
    line = f"{'ok    ' if fine else 'FAILED'} {name:<22} {time.monotonic() - started:6.1f} s"
    told = not fine or output.startswith("note: ")
    print(f"{line}\n{output.rstrip()}" if told else line, flush=True)  # in one piece: two checks run at a time
    return fine


def module(*words: str) -> Callable[[], tuple[bool, str]]:
    """A check that is a module of `.venv`: fine when it exits 0."""

    def step() -> tuple[bool, str]:
        done = subprocess.run([str(PYTHON), "-m", *words], cwd=ROOT, capture_output=True, text=True, check=False, encoding="utf-8")
        return done.returncode == 0, done.stdout + done.stderr

    return step


def audit_report(printed: str, *, strict: bool) -> tuple[bool, str]:
    """Read pip-audit's JSON. A package that the public list did not answer for was not checked, and the line says so."""
    try:
        packages: list[dict[str, Any]] = json.loads(printed)["dependencies"]
    except (json.JSONDecodeError, KeyError):
        return True, "note: not checked: the list of known vulnerabilities could not be reached"
    found = [f"  {package['name']} {package['version']}: {known['id']}" for package in packages for known in package.get("vulns", [])]
    skipped = sum("skip_reason" in package for package in packages)
    if found:
        return not strict, "\n".join(["note: known vulnerabilities:", *found])
    if skipped:
        return True, f"note: not checked: the list of known vulnerabilities had no answer for {skipped} of {len(packages)} packages"
    return True, ""


def known_vulnerabilities(*, strict: bool) -> Callable[[], tuple[bool, str]]:
    """Ask the public list about the run lock; a finding fails only when strict, no network is said and not counted."""

    def step() -> tuple[bool, str]:
        audit = [str(PYTHON), "-m", "pip_audit", "--progress-spinner", "off", "--disable-pip", "--require-hashes", "--timeout", "10"]
        audit += ["--format", "json", "--requirement", str(LOCKS["run"])]
        try:
            done = subprocess.run(audit, cwd=ROOT, capture_output=True, text=True, check=False, timeout=AUDIT_SECONDS)
        except subprocess.TimeoutExpired:
            return True, f"note: not checked: no answer within {AUDIT_SECONDS} s"
        return audit_report(done.stdout, strict=strict)

    return step


def check(rest: list[str]) -> int:
    """Format, lint, types, architecture, links, made pages, secrets, licences, known vulnerabilities: one line each."""
    options = argparse.ArgumentParser(prog="dev.py check")
    options.add_argument("--strict", action="store_true", help="known vulnerabilities fail the check too")
    strict = options.parse_args(rest).strict
    set_up("dev")
    steps = {
        "types": module("pyright"),  # first, for all others together take less than it alone
        "format": module("ruff", "format", "--check", "."),
        "lint": module("ruff", "check", "--output-format", "concise", "."),
        "architecture": module("pytest", "-q", "tests/architecture"),
        "links in documents": module("checks.links"),
        "made pages of the guide": module("checks.guide", "--check"),
        "secrets": module("checks.secrets"),
        "licences": module("checks.licences"),
        "known vulnerabilities": known_vulnerabilities(strict=strict),
    }
    with ThreadPoolExecutor(max_workers=2) as pool:
        results = list(pool.map(timed, steps, steps.values()))
    return 0 if all(results) else 1


def build(rest: list[str]) -> int:
    """The PyInstaller folder in dist/wantedtrack, then both programs' self-check with an empty home and environment."""
    set_up("dev")
    made = call([PYTHON, "-m", "PyInstaller", "--noconfirm", "--log-level", "WARN", *rest, "build.spec"])
    return made or call([PYTHON, "-m", "checks.packaged", ROOT / "dist" / "wantedtrack"])


def pictures(rest: list[str]) -> int:
    """Every page of the window, offscreen, into build/pictures; what the guide shows also into the guide."""
    set_up("dev")
    return call(
        [PYTHON, "-m", "ui", "--pictures", ROOT / "build" / "pictures", "--guide-pictures", ROOT / "docs" / "guide" / "pictures", *rest],
        QT_QPA_PLATFORM="offscreen",
    )


def bench(rest: list[str]) -> int:
    """The benchmarks named, or all; a JSON line each."""
    set_up("dev")
    compile_modules()
    return call([PYTHON, "-m", "tests.load", *rest], QT_QPA_PLATFORM="offscreen")


def lock(rest: list[str]) -> int:
    """Renew both locks for every platform, then the list of licences and the bill of materials."""
    set_up("dev")
    uv = [PYTHON, "-m", "uv", "pip", "compile", "pyproject.toml", "--universal", "--generate-hashes", "--only-binary", ":all:"]
    plain = ["--no-emit-index-url", "--no-annotate", "--no-header", "--python-version", ".".join(map(str, OLDEST)), "--quiet"]
    for kind, group in (("run", ["--group", "install"]), ("dev", ["--group", "dev", "--constraint", LOCKS["run"]])):
        if call([*uv, *plain, *(rest or ["--upgrade"]), *group, "--output-file", LOCKS[kind]]):
            raise Stop(f"requirements/{LOCKS[kind].name} could not be renewed; it is as it was.")
    set_up("dev")
    return call([PYTHON, "-m", "checks.licences", "--write"]) or call([PYTHON, "-m", "checks.materials", ROOT / "build" / "sbom.json"])


def setup(rest: list[str]) -> int:
    """Only the set-up: everything for work and tests."""
    del rest
    set_up("dev")
    compile_modules()
    return 0


COMMANDS: dict[str, Callable[[list[str]], int]] = {
    "run": run, "test": test, "setup": setup, "check": check, "build": build, "pictures": pictures, "bench": bench, "lock": lock,
}  # fmt: skip


def main(words: list[str]) -> int:
    """Run one command; words after `--`, or words the command does not know, are handed on to what it starts."""
    parser = argparse.ArgumentParser(prog="dev.py", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("command", choices=COMMANDS, help="; ".join(f"{name}: {act.__doc__}" for name, act in COMMANDS.items()))
    command, rest = parser.parse_args(words[:1]).command, words[1:]
    if rest[:1] == ["--"]:
        rest = rest[1:]
    if not OLDEST <= sys.version_info[:2] <= NEWEST:
        say(f"WantedTrack needs Python {OLDEST[0]}.{OLDEST[1]} to {NEWEST[0]}.{NEWEST[1]}; this is {sys.version.split()[0]}.")
        return 1
    try:
        return COMMANDS[command](rest)
    except Stop as stop:
        say(str(stop))
    except KeyboardInterrupt:
        return 130
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
