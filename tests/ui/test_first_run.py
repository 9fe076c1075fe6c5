"""The first start: at most four steps with a way back, the recovery key shown once, then a queue that says what to do."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QComboBox, QLabel, QLineEdit, QPushButton, QRadioButton
from pytestqt.qtbot import QtBot

from tests.ui.driving import Driver
from ui.app import build
from ui.first_run.page import FirstRunPage
from wantedtrack.opening import open_home
from wantedtrack.settings import Home, read_settings
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
