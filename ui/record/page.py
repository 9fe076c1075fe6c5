"""A page that is read as text and tables, with a row of buttons: what it shows is written as rich text, every typed word escaped."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QUrl, Signal
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from ui import labels
from ui.desk.door import Desk
from ui.help.meaning import explain_under
from ui.widgets.first_stop import FirstStop
from ui.widgets.flow import FlowLayout
from ui.widgets.reading_text import ReadingText
from ui.wording import tr
from wantedtrack.errors import Refusal

if TYPE_CHECKING:
    from ui.desk.reads import Reads


class RecordPage(QWidget):
    """Read anew each time it is looked at. `link_followed` carries what stands behind a link: `entry:WT-000001`, `person:12`."""

    link_followed = Signal(str)

    def __init__(
        self,
        desk: Desk,
        name: str,
        heading: str,
        reading: "Callable[[Reads], Any]",
        writing: Callable[[Any], str],
        *,
        lists_people: bool = False,
    ) -> None:
        """`reading` reads on the worker, `writing` turns its answer into rich text. `lists_people` puts the marking over it."""
        super().__init__()
        self.setObjectName(name)
        self.setAccessibleName(heading)
        self._desk, self._reading, self._writing = desk, reading, writing
        self._heading = heading
        self.head = QLabel(heading, self)
        self.head.setProperty("scale", "large")
        self.head.setWordWrap(True)
        self.text = ReadingText(self)
        self.text.setAccessibleName(heading)
        self.text.setTabChangesFocus(False)
        self.text.setOpenLinks(False)
        self.text.anchorClicked.connect(self._follow)
        self.buttons = FlowLayout(ends_right=True)
        layout = QVBoxLayout(self)
        layout.addWidget(self.head)
        if lists_people:
            confirm = QLabel(tr(labels.CONFIRM), self)
            confirm.setProperty("tone", "confirm")
            layout.addWidget(confirm)
        layout.addWidget(self.text, 1)
        layout.addLayout(self.buttons)
        FirstStop(self, self.text)

    def add_button(self, text: str, name: str, does: Callable[[], None]) -> QPushButton:
        """A button below the text; a verb, and an object name for those who drive the window."""
        button = QPushButton(text, self)
        button.setObjectName(name)
        button.clicked.connect(does)
        self.buttons.addWidget(button)
        return button

    def reload(self) -> None:
        """Read the page anew."""
        self._desk.read(self._reading, self._show, on_refused=self._refused, owner=self, topic=self.objectName())

    def clear(self) -> None:
        """Names leave the screen."""
        self.head.setText(self._heading)
        self.text.clear()

    def _show(self, answer: Any) -> None:  # noqa: ANN401 (the reading's own answer)
        place = self.text.verticalScrollBar().value()
        self.text.setHtml(self._writing(answer))
        explain_under(self.text, "")
        self.text.verticalScrollBar().setValue(place)

    def _refused(self, refused: Refusal) -> None:
        self.text.setPlainText(tr(refused.message))
        explain_under(self.text, refused.code)

    def _follow(self, link: QUrl) -> None:
        self.link_followed.emit(link.toString())
