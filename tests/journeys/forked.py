"""Real processes without the second that each spends importing: one that has imported the program already, and forks a child for each command.

That one has also done a few commands on a home of its own, so that a child need not work out anew what every command asks of its store. A child has its own memory, environment, standard output and exit code as one from the shell has; where there is no fork (Windows), and where
the start itself is in question, tests start the program as a person does.
"""

import atexit
import contextlib
import io
import json
import os
import signal
import subprocess
import sys
import tempfile
import threading
import traceback
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any

SECONDS = 120
CAN_FORK = hasattr(os, "fork")


def answer_of(words: Sequence[str], environment: Mapping[str, str]) -> tuple[int, str, str]:
    """Exit code, standard output and standard error of `wantedtrack` with these words, each in a process of its own."""
    with tempfile.TemporaryDirectory() as beside:
        told, said = Path(beside, "told"), Path(beside, "said")
        asked = {"words": list(words), "environment": dict(environment), "told": str(told), "said": str(said), "at": str(Path.cwd())}
        parent = _parent()
        assert parent.stdin is not None
        assert parent.stdout is not None
        parent.stdin.write(json.dumps(asked) + "\n")
        parent.stdin.flush()
        code = int(parent.stdout.readline())
        return code, told.read_text(encoding="utf-8"), said.read_text(encoding="utf-8")


@cache
def _parent() -> subprocess.Popen[str]:
    environment = {**os.environ, "PYTHONUTF8": "1", "PYTHON_KEYRING_BACKEND": "keyring.backends.fail.Keyring"}
    parent = subprocess.Popen(
        [sys.executable, "-m", "tests.journeys.forked"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment
    )
    atexit.register(_end, parent)
    return parent


def _end(parent: subprocess.Popen[str]) -> None:
    parent.communicate(timeout=SECONDS)


def _import_everything() -> None:
    program = import_module("wantedtrack.cli.program")
    for command in program.program.list_commands(None):
        program.program.get_command(None, command)


_AT = "2026-03-02T09:00:00Z"
_ENTRY = "--category wanted --surname INVENTED --became-outstanding-at 2026-03-02T08:00:00Z --offence Theft"
_FIRST = (
    "init --demonstration",
    f"do add-entry {_ENTRY}",
    "do add-note DEMO-000001 --text Invented",
    "queue",
    "show DEMO-000001",
    "inbox",
    "why DEMO-000001",
    "sweep",
)
"""What the one process has done before it answers: what these ask of a store, most other commands ask too."""


def _get_going() -> None:
    run: Callable[[list[str]], int] = import_module("wantedtrack.cli.program").run
    with tempfile.TemporaryDirectory() as beside, contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        for words in _FIRST:
            run(["--home", str(Path(beside, "home")), "--as", "DEMO-PS", "--at", _AT, *words.split()])


def _serve() -> None:
    """Fork for each line; only the child goes on from here, with its words."""
    for line in sys.stdin:
        asked: dict[str, Any] = json.loads(line)
        child = os.fork()
        if child == 0:
            _leave(_live(asked))
        _, status = os.waitpid(child, 0)
        print(os.waitstatus_to_exitcode(status), flush=True)  # noqa: T201 (the answer to the test's process)


def _live(asked: Mapping[str, Any]) -> int:
    try:
        _become(asked)
        import_module("wantedtrack.cli.program").main(asked["words"])
    except SystemExit as leaving:
        return leaving.code if isinstance(leaving.code, int) else 1
    except BaseException:  # as the interpreter does with what nobody caught
        traceback.print_exc()
        return 1
    return 0


def _leave(code: int) -> None:
    """End as the interpreter does, but for taking a thousand modules apart, which takes longer than most commands."""
    for thread in threading.enumerate():
        if not thread.daemon and thread is not threading.current_thread():
            thread.join()
    atexit._run_exitfuncs()
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)


def _become(asked: Mapping[str, Any]) -> None:
    signal.alarm(SECONDS)
    os.chdir(asked["at"])
    os.environ.clear()
    os.environ.update(asked["environment"])
    for number, name in ((1, asked["told"]), (2, asked["said"])):
        opened = os.open(name, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
        os.dup2(opened, number)
        os.close(opened)
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)


if __name__ == "__main__":
    _import_everything()
    _get_going()
    _serve()
