"""The window's program: its self-check, its pictures, what it says without a store."""

import os
import subprocess
import sys
from pathlib import Path

from PySide6.QtGui import QImage
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from tests.ui.conftest import Opening
from tests.ui.driving import Driver
from tests.ui.force import Force
from ui.app import build
from wantedtrack.opening import make_home, open_home, publish_key
from wantedtrack.outbox import deliver
from wantedtrack.settings import Home


def run(*words: str, home: Path) -> subprocess.CompletedProcess[str]:
    surroundings = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "HOME": str(home)}
    return subprocess.run([sys.executable, "-m", "ui", *words], capture_output=True, text=True, check=False, timeout=300, env=surroundings)


def test_the_self_check_opens_the_window_on_a_new_store(home: Path) -> None:
    done = run("--self-check", home=home)
    assert (done.returncode, done.stdout) == (0, "ok: the window opens on a new store\n")


def test_pictures_are_drawn_of_every_page_in_both_themes_and_sizes(force: Force, queue: list[str], home: Path) -> None:
    assert queue
    force.close()
    done = run("--pictures", str(home / "pictures"), "--demo", str(force.home), home=home)
    assert done.returncode == 0, done.stderr
    drawn = {path.stem for path in (home / "pictures").glob("*.png")}
    wanted = ("queue", "entry", "why", "log-attempt", "start-of-shift", "handover-signing", "intake-preview")
    assert {f"{page}-{theme}-{width}" for page in wanted for theme in ("light", "dark") for width in (1366, 1920)} <= drawn
    image = QImage(str(home / "pictures" / "queue-dark-1920.png"))
    assert (image.width(), image.height()) == (1920, 1080)


def test_without_a_store_the_window_says_what_to_do_and_tries_again(qtbot: QtBot, home: Path) -> None:
    window = build(home, watch=False)
    driver = Driver(window, qtbot)
    with qtbot.waitSignal(window.settled, timeout=20_000):
        window.show()
    assert "There is no store here yet" in driver.messages()
    assert "There is no store here yet" in driver.find("status-text", QLabel).text()
    make_home(home, demonstration=True)
    driver.find("message-do", QPushButton).click()
    driver.until(lambda: window.desk.is_open)
    driver.settle()
    assert driver.find("demonstration").isVisible()
    window.close()


def test_with_the_server_gone_somebody_is_recorded_as_wanted_all_the_same(qtbot: QtBot, home: Path) -> None:
    make_home(home, demonstration=True)
    opened = open_home(home)
    publish_key(Home(home), opened)
    opened.store.close()
    window = build(home, watch=False, database="postgresql://nobody@127.0.0.1:1/none")
    driver = Driver(window, qtbot)
    with qtbot.waitSignal(window.settled, timeout=20_000):
        window.show()
    next(one for one in window.findChildren(QPushButton, "message-do") if one.text() == "Add an entry").click()
    category = driver.find("field-category", QComboBox)
    category.setCurrentIndex(category.findData("wanted") if category.findData("wanted") >= 0 else 1)
    driver.find("field-surname", QLineEdit).setText("PLACEHOLDER")
    driver.find("field-became-outstanding-at", QLineEdit).setText("yesterday 14:00")
    driver.find("save", QPushButton).click()
    driver.until(lambda: "“Offence” is needed" in driver.find("refused", QLabel).text())
    driver.find("field-offence", QLineEdit).setText("Theft")
    driver.find("save", QPushButton).click()
    driver.until(lambda: "kept on this desktop, sealed" in driver.messages())
    window.close()
    opened = open_home(home)
    assert len(deliver(Home(home), opened, now=opened.clock.now()).added) == 1
    opened.store.close()


def test_a_real_store_opens_as_its_account_and_unlocks_without_a_passphrase_that_was_never_set(qtbot: QtBot, home: Path) -> None:
    make_home(home)
    window = build(home, watch=False)
    driver = Driver(window, qtbot)
    with qtbot.waitSignal(window.settled, timeout=20_000):
        window.show()
    driver.settle()
    assert not driver.is_there("demonstration")
    assert (
        "no backup yet" in driver.find("status-text", QLabel).text()
        or "No desktop has checked" in driver.find("status-text", QLabel).text()
    )
    driver.does("lock")
    assert not driver.is_there("field-passphrase")
    driver.find("unlock", QPushButton).click()
    driver.until(lambda: not window.is_locked)
    window.close()


def test_a_second_officer_of_a_real_store_is_asked_for_a_passphrase(qtbot: QtBot, home: Path) -> None:
    made = make_home(home)
    window = build(home, watch=False)
    driver = Driver(window, qtbot)
    with qtbot.waitSignal(window.settled, timeout=20_000):
        window.show()
    driver.settle()
    window.desk.do("enrol-officer", None, {"collar": "PS42", "rank": "sergeant", "account": "ps42"})
    driver.settle()
    refused: list[str] = []
    window.desk.act_as("PS42", "wrong", lambda _: None, lambda error: refused.append(error.code))
    driver.settle()
    assert refused
    assert window.desk.is_settled
    assert made.first_officer in window.windowTitle()
    window.close()


def test_a_spoilt_place_of_the_window_does_not_stop_the_start(force: Force, opening: Opening) -> None:
    (force.home / "window.ini").write_text("[General]\ngeometry=rubbish\n", encoding="utf-8")
    assert opening().window.isVisible()
