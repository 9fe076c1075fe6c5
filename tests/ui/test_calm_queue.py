"""Others work, and the queue stays calm: few repaints for many changes, and nobody loses the place, the choice or the form."""

import sys

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QListWidget, QPlainTextEdit, QPushButton, QStyledItemDelegate

from tests.ui.conftest import Opening
from tests.ui.driving import Driver
from tests.ui.force import Force
from ui.desk.jobs import Touched
from ui.queue.cells import CellDelegate, mark_beside
from ui.queue.model import PAGE, ChangedRole, QueueModel
from wantedtrack.rules.entry import EntryId
from wantedtrack.rules.search_language import LISTS


def test_a_thousand_changes_cause_few_reads_and_few_repaints(window: Driver) -> None:
    window.does("list-everything")
    queue = window.window.area.queue
    shown: list[str] = []
    repainted: list[int] = []
    queue.shown_of.connect(shown.append)
    queue.model.dataChanged.connect(lambda first, *_: repainted.append(first.row()))
    queue.model.modelReset.connect(lambda: repainted.append(-1))
    known = list(queue.model.ids)
    for number in range(1_000):
        window.window.desk.changed.emit(Touched(frozenset({known[number % len(known)]}), ("add-note",)))
    window.settle()
    resets = repainted.count(-1)
    assert resets == 0, "the order is the same: nothing is laid out anew"
    # Each change marks its own row as stale; what is read for all of them arrives together.
    assert len(repainted) <= 1_000 + 4
    assert len(shown) <= 4, "of a thousand questions for the order only the newest few are answered"


def test_the_worker_hands_the_interpreter_over_within_half_a_millisecond(window: Driver) -> None:
    assert window.window.isVisible()
    assert sys.getswitchinterval() <= 0.0005


def test_a_table_without_headings_is_painted_without_python(window: Driver) -> None:
    window.does("list-everything")
    table = window.window.area.queue.table
    assert type(table.itemDelegate()) is QStyledItemDelegate
    window.window.area.queue.group_by("band")
    window.settle()
    assert isinstance(table.itemDelegate(), CellDelegate)
    window.window.area.queue.group_by("")
    window.settle()
    assert type(table.itemDelegate()) is QStyledItemDelegate


def test_rows_that_changed_are_looked_for_once_and_their_page_is_asked_for_again() -> None:
    asked: list[list[EntryId]] = []
    model = QueueModel(lambda entries, _: asked.append(list(entries)), lambda: None)  # pyright: ignore[reportArgumentType] (no cell is written)
    ids = [EntryId(number) for number in range(1, 3 * PAGE)]
    model.set_ids(ids)
    assert model.place_of(EntryId(PAGE + 1)) == PAGE
    assert model.place_of(EntryId(9_999)) is None
    assert model.places_of([EntryId(3), EntryId(1), EntryId(9_999)]) == [0, 2]
    model.forget([EntryId(1), EntryId(2)])
    assert asked == []


def test_who_arrives_leaves_and_moves_above_the_view_moves_nothing_that_is_looked_at(window: Driver, force: Force) -> None:
    for number in range(40):
        force.wants(f"CROWD-{number:02}", hours_ago=30 - number / 2)
    window.does("list-everything")
    window.window.desk.look_now()
    window.until(lambda: len(window.window.area.queue.model.ids) > 40)
    window.settle()
    table, model = window.window.area.queue.table, window.window.area.queue.model
    place = len(model.ids) - 8
    table.look_at_place(place)
    table.scrollTo(table.currentIndex())
    window.settle()
    stood = table.current_entry()
    chosen = [entry for entry in (model.entry_at(place), model.entry_at(place + 1)) if entry is not None]
    table.choose(chosen)
    window.does("add-note")
    window.find("field-text", QPlainTextEdit).setPlainText("half a sentence")
    height = table.rowViewportPosition(table.currentIndex().row())
    force.wants("NEWCOMER", hours_ago=90)
    force.does("discard-draft", _first_draft(window), reason="recorded_in_error")
    force.clock.forward(minutes=1)
    force.sweeps()
    window.window.desk.look_now()
    window.until(lambda: "NEWCOMER, Test" in window.people())
    window.settle()
    assert table.current_entry() == stood
    assert table.chosen_entries() == chosen
    assert table.rowViewportPosition(table.currentIndex().row()) == height
    assert window.find("field-text").isVisible()
    assert window.find("field-text", QPlainTextEdit).toPlainText() == "half a sentence"
    assert f"{len(model.ids)} of" in window.find("status-shown", QLabel).text()


