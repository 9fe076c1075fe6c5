"""The one door: order, newest answers, errors sorted, nothing on the main thread."""

import subprocess
import sys
import threading

import pytest
from PySide6.QtWidgets import QLabel

from tests.ui.conftest import Opening
from tests.ui.driving import Driver
from tests.ui.force import Force
from ui.desk.jobs import Touched
from wantedtrack.errors import Refusal

SOAK = """
import sys
from PySide6.QtCore import QCoreApplication, QObject, Signal
class Bell(QObject):
    rang = Signal(bool)
    told = Signal(object)
class Ear(QObject):
    count = 0
    def hear(self, value): self.count += 1
app = QCoreApplication([])
bell, ear = Bell(), Ear()
bell.rang.connect(ear.hear)
bell.told.connect(ear.hear)
for number in range(20_000):
    bell.rang.emit(number % 2 == 0)
    bell.told.emit(None)
assert ear.count == 40_000
references = sys.getrefcount(None), sys.getrefcount(True)
assert references[0] > 100 and references[1] > 10, references
print("sound")
"""
STARTING = """
import sys
import ui.app
from ui.main_window import MainWindow
heavy = {"sqlalchemy", "alembic", "openpyxl", "psycopg", "apscheduler", "sqlcipher3"} & set(sys.modules)
print(sorted(heavy))
"""


def python(code: str) -> str:
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False, timeout=120)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def test_twenty_thousand_signals_leave_the_interpreter_sound() -> None:
    assert python(SOAK) == "sound"


def test_the_window_paints_without_the_stores_libraries() -> None:
    assert python(STARTING) == "[]"


def test_reads_run_beside_the_main_thread_and_answer_on_it(window: Driver) -> None:
    ran: list[str] = []
    window.window.desk.read(lambda _: ran.append(threading.current_thread().name), lambda _: ran.append(threading.current_thread().name))
    window.settle()
    assert ran[0].startswith("desk")
    assert ran[1] == threading.main_thread().name


def test_of_one_topic_only_the_newest_answer_arrives(window: Driver) -> None:
    answers: list[int] = []
    for number in range(20):
        window.window.desk.read(lambda _, number=number: number, answers.append, topic="numbers")
    window.settle()
    assert answers == [19]


def test_a_bug_is_told_without_what_it_was_about(window: Driver, caplog: pytest.LogCaptureFixture) -> None:
    def broken(_: object) -> None:
        raise KeyError("NGUYỄN")

    window.window.desk.read(broken, lambda _: None)
    window.until(lambda: "KeyError" in window.messages())
    window.settle()
    assert "NGUYỄN" not in window.messages()
    assert "KeyError" in caplog.text
    assert "NGUYỄN" not in caplog.text


def test_a_refusal_goes_back_to_who_asked(window: Driver) -> None:
    refused: list[Refusal] = []
    window.window.desk.do("no-such-deed", None, {}, on_refused=refused.append)
    window.settle()
    assert [one.code for one in refused] == ["unknown_deed"]


def test_an_answer_for_a_widget_that_is_gone_is_let_go(window: Driver, queue: list[str]) -> None:
    window.go_to(queue[0])
    window.does("add-note")
    form = window.window.area.queue.open_form()
    assert form is not None
    answers: list[object] = []
    window.window.desk.read(lambda _: 1, answers.append, owner=form)
    form.cancelled.emit()
    window.qtbot.waitUntil(lambda: window.window.desk.is_settled, timeout=20_000)
    window.settle()
    window.window.desk.read(lambda _: 2, answers.append)
    window.settle()
    assert answers[-1] == 2


def test_after_an_own_deed_is_told_what_changed(window: Driver, queue: list[str]) -> None:
    told: list[Touched] = []
    window.window.desk.changed.connect(told.append)
    window.window.desk.do("add-note", queue[0], {"text": "seen by the neighbour"})
    window.settle()
    assert told[0].is_own
    assert "add-note" in told[0].deeds
    assert len(told[0].entries) == 1


def test_two_windows_on_one_home_see_each_others_deeds(opening: Opening, force: Force) -> None:
    assert force.store.read_only_because is None
    first, second = opening(), opening()
    first.does("list-everything")
    second.window.desk.do(
        "add-entry", None, {"category": "wanted", "surname": "BOTHSEE", "became-outstanding-at": "yesterday 10:00", "offence": "Theft"}
    )
    first.until(lambda: "BOTHSEE" in first.people())


def test_the_watcher_sweeps_on_the_desks_worker_and_ends_with_the_window(opening: Opening, force: Force) -> None:
    force.accepts(force.wants("SWEPT", hours_ago=1), "high")
    force.clock.forward(hours=30)
    driver = opening(watch=True)
    driver.does("start-of-shift")
    driver.until(lambda: any("SWEPT" in label.text() for label in driver.window.area.start.findChildren(QLabel)))
    driver.until(lambda: driver.find("status-text", QLabel).text().startswith("✓ Checked"))
    # The last desktop that watches warns at the first wish, once it knows that it is the last.
    assert driver.window.close() or driver.window.close()
    assert not [thread for thread in threading.enumerate() if thread.name.startswith(("desk", "APScheduler"))]


def test_a_bug_gives_the_page_that_asked_back_to_the_person(window: Driver) -> None:
    def broken(_: object) -> None:
        raise ZeroDivisionError

    given_back: list[Refusal] = []
    window.window.desk.run(broken, lambda _: None, on_refused=given_back.append)
    window.settle()
    assert [one.code for one in given_back] == ["bug"]
    assert "ZeroDivisionError" in window.messages()
