"""From an empty form to a closed entry by keys alone, in each of the five categories, through the object names that others drive."""

from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QPushButton, QWidget

from tests.ui.driving import Driver
from tests.ui.force import Force
from ui.officer_panel import OfficerPanel
from wantedtrack.rules.entry import Category, Outcome, Stage
from wantedtrack.rules.outcomes import fitting
from wantedtrack.store.entry_detail import EntryDetail
from wantedtrack.store.entry_state import find_reference, load_entry

CTRL = Qt.KeyboardModifier.ControlModifier

ADDED: Mapping[Category, Mapping[str, str]] = {
    Category.WANTED: {"grounds": "Seen on film", "necessity": "Will not come by himself"},
    Category.BAIL_FAILURE: {"authority": "Invented", "station-appointed": "Keynsham"},
    Category.FORENSIC: {"laboratory-reference": "LAB/1", "report-date": "27/2/26"},
    Category.WARRANT: {"court": "Bath", "issue-date": "1/3/26"},
    Category.RECALL: {"prison": "HMP Invented", "revocation-reference": "REV/1"},
}
ENDS: Mapping[Category, Outcome] = {
    Category.WANTED: Outcome.CHARGED_BY_POST,
    Category.BAIL_FAILURE: Outcome.ANSWERED_BAIL_LATE,
    Category.FORENSIC: Outcome.ARRESTED_BY_THIS_FORCE,
    Category.WARRANT: Outcome.WARRANT_EXECUTED,
    Category.RECALL: Outcome.RETURNED_TO_CUSTODY,
}


def tab_to(window: Driver, name: str) -> QWidget:
    """Go on by Tab until the field of this name has the focus."""
    for _ in range(80):
        focus = QApplication.focusWidget()
        assert focus is not None
        if focus.objectName() == name:
            return focus
        window.qtbot.keyClick(focus, Qt.Key.Key_Tab)
    raise AssertionError(f"Tab never comes to {name}")


def type_into(window: Driver, words: Mapping[str, str]) -> None:
    """Each field in turn: reached by Tab, filled by keys; a list by the arrows, down to its line."""
    for word, typed in words.items():
        focus = tab_to(window, f"field-{word}")
        if isinstance(focus, QComboBox) and not focus.isEditable():
            for _ in range(focus.count()):
                if focus.currentText() != typed:
                    window.qtbot.keyClick(focus, Qt.Key.Key_Down)
            assert focus.currentText() == typed
        else:
            window.qtbot.keyClicks(focus, typed)


def save(window: Driver, form: str) -> None:
    window.qtbot.keyClick(QApplication.focusWidget() or window.window, Qt.Key.Key_Return, CTRL)
    window.until(lambda: window.window.desk.is_settled and not window.is_there(form))
    window.settle()


def words_of(window: Driver, name: str, value: str) -> str:
    """How a value reads in the list of this name."""
    box = window.find(name, QComboBox)
    return box.itemText(box.findData(value))


def stand_on(window: Driver, surname: str) -> EntryDetail:
    """The entry of this person, with its pane filled."""
    window.search(surname)
    window.until(lambda: f"{surname}, An" in window.people())
    window.go_to_person(f"{surname}, An")
    window.until(lambda: (now := window.window.area.queue.entry.detail) is not None and now.row.surname == surname)
    detail = window.window.area.queue.entry.detail
    assert detail is not None
    return detail


def add_by_keys(window: Driver, category: Category, surname: str) -> EntryDetail:
    window.table.setFocus()
    window.press("queue", "n")
    assert window.is_there("field-person"), "a known person can be named"
    words = {"category": words_of(window, "field-category", category.value), "surname": surname, "forenames": "An", "born": "3/2/90"}
    type_into(window, {**words, "offence": "Theft of a pedal cycle", **ADDED[category]})
    said = window.find("form-add-entry").findChild(QLabel, "told-born")
    assert said is not None
    assert said.text() == "= Saturday 3 February 1990, aged 36"
    if surname.startswith("NGUYEN"):
        window.until(lambda: window.is_there("alike-form"))
    save(window, "form-add-entry")
    return stand_on(window, surname)


def try_by_keys(window: Driver) -> None:
    window.press("queue", "a")
    window.until(lambda: window.is_there("form-log-attempt"))
    type_into(window, {"result": "Not present", "where": "Known haunt"})
    save(window, "form-log-attempt")


def end_by_keys(window: Driver, category: Category) -> None:
    window.does("record-outcome")
    offered = window.find("field-outcome", QComboBox)
    listed = {str(offered.itemData(row)) for row in range(1, offered.count())}
    assert listed == {outcome.value for outcome in fitting(category)}
    assert "Nothing to cancel on PNC/LEDS" in window.find("cleardown", QLabel).text()
    type_into(window, {"outcome": words_of(window, "field-outcome", ENDS[category].value), "place": "Keynsham"})
    save(window, "form-record-outcome")


def close_by_keys(window: Driver, surname: str) -> None:
    window.does("act-as")
    panel = window.find("act-as", OfficerPanel)
    panel.officer.setCurrentIndex(panel.officer.findData("DEMO-PS2"))
    panel.findChild(QPushButton, "save").click()  # pyright: ignore[reportOptionalMemberAccess] (the panel has it)
    window.settle()
    window.window.activateWindow()
    stand_on(window, surname)
    window.does("close")
    recheck = window.find("field-recheck", QComboBox)
    recheck.setFocus()
    for _ in range(4):
        window.qtbot.keyClick(recheck, Qt.Key.Key_Down)
    assert recheck.currentText() == "Clear", "what the deed always refuses is passed over"
    type_into(window, {"victim-informed": "Not applicable"})
    save(window, "form-close")


def stages(force: Force, references: list[str]) -> list[Stage]:
    with force.store.reading() as connection:
        return [load_entry(connection, find_reference(connection, reference)).stage for reference in references]


def test_an_entry_of_each_category_lives_from_its_form_to_its_end_by_keys(window: Driver, force: Force) -> None:
    references: list[str] = []
    surnames = dict(zip(ADDED, ("NGUYENA", "KEYEDB", "KEYEDC", "KEYEDD", "KEYEDE"), strict=True))
    for category, surname in surnames.items():
        detail = add_by_keys(window, category, surname)
        reference = detail.row.reference
        references.append(reference)
        assert detail.row.category is category
        assert {one.key.replace("_", "-") for one in detail.own_fields if one.value} >= set(ADDED[category])
        force.accepts(reference)
        window.window.desk.look_now()
        window.until(lambda: (now := window.window.area.queue.entry.detail) is not None and now.row.stage is Stage.UNALLOCATED)
        try_by_keys(window)
        end_by_keys(window, category)
        with force.store.reading() as connection:
            ended = load_entry(connection, find_reference(connection, reference))
        assert (ended.stage, ended.outcome, ended.attempt_count) == (Stage.CLEARING, ENDS[category], 1)
    close_by_keys(window, surnames[Category.RECALL])
    closed = stages(force, references)
    assert closed == [*[Stage.CLEARING] * 4, Stage.CLOSED]
