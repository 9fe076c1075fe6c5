"""A page that is made anew from each reading, whole: what was read at the same place stays on screen, and the focus stays on the same thing."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFrame, QPushButton, QScrollArea, QWidget


class MadeAnew(QScrollArea):
    """Holds one body at a time. Another desktop's change must not throw a hand off the button it stands on."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Empty until `put`."""
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidget(QWidget(self))

    def put(self, body: QWidget) -> None:
        """Show this body in place of the one before, at the same height, with the focus where it was: by what is read aloud of it."""
        focus = QApplication.focusWidget()
        had = focus if focus is not None and (focus is self or self.isAncestorOf(focus)) else None
        said = had.accessibleName() if had is not None and had is not self else ""
        place = self.verticalScrollBar().value()
        before = self.takeWidget()
        if before is not None:  # pyright: ignore[reportUnnecessaryComparison] (None once it was taken)
            # Never deleted with the focus in it: who listens at a button would be handed one that is half gone.
            before.hide()
            before.deleteLater()
        self.setWidget(body)
        body.show()
        if had is not None:
            can = [one for one in body.findChildren(QWidget) if one.focusPolicy() != Qt.FocusPolicy.NoFocus and not one.isHidden()]
            same = next((one for one in can if said and one.accessibleName() == said), None)
            (same or next(iter(self.buttons()), self)).setFocus()
        self.verticalScrollBar().setValue(place)

    def buttons(self) -> list[QPushButton]:
        """What can be pressed, in reading order as far as it was made in it."""
        body = self.widget()
        return [] if body is None else [one for one in body.findChildren(QPushButton) if one.isEnabled() and not one.isHidden()]

    def focus_first(self) -> None:
        """Put the focus on what comes first."""
        first = next(iter(self.buttons()), None)
        (first or self).setFocus()
