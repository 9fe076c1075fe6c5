"""The buttons that let an officer say something in the handover: each opens the form of its deed, filled with the shift looked at."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QPushButton, QWidget

from ui.wording import tr

if TYPE_CHECKING:
    from ui.desk.answers import Handover
    from ui.desk.welcome import Welcome


SAID_IN_THE_HANDOVER = ("remark-handover", "query-handover", "answer-query", "add-addendum")


class Saying:
    """Remark, query, answer, addendum: which of them can be said now depends on how far the handover is signed."""

    def __init__(self, parent: QWidget, opens: Callable[[str], None]) -> None:
        """`opens` is handed the deed whose form is wanted."""
        named = (
            ("remark-handover", tr("&Remark…")),
            ("query-handover", tr("Ask &now…")),
            ("answer-query", tr("Ans&wer a query…")),
            ("add-addendum", tr("Addend&um…")),
        )
        self.buttons = {deed: _button(parent, deed, text, partial(opens, deed)) for deed, text in named}

    def enable(self, held: "Handover | None", welcome: "Welcome | None", *, queries: int) -> None:
        """Enable what can be said now; hide what has its time at another state."""
        is_signed, is_sealed = held is not None and held.signed_at is not None, held is not None and held.is_sealed
        own = held is not None and welcome is not None and held.signed_by == welcome.officer.collar
        fits = {
            "remark-handover": held is not None and not is_signed,
            "query-handover": is_signed and not is_sealed and not own,
            "answer-query": queries > 0,
            "add-addendum": is_sealed,
        }
        for deed, button in self.buttons.items():
            button.setVisible(fits[deed])
            button.setEnabled(fits[deed] and welcome is not None and welcome.may(deed))


def _button(parent: QWidget, deed: str, text: str, does: Callable[[], None]) -> QPushButton:
    button = QPushButton(text, parent)
    button.setObjectName(f"handover-{deed}")
    button.clicked.connect(does)
    return button


def done_words(deed: str) -> str:
    """What is said once this deed about the handover is done, and what comes next."""
    return {
        "prepare-handover": tr("The handover is prepared. Read it through, then sign."),
        "sign-handover": tr("Signed. The incoming officer reads the high entries back and accepts, at this desk or at another."),
        "accept-handover": tr("Accepted and sealed. Nothing of it changes any more."),
    }[deed]
