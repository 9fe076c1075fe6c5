"""The page of shortcuts, made from the list of actions, and the page about this desktop and its health."""

from html import escape
from platform import python_version
from typing import TYPE_CHECKING

from PySide6 import __version__ as qt_version
from PySide6.QtWidgets import QLabel, QTextBrowser, QVBoxLayout, QWidget

from ui import labels, times
from ui.action_set import ActionSet
from ui.actions import Menu
from ui.desk.welcome import Welcome
from ui.entry.tabs import paragraph, table
from wantedtrack.rules.entry import Instant

if TYPE_CHECKING:
    from ui.desk.answers import WatchStatus

_IN_FORMS = (("Ctrl+Enter", "Save"), ("Esc", "Go back; what was typed is let go"), ("Enter", "Next field"))
_IN_QUEUE = (
    ("J, Down", "Next entry"),
    ("K, Up", "Entry before"),
    ("Enter", "Into the entry"),
    ("/", "Search"),
    ("Shift+F10", "What can be done with it"),
)


class TextPage(QWidget):
    """A page of rich text under a heading, read by keyboard."""

    def __init__(self, name: str, heading: str, parent: QWidget | None = None) -> None:
        """`name` is the object name."""
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(heading)
        layout = QVBoxLayout(self)
        head = QLabel(heading, self)
        head.setProperty("scale", "large")
        self.text = QTextBrowser(self)
        self.text.setAccessibleName(heading)
        self.text.setTabChangesFocus(True)
        layout.addWidget(head)
        layout.addWidget(self.text)
        self.setFocusProxy(self.text)


def shortcuts_text(actions: ActionSet) -> str:
    """Every action with its key and its sentence, by menu."""
    parts: list[str] = []
    for menu in Menu:
        rows = [
            (" or ".join(filter(None, (action.shortcut, action.queue_key))) or "–", action.text.replace("&", ""), action.says)
            for action, _ in actions
            if action.menu is menu
        ]
        if rows:
            parts.append(f"<h4>{escape(menu.value.replace('&', ''))}</h4>{table(('Key', 'Action', ''), rows, '')}")
    queue, forms = (
        f"<h4>{head}</h4>{table(('Key', ''), rows, '')}" for head, rows in (("In the queue", _IN_QUEUE), ("In a form", _IN_FORMS))
    )
    return queue + forms + "".join(parts)


def about_text(welcome: Welcome | None, watch: "WatchStatus | None", now: Instant | None) -> str:
    """Versions, who acts, whose store, who watches. No personal data beyond the officer's own collar."""
    from importlib.metadata import version  # noqa: PLC0415 (loads the library of e-mail, of all things; only this page needs it)

    rows = [("WantedTrack", version("wantedtrack")), ("Qt", qt_version), ("Python", python_version())]
    if welcome is not None:
        rank = welcome.officer.rank.words if welcome.officer.rank else "administrator"
        rows += [
            ("Acting", f"{welcome.officer.collar}, {rank}"),
            ("Desktop", welcome.officer.desktop),
            ("Force", welcome.force_code),
            ("Store", "demonstration: invented people only" if welcome.is_demonstration else "real"),
            ("Writing", welcome.read_only_because or "open"),
        ]
    if watch is not None and now is not None:
        rows += [
            ("Watch", {"ok": "checked", "amber": "checks are missing", "red": "nobody is watching, or a level is late"}[watch.state.value]),
            ("Last check", labels.joined([times.ago(watch.last_sweep_at, now), watch.desktop])),
            ("Last backup", times.exact(watch.last_backup.at) if watch.last_backup else "none yet"),
        ]
        rows += [("Clock", f"{one.desktop}: {one.kind}, seen {times.exact(one.at)}, off by {times.span(one.by)}") for one in watch.doubts]
        rows += [
            ("Unwatched", f"{times.exact(gap.from_at)} to {times.exact(gap.to_at)}: {gap.crossed} levels crossed")
            for gap in watch.unwatched
        ]
    return table(("", ""), rows, "") + paragraph("The commands “wantedtrack doctor” and “wantedtrack verify” tell more.")
