"""What an entry still asks for beside its next step, and what the program would have an officer look at: each a sentence with its buttons."""

from collections.abc import Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from ui import labels
from ui.entry.facts import Offered
from ui.widgets.long_words import Told
from ui.widgets.reading_order import in_reading_order
from ui.wording import tr
from wantedtrack.rules.next_step import NextStep
from wantedtrack.rules.prompts import Prompt

_MOST = 4


class AskedPanel(QWidget):
    """`deed_wanted` carries a deed's name and the words that are known already."""

    deed_wanted = Signal(str, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Empty, and then takes no room."""
        super().__init__(parent)
        self.setObjectName("asked")
        self.setAccessibleName(tr("Also asked"))
        self.tab_after: QWidget | None = None
        self._held: list[tuple[str, list[tuple[str, str, dict[str, Any]]]]] = []
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(4)
        self.hide()

    def show_asked(self, asks: Sequence[NextStep], prompts: Sequence[Prompt], offered: Offered) -> None:
        """Show these, with what this officer may do about them."""
        may = offered.may
        rows: list[tuple[str, list[tuple[str, str, dict[str, Any]]]]] = []
        for prompt in prompts[:_MOST]:
            buttons: list[tuple[str, str, dict[str, Any]]] = [
                ("regrade", tr("Regrade…"), {"band": prompt.band.value, "rationale": prompt.evidence}),
                ("put-prompt-aside", tr("Put aside…"), {"prompt": prompt.key}),
            ]
            band = labels.band_words(prompt.band, dict(offered.bands))
            asked = tr("{why}: is {band} the right band? ({evidence})", why=tr(prompt.why), band=band, evidence=prompt.evidence)
            rows.append((asked, [button for button in buttons if button[0] in may]))
        for ask in asks[:_MOST]:
            known = [(ask.deed, f"{tr(may[ask.deed])}…", dict[str, Any]())] if ask.deed is not None and ask.deed in may else []
            rows.append((tr(ask.sentence), known))
        if rows != self._held:
            self.clear()
            self._held = rows
            for sentence, buttons_of in rows:
                self._add(sentence, buttons_of)
            if self.tab_after is not None:
                in_reading_order(self.tab_after, *self.findChildren(QPushButton))
        self.setVisible(bool(prompts or asks))

    def clear(self) -> None:
        """Nothing is asked; what was shown leaves the window at once."""
        self._held = []
        while (item := self._rows.takeAt(0)) is not None:
            if (row := item.widget()) is not None:
                row.setParent(None)
                row.deleteLater()
        self.hide()

    def _add(self, sentence: str, buttons: Sequence[tuple[str, str, dict[str, Any]]]) -> None:
        line = QWidget(self)
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        label = Told(sentence, line)
        row.addWidget(label, 1)
        for deed, text, words in buttons:
            button = QPushButton(text, line)
            button.setAccessibleName(f"{text} {sentence}")
            button.clicked.connect(partial(self._want, deed, words))
            row.addWidget(button)
        self._rows.addWidget(line)

    def _want(self, deed: str, words: object) -> None:
        self.deed_wanted.emit(deed, words)
