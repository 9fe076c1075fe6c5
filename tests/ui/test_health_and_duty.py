"""About and health says what the doctor says; officers and duty takes in a roster file whole or not at all."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel, QPushButton, QTableWidget

from tests.ui.driving import Driver
from ui.record.duty_page import DutyPage


def test_health_says_what_the_doctor_says_the_worst_first(window: Driver) -> None:
    window.does("about")
    shown = window.find("health-lines", QTableWidget)
    window.until(lambda: shown.rowCount() > 4)
    found = window.lines("health-lines")
    assert {"home", "store", "journal", "watch", "backup"} <= {line[1] for line in found}
    states = [line[0] for line in found]
    assert states == sorted(states, key=lambda state: "■▲✓".index(state[0]))
    assert "to look at" in window.find("health-said", QLabel).text()


def test_a_roster_file_is_taken_in_from_the_page(window: Driver, tmp_path: Path) -> None:
    window.does("duty")
    page = window.find("duty", DutyPage)
    roster = tmp_path / "roster.csv"
    roster.write_text("Collar,Start,End\nDEMO-PS,02/03/2026 07:00,02/03/2026 17:00\n", encoding="utf-8")
    page.take_file(str(roster))
    window.until(lambda: "1 duty of roster.csv is taken in" in window.messages())
    roster.write_text("Collar,Start,End\nNOBODY-9,02/03/2026 07:00,02/03/2026 17:00\n", encoding="utf-8")
    page.take_file(str(roster))
    window.until(lambda: "NOBODY-9" in window.messages())
    assert "Nothing was changed" in window.messages()


def test_on_duty_is_a_button_of_the_page(window: Driver) -> None:
    window.does("duty")
    window.find("duty-come-on", QPushButton).click()
    window.settle()
    assert window.is_there("form-come-on")


def test_about_tells_versions_and_licences_and_all_of_it_is_copied(window: Driver) -> None:
    window.does("about")
    shown = window.find("health-lines", QTableWidget)
    window.until(lambda: shown.rowCount() > 4)
    window.press("health-copy", Qt.Key.Key_Space)
    copied = QGuiApplication.clipboard().text()
    for told in ("WantedTrack", "Apache License 2.0", "pyside6-essentials", "LGPL-3.0-only", "DEMO-PS", "journal"):
        assert told in copied, told
