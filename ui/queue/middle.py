"""The queue's place: its rows, or why there are none and what to do; whichever is shown has the focus that the other had."""

from PySide6.QtWidgets import QApplication, QPushButton, QWidget

from ui.widgets.pages import Stack


class Middle(Stack):
    """Where work on the queue begins. A list that is emptied under the hand never hands the focus to what comes next by Tab."""

    def __init__(self, rows: QWidget, nothing: QWidget, parent: QWidget) -> None:
        """The rows are shown first."""
        super().__init__(parent)
        self._rows, self._nothing = rows, nothing
        self.addWidget(rows)
        self.addWidget(nothing)

    def show_rows(self, *, are_there: bool) -> None:
        """The rows, or what is said where there are none."""
        focus = QApplication.focusWidget()
        had_it = focus is not None and self.isAncestorOf(focus)
        self.setCurrentWidget(self._rows if are_there else self._nothing)
        if had_it:
            self.begin()

    def begin(self) -> None:
        """The focus to the rows; where there are none, to the button of what comes next."""
        offered = None if self.currentWidget() is self._rows else self._nothing.findChild(QPushButton)
        (offered or self._rows).setFocus()
