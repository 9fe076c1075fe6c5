"""Puts the parts together: store, desk, theme, window and watcher; and starts the program."""

import argparse
import logging
import os
import sys
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QTimer
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication

from ui import own_import as _  # noqa: F401 (before any other module of the window)
from ui.desk.ahead import Ahead, is_worth_it
from wantedtrack.errors import Refusal, Unavailable
from wantedtrack.resources import resource_path

if TYPE_CHECKING:
    from ui.desk.beginning import Beginner
    from ui.desk.door import Leave
    from ui.desk.opened import Office
    from ui.main_window import MainWindow
    from wantedtrack.rules.entry import Instant
    from wantedtrack.store.drafts import Draft
    from wantedtrack.watch import Run, Watcher

Now = Callable[[], "Instant"]
_SWITCH_S = 0.0005
"""How long the worker may keep the interpreter while the window waits for it. Painting comes back to Python some dozens of times, and by default waits 5 ms each time."""


def build(
    home: Path,
    *,
    watch: bool = True,
    now: Now | None = None,
    database: str | None = None,
    demonstration: bool = False,
    ahead: Ahead | None = None,
) -> "MainWindow":
    """Put the whole program together on an existing store and show nothing; the store opens on the worker.

    The caller owns the QApplication. `now` is a function that gives an aware instant, for demonstration stores only. All named parts are
    there once `settled` was first emitted. `demonstration` makes a demonstration store first where there is none, and lets its clock go on
    from where its journal stands. `ahead` is for whoever has asked for the first page already; else it is asked for here where that is worth it.
    """
    app = QApplication.instance()
    if not isinstance(app, QApplication):
        raise TypeError("the caller makes the QApplication first")
    # Before anything else is loaded: meanwhile it loads what it needs.
    if ahead is None and not demonstration and is_worth_it():
        ahead = Ahead(home, database, None if now is None else now())
    from ui.desk.beginning import Beginner  # noqa: PLC0415 (loaded while the first page is being read)
    from ui.desk.door import Desk  # noqa: PLC0415 (the same)
    from ui.head_start import HeadStart  # noqa: PLC0415 (the same)
    from ui.main_window import MainWindow  # noqa: PLC0415 (the same)
    from ui.settings.preferences import Preferences  # noqa: PLC0415 (the same)
    from ui.theme.style import Theme  # noqa: PLC0415 (the same)
    from ui.window_place import WindowPlace  # noqa: PLC0415 (the same)

    sys.setswitchinterval(_SWITCH_S)
    beginner = Beginner(home, database)
    desk = Desk(
        _opening(home, database, now, beginner, demonstration=demonstration),
        now=now,
        watching=_watching(home) if watch else None,
        leaving=_leaving(home),
        beginning=beginner,
        aside=Drawer(home),
    )
    theme = app.findChild(Theme) or Theme(app)
    place, preferences = WindowPlace(home / "window.ini"), Preferences(home, theme)
    window = MainWindow(desk, theme, place, preferences, HeadStart(ahead) if ahead is not None else None)
    for part in (desk, place, preferences):
        part.setParent(window)
    if demonstration:
        window.say_making_demonstration()
    QTimer.singleShot(0, window.begin)
    return window


def _opening(home: Path, database: str | None, now: Now | None, beginner: "Beginner", *, demonstration: bool) -> "Callable[[], Office]":
    """What opens the store: called on the worker after the first paint, and only then are the store's libraries loaded."""

    def open_office() -> "Office":
        from dataclasses import replace  # noqa: PLC0415 (the same)

        from ui.desk.given_clock import GivenClock  # noqa: PLC0415 (the same)
        from ui.desk.opened import Office  # noqa: PLC0415 (loads the store's libraries: on the worker, after the first paint)
        from ui.desk.signing_in import HomeSignIn  # noqa: PLC0415 (the same)
        from wantedtrack.opening import open_home, publish_key  # noqa: PLC0415 (the same)
        from wantedtrack.settings import Home  # noqa: PLC0415 (the same)

        clock = _lived_in(home) if demonstration and now is None else now
        collar, passphrase = beginner.entered()
        opened = open_home(home, database=database, collar=collar, passphrase=passphrase)
        publish_key(Home(home), opened)
        if clock is not None and opened.info.is_demonstration:
            opened = replace(opened, clock=GivenClock(clock))
        return Office(opened, HomeSignIn(home, database), home)

    return open_office


def _watching(home: Path) -> "Callable[[Office, Run], Watcher]":
    """What makes the watcher, whose jobs run on the desk's one worker, so that there is one writer."""

    def make(office: "Office", run: "Run") -> "Watcher":
        from wantedtrack.settings import Home  # noqa: PLC0415 (the same)
        from wantedtrack.watch import Watcher  # noqa: PLC0415 (the same)

        return Watcher(office.opened, Home(home), say=logging.getLogger("wantedtrack.watch").info, run=run)

    return make


def _leaving(home: Path) -> "Leave":
    """What keeps a new entry on this desktop while its store cannot be had."""

    def leave(deed: str, words: Mapping[str, Any], deed_id: str, refused: Refusal) -> Any:  # noqa: ANN401 (the deed's Changes)
        from wantedtrack import outbox  # noqa: PLC0415 (only then)
        from wantedtrack.clock import system_now  # noqa: PLC0415 (only then)
        from wantedtrack.settings import Home  # noqa: PLC0415 (the same)

        return outbox.leave(Home(home), deed, words, now=system_now(), because=refused, deed_id=deed_id)

    return leave


