"""Idleness is watched in one place, and locks."""

from PySide6.QtCore import QObject
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from tests.ui.driving import Driver
from ui.lock.idle import IdleWatch

BLINK = 0.002
"""Minutes: an eighth of a second."""


def test_idleness_is_told_once(qtbot: QtBot) -> None:
    owner = QObject()
    watch = IdleWatch(BLINK, owner)
    told: list[None] = []
    watch.idle.connect(lambda: told.append(None))
    with qtbot.waitSignal(watch.idle, timeout=20_000):
        watch.watch()
    with qtbot.assertNotEmitted(watch.idle, wait=300):
        pass
    assert len(told) == 1


def test_a_key_begins_the_time_anew_and_is_never_swallowed(qtbot: QtBot) -> None:
    owner, line = QObject(), QLineEdit()
    qtbot.addWidget(line)
    line.show()
    watch = IdleWatch(30 * BLINK, owner)
    watch.watch()
    timer = watch.children()[0]
    before = timer.property("remainingTime")
    qtbot.waitUntil(lambda: timer.property("remainingTime") < before - 600)
    held = timer.property("remainingTime")
    QTest.keyClicks(line, "a")
    assert line.text() == "a"
    # A coarse timer of 3.6 s may lie by a twentieth.
    assert timer.property("remainingTime") > held + 200


def test_after_a_sign_of_life_nobody_listens_for_a_moment(qtbot: QtBot) -> None:
    owner, line = QObject(), QLineEdit()
    qtbot.addWidget(line)
    line.show()
    watch = IdleWatch(30 * BLINK, owner)
    watch.watch()
    assert watch.is_listening
    QTest.keyClicks(line, "a")
    assert not watch.is_listening
    qtbot.waitUntil(lambda: watch.is_listening, timeout=20_000)
    QTest.keyClicks(line, "b")
    assert line.text() == "ab"
    assert not watch.is_listening


def test_idleness_locks_the_window(window: Driver) -> None:
    window.window.idle.idle.emit()
    window.settle()
    assert window.window.is_locked
    assert window.find("unlock").hasFocus()
