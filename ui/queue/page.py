"""The queue page: lists, search, table, and beside them the entry or a form about it. Rereads only what a change concerns."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from ui import labels
from ui.desk.door import Desk
from ui.desk.jobs import Touched
from ui.desk.welcome import Welcome
from ui.queue.columns import Look
from ui.queue.counting import Counting
from ui.queue.headings import Heading, headings_of
from ui.queue.lists import Lists
from ui.queue.middle import Middle
from ui.queue.model import PAGE, QueueModel
from ui.queue.nothing import NothingHere
from ui.queue.search_box import SearchBox
from ui.queue.shown_words import shown_in_words
from ui.queue.side import Side
from ui.queue.table import QueueTable
from ui.queue.unwatched_line import UnwatchedLine
from ui.theme.style import Theme
from ui.widgets.pages import SideArea
from ui.wording import tr
from wantedtrack.errors import Refusal, Unavailable
from wantedtrack.rules.consultation import Consulted
from wantedtrack.rules.entry import EntryId, EntryRow
from wantedtrack.rules.search_language import FilterKey
from wantedtrack.rules.unwatched import Unwatched

if TYPE_CHECKING:
    from ui.desk.answers import Group, SavedSearch
    from ui.desk.first_page import FirstPage
    from ui.desk.reads import Reads
    from ui.entry.pane import Shown
    from ui.forms.form import DeedForm

_MINUTE_MS = 30_000
_SAVED_DEEDS = frozenset({"save-search", "change-search", "remove-search"})


class QueuePage(QWidget):
    """`entry_shown` carries the entry's detail, None for none; `counted` the counts of the lists; `shown_of` the line for the status;
    `filled` says once that the first page stands on screen, or that there is none.
    """

    entry_shown = Signal(object)
    counted = Signal(object)
    shown_of = Signal(str)
    entry_awaited = Signal()
    deed_wanted = Signal(str)
    asked_wanted = Signal(str, object)
    menu_asked = Signal(object)
    filled = Signal()
    saved_asked = Signal(str, object)
    several_chosen = Signal(int)

    def __init__(self, desk: Desk, theme: Theme, search: SearchBox, parent: QWidget | None = None) -> None:
        """Empty until the store is open; `search` stands at the window's top and steers this page."""
        super().__init__(parent)
        self.setAccessibleName(tr("Queue and entry"))
        self._desk, self._theme = desk, theme
        self._welcome: Welcome | None = None
        self._sort, self._descending, self._group = "due", False, ""
        self._wanted: EntryId | None = None
        self._is_away = self._is_filled = False
        self._shown_words: str | None = None
        self._ahead: FirstPage | None = None
        self.search = search
        search.follow(theme)
        self.lists = Lists(self)
        self._counts = Counting(desk, self.lists, search, self)
        self.model = QueueModel(self._fetch, self._look, self)
        self.table = QueueTable(self.model, self)
        self.side = Side(self)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        self.nothing = NothingHere(self)
        self.middle = Middle(self.table, self.nothing, self)
        self.splitter = QSplitter(Qt.Orientation.Horizontal, self)
        self.splitter.setChildrenCollapsible(False)
        for widget, stretch in ((self.lists, 0), (self.middle, 5), (SideArea(self.side, self), 2)):
            self.splitter.addWidget(widget)
            self.splitter.setStretchFactor(self.splitter.count() - 1, stretch)
        self.splitter.setSizes([190, 640, 520])
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 0, 8, 0)
        self.told = UnwatchedLine(self)
        layout.addWidget(self.told)
        layout.addWidget(self.splitter, 1)

    def furnish(self) -> None:
        """The entry beside the queue: loading and making it takes as long as the queue itself, which does not wait for it."""
        from ui.entry.pane import EntryPane  # noqa: PLC0415 (loaded once the queue stands)

        self.entry = EntryPane(self._theme, self)
        self.side.addWidget(self.entry)
        self.entry.deed_wanted.connect(self.deed_wanted)
        self.entry.asked_wanted.connect(self.asked_wanted)
        self.table.opened.connect(self.entry.focus_tabs)

    def show_unwatched(self, spans: Sequence[Unwatched]) -> None:
        """The line about hours in which nobody watched, for a day after they ended."""
        self.told.show_spans(spans, self._desk.now())

    def _connect(self) -> None:
        self.lists.chosen.connect(self.show_list)
        self.lists.saved_chosen.connect(self._show_saved)
        self.lists.saved_asked.connect(self.saved_asked)
        self.search.values_wanted.connect(self._counts.read_values)
        self.table.chosen_changed.connect(self._chosen)
        self.search.words_changed.connect(self._search)
        self.search.left_for_queue.connect(self.middle.begin)
        self.model.sort_asked.connect(self._sorted)
        self.nothing.words_wanted.connect(self.search.set_words)
        self.table.looked_at.connect(self._looked_at)
        self.table.menu_asked.connect(self.menu_asked)
        self._counts.counted.connect(self._counted)
        self._minute = QTimer(self, interval=_MINUTE_MS)
        self._minute.timeout.connect(self._minute_turned)

    def begin(self, welcome: Welcome) -> None:
        """The store is open, or another officer acts."""
        self._welcome = welcome
        self._is_away = False
        was_ahead, self._ahead = self._ahead is not None, None
        self._counts.band_labels = welcome.band_labels
        self.search.know(welcome.band_labels, {FilterKey.OWNER: tuple(one.collar for one in welcome.colleagues)})
        if self.search.words:
            self._search(self.search.words)
        else:
            self.search.set_words("list:this-shift")
        if self._is_filled:
            self._count()
        if was_ahead:
            self._read_entry()
        self._minute.start()

    def show_ahead(self, page: "FirstPage") -> bool:
        """Show rows that were read before the store is open here; what is done with them waits until it is. Tells whether they are wanted: not where somebody has typed."""
        if self.search.words or self._welcome is not None or not page.rows:
            return False
        self._ahead = page
        self.search.set_words(page.words)
        self._show(page.words, page.ids, page.rows, ())
        return True

    def leave_ahead(self) -> bool:
        """Those rows leave the screen. Tells whether they stood there."""
        was_ahead, self._ahead = self._ahead is not None, None
        if was_ahead:
            self.leave()
        return was_ahead

    def show_list(self, name: str) -> None:
        """Show one of the lists."""
        if self.search.list_shown() != name:
            self.search.set_words(f"list:{name}")
            self._search(self.search.words)

    def reload(self) -> None:
        """Read order, rows and counts again."""
        self.model.forget_rows()
        self._read_ids()
        self._count()
        self._read_entry()

    def take_in(self, touched: Touched) -> None:
        """Something was written: reread what it concerns."""
        if self._is_away or self._welcome is None:
            return
        if touched.entries:
            self.model.mark_changed(entry for entry in touched.by_others if entry != self._wanted)
            self.model.forget(touched.entries)
            self._read_ids()
        if touched.entries or not _SAVED_DEEDS.isdisjoint(touched.deeds):
            self._count_saved()
        self._count()
        if touched.concerns(self._wanted):
            self._read_entry()

    def leave(self) -> None:
        """Names leave the screen; what is looked at is remembered."""
        self._is_away = True
        self._minute.stop()
        kept = self._wanted
        self.model.forget_all()
        self.table.ask_for(kept)
        if self.side.count():
            self.entry.clear("")
        self.entry_shown.emit(None)

    def show_form(self, form: "DeedForm") -> None:
        """Put a form where the entry stands."""
        self.side.show_panel(form)
        form.begin()

    def take_form_away(self, form: QWidget) -> None:
        """Back to the entry."""
        self.side.take_away(form)
        if self.side.currentWidget() is self.entry:
            self.middle.begin()

    def open_form(self) -> "DeedForm | None":
        """The form on screen, if one is."""
        return self.side.open_form()

    @property
    def group(self) -> str:
        """What the queue is grouped by, "" for nothing."""
        return self._group

    def group_by(self, group: str) -> None:
        """Group the queue otherwise."""
        if group != self._group:
            self._group = group
            self._read_ids()

    @property
    def shown_words(self) -> str:
        """What the list was asked for, in the words of the search."""
        return self._shown_words or "everything"

    @property
    def is_awaiting(self) -> bool:
        """Whether the row stood on is not yet the entry shown beside the queue: what is asked for then must wait, or it would be done to another person."""
        return self._wanted is not None and self._wanted != self.entry.entry

    @property
    def band_of_entry(self) -> str:
        """How the force labels the band of the entry shown."""
        detail = self.entry.detail
        return labels.band_words(detail.row.band, dict(self._welcome.band_labels)) if detail and self._welcome else ""

    # ---- reading -------------------------------------------------------------------------------------------------------------------

    def _look(self) -> Look:
        if self._ahead is not None:
            return Look(self._ahead.now, self._ahead.band_labels)
        return Look(self._desk.now(), self._welcome.band_labels if self._welcome else {})

    def _search(self, _: str) -> None:
        self._counts.choose()
        self._read_ids()

    def _show_saved(self, saved: "SavedSearch") -> None:
        self.search.set_words(saved.words)

    def _sorted(self, key: str, descending: bool) -> None:  # noqa: FBT001 (a signal hands its values by position)
        self._sort, self._descending = key, descending
        self._read_ids()

    def _read_ids(self) -> None:
        if self._welcome is None or self._is_away:
            return
        words, sort, descending, group = self.search.words, self._sort, self._descending, self._group
        is_first = not self._is_filled and not group
        got: Callable[[Any], None] = partial(self._got_first_page if is_first else self._got_ids, words)

        def read(reads: "Reads") -> object:
            if is_first:
                return reads.first_page(words, sort=sort, descending=descending, limit=PAGE)
            return reads.listed(words, sort=sort, descending=descending, group=group)

        self._desk.read(read, got, on_refused=self._not_found, owner=self, topic="ids")

    def _got_first_page(self, words: str, found: tuple[Sequence[EntryId], list[EntryRow]]) -> None:
        """At the start, and only then: 200 rows stand on screen before the store has been asked for the other 99,800."""
        ids, rows = found
        self._show(words, ids, rows, ())
        self._fill()
        if len(ids) < PAGE:
            self._say_shown()
        else:
            self._read_ids()

    def _got_ids(self, words: str, found: "tuple[Sequence[int], tuple[Group, ...], Sequence[tuple[str, Sequence[str]]]]") -> None:
        ids, groups, taken_for = found
        band_labels = self._look().band_labels
        self.search.say_taken_for(taken_for)
        self._show(words, ids, (), headings_of(self._group, [(one.value, one.count) for one in groups], band_labels))
        self._fill()
        self._say_shown()

    def _show(self, words: str, ids: Sequence[int], rows: Sequence[EntryRow], headings: Sequence[Heading]) -> None:
        if self._is_away:
            return
        self.search.say_wrong(None)
        self.nothing.explain(words, self.search.list_shown(), self._counts.held)
        self.middle.show_rows(are_there=bool(len(ids)))
        if words != self._shown_words:
            self._desk.note(Consulted.QUEUE if self.search.list_shown() else Consulted.SEARCH)
        self.table.show_ids(ids, from_top=words != self._shown_words, rows=rows, headings=headings)
        self._shown_words = words
        if not len(ids):
            self._looked_at(None)

    def _say_shown(self) -> None:
        """What is shown of the queue, and what is hidden: not known of rows that were read ahead."""
        if self._ahead is not None:
            return
        shown = self.model.rowCount() - len(self.model.headings)
        chosen = self.table.chosen_count()
        self.shown_of.emit(shown_in_words(shown, self._counts.held.get("everything"), self._shown_words or "", self._look(), chosen))

    def _chosen(self, count: int) -> None:
        self._say_shown()
        self.several_chosen.emit(count)

    def _not_found(self, refused: Refusal) -> None:
        if not isinstance(refused, Unavailable):
            self.search.say_wrong(refused)
        elif self.search.words != self._shown_words:
            # Rows of another list under this one's name would be believed.
            self.nothing.say_not_read(tr(refused.message))
            self.middle.show_rows(are_there=False)
        self._fill()

    def _fill(self) -> None:
        """The first page comes before everything else that is read: counts, and what the other pages show."""
        if not self._is_filled:
            self._is_filled = True
            self._count()
            self._count_saved()
            self.filled.emit()

    def _count(self) -> None:
        if self._welcome is not None and not self._is_away:
            self._counts.read()

    def _count_saved(self) -> None:
        if self._welcome is not None and not self._is_away:
            self._counts.read_saved()

    def _counted(self, is_other: bool) -> None:  # noqa: FBT001 (a signal hands its values by position)
        if is_other:
            self._say_shown()
        if not self.model.rowCount() and self._shown_words is not None and not self._is_away:
            self.nothing.explain(self._shown_words, self.search.list_shown(), self._counts.held)
        self.counted.emit(self._counts.held)

    def _fetch(self, entries: Sequence[EntryId], on_done: Callable[[list[EntryRow]], None]) -> None:
        wanted = list(entries)
        self._desk.read(lambda reads: reads.rows(wanted), on_done, owner=self)

    def _looked_at(self, entry: EntryId | None) -> None:
        self._wanted = entry
        if self._welcome is None:
            # Read ahead: the entry is read once the store is open.
            return
        if entry is None:
            self.entry.clear()
            self.entry_shown.emit(None)
        elif entry != self.entry.entry:
            self.entry_awaited.emit()
            self._read_entry()

    def _read_entry(self) -> None:
        wanted = self._wanted
        if wanted is not None and not self._is_away and self._welcome is not None:

            def read(reads: "Reads") -> "Shown":
                from ui.entry.pane import Shown  # noqa: PLC0415 (loaded once the queue stands)

                detail = reads.entry(wanted)
                return Shown(detail, reads.tried(detail), reads.prompts(detail))

            self._desk.read(read, self._got_entry, on_refused=self._may_not_read, owner=self, topic="entry")

    def _got_entry(self, found: "Shown") -> None:
        from ui.entry.facts import offered  # noqa: PLC0415 (loaded once the queue stands)

        detail = found.detail
        if detail.row.entry == self._wanted and detail.row.entry != self.entry.entry:
            self._desk.note(Consulted.ENTRY, detail.row.entry)
        if detail.row.entry != self._wanted or self._welcome is None:
            return
        self.model.seen(detail.row.entry)
        now = self._desk.now()
        band = labels.band_words(detail.row.band, dict(self._welcome.band_labels))
        self.entry.show_entry(found, band=band, now=now, offered=offered(detail, self._welcome, now))
        self.entry_shown.emit(detail)

    def _may_not_read(self, refused: Refusal) -> None:
        self.entry.clear(refused.message)
        self.entry_shown.emit(None)

    def _minute_turned(self) -> None:
        self.model.repaint_times()
        self._count()
        if self.search.list_shown() == "this-shift":
            self._read_ids()
        self._read_entry()
