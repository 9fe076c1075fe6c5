"""Stopwatch tasks: each done by keys alone, where the focus stands, and the keys counted. A word that is typed counts by itself, not by its letters."""

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QPushButton, QWidget

from tests.ui.conftest import Opening
from tests.ui.driving import Driver
from tests.ui.force import Force
from ui.main_window import MainWindow
from wantedtrack.rules.entry import Stage
from wantedtrack.store.entry_detail import EntryDetail

KEY, HELD = Qt.Key, Qt.KeyboardModifier
SAVE = (KEY.Key_Return, HELD.ControlModifier)
EIGHT = 8


class Hands:
    """Two hands on the keyboard: what they press goes to whatever has the focus. `keys` counts chords, `typed` words."""

    def __init__(self, window: Driver) -> None:
        self.window, self.keys, self.typed = window, 0, 0

    def at(self) -> QWidget:
        focus = QApplication.focusWidget()
        assert focus is not None, "nothing has the focus"
        return focus

    def press(self, *keys: Qt.Key, held: Qt.KeyboardModifier = HELD.NoModifier) -> None:
        for key in keys:
            self.keys += 1
            self.window.qtbot.keyClick(self.at(), key, held)
            self.window.settle()

    def type(self, *words: str) -> None:
        """Type words into the fields that follow each other, with Tab between."""
        for place, word in enumerate(words):
            if place:
                self.press(KEY.Key_Tab)
            self.typed += 1
            self.window.qtbot.keyClicks(self.at(), word)
            self.window.settle()

    def save(self) -> None:
        self.press(SAVE[0], held=SAVE[1])
        self.window.until(lambda: self.window.window.area.queue.open_form() is None)
        self.window.settle()


@pytest.fixture
def hands(window: Driver) -> Iterator[Hands]:
    window.table.setFocus()
    yield Hands(window)
    assert isinstance(window.window, MainWindow)


def detail(window: Driver) -> EntryDetail:
    found = window.window.area.queue.entry.detail
    assert found is not None
    return found


def next_step(window: Driver) -> str:
    return window.find("next-step", QLabel).text()


def test_a_man_stands_at_the_desk(hands: Hands, window: Driver) -> None:
    hands.press(KEY.Key_F, held=HELD.ControlModifier)
    hands.type("Nguen An 03/02/1990")
    window.until(lambda: window.is_there("alike-search"))
    said = " ".join(label.text() for label in window.find("alike-search").findChildren(QLabel))
    assert "NGUYỄN, An" in said
    assert "same date of birth" in said
    hands.press(KEY.Key_Tab, KEY.Key_Tab)
    assert isinstance(hands.at(), QPushButton)
    assert hands.at().accessibleName().startswith("Look: ")
    hands.press(KEY.Key_Return)
    window.until(lambda: window.find("entry-name", QLabel).text() == "NGUYỄN, An")
    assert "PNC/LEDS" in next_step(window)
    assert any("Confirm on PNC/LEDS before arrest" in label.text() for label in window.find("entry").findChildren(QLabel))
    assert (hands.keys, hands.typed) == (4, 1)


def test_a_new_suspect_from_a_dna_hit_has_an_owner_and_a_next_step(hands: Hands, window: Driver) -> None:
    hands.press(KEY.Key_N, held=HELD.ControlModifier)
    hands.type("Fo", "TESTHIT", "Dee", "03/11/1987")
    hands.press(KEY.Key_Tab, KEY.Key_Tab)
    hands.press(KEY.Key_Tab)
    hands.type("Burglary")
    hands.save()
    added = hands.keys
    window.until(lambda: window.find("entry-name", QLabel).text() == "TESTHIT, Dee")
    assert next_step(window).startswith("Go through the checklist and set the band")
    hands.press(KEY.Key_A, held=HELD.ShiftModifier)
    window.until(lambda: window.is_there("form-accept"))
    hands.type("h")
    hands.press(KEY.Key_Tab)
    hands.type("Serious, and he travels")
    hands.press(KEY.Key_Tab)
    for _ in detail(window).checklist:
        # Yes is the first answer; the next question follows the note.
        hands.press(KEY.Key_Space, KEY.Key_Tab, KEY.Key_Tab)
    hands.save()
    accepted = hands.keys
    window.until(lambda: detail(window).row.stage is Stage.UNALLOCATED)
    assert next_step(window).startswith("Circulate on PNC/LEDS by ")
    hands.press(KEY.Key_O)
    window.until(lambda: window.is_there("form-allocate"))
    hands.type("DEMO-PC", "Home address tonight")
    hands.save()
    window.until(lambda: detail(window).row.owner == "DEMO-PC")
    assert detail(window).plan == "Home address tonight"
    assert added <= EIGHT + 1
    assert accepted - added <= 22, "five questions of the checklist, each answered"
    assert hands.keys - accepted <= EIGHT


