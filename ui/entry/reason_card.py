"""The reason card on the screen: large enough to be read out over a radio, warnings first, without victim data."""

from html import escape
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from ui import labels
from ui.desk.door import Desk
from ui.help.meaning import explain_under
from ui.times import moment
from ui.widgets.first_stop import FirstStop
from ui.widgets.long_words import breakable
from ui.widgets.reading_text import ReadingText
from ui.wording import tr
from wantedtrack.errors import Refusal
from wantedtrack.rules.consultation import Consulted
from wantedtrack.rules.entry import EntryId

if TYPE_CHECKING:
    from ui.desk.answers import ReasonCard


def card_text(card: "ReasonCard") -> str:
    """The card as rich text; what a person typed is escaped."""
    parts = "".join(f"<h3>{escape(tr(part.heading))}</h3>{''.join(f'<p>{escape(line)}</p>' for line in part.lines)}" for part in card.parts)
    missing = f"<h3>{escape(tr('Not held, to be filled in'))}</h3><p>{escape(', '.join(card.missing))}</p>" if card.missing else ""
    foot = f"<p>{escape(tr('As held at {at}.', at=moment(card.at)))} {escape(tr(labels.CONFIRM))}</p>"
    return f"<div style='font-size: large'>{parts}{missing}{foot}</div>"


class ReasonCardPage(QWidget):
    """Read anew each time it is looked at."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        """Empty until `show_entry`."""
        super().__init__(parent)
        self.setObjectName("reason-card")
        self.setAccessibleName(tr("Reason card"))
        self._desk = desk
        self._entry: EntryId | None = None
        self._head = QLabel(tr("Reason card"), self)
        self._head.setProperty("scale", "large")
        self._head.setWordWrap(True)
        self._confirm = QLabel(tr(labels.CONFIRM), self)
        self._confirm.setProperty("tone", "confirm")
        self.text = ReadingText(self)
        self.text.setAccessibleName(tr("Reason card"))
        self.text.setTabChangesFocus(True)
        self.text.setProperty("scale", "heading")
        layout = QVBoxLayout(self)
        for widget in (self._head, self._confirm):
            layout.addWidget(widget)
        layout.addWidget(self.text, 1)
        FirstStop(self, self.text)

    def show_entry(self, entry: EntryId) -> None:
        """Read this entry's card."""
        self.clear()
        self._entry = entry
        self._desk.read(lambda reads: reads.reason_card(entry), self._show, on_refused=self._refused, owner=self, topic="reason-card")

    def clear(self) -> None:
        """Names leave the screen."""
        self._head.setText(tr("Reason card"))
        self.text.clear()

    def _show(self, card: "ReasonCard") -> None:
        self._desk.note(Consulted.CARD, self._entry)
        self._head.setText(breakable(tr("Reason card: {name}, {reference}", name=card.name, reference=card.reference)))
        self.text.setHtml(card_text(card))
        explain_under(self.text, "")

    def _refused(self, refused: Refusal) -> None:
        self.text.setPlainText(tr(refused.message))
        explain_under(self.text, refused.code)
