"""The first start: at most four steps with a way back, the recovery key shown once, then a queue that says what to do."""

import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QPageSize, QPdfWriter
from PySide6.QtWidgets import QApplication, QCheckBox, QComboBox, QLabel, QLineEdit, QPushButton, QRadioButton
from pytestqt.qtbot import QtBot

from tests.ui.driving import Driver
from tests.ui.force import HandClock
from ui.app import build
from ui.first_run.cannot_begin import CannotBegin
from ui.first_run.key_sheet import print_sheet, sheet
from ui.first_run.page import FirstRunPage
from wantedtrack.errors import Unavailable
from wantedtrack.opening import make_home, open_home
from wantedtrack.settings import Home, find_home, read_settings
from wantedtrack.store.keys import Keys


def _started(qtbot: QtBot, home: Path) -> Driver:
    window = build(home, watch=False)
    driver = Driver(window, qtbot)
    with qtbot.waitSignal(window.settled, timeout=20_000):
        window.show()
    driver.until(lambda: driver.is_there("first-run"))
    return driver


def _next(driver: Driver) -> None:
    driver.find("next", QPushButton).click()


def test_a_new_desktop_begins_alone_and_shows_its_recovery_key_once(qtbot: QtBot, home: Path) -> None:
    driver = _started(qtbot, home)
    page = driver.find("first-run", FirstRunPage)
    _next(driver)
    _next(driver)
    assert page.step == 2
    driver.find("back", QPushButton).click()
    assert page.step == 1
    _next(driver)
    force = driver.find("field-force", QComboBox)
    assert force.currentData() == "52"
    force.setCurrentIndex(force.findData("01"))
    assert not (home / "wantedtrack.db").exists()
    _next(driver)
    driver.until(lambda: page.step == 3)
    assert not driver.find("next", QPushButton).isEnabled()
    key = driver.find("recovery-key", QLabel).text()
    assert Keys(Home(home).keys_path).unlock_by_recovery(key)
    driver.find("field-written-down", QCheckBox).setChecked(True)
    _next(driver)
    driver.until(lambda: driver.window.desk.is_open)
    driver.settle()
    assert not driver.is_there("first-run")
    assert key not in driver.messages()
    driver.window.close()
    opened = open_home(home)
    assert (opened.info.force_code, opened.info.is_demonstration) == ("01", False)
    opened.store.close()


def test_the_steps_are_gone_through_by_enter_and_back_by_escape(qtbot: QtBot, home: Path) -> None:
    driver = _started(qtbot, home)
    page = driver.find("first-run", FirstRunPage)
    step = driver.find("first-run-step", QLabel)
    assert driver.find("next", QPushButton).hasFocus()
    assert step.text() == "Step 1 of 4"
    driver.press("next", Qt.Key.Key_Return, Qt.Key.Key_Return)
    assert (page.step, step.text()) == (2, "Step 3 of 4")
    driver.press("field-force", Qt.Key.Key_Escape)
    assert page.step == 1
    assert not Home(home).store_path.exists()
    driver.window.close()


def test_the_recovery_key_is_saved_for_this_account_alone(qtbot: QtBot, home: Path, tmp_path: Path) -> None:
    page = FirstRunPage([("52", "Invented")])
    qtbot.addWidget(page)
    page.made("WORDS OF A KEY")
    page.save_key(tmp_path / "missing" / "key.txt")
    assert "cannot be written there" in page.findChild(QLabel, "refused").text()  # pyright: ignore[reportOptionalMemberAccess] (it is there)
    page.save_key(tmp_path / "key.txt")
    assert (tmp_path / "key.txt").read_text(encoding="utf-8") == "WORDS OF A KEY\n"
    assert (tmp_path / "key.txt").stat().st_mode & 0o077 == 0
    assert not home.joinpath("key.txt").exists()


