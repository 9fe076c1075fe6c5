"""Messages in the window, each with its next step as a button: a dialog is for a decision only."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from ui.help.meaning import HAVE_NO_PAGE, MeaningButton
from ui.widgets.announcing import announce
from ui.widgets.long_words import Told
from ui.widgets.press_once import press_once
from ui.wording import counted, tr
from wantedtrack.errors import Refusal

_MOST = 3
_SHOWN_FOR_MS = 20_000


class NoticesBar(QWidget):
    """The newest three messages; what is older waits behind a button that says how many more there are, and comes back as the newer ones are closed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Empty, and then takes no room."""
        super().__init__(parent)
        self.setObjectName("notices")
        self.setAccessibleName(tr("Messages"))
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(4)
        self._shown: list[QFrame] = []
        self._shows_all = False
        self._more = QPushButton(self)
        self._more.setObjectName("messages-more")
        self._more.clicked.connect(self._show_all)
        self._layout.addWidget(self._more, 0, Qt.AlignmentFlag.AlignLeft)
        self._more.hide()
        self.hide()

    def say(
        self,
        message: str,
        *,
        is_trouble: bool = False,
        button: str | None = None,
        on_button: Callable[[], None] | None = None,
        key: str = "",
        others: Sequence[tuple[str, Callable[[], None]]] = (),
        code: str = "",
    ) -> None:
        """Show a message; one with the same `key` replaces the one before. `others` are further buttons, `code` is that of a refusal, which the guide explains. Announced to a screen reader."""
        if key:
            self.take_back(key)
        frame = QFrame(self)
        frame.setObjectName(f"message-{key}" if key else "message")
        frame.setProperty("panel", "trouble" if is_trouble else "notice")
        frame.setProperty("key", key)
        row = QHBoxLayout(frame)
        row.setContentsMargins(10, 4, 6, 4)
        words = Told(message, frame)
        words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        row.addWidget(words, 1)
        first = () if button is None or on_button is None else ((button, on_button),)
        for text, does_it in (*first, *others):
            does = QPushButton(text, frame)
            press_once(does)
            does.setObjectName("message-do")
            does.clicked.connect(partial(_rest, does))
            does.clicked.connect(does_it)
            does.clicked.connect(self._closing(frame))
            row.addWidget(does)
        if code:
            meaning = MeaningButton(frame)
            meaning.explain(code)
            row.addWidget(meaning)
        away = QPushButton(tr("Close"), frame)
        away.setAccessibleName(tr("Close this message"))
        away.clicked.connect(self._closing(frame))
        row.addWidget(away)
        self._layout.addWidget(frame)
        self._shown.append(frame)
        if not is_trouble and on_button is None:
            # What waits behind the button has not been read: its time runs only while it stands there.
            timer = QTimer(frame, interval=_SHOWN_FOR_MS, singleShot=True)
            timer.timeout.connect(self._closing(frame))
        self._stand()
        announce(self, message)

    def go_to_button(self, key: str) -> None:
        """Put the focus on the button of this message, so that Enter answers it; nothing where there is none."""
        for frame in self._shown:
            does = frame.findChild(QPushButton, "message-do") if frame.property("key") == key else None
            if does is not None:
                does.setFocus()

    def tell(self, refused: Refusal, *, key: str = "", button: str | None = None, on_button: Callable[[], None] | None = None) -> None:
        """Show why something was refused, with a way to what that means."""
        is_trouble = refused.code not in HAVE_NO_PAGE
        self.say(tr(refused.message), is_trouble=is_trouble, button=button, on_button=on_button, key=key, code=refused.code)

    def shows(self, key: str) -> bool:
        """Whether the message of this key stands there."""
        return any(frame.property("key") == key for frame in self._shown)

    def take_back(self, key: str) -> None:
        """Remove the message of this key."""
        for frame in [frame for frame in self._shown if frame.property("key") == key]:
            self._take(frame)

    def take_back_saying(self, text: str) -> None:
        """Remove every message that says just this, whoever said it."""
        for frame in [frame for frame in self._shown if text in (label.text() for label in frame.findChildren(QLabel))]:
            self._take(frame)

    def clear(self) -> None:
        """Remove every message: names leave the screen."""
        for frame in list(self._shown):
            self._take(frame)

    def texts(self) -> list[str]:
        """What is shown, oldest first."""
        return [label.text() for frame in self._shown if not frame.isHidden() for label in frame.findChildren(QLabel)]

    def _show_all(self) -> None:
        self._shows_all = not self._shows_all
        self._stand()
        (self._more if self._more.isVisible() else self).setFocus()

    def _stand(self) -> None:
        """Show the newest, or all; say how many wait."""
        waiting = self._shown[:-_MOST]
        self._shows_all = self._shows_all and bool(waiting)
        for frame in self._shown:
            is_waiting = frame in waiting and not self._shows_all
            frame.setVisible(not is_waiting)
            for timer in frame.findChildren(QTimer):
                if is_waiting:
                    timer.stop()
                elif not timer.isActive():
                    timer.start()
        if waiting:
            self._more.setText(
                tr("Show the newest {most} only", most=_MOST)
                if self._shows_all
                else counted("and {n} more message", "and {n} more messages", len(waiting))
            )
        self._more.setVisible(bool(waiting))
        self.setVisible(bool(self._shown))

    def _closing(self, frame: QFrame) -> Callable[[], None]:
        return lambda: self._take(frame)

    def _take(self, frame: QFrame) -> None:
        if frame in self._shown:
            self._shown.remove(frame)
            self._layout.removeWidget(frame)
            frame.hide()
            frame.deleteLater()
        self._stand()


def _rest(button: QPushButton, _: object = None) -> None:
    """Once pressed it has done what it says."""
    button.setEnabled(False)
