"""Real processes without the second that each spends importing: one that has imported the program already, and forks a child for each command.

A child has its own memory, environment, standard output and exit code as one from the shell has; where there is no fork (Windows), and where
the start itself is in question, tests start the program as a person does.
"""

import atexit
import json
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
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
    environment = {**os.environ, "PYTHONUTF8": "1"}
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


def _serve() -> None:
    """Fork for each line; only the child goes on from here, with its words."""
    for line in sys.stdin:
        asked: dict[str, Any] = json.loads(line)
        child = os.fork()
        if child == 0:
            _become(asked)
            import_module("wantedtrack.cli.program").main(asked["words"])
            sys.exit(0)
        _, status = os.waitpid(child, 0)
        print(os.waitstatus_to_exitcode(status), flush=True)  # noqa: T201 (the answer to the test's process)


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
    _serve()
