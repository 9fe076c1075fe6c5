"""The tabs of a tab widget as buttons in as many lines as they need, where one line has no room for all: none is ever scrolled out of sight."""

from functools import partial

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QPushButton, QTabWidget, QWidget

from ui.widgets.flow import FlowLayout

_LOOKED_AT = (
    QEvent.Type.Resize,
    QEvent.Type.FontChange,
    QEvent.Type.StyleChange,
    QEvent.Type.Show,
    QEvent.Type.Hide,
    QEvent.Type.LayoutRequest,
)


class TabRows(QWidget):
    """Stands above the tab widget, in place of its own bar while that does not fit."""

    def __init__(self, tabs: QTabWidget, parent: QWidget) -> None:
        """For these tabs, all of which are there."""
        super().__init__(parent)
        self.setAccessibleName(tabs.accessibleName())
        self._tabs = tabs
        layout = FlowLayout(self)
        self._buttons = [self._button(place) for place in range(tabs.count())]
        for button in self._buttons:
            layout.addWidget(button)
        tabs.currentChanged.connect(self._follow)
        tabs.installEventFilter(self)
        self._follow(tabs.currentIndex())
        self.hide()

    def _button(self, place: int) -> QPushButton:
        button = QPushButton(self._tabs.tabText(place), self)
        button.setObjectName(f"tab-{place}")
        button.setProperty("kind", "tab")
        button.setCheckable(True)
        button.setAutoExclusive(True)
        button.clicked.connect(partial(self._tabs.setCurrentIndex, place))
        return button

    def _follow(self, place: int) -> None:
        if 0 <= place < len(self._buttons):
            self._buttons[place].setChecked(True)

    def take_focus(self) -> None:
        """Put the focus on the tab that is shown, in whichever shape it is."""
        if self.isHidden():
            self._tabs.tabBar().setFocus()
        else:
            self._buttons[self._tabs.currentIndex()].setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Whatever may change the room that there is, or that is needed."""
        if watched is self._tabs and event.type() in _LOOKED_AT:
            self._fit()
        return super().eventFilter(watched, event)

    def _fit(self) -> None:
        bar = self._tabs.tabBar()
        needs_lines = not self._tabs.isHidden() and bar.sizeHint().width() > self._tabs.width()
        if needs_lines is self.isHidden():
            had_focus = bar.hasFocus() or any(button.hasFocus() for button in self._buttons)
            self.setVisible(needs_lines)
            bar.setVisible(not needs_lines)
            if had_focus:
                self.take_focus()