def test_a_desktop_makes_or_joins_the_store_on_the_server(qtbot: QtBot, tmp_path: Path, make_database: Callable[..., str]) -> None:
    url = make_database()
    for name in ("first", "second"):
        home = tmp_path / name
        home.mkdir()
        driver = _started(qtbot, home)
        _next(driver)
        driver.find("field-shared", QRadioButton).setChecked(True)
        _next(driver)
        assert "Give the address" in driver.find("refused", QLabel).text()
        driver.find("field-database", QLineEdit).setText(url)
        _next(driver)
        _next(driver)
        driver.until(lambda driver=driver: driver.window.desk.is_open)
        driver.window.close()
        assert read_settings(Home(home))[0].database == url


def test_a_server_that_does_not_answer_leaves_nothing_and_keeps_what_was_chosen(qtbot: QtBot, home: Path) -> None:
    driver = _started(qtbot, home)
    _next(driver)
    driver.find("field-shared", QRadioButton).setChecked(True)
    driver.find("field-database", QLineEdit).setText("postgresql://nobody@127.0.0.1:1/none")
    _next(driver)
    _next(driver)
    page = driver.find("first-run", FirstRunPage)
    driver.until(lambda: any("server" in label.text().lower() and label.isVisible() for label in page.findChildren(QLabel, "refused")))
    assert page.words()["database"] == "postgresql://nobody@127.0.0.1:1/none"
    assert not Home(home).settings_path.exists()
    assert not Home(home).store_path.exists()
    driver.window.close()


def test_the_recovery_key_goes_on_paper_with_how_it_is_used(tmp_path: Path, qapp: QApplication) -> None:
    assert qapp
    paper = QPdfWriter(str(tmp_path / "key.pdf"))
    paper.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    print_sheet("AAAAA-BBBBB-CCCCC-DDDDD-EEEEE-FFFFF-GGGGG-HHHHH", date(2026, 3, 2), paper)
    del paper
    said = sheet("AAAAA-BBBBB-CCCCC-DDDDD-EEEEE-FFFFF-GGGGG-HHHHH", date(2026, 3, 2), "<a desktop>")
    assert (tmp_path / "key.pdf").read_bytes().startswith(b"%PDF")
    for words in ("AAAAA", "HHHHH", "02/03/2026", "&lt;a desktop&gt;", "use the recovery key"):
        assert words in said


def test_a_store_that_somebody_made_meanwhile_is_opened_and_not_made_anew(qtbot: QtBot, home: Path) -> None:
    driver = _started(qtbot, home)
    _next(driver)
    _next(driver)
    made = make_home(home, force_code="01")
    _next(driver)
    driver.until(lambda: driver.window.desk.is_open)
    driver.settle()
    assert "opened as it is" in driver.messages()
    assert not driver.is_there("first-run")
    driver.window.close()
    assert made.recovery_words is not None
    assert Keys(Home(home).keys_path).unlock_by_recovery(made.recovery_words)


def test_a_folder_that_cannot_be_used_is_said_in_a_window_and_another_is_taken(qtbot: QtBot, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(Unavailable) as refused:
        find_home(tmp_path / "file", {})
    asked = CannotBegin(refused.value)
    qtbot.addWidget(asked)
    asked.show()
    assert refused.value.message in [label.text() for label in asked.findChildren(QLabel)]
    asked.try_folder("")
    assert asked.isVisible()
    asked.try_folder(str(tmp_path / "other"))
    assert (asked.chosen, asked.result()) == (tmp_path / "other", CannotBegin.DialogCode.Accepted.value)


def test_a_demonstration_is_told_from_the_real_thing_by_title_and_band_on_each_page_and_behind_the_lock(
    qtbot: QtBot, homes: tuple[Path, Path, HandClock, list[str]], tmp_path: Path
) -> None:
    shutil.copytree(homes[0], tmp_path / "demonstration")
    window = build(tmp_path / "demonstration", watch=False, now=homes[2].now)
    driver = Driver(window, qtbot)
    with qtbot.waitSignal(window.settled, timeout=20_000):
        window.show()
    driver.settle()
    window.area.late.make_all()
    pages = window.area.pages
    for place in range(pages.count()):
        pages.setCurrentIndex(place)
        assert driver.find("demonstration", QLabel).isVisible()
        assert window.windowTitle().startswith("DEMONSTRATION")
    window.lock()
    assert driver.find("lock-demonstration", QLabel).isVisible()
    assert window.windowTitle().startswith("DEMONSTRATION")
    window.close()
