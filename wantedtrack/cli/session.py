"""What every command shares: the options before it, the store it opens, and how it answers."""

import io
import json
import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from typing import Any

import click

from wantedtrack.clock import system_now
from wantedtrack.deeds.consulting import record_consultation
from wantedtrack.errors import Invalid, Refusal, Unavailable
from wantedtrack.opening import Opened, open_home, publish_key
from wantedtrack.rules import shifts
from wantedtrack.rules.consultation import Looked
from wantedtrack.rules.entry import Instant
from wantedtrack.settings import Home, find_home

_SECOND_OFFICER = "WANTEDTRACK_PASSPHRASE_FILE"


@dataclass
class Session:
    """One run of the command line. The store is opened when a command first asks for it."""

    home_option: Path | None
    database: str | None
    as_json: bool
    quiet: bool
    collar: str | None
    at: Instant | None
    debug: bool
    may_be_unknown: bool = False
    environment: Mapping[str, str] = field(default_factory=lambda: dict(os.environ))

    @cached_property
    def home(self) -> Home:
        """The folder of everything the program keeps, made if missing."""
        home = find_home(self.home_option, self.environment)
        home.guard_new_files()
        return home

    def secret_in(self, variable: str) -> str | None:
        """The words in the file that this variable of the environment names, None where it names none. Raises Unavailable("no_such_file")."""
        file = self.environment.get(variable)
        if not file:
            return None
        try:
            # Some editors begin a file with a mark of its encoding: it is no part of a passphrase.
            return Path(file).read_text(encoding="utf-8-sig").strip("\r\n")
        except (OSError, UnicodeDecodeError, ValueError):
            message = f"The file that {variable} names cannot be read. Nothing was changed; name a text file that this account may read."
            raise Unavailable(message, code="no_such_file") from None

    @cached_property
    def opened(self) -> Opened:
        """The open store. Raises what `open_home` raises."""
        passphrase = self.secret_in(_SECOND_OFFICER)
        opened = open_home(
            self.home.root,
            database=self.database,
            collar=self.collar,
            at=self.at,
            passphrase=passphrase,
            may_be_unknown=self.may_be_unknown,
        )
        publish_key(self.home, opened)
        return opened

    @cached_property
    def now(self) -> Instant:
        """The store's now, asked once: one command is one moment."""
        return self.opened.clock.now()

    @property
    def real_now(self) -> Instant:
        """The time by which things are made where there is no store yet."""
        return self.at or system_now()

    @property
    def shift_ends_at(self) -> Instant | None:
        """The end of the shift on duty that ends next."""
        on_duty = shifts.on_duty_at(self.opened.policy.shift_patterns, self.now)
        return on_duty[0].ends_at if on_duty else None

    def answer(self, document: Mapping[str, Any], *, lines: list[str], looked: Looked | None = None) -> None:
        """Print the JSON document, or the lines for a person; then note who looked, where it was a look at people."""
        if self.as_json:
            click.echo(json.dumps(document, ensure_ascii=False, default=str))
        elif not self.quiet:
            for line in lines:
                click.echo(line)
        if looked is not None:
            self._note(looked)

    def _note(self, looked: Looked) -> None:
        """After the answer, and never in its way: a store that cannot be written just now has been read all the same, and it is said."""
        opened = self.opened
        try:
            record_consultation(store=opened.store, officer=opened.officer, now=system_now(), looks=[looked])
        except Unavailable as error:
            click.echo(f"This look could not be noted in the consultation log. {error.message}", err=True)

    def refuse(self, error: Refusal) -> int:
        """Print a refusal where it belongs and give the exit code."""
        told: dict[str, object] = {"kind": error.kind, "code": error.code, "field": error.field, "message": error.message, **error.more}
        who_could = getattr(error, "who_could", None)
        if who_could is not None:
            told["who_could"] = who_could
        if self.as_json:
            click.echo(json.dumps({"error": told}, ensure_ascii=False))
        else:
            click.echo(error.message, err=True)
        return 2 if error.code in _UNKNOWN_WORDS else error.exit_code


_YEARS_KEPT = range(1970, 2200)
_UNKNOWN_WORDS = ("unknown_deed", "unknown_word")


def read_at(text: str | None) -> Instant | None:
    """The instant of --at. Raises Invalid("bad_date") for one without an offset, or of a year in which no store was kept."""
    if text is None:
        return None
    try:
        at = datetime.fromisoformat(text.strip().replace("Z", "+00:00"))
    except ValueError:
        at = None
    if at is None or at.tzinfo is None or at.year not in _YEARS_KEPT:
        raise Invalid(
            "--at takes an ISO 8601 instant with an offset, such as 2026-03-02T09:00:00Z. Nothing was done.", code="bad_date", field="at"
        )
    return at.astimezone(UTC)


def make_output_safe() -> None:
    """A console that cannot show a character shows a mark instead of ending the program."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8" if not stream.isatty() else None, errors="replace")
