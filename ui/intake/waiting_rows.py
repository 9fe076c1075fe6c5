"""The rows that wait, one card under the other, decided by single keys: J and K go from card to card, a number or a letter decides the one that has the focus."""

from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

from ui.intake.waiting_card import WaitingCard
from ui.widgets.made_anew import MadeAnew
from ui.wording import tr

_STEPS = {"J": 1, "K": -1}


class WaitingRows(MadeAnew):
    """Holds the cards. Once a card is decided the focus stands on the next one, so that eighteen rows are eighteen keys."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Empty until `put`."""
        super().__init__(parent)
        self.setAccessibleName(tr("Rows that wait for a decision"))

    def cards(self) -> list[WaitingCard]:
        """The cards, from the top."""
        body = self.widget()
        return [] if body is None else body.findChildren(WaitingCard)

    def put(self, body: QWidget) -> None:
        """Show these; where the card that had the focus is decided, the next one has it."""
        before, at = self.cards(), self._at()
        name = before[at].objectName() if at is not None else None
        super().put(body)
        cards = self.cards()
        if at is not None and cards and name not in {card.objectName() for card in cards}:
            self._stand_on(min(at, len(cards) - 1))

    def focus_first(self) -> None:
        """The first card, or what there is without one."""
        if self.cards():
            self._stand_on(0)
        else:
            super().focus_first()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """J and K, and the keys that stand on the card's buttons; a key held down decides nothing twice."""
        key, at = event.text().upper(), self._at()
        if key in _STEPS and self.cards():
            self._stand_on(0 if at is None else max(0, min(at + _STEPS[key], len(self.cards()) - 1)))
        elif at is None or event.isAutoRepeat() or event.modifiers() or not self.cards()[at].press(key):
            super().keyPressEvent(event)

    def _at(self) -> int | None:
        focus = QApplication.focusWidget()
        return next(
            (place for place, card in enumerate(self.cards()) if focus is not None and (card is focus or card.isAncestorOf(focus))), None
        )

    def _stand_on(self, place: int) -> None:
        card = self.cards()[place]
        card.setFocus()
        self.ensureWidgetVisible(card)
