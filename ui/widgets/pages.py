"""A stack of pages that asks for no more room than the page shown, and scrolls where even that is more than there is: at large text, on a small screen."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QSizePolicy, QStackedLayout, QStackedWidget, QTabWidget, QWidget

from ui.wording import tr

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
        page = self.currentWidget()
        # A reader that comes into the stack says the stack's name, or else what kind of thing a stack is. A form says its own after it.
        self.setAccessibleName("" if page is None else tr("Form") if isinstance(page, QFrame) else page.accessibleName())
        for place in range(self.count()):
            page, is_shown = self.widget(place), place == self.currentIndex()
            kind = QSizePolicy.Policy.Preferred if is_shown else QSizePolicy.Policy.Ignored
            if page is not None and page.sizePolicy().verticalPolicy() is not kind:
                page.setSizePolicy(kind, kind)
        self.updateGeometry()


class Stack(QWidget):
    """Widgets in one place, one at a time; a reader hears the one that is shown and nothing of the stack."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Empty."""
        super().__init__(parent)
        self._layout = QStackedLayout(self)

    def addWidget(self, widget: QWidget) -> None:
        """One more."""
        self._layout.addWidget(widget)

    def setCurrentWidget(self, widget: QWidget) -> None:
        """Show this one."""
        self._layout.setCurrentWidget(widget)

    def currentWidget(self) -> QWidget | None:
        """The one shown."""
        return self._layout.currentWidget()


def name_as_page(stack: QStackedWidget, otherwise: str) -> None:
    """Let a stack be called as the page that is shown, and `otherwise` where that has no name of its own."""

    def name() -> None:
        page = stack.currentWidget()
        stack.setAccessibleName((page.accessibleName() if page is not None else "") or otherwise)

    stack.currentChanged.connect(name)
    name()


def name_as_tabs(tabs: QTabWidget) -> None:
    """Let the stack inside the tabs be called as the tab that is shown: a reader names it on the way in."""
    inside = tabs.findChild(QStackedWidget)

    def name() -> None:
        if inside is not None:
            inside.setAccessibleName(tabs.tabText(tabs.currentIndex()).replace("&", ""))

    tabs.currentChanged.connect(name)
    name()


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
