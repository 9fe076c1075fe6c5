"""The button under a refusal that opens the guide at its code, wherever in the window the refusal is said; and whoever hears that it was pressed."""

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QLayout, QPushButton, QWidget

from ui.wording import tr

_DIRECT = Qt.FindChildOption.FindDirectChildrenOnly
HAVE_NO_PAGE = frozenset({"", "no_store"})
"""Codes about which there is nothing to explain: what to do is what the window shows at that moment."""


class Explainer(QObject):
    """One for each window, its direct child: `wanted` carries the code of a refusal, and the widget that asks."""

    wanted = Signal(str, QWidget)


def ask_what_it_means(code: str, asking: QWidget) -> None:
    """Open the guide at this code: asked of the window that the widget stands in, or that its dialog stands over."""
    place: QWidget | None = asking
    while place is not None:
        explainer = place.window().findChild(Explainer, options=_DIRECT)
        if explainer is not None:
            explainer.wanted.emit(code, asking)
            return
        place = place.window().parentWidget()


class MeaningButton(QPushButton):
    """Hidden while there is nothing to explain."""

    def __init__(self, parent: QWidget) -> None:
        """Explains nothing yet."""
        super().__init__(tr("What does this mean?"), parent)
        self.setObjectName("what-it-means")
        self.setAccessibleName(tr("What does this refusal mean?"))
        self._code = ""
        self.line: QWidget | None = None
        self.clicked.connect(self._ask)
        self.hide()

    def stand_under(self, line: QWidget) -> None:
        """Take a place under the line that says the refusal, in whichever layout that stands."""
        self.line = line
        parent = line.parentWidget()
        layout = _layout_of(line, parent.layout() if parent is not None else None)
        if isinstance(layout, QBoxLayout) and layout.indexOf(self) < 0:
            layout.insertWidget(layout.indexOf(line) + 1, self, 0, Qt.AlignmentFlag.AlignLeft)

    def explain(self, code: str) -> None:
        """Stand ready for this code; without one, go."""
        self._code = code
        self.setVisible(code not in HAVE_NO_PAGE)

    def _ask(self) -> None:
        ask_what_it_means(self._code, self)


def explain_under(line: QWidget, code: str) -> None:
    """Let a line that tells many things explain the refusal that it tells now; without a code nothing is explained any longer."""
    parent = line.parentWidget()
    standing = (
        next((one for one in parent.findChildren(MeaningButton, options=_DIRECT) if one.line is line), None) if parent is not None else None
    )
    if standing is None and code and parent is not None:
        standing = MeaningButton(parent)
        standing.stand_under(line)
    if standing is not None:
        standing.explain(code)


def _layout_of(widget: QWidget, top: QLayout | None) -> QLayout | None:
    """The layout that holds the widget itself, which may lie in another one's."""
    if top is None or top.indexOf(widget) >= 0:
        return top
    for place in range(top.count()):
        item = top.itemAt(place)
        found = _layout_of(widget, item.layout()) if item is not None and item.layout() is not None else None
        if found is not None:
            return found
    return None