def test_a_dna_hit_on_somebody_held_becomes_another_reason_for_the_same_person(hands: Hands, window: Driver, queue: list[str]) -> None:
    window.go_to(queue[0])
    person = detail(window).row.person
    window.table.setFocus()
    hands.press(KEY.Key_N, held=HELD.ControlModifier)
    hands.type("Fo", "Nguyen", "An", "03/02/90")
    window.until(lambda: window.is_there("alike-form"))
    while not hands.at().accessibleName().startswith("This person"):
        hands.press(KEY.Key_Tab)
    hands.press(KEY.Key_Return)
    assert "another reason for NGUYỄN, An" in window.find("attached-to", QLabel).text()
    while hands.at().objectName() != "field-offence":
        hands.press(KEY.Key_Tab)
    hands.type("Burglary")
    hands.save()
    window.until(lambda: detail(window).row.reference != queue[0])
    assert detail(window).row.person == person
    assert hands.keys <= 14


def test_no_reply_twice_on_one_entry(hands: Hands, window: Driver, force: Force, queue: list[str]) -> None:
    window.go_to(queue[0])
    window.table.setFocus()
    before = detail(window).row.attempt_count
    for times in (1, 2):
        hands.keys = 0
        hands.press(KEY.Key_A)
        hands.press(KEY.Key_N)
        hands.press(KEY.Key_T, held=HELD.AltModifier)
        hands.save()
        assert hands.keys <= EIGHT
        window.until(lambda times=times: detail(window).row.attempt_count == before + times)
        newest = detail(window).attempts[0]
        assert (newest.result.value, newest.next_step) == ("no_reply", "Try again tonight")
        assert newest.next_by == datetime.fromisoformat("2026-03-02T22:00:00+00:00")
        assert QApplication.focusWidget() is window.table, "the hand is back in the queue for the next one"
        force.clock.forward(minutes=5)


def test_tonight_is_the_small_hours_when_it_is_late(hands: Hands, window: Driver, force: Force, queue: list[str]) -> None:
    force.clock.forward(hours=6, minutes=30)
    window.go_to(queue[0])
    window.table.setFocus()
    hands.press(KEY.Key_A)
    hands.press(KEY.Key_N)
    hands.press(KEY.Key_T, held=HELD.AltModifier)
    hands.save()
    assert detail(window).attempts[0].next_by == datetime.fromisoformat("2026-03-03T04:00:00+00:00")
    assert force.clock.now() < datetime.fromisoformat("2026-03-03T04:00:00+00:00") - timedelta(hours=5)


def test_the_sheet_for_her_beat_in_three_keys(queue: list[str], force: Force, opening: Opening) -> None:
    force.does("enrol-officer", by="DEMO-ADMIN", collar="DEMO-PS", beats="Keynsham 1")
    force.does("correct", queue[0], field="beat", value="Keynsham 1", reason="Known")
    window = opening()
    window.table.setFocus()
    hands = Hands(window)
    hands.press(KEY.Key_K, held=HELD.ControlModifier | HELD.ShiftModifier)
    assert window.find("field-whose", QComboBox).currentText() == "My beat: Keynsham 1"
    hands.press(KEY.Key_Return)
    window.until(lambda: "is written" in window.messages())
    assert hands.keys <= 3
