"""Record the outcome: only what the chosen outcome has a use for is asked; what was typed before another was chosen stays in sight.

Below stands what the entry still owes before it is closed, so that whoever records the outcome can see to it at once.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget

from ui.forms.fields import Surroundings
from ui.forms.form import DeedForm
from ui.forms.needed_now import mark_needed
from ui.wording import tr
from wantedtrack.rules.outcomes import ASKED_FOR

if TYPE_CHECKING:
    from ui.desk.answers import DeedCard


class OutcomeForm(DeedForm):
    """The form of `record-outcome`. A field that holds something never goes away by itself: nothing typed is lost, or saved unseen."""

    def __init__(
        self,
        card: "DeedCard",
        about: str,
        reference: str | None,
        around: Surroundings,
        parent: QWidget | None = None,
        *,
        cleardown: Sequence[str],
    ) -> None:
        """`cleardown` is what stands between the outcome and the close."""
        self._cleardown = cleardown
        super().__init__(card, about, reference, around, parent)

    def lay_out(self) -> None:
        """The fields, then what comes after."""
        super().lay_out()
        head = QLabel(tr("Before it is closed"), self)
        head.setProperty("scale", "heading")
        steps = QLabel("\n".join(f"{number}. {tr(step)}" for number, step in enumerate(self._cleardown, 1)), self)
        steps.setObjectName("cleardown")
        steps.setAccessibleName(tr("Cleardown: what is to be done before it is closed"))
        steps.setWordWrap(True)
        steps.setTextFormat(Qt.TextFormat.PlainText)
        self.body.addWidget(head)
        self.body.addWidget(steps)

    def show_what_applies(self) -> None:
        """Show the fields of this outcome, and give access keys anew where other fields show than before."""
        outcome = self.fields["outcome"]
        chosen, is_other = str(outcome.value()), mark_needed(self.card.name, self.fields, self.extra, self.around)
        for name, outcomes in ASKED_FOR.items():
            field = self.fields.get(name)
            if field is not None:
                applies = chosen in outcomes or bool(field.value())
                is_other |= applies == field.isHidden()
                field.setVisible(applies)
        if is_other or not chosen:
            self.give_keys()
