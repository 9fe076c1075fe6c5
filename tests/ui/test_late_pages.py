"""Pages are made when they are first looked at, and are from then on as if they had stood there from the start."""

import linecache
import sys

from PySide6.QtWidgets import QTableWidget, QWidget

from tests.ui.driving import Driver
from ui.work_area import WorkArea

AT_THE_START = ("lists", "queue", "entry", "search", "palette", "status", "notices", "start-of-shift", "why")
"""What others rely on finding once the window has settled."""


def _made(window: Driver) -> set[str]:
    return {page.objectName() for page in window.window.area.late}


def test_what_others_rely_on_is_there_and_no_other_page_is_made_before_it_is_asked_for(window: Driver) -> None:
    for name in AT_THE_START:
        assert window.window.findChildren(QWidget, name), name
    assert _made(window) == set()
    window.does("people")
    assert _made(window) == {"people"}
    people = window.window.area.people
    window.does("queue")
    window.does("people")
    assert window.window.area.people is people
    assert window.window.area.pages.currentWidget() is people


def test_all_pages_can_be_made_and_each_stands_once_among_the_others(window: Driver) -> None:
    area = window.window.area
    area.late.make_all()
    area.late.make_all()
    standing = [page.objectName() for place in range(area.pages.count()) if (page := area.pages.widget(place)) is not None]
    named = {name for name in standing if name}
    assert len(standing) == len({*area.late}) + 3
    assert {"inbox", "handover", "intake", "measures", "print", "tasking", "guide", "settings", "exports", "brief"} <= named


def test_a_page_made_after_a_lock_names_nobody_until_somebody_is_back(window: Driver, queue: list[str]) -> None:
    window.go_to(queue[0])
    window.window.lock()
    inbox, people = window.window.area.inbox, window.window.area.people
    people.name.setText("nguyen")
    people.reload()
    inbox.reload()
    window.settle()
    assert inbox.notices.rowCount() == 0
    assert people.found.rowCount() == 0
    window.window.lock_page.button.click()
    window.until(lambda: not window.window.is_locked)
    window.settle()
    people.reload()
    window.settle()
    assert people.found.rowCount() > 0
    window.window.lock()
    assert people.found.rowCount() == 0


def test_what_a_page_made_late_asks_for_is_done(window: Driver) -> None:
    window.does("people")
    window.press(window.window.area.people.name, "nguyen")
    window.until(lambda: window.find("people-found", QTableWidget).rowCount() > 0)
    window.window.area.people.found_first()
    window.press("people-found", "\r")
    window.until(lambda: window.window.area.pages.currentWidget() is window.window.area.person)
    window.window.area.person.deed_wanted.emit("not-a-deed")
    window.does("settings")
    lines = window.window.area.settings.lines
    assert lines.currentData() == window.window.commands.several.lines
    lines.setCurrentIndex(1 - lines.currentIndex())
    assert window.window.commands.several.lines == lines.currentData()


def test_somebody_else_who_takes_over_is_known_to_the_pages_that_were_made_and_to_those_made_later(window: Driver) -> None:
    area = window.window.area
    handover = area.handover
    welcome = window.window._welcome
    assert welcome is not None
    window.window._take_up(welcome)
    window.settle()
    assert area.late.held(WorkArea.handover) is handover
    assert area.printing.recipient.text() == welcome.officer.collar


def test_actions_with_the_same_icon_share_one_drawing_in_each_theme(window: Driver) -> None:
    actions = window.window.commands.actions
    before = actions.named("handover").icon().cacheKey()
    assert actions.named("print").icon().cacheKey() == before
    actions.draw_icons()
    assert actions.named("print").icon().cacheKey() == actions.named("handover").icon().cacheKey() != before


def test_qt_does_not_read_the_source_of_what_is_imported() -> None:
    sys.modules.pop("colorsys", None)
    linecache.clearcache()
    import colorsys  # noqa: PLC0415 (that importing it reads no source is what is tested)

    assert colorsys.__file__ not in linecache.cache
