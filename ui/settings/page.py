"""Settings: how the window looks and sounds on this desktop, and when it locks. What is chosen is seen at once and kept; there is nothing to save."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QFormLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from ui.settings.preferences import Preferences
from ui.widgets.first_stop import FirstStop
from ui.widgets.flow import FlowLayout
from ui.widgets.refused_line import RefusedLine
from ui.wording import counted, tr
from wantedtrack.errors import Refusal
from wantedtrack.window_settings import LARGEST_TEXT, SMALLEST_TEXT, WindowSettings

_WIDTH = 760
_TEXT_STEP = 10
_MINUTES = (1, 2, 3, 5, 10, 15, 20, 30, 45, 60)


class SettingsPage(QWidget):
    """`lines_wanted` carries how many lines a row of the queue is to have."""

    lines_wanted = Signal(int)

    def __init__(self, preferences: Preferences, *, has_tray: bool, parent: QWidget | None = None) -> None:
        """As it stands now. `has_tray` is whether this desktop has a place for the program beside its clock."""
        super().__init__(parent)
        self.setObjectName("settings")
        self.setAccessibleName(tr("Settings"))
        self._preferences, self._has_tray = preferences, has_tray
        head = QLabel(tr("Settings"), self)
        head.setProperty("scale", "large")
        self._wrong = RefusedLine(self)
        inside = QWidget(self)
        inside.setMaximumWidth(_WIDTH)
        self._rows = QFormLayout(inside)
        self._rows.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        self._rows.setVerticalSpacing(12)
        self._fill(inside)
        area = QScrollArea(self)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidgetResizable(True)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setWidget(inside)
        layout = QVBoxLayout(self)
        for widget in (
            head,
            _words(tr("What you choose is seen at once and kept for this desktop. There is nothing to save."), self),
            self._wrong,
        ):
            layout.addWidget(widget)
        layout.addWidget(area, 1)
        preferences.changed.connect(self.reload)
        preferences.not_kept.connect(self._not_kept)
        FirstStop(self, self.theme)
        self.reload()

    def _fill(self, parent: QWidget) -> None:
        self.theme = self._choice(parent, "theme", tr("&Theme"), (
            ("system", tr("As the system has it")), ("light", tr("Light")), ("dark", tr("Dark")), ("contrast", tr("High contrast")),
        ))  # fmt: skip
        self.text_scale = self._choice(parent, "text-scale", tr("Si&ze of text"), [
            (percent, tr("{percent} %", percent=percent)) for percent in range(SMALLEST_TEXT, LARGEST_TEXT + 1, _TEXT_STEP)
        ])  # fmt: skip
        self.motion = self._choice(
            parent, "motion", tr("&Motion"), (("system", tr("As the system has it")), ("still", tr("Nothing moves or blinks by itself")))
        )
        self.lines = QComboBox(parent)
        self._named(self.lines, "density", tr("Ro&ws of the queue"))
        for number, text in ((1, tr("One line: more people at a glance")), (2, tr("Two lines: more of each"))):
            self.lines.addItem(text, number)
        self.lines.currentIndexChanged.connect(self._lines_chosen)
        self.sounds = self._tick(parent, "sounds", tr("A sound when a &notice of the highest band comes"))
        self.tray = self._tick(parent, "tray", tr("A message beside the s&ystem's clock, without a name"))
        if not self._has_tray:
            self.tray.setEnabled(False)
            self._rows.addRow(_words(tr("This desktop has no place for it. Notices stand in the window and in the inbox."), parent))
        most = self._preferences.longest_idle
        self.lock_minutes = self._choice(parent, "lock-minutes", tr("&Lock after"), [
            (minutes, counted("{n} minute", "{n} minutes", minutes)) for minutes in sorted({*(one for one in _MINUTES if one < most), most})
        ])  # fmt: skip
        self._rows.addRow(_words(
            counted("The force lets a desktop stand open for {n} minute at most.", "The force lets a desktop stand open for {n} minutes at most.", most), parent,
        ))  # fmt: skip
        self._rows.addRow(_label(tr("Folder for files"), parent), self._folder(parent))
        shipped = QPushButton(tr("As it was at &first"), parent)
        shipped.setObjectName("settings-as-shipped")
        shipped.clicked.connect(self._as_shipped)
        row = FlowLayout()
        row.addWidget(shipped)
        self._rows.addRow(row)

    def _choice(self, parent: QWidget, name: str, label: str, pairs: Sequence[tuple[object, str]]) -> QComboBox:
        box = QComboBox(parent)
        self._named(box, name, label)
        for value, text in pairs:
            box.addItem(text, value)
        word = name.replace("-", "_")
        box.currentIndexChanged.connect(self._choosing(word, box))
        return box

    def _choosing(self, word: str, box: QComboBox) -> Callable[[], None]:
        return lambda: self._change(word, box.currentData())

    def _lines_chosen(self) -> None:
        self.lines_wanted.emit(int(self.lines.currentData()))

    def _named(self, box: QWidget, name: str, label: str) -> None:
        box.setObjectName(f"field-{name}")
        box.setAccessibleName(label.replace("&", ""))
        words = _label(label, box.parentWidget())
        words.setBuddy(box)
        self._rows.addRow(words, box)

    def _tick(self, parent: QWidget, name: str, text: str) -> QCheckBox:
        box = QCheckBox(text, parent)
        box.setObjectName(f"field-{name}")
        box.toggled.connect(self._ticking(name))
        self._rows.addRow(box)
        return box

    def _ticking(self, word: str) -> Callable[[bool], None]:
        return lambda is_on: self._change(word, is_on)

    def _folder(self, parent: QWidget) -> QLabel:
        told = tr("named by an administrator") if self._preferences.is_export_folder_named else tr("the program's own")
        label = _words(tr("{folder} ({whose})", folder=_breakable(str(self._preferences.export_folder)), whose=told), parent)
        label.setObjectName("settings-folder")
        label.setAccessibleName(tr("Folder for files"))
        label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard)
        return label

    # ---- what is chosen ------------------------------------------------------------------------------------------------------------

    def reload(self) -> None:
        """Show what holds now, by whichever way it was changed."""
        held = self._preferences.held
        for box, value in (
            (self.theme, held.theme),
            (self.motion, held.motion),
            (self.lock_minutes, held.lock_minutes),
            (self.text_scale, held.text_scale),
        ):
            with QSignalBlocker(box):
                if box.findData(value) < 0 and isinstance(value, int):
                    box.addItem(
                        tr("{percent} %", percent=value) if box is self.text_scale else counted("{n} minute", "{n} minutes", value), value
                    )
                box.setCurrentIndex(max(0, box.findData(value)))
        for tick, is_on in ((self.sounds, held.sounds), (self.tray, held.tray and self._has_tray)):
            with QSignalBlocker(tick):
                tick.setChecked(is_on)

    def show_lines(self, lines: int) -> None:
        """The queue's rows have so many lines now."""
        with QSignalBlocker(self.lines):
            self.lines.setCurrentIndex(max(0, self.lines.findData(lines)))

    def clear(self) -> None:
        """Nothing here names anybody."""

    def _change(self, word: str, value: object) -> None:
        self._wrong.hide()
        self._preferences.change(**{word: value})

    def _as_shipped(self) -> None:
        shipped = WindowSettings()
        self._wrong.hide()
        self._preferences.change(
            theme=shipped.theme, text_scale=shipped.text_scale, motion=shipped.motion, sounds=shipped.sounds, tray=shipped.tray,
            lock_minutes=shipped.lock_minutes,
        )  # fmt: skip
        self.lines_wanted.emit(1)

    def _not_kept(self, refused: Refusal) -> None:
        told = tr("It holds until the window closes, but could not be kept. {message}", message=tr(refused.message))
        self._wrong.say(told, code=refused.code)


def _label(text: str, parent: QWidget | None) -> QLabel:
    label = QLabel(text, parent)
    label.setMinimumHeight(24)
    return label


def _words(text: str, parent: QWidget) -> QLabel:
    label = QLabel(text, parent)
    label.setWordWrap(True)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setProperty("tone", "quiet")
    return label


def _breakable(path: str) -> str:
    """A path that may go on to the next line after each of its parts: nothing is seen of it, and no word is wider than the page."""
    return "".join(f"{letter}\u200b" if letter in "/\\-_" else letter for letter in path)
