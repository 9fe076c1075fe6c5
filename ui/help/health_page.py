"""About and health: what the doctor says of this desktop, each line with its next step; under it versions, who acts and who watches."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QTableWidgetItem, QVBoxLayout, QWidget

from ui.clipboard import put_text
from ui.desk.door import Desk
from ui.desk.health import HealthLine, examine_desktop
from ui.desk.welcome import Welcome
from ui.help.pages import about_text
from ui.retelling import retold
from ui.widgets.first_stop import FirstStop
from ui.widgets.reading_order import in_reading_order
from ui.widgets.reading_text import ReadingText
from ui.widgets.rows_table import RowsTable
from ui.wording import counted, tr
from wantedtrack.errors import Refusal

if TYPE_CHECKING:
    from ui.desk.answers import WatchStatus
    from wantedtrack.rules.entry import Instant

_STATES = {"ok": "✓ fine", "warn": "▲ look at it", "fail": "■ wrong"}


class HealthPage(QWidget):
    """Read anew each time it is looked at. Nothing on it is about a person."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        """Empty until `reload`."""
        super().__init__(parent)
        self.setObjectName("about")
        self.setAccessibleName(tr("About and health"))
        self._desk = desk
        self._welcome: Welcome | None = None
        self._lines: Sequence[HealthLine] = ()
        head = QLabel(tr("About and health"), self)
        head.setProperty("scale", "large")
        self._said = QLabel(self)
        self._said.setObjectName("health-said")
        self._said.setWordWrap(True)
        self.lines = RowsTable(
            "health-lines", tr("What this desktop can do"), ((tr("State"), 12), (tr("What"), 20), (tr("What to do"), 60)), self
        )
        self.lines.setWordWrap(True)
        self._whole = QLabel(self)
        self._whole.setObjectName("health-line")
        self._whole.setWordWrap(True)
        self.text = ReadingText(self)
        self.text.setAccessibleName(tr("Versions, who acts, who watches"))
        self.text.setTabChangesFocus(True)
        layout = QVBoxLayout(self)
        for widget, stretch in ((head, 0), (self._said, 0), (self.lines, 2), (self._whole, 0)):
            layout.addWidget(widget, stretch)
        layout.addLayout(self._buttons())
        layout.addWidget(self.text, 2)
        self.lines.looked_at.connect(self._at_line)
        in_reading_order(self.lines, *self.findChildren(QPushButton), self.text)
        FirstStop(self, self.lines)

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.addStretch(1)
        for name, text, does in (("health-copy", tr("&Copy as text"), self._copy), ("health-again", tr("Look agai&n"), self.reload)):
            button = QPushButton(text, self)
            button.setObjectName(name)
            button.clicked.connect(does)
            row.addWidget(button)
        return row

    def begin(self, welcome: Welcome) -> None:
        """Who acts."""
        self._welcome = welcome

    def reload(self) -> None:
        """Ask the doctor, and the store who watches."""
        self._said.setText(tr("Looking…"))
        self._desk.look(examine_desktop, self._show, on_refused=self._not_open, owner=self)
        self._desk.read(lambda reads: (reads.watch(), reads.now), self._show_about, on_refused=self._no_watch, owner=self, topic="about")

    def clear(self) -> None:
        """Nothing here names anybody; what was said may be old when the desk is taken up again."""
        self._lines = ()
        self.lines.show_rows([])
        self._whole.clear()

    def _not_open(self, refused: Refusal) -> None:
        self._show([HealthLine("store", "fail", refused.message)])

    def _show(self, lines: Sequence[HealthLine]) -> None:
        self._lines = sorted(lines, key=lambda line: ("fail", "warn", "ok").index(line.state))
        wrong, look = (sum(line.state == state for line in lines) for state in ("fail", "warn"))
        parts = [
            counted("{n} thing is wrong", "{n} things are wrong", wrong) if wrong else tr("Nothing is wrong"),
            counted("{n} thing to look at", "{n} things to look at", look) if look else tr("nothing to look at"),
        ]
        self._said.setText(tr("{wrong}, {look}. The worst stands first.", wrong=parts[0], look=parts[1]))
        self.lines.show_rows(
            [[QTableWidgetItem(text) for text in (tr(_STATES[line.state]), tr(line.what), retold(line.says))] for line in self._lines]
        )

    def _at_line(self, place: int) -> None:
        line = self._lines[place] if 0 <= place < len(self._lines) else None
        self._whole.setText(f"{tr(_STATES[line.state])}: {tr(line.what)}. {retold(line.says)}" if line else "")

    def _show_about(self, told: "tuple[WatchStatus, Instant]") -> None:
        self.text.setHtml(about_text(self._welcome, *told))

    def _no_watch(self, _: Refusal) -> None:
        self.text.setHtml(about_text(self._welcome, None, None))

    def _copy(self) -> None:
        said = [f"{line.state}\t{line.what}\t{line.says}" for line in self._lines]
        put_text("\n".join([*said, "", self.text.toPlainText()]))
