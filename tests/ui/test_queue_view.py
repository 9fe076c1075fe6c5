"""How the queue stands and what is done to several of its rows: columns, groups, marks, bulk deeds, copying, the few keys of an attempt."""

from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QListWidget, QPlainTextEdit, QPushButton

from tests.ui.conftest import Opening
from tests.ui.driving import Driver
from tests.ui.force import Force
from ui.queue.columns import COLUMNS, PLACE
from ui.queue.copy_panel import neutral
from ui.queue.model import ChangedRole
from ui.queue.view_state import AS_SHIPPED, read_view

_SAVE = Qt.KeyboardModifier.ControlModifier


def names(window: Driver) -> list[str]:
    """What each row reads from the top: a heading's words, or the person."""
    model = window.table.model()
    return [
        str(model.index(row, 0).data() if model.index(row, 1).data() is None else model.index(row, 1).data())
        for row in range(model.rowCount())
    ]


def choose(window: Driver, *people: str) -> None:
    window.table.setFocus()
    first = True
    for name in people:
        index = window.table.model().index(window.people().index(name), 0)
        flag = QItemSelectionModel.SelectionFlag.ClearAndSelect if first else QItemSelectionModel.SelectionFlag.Select
        window.table.selectionModel().select(index, flag | QItemSelectionModel.SelectionFlag.Rows)
        first = False
    window.settle()


