"""The palette: every action by the words people use, and every person, from one line. Ctrl+K."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QFrame, QLabel, QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from ui.action_set import ActionSet
from ui.actions import Action
from ui.wording import tr
from wantedtrack.rules.names import normalised

_MOST = 12
_PLACE = int(Qt.ItemDataRole.UserRole)


class Palette(QFrame):
    """A panel over the window. `search_wanted` carries words that are not an action: a name, a reference."""

    search_wanted = Signal(str)
    closed = Signal()

    def __init__(self, actions: ActionSet, parent: QWidget) -> None:
        """Hidden until `open_at`."""
        super().__init__(parent)
        self.setObjectName("palette")
        self.setAccessibleName(tr("Search or command"))
        self.setProperty("panel", "card")
        self._actions = actions
        layout = QVBoxLayout(self)
        self.line = QLineEdit(self)
        self.line.setObjectName("palette-line")
        self.line.setAccessibleName(tr("Search or command"))
        self.line.setPlaceholderText(tr("Type what you want to do, or a name or reference"))
        self.found = QListWidget(self)
        self.found.setObjectName("palette-found")
        self.found.setAccessibleName(tr("What was found"))
        self.found.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        hint = QLabel(tr("Up and Down choose, Enter does it, Esc closes"), self)
        hint.setProperty("tone", "quiet")
        for widget in (self.line, self.found, hint):
            layout.addWidget(widget)
        self.line.textChanged.connect(self._show)
        self.line.installEventFilter(self)
        self.found.itemClicked.connect(self._take)
        self.hide()

    def open_over(self, window: QWidget) -> None:
        """Show it in the upper middle of the window, empty."""
        width = min(640, window.width() - 40)
        self.setGeometry((window.width() - width) // 2, 60, width, min(440, window.height() - 100))
        self.line.clear()
        self._show("")
        self.show()
        self.raise_()
        self.line.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Arrows move in the list while the line keeps the focus."""
        if watched is self.line and event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._key(event)
        if watched is self.line and event.type() == QEvent.Type.FocusOut and self.isVisible():
            self.close_again()
        return super().eventFilter(watched, event)

    def _key(self, event: QKeyEvent) -> bool:
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
        if step is not None:
            self.found.setCurrentRow(min(max(self.found.currentRow() + step, 0), self.found.count() - 1))
            return True
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.found.currentItem() is not None:  # pyright: ignore[reportUnnecessaryComparison] (None where nothing is found)
            self._take(self.found.currentItem())
            return True
        if event.key() == Qt.Key.Key_Escape:
            self.close_again()
            return True
        return False

    def close_again(self) -> None:
        """Hide, and give the focus back."""
        self.hide()
        self.closed.emit()

    def _show(self, text: str) -> None:
        self.found.clear()
        for action, made in self._matching(text):
            words = f"{made.text().replace('&', '')}    {action.shortcut}" if action.shortcut else made.text().replace("&", "")
            item = QListWidgetItem(made.icon(), words, self.found)
            item.setToolTip(tr(action.says))
            item.setData(_PLACE, made.objectName())
        if text.strip():
            QListWidgetItem(tr("Search the queue for “{strip}”", strip=text.strip()), self.found).setData(_PLACE, "")
        self.found.setCurrentRow(0)

    def _matching(self, text: str) -> list[tuple[Action, QAction]]:
        wanted = normalised(text).split()
        found = [
            (_rank(action, wanted), place, action, made)
            for place, (action, made) in enumerate(self._actions)
            if made.isEnabled() and action.name != "palette" and _rank(action, wanted) is not None
        ]
        return [(action, made) for _, _, action, made in sorted(found, key=lambda one: (one[0] or 0, one[1]))][:_MOST]

    def _take(self, item: QListWidgetItem) -> None:
        name, text = str(item.data(_PLACE)), self.line.text().strip()
        self.close_again()
        if not name:
            self.search_wanted.emit(text)
            return
        next(made for _, made in self._actions if made.objectName() == name).trigger()


def _rank(action: Action, wanted: list[str]) -> int | None:
    """0 where the text itself begins so or people call it just that, 1 where any of its words does, 2 where another word for it does; None where none."""
    if not wanted:
        return 1
    if " ".join(wanted) in [normalised(other) for other in action.also]:
        return 0
    text = normalised(tr(action.text).replace("&", ""))
    others = normalised(" ".join([*action.also, tr(action.says)]))
    if all(_begins(word, text) for word in wanted):
        return 0 if text.startswith(wanted[0]) else 1
    return 2 if all(_begins(word, f"{text} {others}") for word in wanted) else None


def _begins(word: str, text: str) -> bool:
    return any(one.startswith(word) for one in text.split())
