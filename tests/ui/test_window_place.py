"""The window always lies on a screen: as it stood where that is still there, else wholly on the one that shows most of it."""

from pathlib import Path

import pytest
from PySide6.QtCore import QByteArray, QRect
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMainWindow
from pytestqt.qtbot import QtBot

from tests.ui.conftest import Opening
from tests.ui.force import Force
from ui.app import build
from ui.window_place import WindowPlace, lying_on

LAPTOP, DESK, LEFT = QRect(0, 0, 1366, 728), QRect(1366, 0, 1920, 1040), QRect(-1920, -200, 1920, 1080)


@pytest.mark.parametrize(
    "window",
    [QRect(5000, 5000, 1366, 700), QRect(-3000, 10, 900, 600), QRect(1300, 700, 1366, 768), QRect(0, 0, 3840, 2160), QRect(100, -500, 800, 600), QRect(-400, 100, 1000, 500)],
)  # fmt: skip
@pytest.mark.parametrize("screens", [[LAPTOP], [LAPTOP, DESK], [LEFT, LAPTOP]], ids=["laptop", "and-desk", "and-left"])
def test_wherever_it_stood_it_lies_on_a_screen_and_is_no_larger(window: QRect, screens: list[QRect]) -> None:
    lies = lying_on(window, screens)
    shown = sum(screen.intersected(lies).width() * screen.intersected(lies).height() for screen in screens)
    assert shown >= 0.8 * lies.width() * lies.height()
    assert any(lies.width() <= screen.width() and lies.height() <= screen.height() for screen in screens)
    assert any(screen.contains(lies.topLeft() + lies.center() - lies.topLeft()) for screen in screens)


def test_one_that_can_be_seen_stays_where_it_is() -> None:
    for window in (QRect(10, 20, 900, 600), QRect(1000, 20, 1200, 600), QRect(100, 100, 1366, 628)):
        assert lying_on(window, [LAPTOP, DESK]) == window


def test_a_state_from_a_screen_that_is_gone_is_brought_home(qtbot: QtBot, force: Force) -> None:
    far = QMainWindow()
    qtbot.addWidget(far)
    far.setGeometry(6000, 4000, 3000, 2500)
    place = WindowPlace(force.home / "window.ini")
    place.keep(far)
    window = build(force.home, watch=False, now=force.clock.now)
    qtbot.addWidget(window)
    with qtbot.waitSignal(window.settled, timeout=20_000):
        window.show()
    screens = [screen.availableGeometry() for screen in QGuiApplication.screens()]
    qtbot.waitUntil(lambda: any(screen.contains(window.frameGeometry()) for screen in screens), timeout=20_000)
    window.close()


@pytest.mark.parametrize("other_width", [320, 2560])
def test_a_state_from_a_screen_of_another_width_is_taken_and_not_called_spoilt(qtbot: QtBot, tmp_path: Path, other_width: int) -> None:
    stood = QMainWindow()
    qtbot.addWidget(stood)
    stood.setGeometry(40, 30, 700, 500)
    kept = bytearray(stood.saveGeometry().data())
    # The width of the screen stands 20 bytes before the end: Qt takes back nothing from one that is wider or narrower by a fifth.
    kept[-20:-16] = other_width.to_bytes(4, "big")
    place = WindowPlace(tmp_path / "window.ini")
    place.settings.setValue("geometry", QByteArray(bytes(kept)))
    place.settings.sync()
    again = QMainWindow()
    qtbot.addWidget(again)
    assert not QMainWindow().restoreGeometry(QByteArray(bytes(kept)))
    WindowPlace(tmp_path / "window.ini").stand(again)
    assert again.size() == stood.size()
    assert [path.name for path in tmp_path.iterdir()] == ["window.ini"]


@pytest.mark.parametrize("kept", ["rubbish", QByteArray(b"\x01\xd9\xd0\xcb\x00\x63")])
def test_a_place_that_cannot_be_understood_is_set_aside_and_told(force: Force, opening: Opening, kept: object) -> None:
    place = WindowPlace(force.home / "window.ini")
    place.settings.setValue("geometry", kept)
    place.settings.sync()
    window = opening()
    assert window.window.isVisible()
    assert "window.broken-1.ini" in window.messages()
    assert (force.home / "window.broken-1.ini").exists()