def _first_draft(window: Driver) -> str:
    model = window.window.area.queue.model
    return next(row.reference for entry in model.ids if (row := model.row_of(entry)) is not None and row.surname.startswith("CROWD"))


def test_an_empty_list_leads_on_by_a_button(window: Driver) -> None:
    window.does("list-suspended")
    button = window.find("queue-empty-do", QPushButton)
    assert button.text() == "Show what is due this shift"
    # The hand is on it already, and a new entry is a letter away as it is in the queue.
    assert button.hasFocus()
    QTest.keyClick(button, Qt.Key.Key_N)
    window.until(lambda: window.is_there("form-add-entry"))
    window.press("field-surname", Qt.Key.Key_Escape)
    assert window.find("queue-empty-do").hasFocus()
    window.press(button, Qt.Key.Key_Space)
    assert window.window.area.search.words == "list:this-shift"
    window.search("nobody-of-this-name")
    window.press("queue-empty-do", Qt.Key.Key_Space)
    assert window.window.area.search.words == "nobody-of-this-name stage:closed"


def test_a_notice_about_a_shift_alone_is_not_called_nothing(opening: Opening) -> None:
    window = opening()
    window.does("list-notices")
    assert "nobody is recorded as wanted" in window.find("queue-empty", QLabel).text()
    queue = window.window.area.queue
    queue.nothing.explain("list:notices", "notices", {"everything": 4, "inbox": 1})
    assert window.find("queue-empty", QLabel).text() == "No entry has a notice for you; 1 notice about a shift waits in the inbox."
    window.press("queue-empty-do", Qt.Key.Key_Space)
    assert window.window.area.pages.currentWidget() is window.window.area.inbox


def test_each_list_shows_as_many_as_its_count(window: Driver) -> None:
    for name in LISTS:
        window.does(f"list-{name}")
        counted = window.find("lists", QListWidget).currentItem().text().split()[0]
        assert (name, counted) == (name, str(window.table.model().rowCount()))


def test_what_is_done_here_is_never_marked_as_somebody_elses(window: Driver, force: Force, queue: list[str]) -> None:
    window.does("list-everything")
    desk, model = window.window.desk, window.window.area.queue.model
    for _ in range(5):
        # Looking round comes between the deed and its answer.
        desk.do("add-note", queue[1], {"text": "from here"})
        desk.look_now()
    window.settle()
    assert [entry for entry in model.ids if model.data(model.index(model.place_of(entry) or 0, 1), ChangedRole)] == []
    force.does("add-note", queue[1], text="from elsewhere")
    desk.look_now()
    window.until(lambda: any(model.data(model.index(place, 1), ChangedRole) for place in range(len(model.ids))))


def test_who_leaves_the_list_by_another_hand_is_said_with_a_way_back_and_the_form_stays(window: Driver, force: Force) -> None:
    window.does("list-never-attempted")
    window.go_to_person("KOWALSKI, Ewa")
    window.does("log-attempt")
    window.press("field-where", "half a street")
    form = window.window.area.queue.open_form()
    reference = form.reference if form is not None else None
    assert reference is not None
    force.does(
        "log-attempt",
        reference,
        at=force.clock.now().isoformat(),
        kind="visit",
        where="There",
        result="no_reply",
        next_step="Again",
        next_by="+2h",
    )
    window.window.desk.look_now()
    window.until(lambda: "KOWALSKI, Ewa has left this list" in window.messages())
    window.settle()
    assert "KOWALSKI, Ewa" not in window.people()
    assert window.window.area.queue.open_form() is form
    next(one for one in window.find("notices").findChildren(QPushButton) if one.text() == "Look at it").click()
    window.settle()
    assert window.people() == ["KOWALSKI, Ewa"]


def test_who_leaves_the_list_by_what_is_done_here_is_not_said_twice(window: Driver) -> None:
    window.does("list-never-attempted")
    window.go_to_person("KOWALSKI, Ewa")
    detail = window.window.area.queue.entry.detail
    assert detail is not None
    words = {"at": "now", "kind": "visit", "where": "There", "result": "no_reply", "next-step": "Again", "next-by": "+2h"}
    window.window.desk.do("log-attempt", detail.row.reference, words)
    window.settle()
    assert "KOWALSKI, Ewa" not in window.people()
    assert "has left this list" not in window.messages()


def test_the_mark_of_a_change_cuts_no_name_for_its_word(window: Driver) -> None:
    metrics = window.table.fontMetrics()
    word = metrics.horizontalAdvance("✱ changed")
    assert mark_beside(100, 100 + word + 20, metrics) == "✱ changed"
    assert mark_beside(100, 100 + word, metrics) == "✱"
