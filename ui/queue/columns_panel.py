"""The panel beside the queue in which somebody says how it is to stand: columns, their order and widths, order of the rows, groups, lines of a row."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QEvent, QObject, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QGridLayout, QLabel, QListWidget, QListWidgetItem, QPushButton, QVBoxLayout, QWidget

from ui.queue.columns import COLUMNS, PLACE
from ui.queue.headings import GROUPINGS
from ui.queue.table import AIR
from ui.queue.view_state import AS_SHIPPED, ViewState
from ui.widgets.first_stop import FirstStop
from ui.wording import tr

_KEY = int(Qt.ItemDataRole.UserRole)
_WIDER = 2.0
_NARROWEST = 4.0


class ColumnsPanel(QWidget):
    """`wanted` carries the ViewState that somebody asks for, `sort_wanted` a column's key; `closed` that nothing more is wanted."""

    wanted = Signal(object)
    sort_wanted = Signal(str)
    closed = Signal()

    def __init__(self, state: ViewState, parent: QWidget | None = None) -> None:
        """Show how the queue stands now."""
        super().__init__(parent)
        self.setObjectName("columns")
        self.setAccessibleName(tr("Columns and groups"))
        self._state = state
        self._lay_out()
        self.show_state(state)
        FirstStop(self, self.list)

    def _lay_out(self) -> None:
        head = QLabel(tr("Columns and groups"), self)
        head.setProperty("scale", "large")
        hint = QLabel(
            tr(
                "Space shows or hides a column; Alt with Up and Down moves it, with Left and Right makes it narrower or wider; Enter sorts by it."
            ),
            self,
        )
        hint.setWordWrap(True)
        hint.setProperty("tone", "quiet")
        self.list = QListWidget(self)
        self.list.setObjectName("columns-list")
        self.list.setAccessibleName(tr("Columns, from the left"))
        self.list.setAccessibleDescription(hint.text())
        self.list.itemChanged.connect(self._ticked)
        self.list.itemActivated.connect(self._sort)
        self.list.installEventFilter(self)
        self.group = self._choice("field-group", [(value, tr(text)) for value, text in GROUPINGS])
        self.lines = self._choice("field-lines", [("1", tr("One line")), ("2", tr("Two lines"))])
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 8, 12, 8)
        for widget in (head, hint):
            layout.addWidget(widget)
        layout.addWidget(self.list, 1)
        layout.addLayout(self._buttons())
        for text, box in ((tr("Gro&ups"), self.group), (tr("Height of a r&ow"), self.lines)):
            label = QLabel(text, self)
            label.setBuddy(box)
            box.setAccessibleName(text.replace("&", ""))
            layout.addWidget(label)
            layout.addWidget(box)
        self._close = QPushButton(tr("Close"), self)
        self._close.setObjectName("cancel")
        self._close.clicked.connect(self.closed)
        layout.addWidget(self._close, 0, Qt.AlignmentFlag.AlignRight)

    def _choice(self, name: str, pairs: list[tuple[str, str]]) -> QComboBox:
        box = QComboBox(self)
        box.setObjectName(name)
        for value, text in pairs:
            box.addItem(text, value)
        box.currentIndexChanged.connect(self._chose)
        return box

    def _buttons(self) -> QGridLayout:
        grid = QGridLayout()
        does: tuple[tuple[str, str, Callable[[], None]], ...] = (
            ("column-earlier", tr("To the &left"), lambda: self._move(-1)),
            ("column-later", tr("To the &right"), lambda: self._move(1)),
            ("column-narrower", tr("&Narrower"), lambda: self._size(-_WIDER)),
            ("column-wider", tr("&Wider"), lambda: self._size(_WIDER)),
            ("column-sort", tr("Sort &by this"), self._sort),
            ("columns-as-shipped", tr("As &it was at first"), lambda: self.wanted.emit(AS_SHIPPED)),
        )
        for place, (name, text, does_it) in enumerate(does):
            button = QPushButton(text, self)
            button.setObjectName(name)
            button.clicked.connect(does_it)
            grid.addWidget(button, place // 2, place % 2)
        return grid

    def show_state(self, state: ViewState) -> None:
        """Show how the queue stands now; the column looked at stays the same one."""
        self._state = state
        current = self._key()
        self.list.ensurePolished()  # else the rows are laid out before the theme says how high they are, and stay too low to hit
        with QSignalBlocker(self.list), QSignalBlocker(self.group), QSignalBlocker(self.lines):
            self.list.clear()
            for column in state.columns:
                item = QListWidgetItem(tr(COLUMNS[PLACE[column.key]].label), self.list)
                item.setData(_KEY, column.key)
                item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsUserCheckable)
                item.setCheckState(Qt.CheckState.Checked if column.is_shown else Qt.CheckState.Unchecked)
            keys = [column.key for column in state.columns]
            self.list.setCurrentRow(keys.index(current) if current in keys else 0)
            self.group.setCurrentIndex(max(0, self.group.findData(state.group)))
            self.lines.setCurrentIndex(max(0, self.lines.findData(str(state.lines))))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Alt with an arrow moves or sizes the column; Escape closes."""
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
            return
        does: dict[Qt.Key, Callable[[], None]] = {
            Qt.Key.Key_Up: lambda: self._move(-1),
            Qt.Key.Key_Down: lambda: self._move(1),
            Qt.Key.Key_Left: lambda: self._size(-_WIDER),
            Qt.Key.Key_Right: lambda: self._size(_WIDER),
        }
        action = does.get(Qt.Key(event.key())) if event.modifiers() & Qt.KeyboardModifier.AltModifier else None
        if action is None:
            super().keyPressEvent(event)
        else:
            action()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The list leaves Alt with an arrow to the panel."""
        if (
            watched is self.list
            and isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and event.modifiers() & Qt.KeyboardModifier.AltModifier
        ):
            self.keyPressEvent(event)
            return True
        return super().eventFilter(watched, event)

    def _key(self) -> str:
        item = self.list.currentItem() if self.list.currentRow() >= 0 else None
        return str(item.data(_KEY)) if item is not None else ""

    def _ask(self, state: ViewState) -> None:
        if state != self._state:
            self.wanted.emit(state)
        else:
            # The last column cannot be hidden: its tick comes back.
            self.show_state(state)

    def _ticked(self, item: QListWidgetItem) -> None:
        self._ask(self._state.changed(str(item.data(_KEY)), is_shown=item.checkState() is Qt.CheckState.Checked))

    def _move(self, step: int) -> None:
        if self._key():
            self._ask(self._state.moved(self._key(), step))

    def _size(self, letters: float) -> None:
        key = self._key()
        if key:
            held = next(column.width for column in self._state.columns if column.key == key)
            now = COLUMNS[PLACE[key]].width + AIR if held is None else held
            self._ask(self._state.changed(key, width=max(_NARROWEST, now + letters)))

    def _sort(self, _: QListWidgetItem | None = None) -> None:
        if self._key():
            self.sort_wanted.emit(self._key())

    def _chose(self) -> None:
        self._ask(replace(self._state, group=str(self.group.currentData()), lines=int(self.lines.currentData())))
