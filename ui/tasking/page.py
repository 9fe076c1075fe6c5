"""The tasking page: a sheet that goes out, and beside it one that came home."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QTabWidget, QVBoxLayout, QWidget

from ui import labels
from ui.desk.door import Desk
from ui.tasking.home_panel import HomePanel
from ui.tasking.out_panel import OutPanel
from ui.widgets.pages import name_as_tabs
from ui.widgets.reading_order import in_reading_order, stops_in
from ui.wording import tr


class TaskingPage(QWidget):
    """`said` carries a sentence for the window's bar."""

    said = Signal(str)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        """Nothing chosen."""
        super().__init__(parent)
        self.setObjectName("tasking")
        self.setAccessibleName(tr("Tasking sheets"))
        head = QLabel(tr("Tasking sheets"), self)
        head.setProperty("scale", "large")
        confirm = QLabel(tr(labels.CONFIRM), self)
        confirm.setProperty("tone", "confirm")
        self.out = OutPanel(desk, self)
        self.home = HomePanel(desk, self)
        self.tabs = QTabWidget(self)
        self.tabs.setAccessibleName(tr("Tasking sheets"))
        self.tabs.addTab(self.out, tr("Sheet to go out"))
        self.tabs.addTab(self.home, tr("Sheet that came home"))
        layout = QVBoxLayout(self)
        for widget in (head, confirm):
            layout.addWidget(widget)
        name_as_tabs(self.tabs)
        layout.addWidget(self.tabs, 1)
        in_reading_order(self.tabs.tabBar(), *stops_in(self.out), *stops_in(self.home))
        self.out.written.connect(self.said)
        self.home.taken_in.connect(self.said)

    def show_out(self) -> None:
        """Go to the sheet that goes out, its button in focus: one key writes it."""
        self.tabs.setCurrentWidget(self.out)
        self.out.write.setFocus()

    def show_home(self) -> None:
        """Go to the sheet that came home."""
        self.tabs.setCurrentWidget(self.home)
        self.home.path.setFocus()
        self.home.path.selectAll()

    def reload(self) -> None:
        """Ask anew whose tasks there are."""
        self.out.reload()

    def clear(self) -> None:
        """Names leave the screen."""
        self.out.clear()
        self.home.start_over()