class Drawer:
    """Half-filled forms that lie sealed on this desktop while their store cannot be had."""

    def __init__(self, home: Path) -> None:
        """In this home."""
        self._home = home

    def leave(self, draft: "Draft", collar: str | None) -> None:
        """Seal it here. Raises Unavailable."""
        from wantedtrack import sealed_drafts  # noqa: PLC0415 (only then)
        from wantedtrack.settings import Home  # noqa: PLC0415 (only then)

        sealed_drafts.leave(Home(self._home), draft, collar=collar)

    def bring_in(self, office: "Office") -> None:
        """Lay what lies here into the store."""
        from wantedtrack import sealed_drafts  # noqa: PLC0415 (only then)
        from wantedtrack.settings import Home  # noqa: PLC0415 (only then)

        sealed_drafts.bring_in(Home(self._home), office.opened, now=office.clock_now())


def main(argv: Sequence[str] | None = None) -> int:
    """Start the program; answers with its exit code."""
    given = sys.argv[1:] if argv is None else argv
    if getattr(sys, "frozen", False):
        from wantedtrack.exchange.guard import child_main  # noqa: PLC0415 (a packaged program reads extracts in a child that is itself)

        if child_main(given):
            return 0
    words = _read(given)
    if words.self_check:
        from ui.self_check import self_check  # noqa: PLC0415 (only then)

        return self_check(partial(build, watch=False))
    if words.pdf:
        from ui.printing.pdf_document import set_document  # noqa: PLC0415 (only then)

        return set_document(sys.stdin.buffer, sys.stdout.buffer)
    if words.pictures is not None:
        from ui.pictures import draw_pictures  # noqa: PLC0415 (only then)

        return draw_pictures(words.pictures, words.demo, build, guide=words.guide_pictures)
    return _open_window(words)


def _open_window(words: argparse.Namespace) -> int:
    """The window, or the first one raised where there is one already."""
    from ui.one_window import First, OneWindow  # noqa: PLC0415 (only where the window is opened)

    app = QApplication([])
    app.setApplicationName("WantedTrack")
    app.setDesktopFileName("wantedtrack")
    app.setWindowIcon(QIcon(str(resource_path("icons", "wantedtrack.svg"))))
    home = _home_to_begin_in(words)
    if home is None:
        return Unavailable.exit_code
    one = OneWindow(home, words.database, app)
    first = one.claim(words.reference)
    if first is First.RAISED:
        return 0
    window = build(home, database=words.database, demonstration=words.demo is not None)
    one.asked.connect(window.come_forward)
    window.going.connect(one.leave)
    if first is First.SILENT:
        window.tell_of_silent_window()
    if words.reference:
        window.come_forward(words.reference)
    collect_after_start(window)
    window.painted.connect(one.listen)
    window.show()
    return app.exec()


def collect_after_start(window: "MainWindow") -> None:
    """Let Python look for garbage only once the queue stands on screen, and never again through what the start has made.

    Each look through a million lasting objects would halt the window for longer than the 50 ms that it may be busy.
    """
    window.desk.collector.rest()

    def began() -> None:
        window.settled.disconnect(began)
        window.desk.collector.go_on()

    window.settled.connect(began)


def _home_to_begin_in(words: argparse.Namespace) -> Path | None:
    """The home, or another folder that somebody chooses where that one cannot be used; None to end."""
    while True:
        try:
            return _home(words)
        except Unavailable as refused:
            from ui.first_run.cannot_begin import CannotBegin  # noqa: PLC0415 (only then)

            sys.stderr.write(f"{refused.message}\n")
            asked = CannotBegin(refused)
            asked.exec()
            if asked.chosen is None:
                return None
            words.demo, words.home = None, asked.chosen


def _home(words: argparse.Namespace) -> Path:
    if words.demo is not None:
        return words.demo
    from wantedtrack.settings import find_home  # noqa: PLC0415 (only where a home is looked for)

    return find_home(words.home, os.environ).root


def _lived_in(home: Path) -> Now:
    """A demonstration to look around in, made where there is none, and the clock that goes on with it."""
    from wantedtrack.demonstration import continuing_clock, make_demonstration  # noqa: PLC0415 (only then)

    return continuing_clock(make_demonstration(home))


def _read(argv: Sequence[str]) -> argparse.Namespace:
    reader = argparse.ArgumentParser(prog="wantedtrack-desktop", description="The window of WantedTrack.")
    reader.add_argument(
        "reference",
        nargs="?",
        default="",
        metavar="REFERENCE",
        help="the entry to go to; a window that is open already comes forward and goes to it",
    )
    reader.add_argument("--home", type=Path, help="the folder that holds everything the program keeps")
    reader.add_argument("--database", help="the store, where it is not in the home")
    reader.add_argument("--demo", type=Path, metavar="HOMEDIR", help="open a demonstration store in this folder, made if missing")
    reader.add_argument("--pictures", type=Path, metavar="DIR", help="draw the pages into this folder, offscreen, and end")
    reader.add_argument(
        "--guide-pictures",
        type=Path,
        metavar="DIR",
        help="with --pictures: draw every state in every look, and what the guide shows here, small",
    )
    reader.add_argument("--pdf", action="store_true", help="set the document on standard input as a PDF on standard output, and end")
    reader.add_argument("--self-check", action="store_true", help="check that the window can start, and end")
    return reader.parse_args(argv)
