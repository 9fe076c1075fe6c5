"""The line of a page on which a refusal is said, in the words of the rule, with a way to what it means; hidden while there is nothing to say."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget

from ui.help.meaning import explain_under
from ui.widgets.announcing import announce
from ui.wording import tr
from wantedtrack.errors import Refusal


class RefusedLine(QLabel):
    """Called `refused` wherever it stands, so that a test and a screen reader find it. What it says stays plain text."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Nothing to say."""
        super().__init__(parent)
        self.setObjectName("refused")
        self.setProperty("tone", "wrong")
        self.setWordWrap(True)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.hide()

    def say(self, words: str, *, code: str = "") -> None:
        """Say this; under a refusal's code, with a button that explains it."""
        self.setText(words)
        self.show()
        explain_under(self, code)
        announce(self, words)

    def tell(self, refused: Refusal) -> None:
        """Say what the refusal says."""
        self.say(tr(refused.message), code=refused.code)

    def setVisible(self, visible: bool) -> None:  # noqa: FBT001 (Qt's own signature)
        """Nothing is explained any longer that is no longer said."""
        super().setVisible(visible)
        if not visible:
            explain_under(self, "")


def who_could(who: str | None, message: str) -> str:
    """Who can do instead what was refused, as a sentence behind the message; nothing where it says so itself, and nothing where nobody can: then the message is the whole of it."""
    if not who or who.startswith("nobody") or who in message:
        return ""
    return tr(" Who could: {who}.", who=tr(who))
