"""A passphrase is given in the window, typed twice and unseen; the lock asks for it from then on, and nothing but the key file has heard of it."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QPushButton, QWidget

from tests.ui.driving import Driver
from tests.ui.force import Force
from wantedtrack.store import journal

WORDS = "three invented words"


def officers(window: Driver) -> list[str]:
    box = window.find("field-officer", QComboBox)
    return [str(box.itemData(row)) for row in range(box.count())]


def refused(panel: QWidget) -> str:
    return panel.findChildren(QLabel, "refused")[0].text()


def test_an_officer_sets_his_own_and_unlocks_with_it(window: Driver, force: Force) -> None:
    with force.store.reading() as connection:
        before = journal.head(connection)
    window.does("passphrase")
    window.until(lambda: window.is_there("passphrase"))
    panel = window.find("passphrase")
    assert officers(window) == ["DEMO-PS"]
    first, again = (panel.findChild(QLineEdit, name) for name in ("field-passphrase", "field-passphrase-again"))
    assert first is not None
    assert again is not None
    assert first.echoMode() is again.echoMode() is QLineEdit.EchoMode.Password
    window.press(first, WORDS)
    window.press(again, "three invented wards", Qt.Key.Key_Return)
    assert "not the same" in refused(panel)
    window.press(first, Qt.Key.Key_A, held=Qt.KeyboardModifier.ControlModifier)
    window.press(first, "short")
    window.press(again, "short", Qt.Key.Key_Return)
    assert "at least 12 characters" in refused(panel)
    for line in (first, again):
        line.clear()
        window.press(line, WORDS)
    window.press(again, Qt.Key.Key_Return)
    window.until(lambda: not window.is_there("passphrase"))
    assert "DEMO-PS can sign in at this desk with the new passphrase." in window.messages()
    window.does("lock")
    asked = window.window.lock_page.passphrase
    assert asked.isVisible()
    window.press(asked, WORDS, Qt.Key.Key_Return)
    window.until(lambda: not window.window.is_locked)
    with force.store.reading() as connection:
        assert journal.head(connection) == before
    files = [path for path in force.home.rglob("*") if path.is_file()]
    assert not [path.name for path in files if WORDS.encode() in path.read_bytes()]


def test_an_administrator_may_choose_whose_and_a_lock_takes_the_panel_away(window: Driver) -> None:
    window.does("act-as")
    panel = window.find("act-as")
    officer = panel.findChild(QComboBox, "field-officer")
    assert officer is not None
    officer.setCurrentIndex(officer.findData("DEMO-ADMIN"))
    panel.findChildren(QPushButton, "save")[0].click()
    window.until(lambda: "DEMO-ADMIN acts" in window.messages())
    window.does("duty")
    window.find("duty-passphrase", QPushButton).click()
    window.until(lambda: window.is_there("passphrase"))
    assert {"DEMO-PC", "DEMO-PS", "DEMO-ADMIN"} <= set(officers(window))
    window.find("field-passphrase", QLineEdit).setText(WORDS)
    window.window.lock()
    window.settle()
    assert not window.is_there("passphrase")
