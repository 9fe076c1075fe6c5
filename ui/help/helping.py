"""Opens the guide where it is asked for: at the place that has the focus, at a word of the job, at the code of a refusal.

Where the pages cannot be shown (locked, before a store is open, over a dialog) the guide has a window of its own: it names nobody.
"""

from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QDialog, QDialogButtonBox, QLabel, QLineEdit, QTextEdit, QToolTip, QVBoxLayout, QWidget

from ui.help.guide_page import GuidePage
from ui.help.hovering import word_of
from ui.help.meaning import Explainer
from ui.help.places import REFUSALS, WORDS, place_of
from ui.wording import tr
from ui.work_area import WorkArea
from wantedtrack.rules.glossary import meaning_of

_LETTERS, _LINES = 96, 30


class Helping(QObject):
    """One for the window. `is_covered` says whether the pages cannot be shown just now."""

    def __init__(self, area: WorkArea, window: QWidget, is_covered: Callable[[], bool]) -> None:
        """Hears from now on what is to be explained."""
        super().__init__(window)
        self._area, self._window, self._is_covered = area, window, is_covered
        Explainer(window).wanted.connect(self.explain_refusal)

    def show_guide(self) -> None:
        """What to do at the place that has the focus, or what a word means that is being explained or is chosen; in the queue itself the keys."""
        focus = QApplication.focusWidget() or self._window.focusWidget()
        word = word_asked_for(focus)
        if word:
            self._show(WORDS, word, focus)
        elif focus is self._area.queue.table:
            self._area.show_page(self._area.shortcuts)
        else:
            self._show(*place_of(focus), focus)

    def show_words(self) -> None:
        """Every word of the job."""
        self._show(WORDS, "", QApplication.focusWidget())

    def explain_refusal(self, code: str, asking: QWidget) -> None:
        """What a refusal of this code says, and which task it belongs to."""
        self._show(REFUSALS, code, asking)

    def _show(self, page: str, heading: str, asking: QWidget | None) -> None:
        over = asking.window() if asking is not None else self._window
        if isinstance(over, GuideOver):
            over.guide.show_place(page, heading)
        elif over is self._window and not self._is_covered():
            self._area.show_page(self._area.guide)
            self._area.guide.show_place(page, heading)
        else:
            GuideOver(over).show_place(page, heading)


class GuideOver(QDialog):
    """The guide over whatever is there; Escape goes back to it."""

    def __init__(self, over: QWidget) -> None:
        """As large as there is room."""
        super().__init__(over)
        self.setObjectName("guide-over")
        self.setWindowTitle(tr("Guide"))
        self.guide = GuidePage(self)
        buttons = QDialogButtonBox(self)
        back = buttons.addButton(tr("Back"), QDialogButtonBox.ButtonRole.RejectRole)
        back.setObjectName("close-guide")
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addWidget(self.guide, 1)
        layout.addWidget(buttons)
        self.finished.connect(self.deleteLater)

    def show_place(self, page: str, heading: str) -> None:
        """Open at this heading."""
        metrics, room = self.fontMetrics(), self.screen().availableGeometry()
        self.resize(min(_LETTERS * metrics.averageCharWidth(), room.width() - 80), min(_LINES * metrics.lineSpacing(), room.height() - 80))
        self.open()
        self.guide.show_place(page, heading)
        self.guide.text.setFocus()


def word_asked_for(focus: QWidget | None) -> str:
    """The word of the job that is being explained under the pointer, or that somebody has chosen in a text; empty for none."""
    hovered = word_of(QToolTip.text()) if QToolTip.isVisible() else ""
    if hovered:
        return hovered
    chosen = ""
    if isinstance(focus, QLabel | QLineEdit):
        chosen = focus.selectedText()
    elif isinstance(focus, QTextEdit):
        chosen = focus.textCursor().selectedText()
    chosen = chosen.strip().lower()
    return next((word for word in (chosen, chosen.removesuffix("s")) if meaning_of(word)), "")
