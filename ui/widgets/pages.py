"""A stack of pages that asks for no more room than the page shown, and scrolls where even that is more than there is: at large text, on a small screen."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QSizePolicy, QStackedWidget, QWidget

_LEAST_LETTERS = 46
_MOST_ASKED = 590


class Pages(QStackedWidget):
    """Only the page shown counts for the room that the stack asks for."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Empty."""
        super().__init__(parent)
        self.currentChanged.connect(self._fit)
        self.widgetRemoved.connect(self._fit)

    def addWidget(self, w: QWidget) -> int:
        """A page more, which asks for nothing until it is shown."""
        place = super().addWidget(w)
        self._fit()
        return place

    def heightForWidth(self, width: int) -> int:
        """What the page shown needs at least: Qt would take what the highest of all pages would like."""
        page = self.currentWidget()
        if page is None:
            return 0
        layout = page.layout()
        least = page.minimumSizeHint().height()
        # An area that scrolls has a layout only inside what it scrolls.
        return max(least, layout.minimumHeightForWidth(width)) if layout is not None and layout.hasHeightForWidth() else least

    def _fit(self) -> None:
        for place in range(self.count()):
            page, is_shown = self.widget(place), place == self.currentIndex()
            kind = QSizePolicy.Policy.Preferred if is_shown else QSizePolicy.Policy.Ignored
            if page is not None and page.sizePolicy().verticalPolicy() is not kind:
                page.setSizePolicy(kind, kind)
        self.updateGeometry()


class ScrolledPages(QScrollArea):
    """Scroll bars only where there is less room than the page shown needs; Tab brings what has the focus into view."""

    def __init__(self, pages: Pages, parent: QWidget) -> None:
        """Around these pages."""
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidget(pages)


class SideArea(ScrolledPages):
    """Pages beside something wider, never narrower than a form can be read in."""

    def __init__(self, pages: Pages, parent: QWidget) -> None:
        """Around these pages."""
        super().__init__(pages, parent)
        self._fit_text()

    def changeEvent(self, event: QEvent) -> None:
        """Larger text needs more of the width."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit_text()

    def _fit_text(self) -> None:
        self.setMinimumWidth(min(_LEAST_LETTERS * self.fontMetrics().averageCharWidth(), _MOST_ASKED))
