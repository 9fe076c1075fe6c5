"""Imports every module of the program in a process of its own and prints what any of them opened: run by test_importing.py.

All is imported once, so that the libraries are there; then our own modules are forgotten and imported again under an audit hook. What
happens then is the work of our module-level code alone.
"""

import importlib
import json
import os
import sys
from pathlib import Path

from tests.architecture.house import PACKAGES, ROOT, modules

WATCHED = (
    "open",
    "sqlite3.connect",
    "subprocess.Popen",
    "os.system",
    "os.mkdir",
    "os.rename",
    "os.remove",
    "_thread.start_new_thread",
    "tempfile.mkstemp",
)
# A migration is run by Alembic, which gives it the connection that it names at its top.
RUN_BY_OTHERS = ("wantedtrack.store.migrations",)

OURS = tuple(f"{ROOT / package}{os.sep}" for package in PACKAGES)

events: list[str] = []
watching = False


def whose() -> str:
    """File and line of our own code that is being run, seen from the innermost call outwards."""
    frame = sys._getframe()
    while frame is not None and not frame.f_code.co_filename.startswith(OURS):
        frame = frame.f_back
    return "?" if frame is None else f"{frame.f_code.co_filename}:{frame.f_lineno}"


def watch(event: str, arguments: tuple[object, ...]) -> None:
    """Keep what the module being imported opens, its own source and its compiled form left out."""
    if not watching or not (event in WATCHED or event.startswith("socket.")):
        return
    target = arguments[0] if arguments else ""
    path = Path(os.fsdecode(target)) if isinstance(target, str | bytes) else None
    if event == "open" and path is not None and path.suffix in {".py", ".pyc"}:
        return
    events.append(f"{whose()}: {event} {target}")


def main() -> None:
    """Print a JSON list of what was opened."""
    global watching  # noqa: PLW0603 (an audit hook can be told nothing but through the module it lives in)
    sys.dont_write_bytecode = True
    names = [name for name in modules() if not name.startswith(RUN_BY_OTHERS)]
    for name in names:
        importlib.import_module(name)
    for name in [name for name in sys.modules if name.split(".")[0] in PACKAGES]:
        del sys.modules[name]
    sys.addaudithook(watch)
    watching = True
    for name in names:
        importlib.import_module(name)
    watching = False
    if "PySide6.QtCore" in sys.modules and sys.modules["PySide6.QtCore"].QCoreApplication.instance() is not None:
        events.append("an application object was made")
    json.dump([event.replace(str(ROOT), ".") for event in events], sys.stdout)


if __name__ == "__main__":
    main()
