"""The real command line as a child process, on a home of its own."""

import contextlib
import io
import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.journeys.forked import CAN_FORK, SECONDS, answer_of
from wantedtrack.cli.program import run

CHECKED = (
    "identity",
    "grounds",
    "necessity",
    "addresses",
    "custody_prison_checked",
    "voluntary_attendance",
    "warnings",
    "circulation_decision",
)


@dataclass(frozen=True)
class Answer:
    code: int
    text: str
    said: str

    @property
    def json(self) -> Any:
        return json.loads(self.text)


@dataclass
class Program:
    """`wantedtrack` on one home; `at` and `collar` are those of the next command unless it says otherwise."""

    home: Path
    at: str | None = "2026-03-02T09:00:00Z"
    database: str | None = None

    def command(self, *words: str, at: str | None = None, collar: str | None = None) -> list[str]:
        moment = at or self.at
        options = ["--home", str(self.home), "--json", *(["--database", self.database] if self.database else [])]
        options += [*(["--at", moment] if moment else []), *(["--as", collar] if collar else [])]
        return [sys.executable, "-m", "wantedtrack", *options, *words]

    def __call__(self, *words: str, at: str | None = None, collar: str | None = None) -> Answer:
        command = self.command(*words, at=at, collar=collar)
        if CAN_FORK:
            return Answer(*answer_of(command[3:], self.environment()))
        done = subprocess.run(command, capture_output=True, text=True, check=False, env=self.environment(), timeout=SECONDS)
        return Answer(done.returncode, done.stdout, done.stderr)

    @classmethod
    def in_one_process(cls, home: Path) -> "Program":
        """The same words to the same function without a new process for each: for long lives of many commands."""
        return _InOneProcess(home)

    def does(self, *words: str, at: str | None = None, collar: str | None = None) -> Any:
        answer = self(*words, at=at, collar=collar)
        assert answer.code == 0, answer.text + answer.said
        return answer.json

    def refused(self, *words: str, at: str | None = None, collar: str | None = None) -> tuple[int, str]:
        answer = self(*words, at=at, collar=collar)
        return answer.code, answer.json["error"]["code"]

    @staticmethod
    def environment() -> dict[str, str]:
        return {**os.environ, "PYTHON_KEYRING_BACKEND": "keyring.backends.fail.Keyring", "PYTHONUTF8": "1"}

    def adds(self, surname: str, *more: str) -> str:
        words = ("--category", "wanted", "--surname", surname, "--became-outstanding-at", "2026-03-02T08:00:00Z", "--offence", "Theft")
        return self.does("do", "add-entry", *words, *more)["reference"]

    def accepts(self, reference: str, band: str = "high") -> None:
        checklist = json.dumps(dict.fromkeys(CHECKED, "yes"))
        self.does("do", "accept", reference, "--band", band, "--rationale", "Invented", "--checklist", checklist)


class _InOneProcess(Program):
    def __call__(self, *words: str, at: str | None = None, collar: str | None = None) -> Answer:
        told, said = io.StringIO(), io.StringIO()
        with contextlib.redirect_stdout(told), contextlib.redirect_stderr(said):
            code = run(self.command(*words, at=at, collar=collar)[3:])
        return Answer(code, told.getvalue(), said.getvalue())
