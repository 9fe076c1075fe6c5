"""A file dropped anywhere on the window: a tasking sheet opens its panel, an extract the import, each with the file chosen; anything else gets a sentence.

One filter on the application sees a drop before any field does: a field would take the file's path for words.
"""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QApplication, QWidget

from ui.desk.door import Desk
from ui.desk.files import is_tasking_sheet
from ui.wording import tr
from wantedtrack.errors import Refusal

_DROPS = frozenset({QEvent.Type.DragEnter, QEvent.Type.DragMove, QEvent.Type.Drop})
_SHEETS, _EXTRACTS = (".xlsx", ".ods", ".csv"), (".csv", ".xlsx", ".xlsm", ".txt")


class FileDrop(QObject):
    """`sheet_dropped` and `extract_dropped` carry a path; `said` a sentence for whatever else was dropped, `refused` why a file could not be looked at, and nothing else happens."""

    sheet_dropped = Signal(str)
    extract_dropped = Signal(str)
    said = Signal(str)
    refused = Signal(object)

    def __init__(self, desk: Desk, window: QWidget) -> None:
        """Sees what is dropped on this window, wherever on it."""
        super().__init__(window)
        self._desk, self._window = desk, window
        self.is_heeded = True
        window.setAcceptDrops(True)
        if (app := QApplication.instance()) is not None:
            app.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Files only: words that are dragged from one field to another are the fields' own."""
        if event.type() not in _DROPS or not isinstance(event, QDropEvent) or not event.mimeData().hasUrls():
            return False
        if not isinstance(watched, QWidget) or watched.window() is not self._window:
            return False
        if event.type() == QEvent.Type.Drop:
            self.drop(event)
        else:
            event.acceptProposedAction()
        return True

    def drop(self, event: QDropEvent) -> None:
        """Take what was let go; behind the lock nothing happens."""
        event.acceptProposedAction()
        if self.is_heeded and event.mimeData().hasUrls():
            self.take([url.toLocalFile() if url.isLocalFile() else "" for url in event.mimeData().urls()])

    def take(self, paths: list[str]) -> None:
        """Look at what was dropped, and go where it belongs."""
        if len(paths) != 1:
            self.said.emit(tr("{n} files were dropped; one is read at a time. Nothing was opened. Drop one of them.", n=len(paths)))
            return
        path = Path(paths[0])
        ending = path.suffix.lower()
        if not paths[0] or not path.is_file() or ending not in _SHEETS + _EXTRACTS:
            told = tr("{name} is neither an extract nor a tasking sheet. Nothing was opened or changed. Drop a CSV or Excel file, or choose one under Import an extract.", name=f"“{path.name or paths[0]}”")  # fmt: skip
            self.said.emit(
                told if paths[0] else tr("A link is not a file. Nothing was opened or changed. Save it first, then drop the file.")
            )
        elif ending not in _SHEETS:
            self.extract_dropped.emit(str(path))
        else:
            self._desk.run_beside(partial(is_tasking_sheet, path), partial(self._looked, path), on_refused=self._refused, owner=self)

    def _looked(self, path: Path, is_sheet: object) -> None:
        if is_sheet or path.suffix.lower() not in _EXTRACTS:
            self.sheet_dropped.emit(str(path))
        else:
            self.extract_dropped.emit(str(path))

    def _refused(self, refused: Refusal) -> None:
        self.refused.emit(refused)
