"""Draws the window's pages offscreen: in three themes, at a laptop's size and a desk's, at the system's text and twice that, without colour and as the colour-blind see it."""

import os
import re
import sys
import tempfile
from array import array
from collections import Counter
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from ui.main_window import MainWindow
from ui.picture_tour import Tour, spin
from ui.seen_otherwise import SIGHTS, seen_by
from ui.theme.colours import ThemeName
from wantedtrack.demonstration import continuing_clock, make_demonstration
from wantedtrack.resources import guide_path
from wantedtrack.rules.entry import Instant

_SIZES = ((1366, 768), (1920, 1080))
_COLOURS, _SMALLEST = 256, 0
_SEEN_OTHERWISE = ("queue", "start-of-shift", "measures")
_IN_GUIDE = re.compile(r"pictures/([\w-]+)-light-1366\.png")


@dataclass(frozen=True, slots=True)
class Look:
    """How the window stands while it is drawn."""

    theme: ThemeName
    size: tuple[int, int]
    scale: float = 1.0

    @property
    def name(self) -> str:
        """What the file's name ends in."""
        return f"{self.theme.value}-{self.size[0]}" + ("" if self.scale == 1.0 else f"-{self.scale:.0%}".rstrip("%"))


BRIEF = tuple(Look(theme, size) for theme in (ThemeName.LIGHT, ThemeName.DARK) for size in _SIZES)
EVERY = tuple(Look(theme, size, scale) for scale in (1.0, 2.0) for theme in ThemeName for size in _SIZES)


class Build(Protocol):
    """Puts the program together on a home."""

    def __call__(self, home: Path, *, watch: bool, now: Callable[[], Instant]) -> MainWindow:
        """The window, not shown."""
        ...


def draw_pictures(folder: Path, demo: Path | None, build: Build, *, guide: Path | None = None) -> int:
    """Draw pages into `folder`, named after the page, the theme and the width. 0 when all were drawn.

    With `guide` it is every page and state in every look, and what the guide shows is also written there, small.
    """
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    app = QApplication.instance() or QApplication([])
    folder.mkdir(parents=True, exist_ok=True)
    wanted = frozenset(_IN_GUIDE.findall(guide_path("README.md").read_text(encoding="utf-8")))
    with _home(demo) as home:
        window = build(home, watch=False, now=continuing_clock(home))
        window.show()
        spin(lambda: window.desk.is_open, window)
        tour = Tour(window)
        tour.settle()
        count = 0
        for look in BRIEF if guide is None else EVERY:
            for name, image in _drawn(window, tour, look, is_brief=guide is None):
                image.save(str(folder / f"{name}-{look.name}.png"))
                count += 1
                if guide is not None and look == EVERY[0] and name in wanted:
                    small(image).save(str(guide / f"{name}-{look.name}.png"), quality=_SMALLEST)
        window.theme.scale_text(1.0)
        window.close()
    app.processEvents()
    sys.stdout.write(f"{count} pictures in {folder}\n")
    return 0


def _drawn(window: MainWindow, tour: Tour, look: Look, *, is_brief: bool) -> Iterator[tuple[str, QImage]]:
    window.theme.dress(fixed=look.theme, text_scale=look.scale, is_still=True)
    window.resize(*look.size)
    for name, seen in tour.stops(is_brief=is_brief):
        image = seen.grab().toImage()
        yield name, image
        if not is_brief and name in _SEEN_OTHERWISE and look.scale == 1.0 and look.size == _SIZES[0]:
            for sight in SIGHTS:
                yield f"{name}-{sight}", seen_by(image, sight)


def small(image: QImage) -> QImage:
    """The same in the 256 colours that most of it has, each dot in the nearest: a guide's picture, not a photograph."""
    plain = image.convertToFormat(QImage.Format.Format_RGB32)
    most = [colour for colour, _ in Counter(array("I", bytes(plain.constBits()))).most_common(_COLOURS)]
    return plain.convertToFormat(
        QImage.Format.Format_Indexed8, most, Qt.ImageConversionFlag.ThresholdDither | Qt.ImageConversionFlag.AvoidDither
    )


@contextmanager
def _home(demo: Path | None) -> Generator[Path]:
    if demo is not None:
        yield demo
        return
    with tempfile.TemporaryDirectory(prefix="wantedtrack-pictures-") as made:
        yield make_demonstration(Path(made))