def test_columns_are_chosen_moved_and_sized_by_key_and_remembered(window: Driver, opening: Opening) -> None:
    window.does("columns")
    columns = window.find("columns-list", QListWidget)
    assert columns.currentItem().text() == "Band"
    window.qtbot.keyClick(columns, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    window.qtbot.keyClick(columns, Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    heads = window.table.horizontalHeader()
    assert heads.visualIndex(PLACE["band"]) == 1
    columns.setCurrentRow([columns.item(row).text() for row in range(columns.count())].index("Team"))
    window.qtbot.keyClick(columns, Qt.Key.Key_Space)
    assert not window.table.isColumnHidden(PLACE["team"])
    wide = window.table.columnWidth(PLACE["band"])
    window.press("columns", Qt.Key.Key_Escape)
    assert not window.is_there("columns")
    window.window.close()
    again = opening()
    assert again.table.horizontalHeader().visualIndex(PLACE["band"]) == 1
    assert not again.table.isColumnHidden(PLACE["team"])
    assert again.table.columnWidth(PLACE["band"]) == wide


def test_what_the_settings_kept_is_taken_only_as_far_as_it_makes_sense() -> None:
    for broken in ("", "{", "[]", '{"columns": 3, "lines": 1, "group": ""}', '{"columns": [], "lines": "x", "group": ""}', "\0"):
        assert read_view(broken) == AS_SHIPPED
    held = read_view(
        '{"columns": [{"key": "owner", "is_shown": true, "width": 1e9}, {"key": "gone", "is_shown": true, "width": null}], "lines": 9, "group": "x"}'
    )
    assert (held.columns[0].key, held.columns[0].width, held.lines, held.group) == ("owner", 200, 2, "")
    assert len(held.columns) == len(COLUMNS)


def test_the_queue_is_grouped_and_headings_are_passed_over(window: Driver) -> None:
    window.does("list-everything")
    window.does("columns")
    group = window.find("field-group", QComboBox)
    group.setCurrentIndex(group.findData("band"))
    window.settle()
    shown = names(window)
    assert [one for one in shown if "·" in one] == [
        "RED · 2 entries",
        "AMBER · 2 entries",
        "BLUE · 1 entry",
        "Drafts, no band yet · 2 entries",
    ]
    assert shown.index("BLUE · 1 entry") + 1 == shown.index("KOWALSKI, Ewa")
    window.press("queue", Qt.Key.Key_Home, held=_SAVE)
    window.window.area.queue.table.look_at_place(1)
    window.press("queue", "j", "j")
    assert window.table.currentIndex().row() == 4, "the heading of the second group is passed over"
    assert "of 7" in window.find("status-shown", QLabel).text()
    for value in ("owner", "station", "list", ""):
        group.setCurrentIndex(group.findData(value))
        window.settle()
        assert len([one for one in names(window) if "·" not in one]) == 7


def test_what_is_shown_and_what_is_hidden_is_said(window: Driver) -> None:
    window.search("band:red")
    assert window.find("status-shown", QLabel).text() == "2 of 7; closed entries are not shown"
    window.search("stage:closed")
    assert "closed entries are looked through too" in window.find("status-shown", QLabel).text()


def test_what_somebody_else_changed_is_marked_until_it_is_looked_at(window: Driver, force: Force, queue: list[str]) -> None:
    window.does("list-everything")
    window.go_to_person("KOWALSKI, Ewa")
    force.does("add-note", queue[0], text="Seen in town")
    window.window.desk.look_now()
    place = window.people().index("NGUYỄN, An")
    index = window.table.model().index(place, 1)
    window.until(lambda: bool(index.data(ChangedRole)))
    assert "changed since you looked" in str(window.table.model().index(place, 0).data(int(Qt.ItemDataRole.AccessibleTextRole)))
    window.table.grab()
    window.go_to_person("NGUYỄN, An")
    window.until(lambda: not index.data(ChangedRole))


def test_rows_stay_chosen_and_a_form_stays_open_while_others_work(window: Driver, force: Force) -> None:
    window.does("list-everything")
    choose(window, "KOWALSKI, Ewa", "SMITH-TESTER, Jo")
    window.does("add-note")
    window.find("field-text", QPlainTextEdit).setPlainText("Half written")
    force.wants("NEWCOMER", "Nu")
    window.window.desk.look_now()
    window.until(lambda: "NEWCOMER, Nu" in window.people())
    assert window.window.area.queue.table.chosen_count() == 2
    assert window.find("field-text", QPlainTextEdit).toPlainText() == "Half written"


def test_one_deed_for_several_with_one_summary(window: Driver) -> None:
    window.does("list-everything")
    choose(window, "KOWALSKI, Ewa", "GONE, Al", "SMITH-TESTER, Jo")
    window.does("log-attempt")
    assert window.is_there("form-bulk-log-attempt")
    window.find("field-where", QLineEdit).setText("Invented Street")
    result = window.find("field-result", QComboBox)
    result.setCurrentIndex(result.findData("no_reply"))
    window.press("field-where", Qt.Key.Key_Return, held=_SAVE)
    assert "2 entries done, 1 refused" in window.messages()
    refused = window.find("refused-entry", QLabel).text()
    assert "clearing" in refused
    window.press("bulk-summary", Qt.Key.Key_Escape)
    assert not window.is_there("bulk-summary")


def test_chosen_rows_are_given_to_one_officer(window: Driver) -> None:
    window.does("list-everything")
    choose(window, "KOWALSKI, Ewa", "SMITH-TESTER, Jo")
    window.does("allocate")
    window.find("field-owner", QComboBox).setEditText("DEMO-PC")
    window.press("field-owner", Qt.Key.Key_Return, held=_SAVE)
    window.search("owner:DEMO-PC")
    assert {"KOWALSKI, Ewa", "SMITH-TESTER, Jo"} <= set(window.people())


def test_rows_are_copied_as_cells_with_a_reason_and_recorded(window: Driver, force: Force) -> None:
    force.wants("=cmd|calc", "+1")
    window.does("list-everything")
    window.until(lambda: len(window.people()) == 8)
    clipboard = QGuiApplication.clipboard()
    clipboard.setText("before")
    window.press("queue", Qt.Key.Key_Insert, held=_SAVE)
    assert clipboard.text() == "before", "nothing is copied without a reason"
    window.does("choose-all")
    window.does("copy-cells")
    window.find("save", QPushButton).click()
    window.settle()
    assert clipboard.text() == "before"
    assert window.find("refused", QLabel).isVisible()
    why = window.find("field-purpose", QComboBox)
    why.setCurrentIndex(why.findData("supervision"))
    window.find("save", QPushButton).click()
    window.until(lambda: clipboard.text() != "before")
    lines = clipboard.text().splitlines()
    assert lines[0].split("\t")[:2] == ["Band", "Person"]
    assert len(lines) == 10
    assert "Confirm on PNC/LEDS before arrest" in lines[-1]
    assert any("'=cmd|calc, +1" in line for line in lines)
    window.does("exports")
    window.until(lambda: "queue copied as cells" in window.window.area.exports.text.toPlainText().lower())


def test_text_that_looks_like_a_formula_is_neutral() -> None:
    assert [neutral(text) for text in ("=1+1", "+44", "-x", "@a", "\t=1", "a\tb\nc", "plain")] == [
        "'=1+1",
        "'+44",
        "'-x",
        "'@a",
        "'=1",
        "a b c",
        "plain",
    ]


def test_tried_no_reply_again_tonight_takes_at_most_eight_keys(window: Driver, queue: list[str]) -> None:
    window.go_to(queue[0])
    before = window.window.area.queue.entry.detail
    assert before is not None
    window.table.setFocus()
    keys = 0

    def key(*pressed: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        nonlocal keys
        for one in pressed:
            keys += 1
            window.qtbot.keyClick(window.window.focusWidget() or window.window, one, held)
            window.settle()

    key(Qt.Key.Key_A)
    assert window.is_there("form-log-attempt")
    key(Qt.Key.Key_N)
    key(Qt.Key.Key_T, held=Qt.KeyboardModifier.AltModifier)
    window.until(lambda: window.find("field-next-by", QLineEdit).text() == "today 22:00")
    key(Qt.Key.Key_Return, held=_SAVE)
    assert keys <= 8
    detail = window.window.area.queue.entry.detail
    assert detail is not None
    assert detail.row.attempt_count == before.row.attempt_count + 1
    attempt = detail.attempts[0]
    assert (attempt.result.value, attempt.next_step) == ("no_reply", "Try again tonight")


def test_a_key_opens_the_deed_for_several_whatever_the_row_stood_on_allows(window: Driver) -> None:
    window.does("list-everything")
    window.go_to_person("GONE, Al")
    allocate = window.window.commands.actions.named("allocate")
    assert not allocate.isEnabled(), "its outcome is recorded"
    choose(window, "KOWALSKI, Ewa", "GONE, Al")
    window.settle()
    assert allocate.isEnabled()
    window.does("allocate")
    window.find("field-owner", QComboBox).setEditText("DEMO-PC")
    window.find("save", QPushButton).click()
    window.until(lambda: window.is_there("bulk-summary"))
    refused = window.find("refused-entry", QLabel).text()
    assert "1 entry done" in window.messages()
    assert "clearing" in refused or "cleardown" in refused.lower()
    window.go_to_person("GONE, Al")
    assert not allocate.isEnabled()
