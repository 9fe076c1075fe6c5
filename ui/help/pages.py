"""The page of shortcuts, made from the list of actions, and the page about this desktop and its health."""

from collections.abc import Sequence
from html import escape
from platform import python_version
from typing import TYPE_CHECKING

from PySide6 import __version__ as qt_version
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from ui import labels, times
from ui.action_set import ActionSet, key_words
from ui.actions import Menu
from ui.desk.welcome import Welcome
from ui.entry.tabs import paragraph, table
from ui.menus import plain
from ui.widgets.first_stop import FirstStop
from ui.widgets.reading_text import ReadingText
from ui.wording import tr
from wantedtrack.resources import licences_path
from wantedtrack.rules.entry import Instant

if TYPE_CHECKING:
    from ui.desk.answers import WatchStatus

_IN_FORMS = (("Ctrl+Enter", "Save"), ("Esc", "Leave; what you typed is kept"), ("Enter", "Next field"))
_IN_QUEUE = (
    ("J, Down", "Next entry"),
    ("K, Up", "Entry before"),
    ("Enter", "Into the entry"),
    ("/", "Search"),
    ("Shift+F10", "What can be done with it"),
)


def _said(keys: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    return [(key, tr(does)) for key, does in keys]


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
        self.text = ReadingText(self)
        self.text.setAccessibleName(heading)
        self.text.setTabChangesFocus(True)
        layout.addWidget(head)
        layout.addWidget(self.text)
        FirstStop(self, self.text)


def shortcuts_text(actions: ActionSet) -> str:
    """Every action with its key and its sentence, by menu."""
    parts: list[str] = []
    for menu in Menu:
        rows = [(key_words(action) or "–", plain(tr(action.text)), tr(action.says)) for action, _ in actions if action.menu is menu]
        if rows:
            parts.append(f"<h4>{escape(plain(tr(menu.value)))}</h4>{table((tr('Key'), tr('Action'), ''), rows, '')}")
    queue, forms = (
        f"<h4>{escape(head)}</h4>{table((tr('Key'), ''), rows, '')}"
        for head, rows in ((tr("In the queue"), _said(_IN_QUEUE)), (tr("In a form"), _said(_IN_FORMS)))
    )
    return queue + forms + "".join(parts)


def licences_text() -> str:
    """Whose work is in the program, and under which licences: its own, and a line for each package that it is shipped with."""
    try:
        lines = licences_path().read_text(encoding="utf-8").splitlines()
    except OSError:
        lines = []
    rows = [tuple(cell.strip() for cell in line.strip("|").split("|")) for line in lines if line.startswith("| ") and "---" not in line]
    said = paragraph(
        tr("WantedTrack is under the Apache License 2.0. It is shipped with these packages of others, each under its own licence:")
    )
    head = f"<h4>{escape(tr('Licences'))}</h4>"
    return head + said + table((tr("Package"), tr("Version"), tr("Licence")), rows[1:], "") if rows else head + said


def about_text(welcome: Welcome | None, watch: "WatchStatus | None", now: Instant | None) -> str:
    """Versions, who acts, whose store, who watches. No personal data beyond the officer's own collar."""
    from importlib.metadata import version  # noqa: PLC0415 (loads the library of e-mail, of all things; only this page needs it)

    rows = [("WantedTrack", version("wantedtrack")), ("Qt", qt_version), ("Python", python_version())]
    if welcome is not None:
        rank = tr(welcome.officer.rank.words) if welcome.officer.rank else tr("administrator")
        rows += [
            (tr("Acting"), f"{welcome.officer.collar}, {rank}"),
            (tr("Desktop"), welcome.officer.desktop),
            (tr("Force"), welcome.force_code),
            (tr("Store"), tr("demonstration: invented people only") if welcome.is_demonstration else tr("real")),
            (tr("Writing"), welcome.read_only_because or tr("open")),
        ]
    if watch is not None and now is not None:
        rows += [
            (
                tr("Watch"),
                {"ok": tr("checked"), "amber": tr("checks are missing"), "red": tr("nobody is watching, or a level is late")}[
                    watch.state.value
                ],
            ),
            (tr("Last check"), labels.joined([times.ago(watch.last_sweep_at, now), watch.desktop])),
            (tr("Last backup"), times.exact(watch.last_backup.at) if watch.last_backup else tr("none yet")),
        ]
        rows += [
            (
                tr("Clock"),
                tr(
                    "{desktop}: {kind}, seen {at}, off by {by}",
                    desktop=one.desktop,
                    kind=one.kind,
                    at=times.exact(one.at),
                    by=times.span(one.by),
                ),
            )
            for one in watch.doubts
        ]
        rows += [(tr("Unwatched"), gap.sentence) for gap in watch.unwatched]
    return (
        table(("", ""), rows, "") + licences_text() + paragraph(tr("The commands “wantedtrack doctor” and “wantedtrack verify” tell more."))
    )
