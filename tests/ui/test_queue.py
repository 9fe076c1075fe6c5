"""The queue as a person uses it."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QLabel, QListWidget

from tests.ui.conftest import Opening
from tests.ui.driving import Driver
from tests.ui.force import Force
from ui.queue.columns import COLUMNS, PLACE


def test_the_first_thing_seen_is_what_is_due_before_the_shift_ends(window: Driver) -> None:
    assert window.people()
    assert window.find("lists", QListWidget).currentItem().text().strip().endswith("This shift")
    assert "TOCOME" not in " ".join(window.people())


def test_each_list_says_how_many_it_holds(window: Driver) -> None:
    lists = window.find("lists", QListWidget)
    counted = {
        lists.item(row).text().replace("\u2007", " ").strip().split(None, 1)[1]: int(
            lists.item(row).text().replace("\u2007", " ").split()[0]
        )
        for row in range(lists.count())
    }
    assert counted["Everything"] == 7
    assert counted["Bail due"] == 1
    assert counted["Drafts to accept"] == 1
    assert counted["Cleardown"] == 1


def test_typing_narrows_the_queue_without_enter(window: Driver) -> None:
    window.search("")
    assert len(window.people()) == 7
    window.press("search", "nguyen")
    assert window.people() == ["NGUYỄN, An"]


def test_only_the_newest_search_counts(window: Driver) -> None:
    line = window.window.area.search.line
    for words in ("k", "ko", "kow", "smith-tester"):
        line.setText(words)
    window.settle()
    assert window.people() == ["SMITH-TESTER, Jo"]


def test_a_wrong_filter_word_is_said_and_the_queue_stays(window: Driver) -> None:
    window.search("")
    before = window.people()
    window.search("band:purple")
    assert window.find("search-wrong", QLabel).isVisible()
    assert window.people() == before
    window.search("band:red")
    assert not window.find("search-wrong", QLabel).isVisible()
    assert len(window.people()) == 2


def test_an_empty_list_says_what_that_means_and_what_to_do(window: Driver) -> None:
    window.does("list-suspended")
    assert window.people() == []
    assert "Nothing is suspended" in window.find("queue-empty", QLabel).text()


def test_j_and_k_move_and_the_entry_follows(window: Driver) -> None:
    window.does("list-everything")
    window.press("queue", "j")
    second = window.people()[1]
    assert window.find("entry-name", QLabel).text() == second
    window.press("queue", "k")
    assert window.find("entry-name", QLabel).text() == window.people()[0]


def test_slash_goes_to_the_search(window: Driver) -> None:
    window.press("queue", "/")
    assert window.find("search").hasFocus()
    window.press("search", Qt.Key.Key_Down)
    assert window.table.hasFocus()


def test_sorting_is_the_stores_and_keeps_who_is_looked_at(window: Driver) -> None:
    window.does("list-everything")
    window.go_to_person("KOWALSKI, Ewa")
    window.table.sortByColumn(1, Qt.SortOrder.DescendingOrder)
    window.settle()
    assert window.people() == sorted(window.people(), key=lambda name: name.replace("Ễ", "E"), reverse=True)
    assert window.table.currentIndex().siblingAtColumn(1).data() == "KOWALSKI, Ewa"


def test_another_desktops_deed_is_seen_without_asking(window: Driver, force: Force) -> None:
    window.does("list-everything")
    window.go_to_person("O'BRIEN-TESTER, Una")
    force.wants("NEWCOMER", "Nu")
    window.window.desk.look_now()
    window.until(lambda: "NEWCOMER, Nu" in window.people())
    assert window.table.currentIndex().siblingAtColumn(1).data() == "O'BRIEN-TESTER, Una"


def test_the_models_answers_hold_together(window: Driver) -> None:
    model = window.table.model()
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Warning)
    for words in ("", "band:red", "nobody-of-that-name", "list:drafts", ""):
        window.search(words)
    assert tester.model() is model


def test_the_band_is_a_word_a_shape_and_a_colour(window: Driver) -> None:
    window.search("kowalski")
    assert window.table.model().index(0, 0).data() == "BLUE"
    assert window.find("entry").findChildren(QLabel)
    assert any(label.text() == "● BLUE" for label in window.find("entry").findChildren(QLabel))


def test_an_entry_says_confirm_why_and_what_next(window: Driver, queue: list[str]) -> None:
    window.go_to(queue[0])
    texts = [label.text() for label in window.find("entry").findChildren(QLabel) if label.isVisible()]
    assert "Confirm on PNC/LEDS before arrest" in texts
    assert "⚠ VI Violent" in texts
    assert any("Circulate on PNC/LEDS now" in text for text in texts)


def test_an_empty_store_says_how_to_begin(opening: Opening) -> None:
    window = opening()
    window.does("list-everything")
    assert "Import an extract" in window.find("queue-empty", QLabel).text()
    assert "Choose an entry" in window.find("next-step", QLabel).text()


def test_the_arrow_stays_where_the_order_is_when_a_heading_cannot_sort(window: Driver) -> None:
    heads = window.table.horizontalHeader()
    place = next(number for number, column in enumerate(COLUMNS) if column.sort is None)
    before = (heads.sortIndicatorSection(), heads.sortIndicatorOrder(), window.people())
    heads.setSortIndicator(place, Qt.SortOrder.DescendingOrder)
    window.settle()
    assert (heads.sortIndicatorSection(), heads.sortIndicatorOrder(), window.people()) == before
    heads.setSortIndicator(PLACE["person"], Qt.SortOrder.DescendingOrder)
    window.settle()
    assert heads.sortIndicatorSection() == PLACE["person"]
    assert window.people() == sorted(window.people(), reverse=True)


def test_a_key_pressed_while_the_next_entry_is_still_being_read_acts_on_that_entry_and_no_other(window: Driver, queue: list[str]) -> None:
    assert queue
    window.does("list-everything")
    table = window.table
    table.setFocus()
    before = window.window.area.queue.entry.detail
    # Three keys as fast as a hand goes: nothing is waited for between them.
    for key in (Qt.Key.Key_J, Qt.Key.Key_J, Qt.Key.Key_A):
        window.qtbot.keyClick(table, key)
    window.settle()
    window.until(lambda: window.is_there("form-log-attempt"))
    form = window.window.area.queue.open_form()
    stood_on = window.window.area.queue.entry.detail
    assert form is not None
    assert stood_on is not None
    assert before is not None
    assert stood_on.row.entry != before.row.entry
    assert window.people()[table.currentIndex().row()] == stood_on.row.name
    said = " ".join(label.text() for label in form.findChildren(QLabel))
    assert stood_on.row.reference in said
    assert before.row.reference not in said
