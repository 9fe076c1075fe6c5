"""Draws the pages offscreen for the guide: light and dark, at a laptop's size and a desk's; from a demonstration home."""

import os
import sys
import tempfile
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QCoreApplication, QEventLoop, QTimer
from PySide6.QtWidgets import QApplication

from ui.main_window import MainWindow
from ui.theme.colours import ThemeName
from wantedtrack.demonstration import continuing_clock, make_demonstration
from wantedtrack.resources import resource_path
from wantedtrack.rules.entry import Band, Instant

_SIZES = ((1366, 768), (1920, 1080))
_THEMES = (ThemeName.LIGHT, ThemeName.DARK)
_LONGEST_MS = 60_000


class Build(Protocol):
    """Puts the program together on a home."""

    def __call__(self, home: Path, *, watch: bool, now: Callable[[], Instant]) -> MainWindow:
        """The window, not shown."""
        ...


def draw_pictures(folder: Path, demo: Path | None, build: Build) -> int:
    """Draw every page into `folder`, named after the page, the theme and the width. 0 when all were drawn."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    app = QApplication.instance() or QApplication([])
    folder.mkdir(parents=True, exist_ok=True)
    with _home(demo) as home:
        window = build(home, watch=False, now=continuing_clock(home))
        window.show()
        _spin(lambda: window.desk.is_open, window)
        _until_settled(window)
        count = 0
        for theme in _THEMES:
            window.theme.choose(theme)
            for width, height in _SIZES:
                window.resize(width, height)
                for name in _pages(window):
                    _until_settled(window)
                    window.area.notices.clear()
                    _until_settled(window)
                    window.grab().save(str(folder / f"{name}-{theme.value}-{width}.png"))
                    count += 1
        window.close()
    app.processEvents()
    sys.stdout.write(f"{count} pictures in {folder}\n")
    return 0


def _pages(window: MainWindow) -> Iterator[str]:
    """Go from page to page; each name is yielded when its page is asked for."""
    area, does = window.area, window.commands.do_named
    does("list-this-shift")
    _until_settled(window)
    area.queue.table.look_at_place(_telling(window))
    yield "queue"
    does("open-entry")
    area.queue.entry.tabs.setCurrentIndex(1)
    yield "entry"
    area.queue.entry.tabs.setCurrentIndex(0)
    does("why")
    yield "why"
    does("queue")
    does("reason-card")
    yield "reason-card"
    does("queue")
    yield from _forms(window)
    does("start-of-shift")
    yield "start-of-shift"
    yield from _handover(window)
    does("import")
    area.intake.panel.source.setCurrentIndex(1)
    area.intake.panel.path.setText(str(resource_path("extracts", "bail_returns_example.csv")))
    area.intake.panel.preview()
    _until_settled(window)
    # A picture in the guide shows the file's name, not where it lay on the machine that drew it.
    area.intake.panel.path.setText("bail_returns_example.csv")
    yield "intake-preview"
    does("intake")
    yield "intake"
    area.intake.panel.start_over()
    does("queue")
    does("palette")
    window.commands.palette.line.setText("no reply")
    yield "palette"
    window.commands.palette.close_again()
    does("shortcuts")
    yield "shortcuts"
    does("about")
    yield "about"


def _telling(window: MainWindow) -> int:
    """A row that shows much: high, owned, tried; else the first."""
    model = window.area.queue.model
    rows = [model.row_of(model.entry_at(place)) for place in range(min(model.rowCount(), 200))]
    return next((place for place, row in enumerate(rows) if row and row.band is Band.HIGH and row.attempt_count and row.owner), 0)


def _forms(window: MainWindow) -> Iterator[str]:
    queue = window.area.queue
    for action, name, place in (("log-attempt", "log-attempt", "list-everything"), ("accept", "accept", "list-drafts")):
        window.commands.do_named(place)
        _until_settled(window)
        queue.table.look_at_place(_telling(window))
        _until_settled(window)
        window.commands.do_named(action)
        yield name
        if (form := queue.open_form()) is not None:
            form.cancel.click()


def _handover(window: MainWindow) -> Iterator[str]:
    """The page as the outgoing officer reads it through, before signing."""
    window.commands.do_named("handover")
    _until_settled(window)
    if window.area.handover.prepare.isEnabled():
        window.area.handover.prepare.click()
        _until_settled(window)
    yield "handover-signing"


@contextmanager
def _home(demo: Path | None) -> Generator[Path]:
    if demo is not None:
        yield demo
        return
    with tempfile.TemporaryDirectory(prefix="wantedtrack-pictures-") as made:
        yield make_demonstration(Path(made))


def _until_settled(window: MainWindow) -> None:
    """Wait for the reads under way, then for the painting they asked for."""
    _spin(lambda: window.desk.is_settled, window)
    for _ in range(5):
        QCoreApplication.processEvents()
    _spin(lambda: window.desk.is_settled, window)


def _spin(is_done: Callable[[], bool], window: MainWindow) -> None:
    while not is_done():
        loop = QEventLoop()
        window.settled.connect(loop.quit)
        QTimer.singleShot(_LONGEST_MS, loop.quit)
        loop.exec()
