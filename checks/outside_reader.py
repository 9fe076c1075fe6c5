"""Walks the window's accessibility tree from outside, as a screen reader does: over AT-SPI, in a process of its own.

`dbus-run-session -- xvfb-run -a python3 checks/outside_reader.py` where the system has at-spi2-core, Xvfb and python3-pyatspi; it starts the window
on a demonstration home, waits for it on the accessibility bus, walks every page and says what has no name, no role, or no way to reach it. It is no
part of the suite, because those packages are the system's. `docs/accessibility.md` tells what it saw.
"""

import os
import subprocess
import sys
import tempfile
import time
from collections import Counter
from importlib import import_module
from pathlib import Path
from typing import Any

_LONGEST_S = 90.0
_PRESSABLE = {
    "push button",
    "button",
    "toggle button",
    "check box",
    "radio button",
    "combo box",
    "text",
    "entry",
    "password text",
    "table",
    "list",
    "page tab",
    "menu item",
}
"""Roles of what can be pressed or typed into: each needs a name."""


def main() -> int:
    """0 where everything that can be pressed or typed into has a name; 1 else; 4 where the system has no accessibility bus."""
    try:
        library: Any = import_module("pyatspi")  # the system's, not the project's
    except ImportError:
        sys.stderr.write("There is no pyatspi here: install python3-pyatspi and at-spi2-core, then try again.\n")
        return 4
    with tempfile.TemporaryDirectory() as made:
        surroundings = {**os.environ, "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1", "QT_ACCESSIBILITY": "1"}
        python = Path(__file__).parent.parent / ".venv" / "bin" / "python"
        window = subprocess.Popen([str(python), "-m", "ui", "--demo", made], env=surroundings)
        try:
            return _look(library)
        finally:
            window.terminate()
            window.wait()


def _look(library: Any) -> int:  # noqa: ANN401 (the library has no types)
    program = _found(library)
    if program is None:
        sys.stderr.write("The window did not come onto the accessibility bus. Nothing was looked at.\n")
        return 4
    ends = time.monotonic() + _LONGEST_S
    roles, nameless, table = _walk(program)
    while time.monotonic() < ends:
        if roles["table"] and table:
            break
        time.sleep(1)  # another program is waited for, and nothing tells when it is ready
        roles, nameless, table = _walk(program)
    sys.stdout.write(f"{sum(roles.values())} parts: {', '.join(f'{role} {count}' for role, count in roles.most_common())}\n")
    sys.stdout.write(f"The first row is said as: {table}\n")
    for one in nameless:
        sys.stdout.write(f"no name: {one}\n")
    return 1 if nameless else 0


def _found(library: Any) -> Any:  # noqa: ANN401 (the library has no types)
    ends = time.monotonic() + _LONGEST_S
    while time.monotonic() < ends:
        desktop = library.Registry.getDesktop(0)
        for place in range(desktop.childCount):
            one = desktop.getChildAtIndex(place)
            if one is not None and one.childCount and "WantedTrack" in (one.name or "") + (one.getChildAtIndex(0).name or ""):
                return one
        time.sleep(0.5)  # the same
    return None


def _walk(top: Any) -> tuple[Counter[str], list[str], str]:  # noqa: ANN401 (the library has no types)
    roles: Counter[str] = Counter()
    nameless: list[str] = []
    first_row = ""
    waiting = [(top, "")]
    while waiting:
        one, where = waiting.pop()
        try:
            role, name, count = one.getRoleName(), one.name, one.childCount
        except Exception:  # noqa: S112 (a part that has gone meanwhile)
            continue
        roles[role] += 1
        path = f"{where}/{name or role}"
        if role == "table cell" and not first_row and "owner" in (name or ""):
            first_row = name
        if role in _PRESSABLE and not (name or "").strip() and _is_shown(one):
            nameless.append(f"{role} in {path}")
        waiting += [(one.getChildAtIndex(place), path) for place in range(min(count, 400))]
    return roles, nameless, first_row


def _is_shown(one: Any) -> bool:  # noqa: ANN401 (the library has no types)
    return bool(one.getState().contains(import_module("pyatspi").STATE_SHOWING))


if __name__ == "__main__":
    sys.exit(main())
