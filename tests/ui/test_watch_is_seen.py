"""A watch that stopped is seen within ten minutes, in words and a shape, on every page and on the lock; and the last desktop to watch warns before it closes."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton

from tests.ui.conftest import Opening
from tests.ui.driving import Driver
from tests.ui.force import Force
from tests.ui.walking import every_page


def watching(opening: Opening) -> Driver:
    """A window whose own watcher runs and has swept."""
    window = opening(watch=True)
    window.until(lambda: window.window.desk.is_watching)
    window.settle()
    window.window.area.status.read()
    window.until(lambda: window.find("status-text", QLabel).text().startswith("✓"))
    return window


def worded(window: Driver, name: str = "status-text") -> tuple[str, str]:
    label = window.find(name, QLabel)
    return label.text()[:1], str(label.property("tone"))


def test_a_watcher_that_was_killed_is_seen_on_every_page_and_on_the_lock(opening: Opening, force: Force, queue: list[str]) -> None:
    assert queue
    window = watching(opening)
    window.window.desk._work.stop_watching()  # its thread is gone; the window itself lives
    force.clock.forward(minutes=2)
    window.window.area.status.show_words()
    assert worded(window) == ("▲", "soon")
    force.clock.forward(minutes=8, seconds=1)
    for page in every_page(window):
        window.window.area.status.show_words()
        text = window.find("status-text", QLabel)
        assert text.isVisible(), page.objectName()
        assert worded(window) == ("■", "over"), page.objectName()
        assert "Nobody is watching since" in text.text(), page.objectName()
    window.does("lock")
    window.window.area.status.show_words()
    shown = window.find("lock-watch", QLabel)
    assert shown.isVisible()
    assert worded(window, "lock-watch") == ("■", "over")
    assert "Nobody is watching since" in shown.text()
    assert " open" not in shown.text(), "no count stands on a locked screen"


def test_a_store_that_answers_no_more_is_seen_on_the_lock_too(opening: Opening, force: Force, queue: list[str]) -> None:
    assert queue
    window = watching(opening)
    window.does("lock")
    window.window.area.status._read_again.stop()  # nothing is heard from now on, as from a worker that hangs
    force.clock.forward(minutes=2)
    window.window.area.status.show_words()
    assert "has not answered here since" in window.find("lock-watch", QLabel).text()
    force.clock.forward(minutes=9)
    window.window.area.status.show_words()
    assert worded(window, "lock-watch") == ("■", "over")


def test_a_level_that_is_due_and_not_recorded_is_red_though_somebody_checks(opening: Opening, force: Force, queue: list[str]) -> None:
    assert queue
    window = watching(opening)
    status = window.window.area.status
    window.window.desk._work.stop_watching()
    force.clock.forward(hours=5)
    status.read()
    window.until(lambda: "Nobody is watching" in window.find("status-text", QLabel).text())
    assert worded(window) == ("■", "over")


def test_closing_the_last_watching_desktop_warns_and_a_second_wish_closes(opening: Opening, force: Force, queue: list[str]) -> None:
    assert queue
    assert force
    window = watching(opening)
    window.window.close()
    assert window.window.isVisible()
    assert window.window.desk.is_watching
    assert "No other desktop is watching" in window.messages()
    button = next(one for one in window.window.findChildren(QPushButton, "message-do") if one.text() == "Close all the same")
    window.qtbot.keyClick(button, Qt.Key.Key_Space)
    assert not window.window.isVisible()


def test_behind_the_lock_the_warning_stands_on_the_lock(opening: Opening, queue: list[str]) -> None:
    assert queue
    window = watching(opening)
    window.does("lock")
    window.window.close()
    assert window.window.isVisible()
    assert "No other desktop is watching" in window.find("lock-told", QLabel).text()
    window.window._last_watcher.forget()  # a minute went by
    window.window.close()
    assert window.window.isVisible(), "what was said long ago is said again"
    window.window.close()
    assert not window.window.isVisible()


def test_where_another_desktop_watches_the_window_just_closes(opening: Opening, queue: list[str]) -> None:
    assert queue
    window = watching(opening)
    status = window.window.area.status
    assert status._watch is not None
    object.__setattr__(status._watch, "watching", (*status.watching, "CUST-PC-09"))
    window.window.close()
    assert not window.window.isVisible()


def test_the_status_says_how_many_are_open_and_how_fresh_the_markers_are(window: Driver, force: Force, queue: list[str]) -> None:
    status = window.find("status-text", QLabel)
    window.until(lambda: "verified on PNC: 100 % of 1 within 7 d" in status.text())
    assert " · 4 open · " in status.text()
    force.does("set-circulation", queue[0], state="circulated", reference="PNC/2", level="national")
    force.clock.forward(days=8)
    force.does("verify-circulation", queue[0], result="Still there")
    window.window.desk.look_now()
    window.until(lambda: "verified on PNC: 50 % of 2 within 7 d" in status.text())
