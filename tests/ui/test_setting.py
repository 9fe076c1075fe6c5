"""A long text is set on its pages a step at a time, comes out as if set at once, and can be given up."""

from PySide6.QtCore import QBuffer, QIODevice, QObject
from PySide6.QtGui import QPdfWriter, QTextDocument
from PySide6.QtPrintSupport import QPrintPreviewWidget
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from tests.ui.driving import Driver
from tests.ui.test_keeping_together import a_table, broken_rows
from ui.printing.page import PrintPage
from ui.printing.paper import Imprint, paint_on, print_on, set_up, steps_of_setting
from ui.printing.setting import Setting

IMPRINT = Imprint("A list", "DEMO-PS", "Mon 2 Mar 2026 09:00", "briefing", "DEMO-PS", is_demonstration=True)
MANY = 400


def paper() -> tuple[QPdfWriter, QBuffer]:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setResolution(96)
    set_up(writer, is_wide=False)
    return writer, buffer


def test_a_long_list_set_step_by_step_comes_out_as_if_set_at_once(qtbot: QtBot) -> None:
    html = a_table(1, MANY, "padding: 2px")
    device, kept = paper()
    document, parent, turns = QTextDocument(), QObject(), [0]

    def counting() -> None:
        turns[0] += 1

    steps = steps_of_setting(document, device, html)
    done: list[int] = []
    setting = Setting((counting() for _ in steps), lambda: done.append(document.pageCount()), parent)
    qtbot.waitUntil(lambda: bool(done))
    assert turns[0] > 2 * MANY // 50
    other, kept_too = paper()
    assert done == [paint_on(device, document, IMPRINT)] == [print_on(other, html, IMPRINT)]
    assert broken_rows(document, document.pageSize().height()) == []
    assert kept.isOpen()
    assert kept_too.isOpen()
    assert setting is not None


def test_what_is_given_up_is_never_told_of(qtbot: QtBot) -> None:
    device, kept = paper()
    document, parent, done = QTextDocument(), QObject(), list[int]()
    given_up = Setting(steps_of_setting(document, device, a_table(2, MANY, "")), lambda: done.append(1), parent)
    given_up.give_up()
    Setting(iter(()), lambda: done.append(2), parent)
    qtbot.waitUntil(lambda: bool(done))
    assert done == [2]
    assert kept.isOpen()


def test_what_was_asked_for_before_the_lock_comes_to_nothing(window: Driver) -> None:
    window.does("print")
    page = window.find("print", PrintPage)
    window.until(lambda: page.findChild(QPrintPreviewWidget) is not None)
    page.reload()
    window.window.lock()
    window.settle()
    assert page.findChild(QPrintPreviewWidget) is None
    assert window.find("print-pages", QLabel).text() == ""
