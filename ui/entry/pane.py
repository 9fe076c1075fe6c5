"""The entry pane: who, why wanted, how dangerous, where last sought, whose, what next, until when; all without a click."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFormLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from ui import labels
from ui.entry import facts, tabs
from ui.entry.asked import AskedPanel
from ui.entry.clock_bars import ClockBars, running
from ui.entry.late_text import LateText
from ui.entry.presence import PresenceLine
from ui.entry.why import why_text
from ui.forms.pressed import pressed
from ui.help.hovering import explain
from ui.queue.band_mark import BandLabel
from ui.theme.style import Theme
from ui.widgets.beside import Beside
from ui.widgets.flow import FlowLayout
from ui.widgets.long_words import Chip, Told, breakable, shortened
from ui.widgets.pages import name_as_tabs
from ui.widgets.tab_rows import TabRows
from ui.wording import tr
from wantedtrack.rules.entry import EntryId, Instant

if TYPE_CHECKING:
    from ui.desk.answers import EntryDetail, Tried
    from wantedtrack.rules.prompts import Prompt


@dataclass(frozen=True, slots=True)
class Shown:
    """What the pane shows of an entry, read in one moment."""

    detail: "EntryDetail"
    tried: "Tried"
    prompts: "tuple[Prompt, ...]"


_TABS = ("Timeline", "Attempts", "Circulation", "People and places", "Checklist", "Why")
_LONGEST_FACT = 180
"""Letters of a fact: what is to be done next must stay in view below it. The whole is its tip, and stands in the timeline."""
_ALMOST_ALL = 100
"""Of the height that is left, while there are tabs; without them what stands above stays as high as it is."""
_NOTHING = "Choose an entry in the queue. Arrow keys move, Enter opens."


class EntryPane(QScrollArea):
    """One entry. `deed_wanted` carries the name of the deed that its one button offers, `asked_wanted` one that is asked for beside it, with words known already."""

    deed_wanted = Signal(str)
    asked_wanted = Signal(str, object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        """Empty until `show_entry`."""
        super().__init__(parent)
        self.setObjectName("entry")
        self.setAccessibleName(tr("Entry"))
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.detail: EntryDetail | None = None
        self._deed: str | None = None
        self._body = QWidget(self)
        self._layout = QVBoxLayout(self._body)
        self._layout.setContentsMargins(12, 8, 12, 8)
        self._layout.setSpacing(6)
        self._head()
        self._clocks = ClockBars(theme, self._body)
        self._layout.addWidget(self._clocks)
        self._next()
        self._asked = AskedPanel(self._body)
        self._asked.tab_after = self._do
        self._asked.deed_wanted.connect(self.asked_wanted)
        self._layout.addWidget(self._asked)
        self._tabs()
        self.setWidget(self._body)
        self.clear()

    def _head(self) -> None:
        self._name = _selectable(QLabel(self._body))
        self._name.setProperty("scale", "large")
        self._name.setObjectName("entry-name")
        self._band = BandLabel(self._body)
        self._layout.addWidget(Beside([self._name, self._band], self._body, grows=0))
        self._who = _selectable(QLabel(self._body))
        self._standing = _selectable(QLabel(self._body))
        self._standing.setProperty("tone", "quiet")
        self._confirm = QLabel(tr(labels.CONFIRM), self._body)
        self._confirm.setProperty("tone", "confirm")
        self.present = PresenceLine(self._body)
        for line in (self._who, self._standing, self._confirm, self.present):
            self._layout.addWidget(line)
        self._dangers = QWidget(self._body)
        self._dangers.setAccessibleName(tr("Warnings and flags"))
        self._dangers.setObjectName("entry-dangers")
        self._chips = FlowLayout(self._dangers)
        self._held_dangers: list[str] | None = None
        self._layout.addWidget(self._dangers)
        self._facts = QFormLayout()
        self._facts.setHorizontalSpacing(12)
        self._facts.setVerticalSpacing(3)
        self._facts.setLabelAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        self._facts.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        self._layout.addLayout(self._facts)

    def _next(self) -> None:
        self._step = QFrame(self._body)
        self._step.setProperty("panel", "next")
        row = QHBoxLayout(self._step)
        self._sentence = Told("", self._step)
        self._sentence.setObjectName("next-step")
        self._do = QPushButton(self._step)
        self._do.setProperty("kind", "main")
        self._do.setObjectName("do-next-step")
        self._do.clicked.connect(self._ask)
        row.addWidget(self._sentence, 1)
        row.addWidget(self._do)
        self._layout.addWidget(self._step)

    def _tabs(self) -> None:
        self.tabs = QTabWidget(self._body)
        self.tabs.setAccessibleName(tr("More about the entry"))
        self.tabs.setDocumentMode(True)
        self.tabs.setUsesScrollButtons(True)
        self._pages: dict[str, LateText] = {}
        for name in _TABS:
            page = LateText(self.tabs)
            page.setObjectName(f"entry-{name.lower().replace(' ', '-')}")
            page.setAccessibleName(tr(name))
            page.setTabChangesFocus(True)
            page.setFrameShape(QFrame.Shape.NoFrame)
            self._pages[name] = page
            self.tabs.addTab(page, tr(name))
        self.tabs.setMinimumHeight(220)
        name_as_tabs(self.tabs)
        self._tab_rows = TabRows(self.tabs, self._body)
        self._layout.addWidget(self._tab_rows)
        self._layout.addWidget(self.tabs, _ALMOST_ALL)
        self._layout.addStretch(1)

    def focus_tabs(self) -> None:
        """Put the focus on the tab that is shown."""
        self._tab_rows.take_focus()
        self.ensureWidgetVisible(self.focusWidget() or self.tabs)

    def show_entry(self, shown: Shown, *, band: str, now: Instant, offered: facts.Offered) -> None:
        """Show this entry with where and when somebody has been, and what this officer can do with it."""
        detail, tried = shown.detail, shown.tried
        is_same = self.entry == detail.row.entry
        self.detail = detail
        self._name.setText(breakable(detail.row.name))
        self._band.show_band(detail.row.band, band)
        self._band.show()
        self._who.setText(facts.who(detail))
        self._standing.setText(breakable(facts.standing(detail)))
        self._show_dangers(detail)
        self._show_facts(detail, now)
        self._clocks.show_clocks(running(detail.clocks, now))
        step = facts.step_of(detail, now)
        self._deed = step.deed
        self._sentence.setText(labels.joined([tr(step.sentence), tr(offered.left_to) if offered.left_to else None], " "))
        self._do.setText(pressed(step.deed or "", offered.label or ""))
        self._do.setVisible(offered.label is not None and offered.left_to is None)
        self._do.setEnabled(offered.can_do)
        asked = [ask for ask in detail.asks if ask.sentence != step.sentence]
        self._asked.show_asked(asked, shown.prompts, offered)
        self._show_tabs(detail, tried, now)
        self._set_shown(is_shown=True)
        if not is_same:
            self.verticalScrollBar().setValue(0)

    def _show_dangers(self, detail: "EntryDetail") -> None:
        dangers = facts.dangers(detail)
        if dangers == self._held_dangers:
            return
        self._held_dangers = dangers
        self._chips.clear()
        for danger in dangers:
            chip = Chip(f"⚠ {danger}", self._dangers)
            chip.setProperty("tone", "danger")
            self._chips.addWidget(chip)
        if not dangers:
            chip = QLabel(tr("No warning or flag is recorded"), self._dangers)
            chip.setProperty("tone", "quiet")
            self._chips.addWidget(chip)

    def _show_facts(self, detail: "EntryDetail", now: Instant) -> None:
        shown = facts.facts(detail, now)
        while self._facts.rowCount() < len(shown):
            label = QLabel(self._body)
            label.setProperty("tone", "quiet")
            label.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
            self._facts.addRow(label, _selectable(QLabel(self._body)))
        # The lines of one entry and the next are mostly the same ones: to write into them costs a tenth of making them anew.
        for row, fact in enumerate(shown):
            for role, text in ((QFormLayout.ItemRole.LabelRole, fact.label), (QFormLayout.ItemRole.FieldRole, fact.value)):
                line = self._line_of_facts(row, role)
                line.setText(breakable(shortened(text, _LONGEST_FACT)))
                line.setToolTip(text if len(text) > _LONGEST_FACT else "")
                if role is QFormLayout.ItemRole.LabelRole:
                    explain(line, text)
            self._facts.setRowVisible(row, True)  # noqa: FBT003 (Qt's own signature)
        self._empty_facts(len(shown))

    def _empty_facts(self, first: int) -> None:
        """Nothing is left in the lines from this one on; they stay, unseen, for the next entry."""
        for row in range(first, self._facts.rowCount()):
            for role in (QFormLayout.ItemRole.LabelRole, QFormLayout.ItemRole.FieldRole):
                line = self._line_of_facts(row, role)
                line.setText("")
                line.setToolTip("")
            self._facts.setRowVisible(row, False)  # noqa: FBT003 (the same)

    def _line_of_facts(self, row: int, role: QFormLayout.ItemRole) -> QLabel:
        item = self._facts.itemAt(row, role)
        line = item.widget() if item is not None else None
        assert isinstance(line, QLabel)  # noqa: S101 (made in `_show_facts`)
        return line

    def _show_tabs(self, detail: "EntryDetail", tried: "Tried", now: Instant) -> None:
        texts: dict[str, Callable[[], str]] = {
            "Timeline": partial(tabs.timeline, detail, now),
            "Attempts": partial(tabs.attempts, detail, tried, now),
            "Circulation": partial(tabs.circulation, detail, now),
            "People and places": partial(tabs.people, detail, now),
            "Checklist": partial(tabs.checklist, detail),
            "Why": partial(why_text, detail.clocks, now, since=detail.row.became_outstanding_at),
        }
        for name, words in texts.items():
            self._pages[name].say(words)

    def clear(self, sentence: str = _NOTHING) -> None:
        """Show no entry: names leave the screen."""
        self.detail = None
        self._deed = None
        self._name.setText("")
        self._band.hide()
        for line in (self._who, self._standing):
            line.setText("")
        self._chips.clear()
        self._held_dangers = None
        self._empty_facts(0)
        self._clocks.show_clocks([])
        self._asked.clear()
        self._sentence.setText(tr(sentence))
        for page in self._pages.values():
            page.clear()
        self._set_shown(is_shown=False)

    def _set_shown(self, *, is_shown: bool) -> None:
        for widget in (self._who, self._standing, self._confirm, self._dangers, self._clocks, self.tabs):
            widget.setVisible(is_shown)
        if not is_shown:
            self._do.hide()

    @property
    def entry(self) -> EntryId | None:
        """The entry shown."""
        return self.detail.row.entry if self.detail else None

    def _ask(self) -> None:
        if self._deed is not None:
            self.deed_wanted.emit(self._deed)


def _selectable(label: QLabel) -> QLabel:
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    return label
