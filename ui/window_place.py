"""Where the window stands, kept from one start to the next; and that it always lies on a screen, whatever became of the screens since."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QByteArray, QDataStream, QObject, QRect, QSettings, QSize, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QScreen
from PySide6.QtWidgets import QMainWindow

from ui.wording import tr
from wantedtrack.settings import free_place_beside

_BEGINS = (1366, 768)
_COMFORTABLE = 1280
_ENOUGH = 0.8
_FRAME = QSize(8, 40)
_SOON_MS = 250
_GEOMETRY = "geometry"
_MAGIC, _KNOWN_VERSION = 0x1D9D0CB, 3
_WIDEST = 100_000


class WindowPlace(QObject):
    """The file of the window's state, which holds no more than how things stand. A file that cannot be understood is set aside and `told`."""

    def __init__(self, path: Path, parent: QObject | None = None) -> None:
        """Open the file, or begin anew where it is spoilt."""
        super().__init__(parent)
        self._path = path
        self.told: str | None = None
        if not _is_sound(path):
            self._set_aside()
        self.settings = QSettings(str(path), QSettings.Format.IniFormat)
        self._window: QMainWindow | None = None
        self._stood = QSize()
        # A window manager takes a moment to put its frame round a window.
        self._soon = QTimer(self, interval=_SOON_MS, singleShot=True)
        self._soon.timeout.connect(self._lie_on_a_screen)

    @property
    def folder(self) -> Path:
        """Where the file lies."""
        return self._path.parent

    def stand(self, window: QMainWindow) -> None:
        """Stand the window where it stood, as far as there is a screen there; and see to it from now on."""
        self._window = window
        window.resize(_as_it_begins())
        kept = self.settings.value(_GEOMETRY)
        if kept is not None and not (isinstance(kept, QByteArray) and (window.restoreGeometry(kept) or _stood_on_another(window, kept))):
            self._set_aside()
            self.settings.clear()
        self._lie_on_a_screen()
        self._stood = window.size()
        if isinstance(app := QGuiApplication.instance(), QGuiApplication):
            app.screenRemoved.connect(self._soon.start)
            app.screenAdded.connect(self._screen_added)
            app.primaryScreenChanged.connect(self._soon.start)
        for screen in QGuiApplication.screens():
            screen.availableGeometryChanged.connect(self._soon.start)

    def stand_in_frame(self) -> None:
        """The window was painted and has its frame, which takes room too; one that was given another size since keeps it."""
        if self._window is not None and self._window.size() == self._stood:
            self._soon.start()

    def keep(self, window: QMainWindow) -> None:
        """Keep where it stands now."""
        self.settings.setValue(_GEOMETRY, window.saveGeometry())
        self.settings.sync()

    def _screen_added(self, screen: QScreen) -> None:
        screen.availableGeometryChanged.connect(self._soon.start)
        self._soon.start()

    def _lie_on_a_screen(self) -> None:
        window = self._window
        if window is None or window.isFullScreen() or window.isMaximized() or window.isMinimized():
            return
        screens = [screen.availableGeometry() for screen in QGuiApplication.screens()]
        narrowest = min((screen.width() for screen in screens), default=_COMFORTABLE)
        # What stands in it would rather be wider than the smallest of screens; a window of which a part lies off the screen helps nobody.
        window.setMinimumWidth(narrowest // 2 if narrowest < _COMFORTABLE else 0)
        outside, inside = window.frameGeometry(), window.geometry()
        lies = lying_on(outside, screens)
        if lies != outside:
            size = lies.size() - (outside.size() - inside.size())
            window.resize(size)
            window.move(lies.topLeft())

    def _set_aside(self) -> None:
        aside = free_place_beside(self._path)
        try:
            self._path.replace(aside)
        except OSError:
            self.told = tr(
                "How the window stood could not be read. The window stands as it does at first; nothing of the queue is touched."
            )
            return
        self.told = tr(
            "How the window stood could not be read. The file is kept as {name}, and the window stands as it does at first; nothing of the queue is touched, and nothing need be done.",
            name=aside.name,
        )  # fmt: skip


def lying_on(window: QRect, screens: Sequence[QRect]) -> QRect:
    """Where the window is to lie: as it is where one screen holds it and shows four fifths of it, else wholly on the screen that shows most of it."""
    if not screens:
        return window
    best = max(screens, key=lambda screen: _area(window & screen))
    fits = window.width() <= best.width() and window.height() <= best.height()
    shown = sum(_area(window & screen) for screen in screens)
    if fits and shown >= _ENOUGH * _area(window) and best.top() <= window.top():
        return window
    size = window.size().boundedTo(best.size())
    left = min(max(window.left(), best.left()), best.right() + 1 - size.width())
    top = min(max(window.top(), best.top()), best.bottom() + 1 - size.height())
    return QRect(left, top, size.width(), size.height())


def _stood_on_another(window: QMainWindow, kept: QByteArray) -> bool:
    """Stand the window as it stood on a screen of quite another width; False where this is no such state.

    Qt takes back no state from a screen that is wider or narrower by a fifth, and does not tell that from one that is spoilt.
    """
    stream = QDataStream(kept)
    stream.setVersion(QDataStream.Version.Qt_4_0)
    magic, major, _ = stream.readUInt32(), stream.readUInt16(), stream.readUInt16()
    if magic != _MAGIC or major > _KNOWN_VERSION:
        return False
    _, stood = _read_rect(stream), _read_rect(stream)
    stream.readInt32()
    was_maximized = stream.readUInt8() > 0
    if stream.status() is not QDataStream.Status.Ok or not 0 < stood.width() < _WIDEST or not 0 < stood.height() < _WIDEST:
        return False
    window.setGeometry(stood)
    if was_maximized:
        window.setWindowState(window.windowState() | Qt.WindowState.WindowMaximized)
    return True


def _read_rect(stream: QDataStream) -> QRect:
    left, top, right, bottom = (stream.readInt32() for _ in range(4))
    return QRect(left, top, right - left + 1, bottom - top + 1)


def _as_it_begins() -> QSize:
    """A laptop's size, or where the frame would not find room on the screen beside that, as much as there is."""
    screen = QGuiApplication.primaryScreen()
    return QSize(*_BEGINS).boundedTo(screen.availableGeometry().size() - _FRAME)


def _area(rect: QRect) -> int:
    return max(0, rect.width()) * max(0, rect.height())


def _is_sound(path: Path) -> bool:
    """Whether this reads as a file of settings: Qt itself takes anything at all for one, and then silently finds nothing in it."""
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except FileNotFoundError:
        return True
    except (OSError, ValueError):
        return False
    lines = [line for line in text.splitlines() if line.strip()]
    return "\0" not in text and all(line.startswith((";", "#")) or "=" in line or (line[0] == "[" and line[-1] == "]") for line in lines)
