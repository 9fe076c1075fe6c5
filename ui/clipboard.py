"""The clipboard: what this program put there is known again, so that a lock takes away that and nothing else."""

import hashlib
from typing import cast

from PySide6.QtCore import QMimeData, QObject
from PySide6.QtGui import QClipboard, QGuiApplication, QPixmap
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPlainTextEdit, QTextEdit

_MARK = "application/x-wantedtrack"


def put_text(text: str) -> None:
    """Put a text on the clipboard, marked as this program's."""
    words = QMimeData()
    words.setText(text)
    _put(words)


def put_picture(picture: QPixmap) -> None:
    """Put a picture on the clipboard, marked as this program's."""
    drawn = QMimeData()
    drawn.setImageData(picture.toImage())
    _put(drawn)


def _put(what: QMimeData) -> None:
    what.setData(_MARK, b"1")
    QGuiApplication.clipboard().setMimeData(what)


class OwnClipboard(QObject):
    """Remembers what was copied out of a field or a text by Ctrl+C, as a hash, and takes away what is this program's."""

    def __init__(self, parent: QObject | None = None) -> None:
        """Nothing copied yet."""
        super().__init__(parent)
        self._copied: set[bytes] = set()
        QGuiApplication.clipboard().dataChanged.connect(self._changed)

    def take_away(self) -> None:
        """Clear what this program put there, the X server's selection too; what another program put there stays."""
        clipboard = QGuiApplication.clipboard()
        if clipboard.supportsSelection() and clipboard.ownsSelection():
            clipboard.clear(QClipboard.Mode.Selection)
        if clipboard.ownsClipboard() or _is_marked() or (self._copied and _hash(clipboard.text()) in self._copied):
            clipboard.clear()
        self._copied.clear()

    def _changed(self) -> None:
        """Somebody copied; only what is marked in the field with the focus can have come from here."""
        marked = _marked_in_focus()
        if marked and marked == QGuiApplication.clipboard().text():
            self._copied.add(_hash(marked))


def _is_marked() -> bool:
    # None where nothing was ever put there, whatever the library's types say.
    held = cast("QMimeData | None", QGuiApplication.clipboard().mimeData())
    return held is not None and held.hasFormat(_MARK)


def _marked_in_focus() -> str:
    focus = QApplication.focusWidget()
    if isinstance(focus, QLineEdit | QLabel):
        return focus.selectedText()
    if isinstance(focus, QTextEdit | QPlainTextEdit):
        return focus.textCursor().selection().toPlainText()
    return ""


def _hash(text: str) -> bytes:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()
