"""The tabs of an entry: all are seen, in one line where there is room, else in as many as they need; by key as well."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QTabBar

from tests.ui.driving import Driver


def shown(window: Driver) -> list[str]:
    """What is seen of the tabs, as one bar or as buttons."""
    pane = window.window.area.queue.entry
    bar = pane.tabs.findChild(QTabBar)
    assert bar is not None
    buttons = [one.text() for one in pane.findChildren(QAbstractButton) if one.objectName().startswith("tab-") and one.isVisible()]
    return buttons or [bar.tabText(place) for place in range(bar.count()) if bar.isVisible() and bar.tabRect(place).right() <= bar.width()]


def test_every_tab_and_the_fields_of_a_form_are_seen_beside_a_window_frame_and_at_twice_the_text(window: Driver, queue: list[str]) -> None:
    pane = window.window.area.queue.entry
    every = ["Timeline", "Attempts", "Circulation", "People and places", "Checklist", "Why"]
    window.window.resize(1366 - 16, 768 - 68)
    window.go_to(queue[0])
    assert shown(window) == every
    assert pane.tabs.tabBar().isVisible()
    window.window.theme.scale_text(2.0)
    try:
        window.settle()
        assert shown(window) == every
        assert not pane.tabs.tabBar().isVisible()
        window.does("open-entry")
        now = QApplication.focusWidget()
        assert isinstance(now, QAbstractButton)
        assert now.text() == "Timeline"
        assert pane.viewport().rect().intersects(now.rect().translated(now.mapTo(pane.viewport(), now.rect().topLeft())))
        window.press(now, Qt.Key.Key_Right)
        assert pane.tabs.currentIndex() == 1
        pane.tabs.setCurrentIndex(5)
        assert [one.text() for one in pane.findChildren(QAbstractButton) if one.objectName().startswith("tab-") and one.isChecked()] == [
            "Why"
        ]
        window.search("nobody is called this")
        assert shown(window) == []
        # A form keeps room for its fields there.
        window.go_to(queue[2])
        window.does("accept")
        form = window.window.area.queue.open_form()
        assert form is not None
        seen = form._area
        assert seen is not None
        assert seen.height() >= 10 * form.fontMetrics().lineSpacing()
        form.save.setFocus()
        window.press(form.fields["rationale"].input, Qt.Key.Key_Tab, Qt.Key.Key_Tab, Qt.Key.Key_Tab)
        now = QApplication.focusWidget()
        assert now is not None
        place = now.mapTo(window.window, now.rect().topLeft())
        assert window.window.rect().contains(place)
        assert not now.visibleRegion().isEmpty()
        form.cancelled.emit()
    finally:
        window.window.theme.scale_text(1.0)
    window.go_to(queue[0])
    assert pane.tabs.tabBar().isVisible()
