"""The palette: every action by the words people use, and every person, from one line. Ctrl+K."""

from collections.abc import Sequence
from difflib import get_close_matches

from PySide6.QtCore import QEvent, QObject, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QIcon, QKeyEvent, QPalette, QPixmap
from PySide6.QtWidgets import QFrame, QLabel, QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from ui.action_set import ActionSet, key_words
from ui.actions import Action
from ui.menus import plain
from ui.theme.icons import icon_named
from ui.widgets.announcing import announce
from ui.wording import tr
from wantedtrack.rules.names import normalised
from wantedtrack.rules.search_language import LONGEST

_MOST = 12
_SAID_AFTER_MS = 300
_LOOSELY = 2
"""The rank of what only its description fits."""
_APART = "    "
_MOST_WORDS = 12
"""No action is called by more: a page of text pasted here is looked for among people, and not word by word among the actions."""
_NOTHING = "\0"
_NEAR = 0.75
"""How like a known word a mistyped one is."""
_PLACE = int(Qt.ItemDataRole.UserRole)


class Palette(QFrame):
    """A panel over the window. `search_wanted` carries words that are not an action: a name, a reference; `refused` why what was chosen cannot be done now."""

    search_wanted = Signal(str)
    refused = Signal(str)
    closed = Signal()

    def __init__(self, actions: ActionSet, parent: QWidget) -> None:
        """Hidden until `open_at`."""
        super().__init__(parent)
        self.setObjectName("palette")
        self.setAccessibleName(tr("Search or command"))
        self.setProperty("panel", "card")
        self._actions = actions
        self._is_closing = False
        self._no_icon = QPixmap()
        layout = QVBoxLayout(self)
        self.line = QLineEdit(self)
        self.line.setObjectName("palette-line")
        self.line.setAccessibleName(tr("Search or command"))
        self.line.setPlaceholderText(tr("Type what you want to do, or a name or reference"))
        self.found = QListWidget(self)
        self.found.setObjectName("palette-found")
        self.found.setAccessibleName(tr("What was found"))
        self.found.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._hint = QLabel(self)
        self._hint.setProperty("tone", "quiet")
        self._hint.setWordWrap(True)
        self.line.setMaxLength(LONGEST)
        for widget in (self.line, self.found, self._hint):
            layout.addWidget(widget)
        self.line.inputRejected.connect(self._too_long)
        self.line.textChanged.connect(self._show)
        self._saying = QTimer(self, interval=_SAID_AFTER_MS, singleShot=True)
        self._saying.timeout.connect(self._say)
        self.found.currentRowChanged.connect(self._say_soon)
        self.line.installEventFilter(self)
        self.found.itemClicked.connect(self._take)
        self.hide()

    def open_over(self, window: QWidget) -> None:
        """Show it in the upper middle of the window, empty."""
        width = min(640, window.width() - 40)
        self.setGeometry((window.width() - width) // 2, 60, width, min(440, window.height() - 100))
        # Icons as large as the words beside them; where an action has none, its words begin below the others' all the same.
        side = self.fontMetrics().height() + 2
        self.found.setIconSize(QSize(side, side))
        self._no_icon = QPixmap(side, side)
        self._no_icon.fill(Qt.GlobalColor.transparent)
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
        """Give the focus back, and hide: the other way about Qt would give it to whatever comes next first, and a reader would say that."""
        self._saying.stop()
        if not self._is_closing:
            self._is_closing = True
            self.closed.emit()
            self.hide()
            self._is_closing = False

    def _say_soon(self, _: int) -> None:
        # The line itself is read first; what stands at the top before anything is asked for is no answer.
        if self.line.text().strip() or self.found.currentRow() > 0:
            self._saying.start()

    def _say(self) -> None:
        """The line keeps the focus, so a reader would not hear what stands chosen in the list."""
        item = self.found.currentItem()
        if self.isVisible() and item is not None:  # pyright: ignore[reportUnnecessaryComparison] (None where nothing is found)
            place, count = self.found.currentRow() + 1, self.found.count()
            announce(self.line, tr("{what}, {place} of {count}", what=" ".join(item.text().split()), place=place, count=count))

    def _too_long(self) -> None:
        told = tr("Only the first {most} characters were kept: more is too much for one search.", most=f"{LONGEST:,}")
        self._hint.setText(told)
        announce(self.line, told)

    def _show(self, text: str) -> None:
        if len(text) < LONGEST:
            # Of a text that is too long Qt says so first, and shows what it kept after that.
            self._hint.setText(tr("Up and Down choose, Enter does it, Esc closes"))
        self.found.clear()
        first, after = self._matching(text)
        for one in first:
            self._offer(*one)
        if text.strip():
            QListWidgetItem(icon_named("search"), tr("Search the queue for “{strip}”", strip=text.strip()), self.found).setData(_PLACE, "")
        for one in after:
            self._offer(*one)
        self.found.setCurrentRow(0)

    def _offer(self, action: Action, made: QAction) -> None:
        words = _APART.join(filter(None, (plain(made.text()), key_words(action), "" if made.isEnabled() else made.statusTip())))
        item = QListWidgetItem(QIcon(self._no_icon) if made.icon().isNull() else made.icon(), words, self.found)
        if not made.isEnabled():
            item.setForeground(self.palette().brush(QPalette.ColorRole.PlaceholderText))
        item.setToolTip(made.statusTip())
        item.setData(_PLACE, made.objectName())

    def _matching(self, text: str) -> tuple[list[tuple[Action, QAction]], list[tuple[Action, QAction]]]:
        """What stands before the search and what after it.

        Before: what fits best first; what cannot be done now stands behind what can and fits as well, and says why. After, where a name may be meant
        instead: what cannot be done and fits only loosely, and what a mistyped word is near.
        """
        wanted = normalised(text).split()
        if len(wanted) > _MOST_WORDS:
            return [], []
        offered = [one for one in self._actions if one[0].name != "palette" and (wanted or one[1].isEnabled())]
        ranked = sorted(_ranked(offered, wanted), key=lambda one: (one[0], not one[1][1].isEnabled()))
        first = [one for rank, one in ranked if rank < _LOOSELY or one[1].isEnabled()]
        after = [one for rank, one in ranked if not (rank < _LOOSELY or one[1].isEnabled())]
        meant = [] if ranked else [one for _, one in _ranked(offered, _meant(offered, wanted))]
        return first[:_MOST], [*meant, *after][: max(0, _MOST - len(first))]

    def _take(self, item: QListWidgetItem) -> None:
        name, text = str(item.data(_PLACE)), self.line.text().strip()
        self.close_again()
        if not name:
            self.search_wanted.emit(text)
            return
        made = next(made for _, made in self._actions if made.objectName() == name)
        if made.isEnabled():
            made.trigger()
        else:
            self.refused.emit(f"{item.text().split(_APART)[0].rstrip('…')}: {made.statusTip()}")


def _ranked(offered: Sequence[tuple[Action, QAction]], wanted: list[str]) -> list[tuple[int, tuple[Action, QAction]]]:
    """Those that fit with how well, the best first, else in their own order."""
    ranked = [(_rank(action, wanted), place) for place, (action, _) in enumerate(offered)]
    return [(rank, offered[place]) for rank, place in sorted((rank, place) for rank, place in ranked if rank is not None)]


def _rank(action: Action, wanted: list[str]) -> int | None:
    """-1 for its own name, 0 where the text itself begins so or people call it just that, 1 where any of its words does or what people call it begins so, 2 where another word for it does; None where none."""
    if not wanted:
        return 1
    typed, called = " ".join(wanted), [normalised(other) for other in action.also]
    if typed in called:
        return 0
    text = normalised(plain(tr(action.text)))
    if typed == text:
        # Its own name: "Add a note" is not "Add a note to several", which begins so.
        return -1
    others = " ".join([*called, normalised(tr(action.says))])
    if all(_begins(word, text) for word in wanted):
        return 0 if text.startswith(wanted[0]) else 1
    if any(other.startswith(typed) for other in called):
        return 1
    return _LOOSELY if all(_begins(word, f"{text} {others}") for word in wanted) else None


def _meant(offered: Sequence[tuple[Action, QAction]], wanted: list[str]) -> list[str]:
    """The words as they were probably meant, where one was mistyped; one that nothing fits where nobody can tell."""
    known = {word for action, _ in offered for said in (tr(action.text), *action.also) for word in normalised(plain(said)).split()}
    close = [word if word in known else next(iter(get_close_matches(word, known, 1, _NEAR)), "") for word in wanted]
    return close if all(close) else [_NOTHING]


def _begins(word: str, text: str) -> bool:
    return any(one.startswith(word) for one in text.split())
