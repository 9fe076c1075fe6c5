"""Several entries at once, and what else is done to the queue itself: bulk forms and their summary, columns and groups, copying, saved searches."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QSettings, Signal
from PySide6.QtGui import QAction

from ui import labels
from ui.actions import Action, Menu, Needs
from ui.desk.door import Desk
from ui.desk.welcome import Welcome
from ui.forms.host import FormHost
from ui.menus import LetteredMenu, give_letters, letters_of
from ui.queue.columns import COLUMNS, PLACE, Look
from ui.queue.columns_panel import ColumnsPanel
from ui.queue.copy_panel import CopyPanel
from ui.queue.page import QueuePage
from ui.queue.summary_panel import SummaryPanel
from ui.queue.view_state import ViewState, read_view
from ui.wording import counted, tr
from wantedtrack.rules.bulk_words import MOST_AT_ONCE
from wantedtrack.rules.entry import EntryRow

if TYPE_CHECKING:
    from ui.desk.answers import Changes, SavedSearch

BULK_OF = {
    "log-attempt": "bulk-log-attempt",
    "allocate": "bulk-allocate",
    "regrade": "bulk-regrade",
    "close": "bulk-close",
    "add-note": "bulk-add-note",
    "set-circulation": "bulk-set-circulation",
    "verify-circulation": "bulk-verify",
}
"""The deed for several entries that stands beside the deed for one: the same key does both."""

_HELD_AGAINST_THEIR_VERSION = ("bulk-allocate", "bulk-regrade", "bulk-close")
_VIEW = "queue-view"

QUEUE_ACTIONS: tuple[Action, ...] = (
    Action("columns", "Columns and groups…", Menu.VIEW, "Which columns, in which order, how wide; groups by band, owner, station or list; one line or two", "Ctrl+Shift+Q", icon="list",
           also=("group", "sort", "order", "width", "row height", "by owner", "by band")),
    Action("filter", "Filter…", Menu.QUEUE, "Choose filters from a menu; each writes its word into the search", "Ctrl+Shift+F", icon="search", also=("narrow", "only", "mine", "my entries", "owned by me")),
    Action("copy-cells", "Copy as cells…", Menu.QUEUE, "Copy the chosen rows for a spreadsheet; asks why, and is noted", "Ctrl+C", in_queue=True, icon="copy", needs=Needs.ENTRY, also=("excel", "clipboard", "export")),
    Action("choose-all", "Choose all rows", Menu.QUEUE, "Choose every row that is shown", "Ctrl+A", in_queue=True, icon="list", needs=Needs.ENTRY, also=("select all", "several", "bulk")),
    Action("save-search", "Save this search…", Menu.QUEUE, "Keep the search in the list at left, for yourself or for everybody", "Ctrl+Shift+S", icon="search", deed="save-search", also=("keep", "favourite", "shared search")),
    Action("change-search", "Change a saved search…", Menu.QUEUE, "Give a saved search another name or other words", "Ctrl+J, C", icon="search", deed="change-search", also=("rename",)),
    Action("remove-search", "Remove a saved search…", Menu.QUEUE, "Take a saved search out of the list; no entry changes", "Ctrl+J, S", icon="discard", deed="remove-search", also=("delete search",)),
    *(Action(bulk, f"{text}…", Menu.QUEUE, says, f"Ctrl+J, {place}", needs=Needs.ENTRY, icon=icon, deed=bulk, also=("bulk", "several", "at once", "all of these")) for place, (bulk, text, says, icon) in enumerate((
        ("bulk-allocate", "Allocate several", "Give the chosen entries to one officer", "owner"),
        ("bulk-regrade", "Regrade several", "Set the band of the chosen entries", "band"),
        ("bulk-close", "Close several", "Close the chosen entries", "close"),
        ("bulk-log-attempt", "Log an attempt for several", "Record the same try of the chosen entries", "attempt"),
        ("bulk-add-note", "Add a note to several", "Add the same note to the chosen entries", "note"),
        ("bulk-set-circulation", "Circulation of several", "Record the same step on PNC/LEDS for the chosen entries", "circulate"),
        ("bulk-verify", "Verify several on PNC/LEDS", "Record that the markers of the chosen entries were looked at", "verify"),
    ), 1)),
)  # fmt: skip


class Several(QObject):
    """What is done to rows of the queue together. `said` carries a sentence for the messages, `stands` how many lines a row has now."""

    said = Signal(str)
    stands = Signal(int)

    def __init__(self, desk: Desk, queue: QueuePage, forms: FormHost, parent: QObject | None = None) -> None:
        """Forms go through `forms`, panels stand beside the queue."""
        super().__init__(parent)
        self._desk, self._queue, self._forms = desk, queue, forms
        self._welcome: Welcome | None = None
        self._place: QSettings | None = None
        self._panel: ColumnsPanel | None = None
        queue.table.copy_wanted.connect(self.copy)
        queue.table.columns_asked.connect(self._columns_asked)
        queue.table.view_changed.connect(self._view_changed)
        queue.search.save_wanted.connect(self.save_search)
        queue.saved_asked.connect(self._about_saved)

    def begin(self, welcome: Welcome) -> None:
        """This officer acts from now on."""
        self._welcome = welcome

    # ---- several entries -------------------------------------------------------------------------------------------------------------

    @property
    def count(self) -> int:
        """How many rows are chosen."""
        return self._queue.table.chosen_count()

    def takes(self, deed: str) -> bool:
        """Whether this deed is now one for several: more than one row is chosen, or it is one by its name. Opens its form, and says so."""
        bulk = deed if deed in BULK_OF.values() else BULK_OF.get(deed) if self.count > 1 else None
        if bulk is None or self._welcome is None or bulk not in self._welcome.cards:
            return False
        entries = self._queue.table.chosen_entries(MOST_AT_ONCE + 1)
        if len(entries) > MOST_AT_ONCE:
            self.said.emit(
                tr(
                    "More than {most} entries are chosen; one deed takes at most {most}. Nothing was changed; choose fewer.",
                    most=MOST_AT_ONCE,
                )
            )
            return True
        self._desk.read(lambda reads: reads.rows(entries), partial(self._open, bulk), owner=self)
        return True

    def _open(self, bulk: str, rows: list[EntryRow]) -> None:
        if self._welcome is None or not rows:
            return
        card = self._welcome.cards[bulk]
        versioned = bulk in _HELD_AGAINST_THEIR_VERSION
        references = [f"{row.reference}@{row.version}" if versioned else row.reference for row in rows]
        first = "; ".join(row.name for row in rows[:3])
        about = counted("{n} entry: {names}", "{n} entries: {names}", len(rows), names=first if len(rows) <= 3 else f"{first} …")  # noqa: PLR2004 (the three that are named)
        form = self._forms.about_none(card, about, self._welcome, {"references": references})
        for word, value in (("at", "now"), ("kind", "visit" if bulk == "bulk-log-attempt" else "")):
            if word in form.fields and value:
                form.fields[word].set_value(value)

    def tell(self, changes: "Changes", label: str) -> bool:
        """After a deed on several entries: what was done, and what a rule refused, with its reason. False for any other deed."""
        if changes.deed not in BULK_OF.values() or not {"done", "refused"} & set(changes.detail):
            return False
        done: Sequence[str] = changes.detail.get("done", ())
        refused: Sequence[dict[str, Any]] = changes.detail.get("refused", ())
        waiting: Sequence[str] = changes.detail.get("waiting", ())
        told = labels.joined(
            [
                counted("{n} entry done", "{n} entries done", len(done)),
                counted("{n} waits for a second officer", "{n} wait for a second officer", len(waiting)) if waiting else "",
                counted("{n} refused", "{n} refused", len(refused)) if refused else "",
            ],
            ", ",
        )
        self.said.emit(f"{tr(label)}: {told}.")
        if refused:
            panel = SummaryPanel(tr(label), told, refused)
            panel.closed.connect(partial(self._queue.take_form_away, panel))
            panel.look_wanted.connect(self._queue.search.set_words)
            self._queue.side.show_panel(panel)
        return True

    # ---- how the queue stands --------------------------------------------------------------------------------------------------------

    def keep_in(self, place: QSettings) -> None:
        """Stand the queue as it stood, and keep how it stands in the window's settings."""
        state = read_view(place.value(_VIEW)) if place.value(_VIEW) is not None else None
        if state is not None:
            self._stand(state)
        self._place = place

    def show_columns(self) -> None:
        """The panel of columns and groups."""
        panel = ColumnsPanel(self._state())
        self._panel = panel
        panel.wanted.connect(self._stand)
        panel.sort_wanted.connect(self._queue.table.sort_by)
        panel.closed.connect(partial(self._close_columns, panel))
        self._queue.side.show_panel(panel)

    def _columns_asked(self, _: object) -> None:
        self.show_columns()

    def _close_columns(self, panel: ColumnsPanel) -> None:
        self._panel = None
        self._queue.take_form_away(panel)

    def _state(self) -> ViewState:
        return self._queue.table.view_state(self._queue.group)

    def _stand(self, state: ViewState) -> None:
        self._queue.group_by(state.group)
        self._queue.table.show_view(state)

    @property
    def lines(self) -> int:
        """How many lines a row has now."""
        return self._state().lines

    def stand_in_lines(self, lines: int) -> None:
        """Rows of one line, or of two."""
        self._stand(replace(self._state(), lines=lines))

    def _view_changed(self) -> None:
        state = self._state()
        self.stands.emit(state.lines)
        if self._panel is not None:
            self._panel.show_state(state)
        if self._place is not None:
            self._place.setValue(_VIEW, state.as_text())

    # ---- copying, filters, saved searches ---------------------------------------------------------------------------------------------

    def copy(self) -> None:
        """Ask why the chosen rows are copied."""
        entries = self._queue.table.chosen_entries()
        if self._welcome is None or not entries:
            return
        keys = [column.key for column in self._state().columns if column.is_shown]
        look = Look(self._desk.now(), self._welcome.band_labels)
        panel = CopyPanel(self._desk, entries, keys, look, self._welcome.officer.collar)
        panel.said.connect(self.said)
        panel.closed.connect(partial(self._queue.take_form_away, panel))
        self._queue.side.show_panel(panel)

    def add_filters(self, menu: LetteredMenu) -> None:
        """Under the deeds of the context menu: only those that have the same in the cell under the pointer, or in other cells of the row."""
        table = self._queue.table
        row = self._queue.model.row_of(table.current_entry())
        if row is None or self._welcome is None:
            return
        look = Look(self._desk.now(), self._welcome.band_labels)
        here = COLUMNS[max(0, table.currentIndex().column())]
        offered = [column for column in COLUMNS if column.filter is not None and not table.isColumnHidden(PLACE[column.key])]
        title = tr("Only those with the same")
        menu.addSeparator()
        part = menu.add_inner(title)
        give_letters([(part.menuAction(), title)], letters_of(menu))
        lines: list[tuple[QAction, str]] = []
        for column in sorted(offered, key=lambda one: one is not here):
            assert column.filter is not None  # noqa: S101 (looked at above)
            word = column.filter(row, look)
            lines.append((part.addAction(""), f"{tr(column.label)}\t{word}"))
            lines[-1][0].triggered.connect(partial(self._queue.search.toggle, word))
        give_letters(lines)

    def save_search(self) -> None:
        """The form that keeps the search as it stands."""
        self._form("save-search", {"search": self._queue.search.words})

    def opens(self, deed: str) -> bool:
        """Whether this is a deed about a saved search: opens its form for the one in the list."""
        if deed == "save-search":
            self.save_search()
        elif deed in ("change-search", "remove-search"):
            self._about_saved(deed, self._queue.lists.saved_here())
        else:
            return False
        return True

    def _about_saved(self, deed: str, saved: "SavedSearch | None") -> None:
        words = {} if saved is None else {"saved": saved.name, "name": saved.name, "search": saved.words}
        self._form(deed, words)

    def _form(self, deed: str, words: dict[str, str]) -> None:
        if self._welcome is None:
            return
        form = self._forms.about_none(self._welcome.cards[deed], "", self._welcome, {})
        for name, value in words.items():
            if name in form.fields:
                form.fields[name].set_value(value)
