"""The first page of the queue is read by another process before the store is open here: the same rows, for the same officer, and nothing written."""

import hashlib
import inspect
import re
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot
from sqlalchemy import text

from tests.ui.driving import Driver
from tests.ui.force import Force
from ui.app import build
from ui.desk import ahead as asking
from ui.desk.ahead import Ahead
from ui.desk.first_page import Asked, read_page
from ui.desk.queue_reads import QueueReads
from ui.main_window import MainWindow
from ui.queue.page import QueuePage
from ui.work_area import WorkArea
from wantedtrack.errors import Refusal
from wantedtrack.opening import look_in, make_home, open_home
from wantedtrack.settings import Home
from wantedtrack.store.database import Store
from wantedtrack.store.migrations import REVISIONS

LATEST_S = 30
ROOT = Path(__file__).resolve().parent.parent.parent


def asked_of(home: Path, database: str | None = None, now: datetime | None = None) -> bytes:
    return Asked(str(home), database, now, asking.WORDS, asking.SORT, asking.PAGE).as_bytes()


def child() -> subprocess.Popen[bytes]:
    return subprocess.Popen(asking.command(), stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=ROOT)


def read_by_child(asked: bytes) -> tuple[bytes, int]:
    with child() as process:
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(asked)
        process.stdin.flush()
        said = process.stdout.read()
    return said, process.returncode


def state_of(home: Path) -> dict[str, str]:
    """Every file of the home by its bytes. What SQLite keeps beside a store that is open is its own."""
    return {
        str(path.relative_to(home)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in home.rglob("*")
        if path.is_file() and not path.name.endswith(("-shm", "-wal"))
    }


@pytest.fixture
def early(qtbot: QtBot, force: Force, queue: list[str]) -> Iterator[Callable[[], MainWindow]]:
    """Gives a function that shows a window whose first rows stand already, and whose store is not open yet."""
    assert queue
    made: list[MainWindow] = []

    def show() -> MainWindow:
        ahead = Ahead(force.home, None, force.clock.now())
        qtbot.waitUntil(lambda: ahead.is_over, timeout=LATEST_S * 1000)
        window = build(force.home, watch=False, now=force.clock.now, ahead=ahead)
        made.append(window)
        window.resize(1366, 768)
        window.show()
        qtbot.waitUntil(lambda: hasattr(window, "area") and window.area.queue.model.rowCount() > 0, timeout=LATEST_S * 1000)
        assert not window.desk.is_open
        return window

    yield show
    for window in made:
        window.close()
        window.deleteLater()


def test_another_process_reads_what_the_window_would_and_writes_nothing(force: Force, queue: list[str]) -> None:
    assert queue
    force.close()
    before = state_of(force.home)
    said, status = read_by_child(asked_of(force.home, now=force.clock.now()))
    assert status == 0
    assert state_of(force.home) == before
    page = read_page(said)
    assert page is not None
    opened = open_home(force.home)
    try:
        with opened.store.reading() as connection:
            reads = QueueReads(connection, opened.officer, force.clock.now(), opened.policy, opened.info)
            ids, rows = reads.first_page(asking.WORDS, sort=asking.SORT, descending=False, limit=asking.PAGE)
            looked = connection.execute(text("SELECT count(*) FROM consultation")).scalar_one()
    finally:
        opened.store.close()
    assert (list(page.ids), page.rows, page.now, page.is_demonstration) == (list(ids), rows, force.clock.now(), True)
    assert page.rows
    assert looked == 0
    assert read_page(said[:-1]) is None
    assert read_page(replace(page, ids=page.ids[1:]).as_bytes()) is None
    assert read_page(replace(page, ids=page.ids[::-1]).as_bytes()) is None


def test_it_ends_when_the_windows_process_has_gone(tmp_path: Path) -> None:
    with child() as process:
        assert process.stdin is not None
        process.stdin.write(asked_of(tmp_path, "postgresql://nobody@10.255.255.1:5432/none"))
        process.stdin.close()
        process.wait(timeout=LATEST_S)
    assert process.returncode != 0


def test_rows_stand_before_the_store_is_open_and_what_was_done_with_them_lasts(
    early: Callable[[], MainWindow], qtbot: QtBot, force: Force
) -> None:
    window = early()
    queue = window.area.queue
    third = queue.model.entry_at(2)
    # What is shown is marked as what it is, and no count is claimed that is not known.
    assert window.area.demonstration.isVisible()
    assert not [line.text() for line in window.area.status.findChildren(QLabel) if "shown" in line.text()]
    QTest.keyClick(queue.table, Qt.Key.Key_Down)
    QTest.keyClick(queue.table, Qt.Key.Key_Down)
    driver = Driver(window, qtbot)
    with qtbot.waitSignal(window.settled, timeout=LATEST_S * 1000):
        assert queue.table.current_entry() == third
    driver.settle()
    assert queue.table.current_entry() == third
    assert queue.entry.entry == third
    force.close()


def test_what_is_typed_before_the_store_is_open_is_looked_for_once_it_is(early: Callable[[], MainWindow], qtbot: QtBot) -> None:
    window = early()
    window.area.search.set_words("list:everything")
    driver = Driver(window, qtbot)
    with qtbot.waitSignal(window.settled, timeout=LATEST_S * 1000):
        pass
    driver.settle()
    assert window.area.search.words == "list:everything"
    assert window.area.queue.shown_words == "list:everything"


def test_names_leave_when_it_locks_before_the_store_is_open_and_it_stays_locked(early: Callable[[], MainWindow], qtbot: QtBot) -> None:
    window = early()
    window.lock()
    assert window.area.queue.model.rowCount() == 0
    with qtbot.waitSignal(window.settled, timeout=LATEST_S * 1000):
        pass
    assert window.is_locked
    assert window.area.queue.model.rowCount() == 0


def test_names_leave_when_the_store_does_not_open_after_all(qtbot: QtBot, force: Force, queue: list[str]) -> None:
    assert queue
    ahead = Ahead(force.home, None, force.clock.now())
    qtbot.waitUntil(lambda: ahead.is_over, timeout=LATEST_S * 1000)
    assert ahead.page is not None
    window = build(force.home, watch=False, now=force.clock.now, database="postgresql://nobody@127.0.0.1:1/none", ahead=ahead)
    with qtbot.waitSignal(window.settled, timeout=LATEST_S * 1000):
        window.show()
    assert window.area.queue.model.rowCount() == 0
    assert not window.desk.is_open
    window.close()
    window.deleteLater()


def test_where_nothing_can_be_read_ahead_the_window_opens_as_ever(qtbot: QtBot, force: Force, queue: list[str], tmp_path: Path) -> None:
    ahead = Ahead(tmp_path / "nowhere", None, None)
    window = build(force.home, watch=False, now=force.clock.now, ahead=ahead)
    with qtbot.waitSignal(window.settled, timeout=LATEST_S * 1000):
        window.show()
    assert ahead.page is None
    assert window.area.queue.model.rowCount() > 0 or queue == []
    window.close()
    window.deleteLater()
    # Its process was waited for by the thread that listened to it.
    assert not [thread for thread in threading.enumerate() if thread.name == "ahead"]


@pytest.mark.parametrize("said", [b"", b"\x80", b"not a page", b"\xdc\xff\xff", b"{}", b"\x00" * 5000])
def test_bytes_that_are_no_page_are_none(said: bytes) -> None:
    assert read_page(said) is None


def test_nothing_is_made_set_aside_or_brought_up_to_date_only_to_look(tmp_path: Path, force: Force) -> None:
    force.close()
    with pytest.raises(Refusal):
        look_in(tmp_path / "empty")
    assert not (tmp_path / "empty").exists()
    spoilt = tmp_path / "spoilt"
    shutil.copytree(force.home, spoilt)
    Home(spoilt).settings_path.write_text("no = = settings")
    before = state_of(spoilt)
    with pytest.raises(Refusal):
        look_in(spoilt)
    assert state_of(spoilt) == before
    older = open_home(force.home)
    with older.store.writer.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = :older"), {"older": REVISIONS[-2]})
    older.store.close()
    before = state_of(force.home)
    with pytest.raises(Refusal) as refused:
        look_in(force.home)
    assert refused.value.code == "only_to_look"
    assert state_of(force.home) == before


def test_a_store_that_is_opened_to_look_refuses_to_be_written(force: Force) -> None:
    force.close()
    opened = look_in(force.home)
    try:
        with pytest.raises(Refusal):
            _ = opened.store.writer
    finally:
        opened.store.close()


def test_a_real_store_gives_its_own_clock_and_officer(tmp_path: Path) -> None:
    make_home(tmp_path / "real")
    said, status = read_by_child(asked_of(tmp_path / "real", now=datetime(2001, 1, 1, tzinfo=UTC)))
    page = read_page(said)
    assert status == 0
    assert page is not None
    assert not page.is_demonstration
    assert page.now.year > 2001
    assert not page.rows


def test_a_servers_store_is_read_ahead_too(shared_store: Store, tmp_path: Path) -> None:
    url = shared_store.writer.url.render_as_string(hide_password=False)
    said, status = read_by_child(asked_of(tmp_path, url))
    assert status == 0
    assert read_page(said) is not None


def loaded_by(*modules: str) -> set[str]:
    code = f"import sys, {', '.join(modules)}; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    return set(done.stdout.split())


def test_what_is_loaded_for_the_first_page_is_little() -> None:
    loaded = loaded_by("ui.desk.reading_ahead", "ui.desk.first_page", "ui.desk.queue_reads", "wantedtrack.opening")
    heavy = {"PySide6", "openpyxl", "rapidfuzz", "alembic", "keyring", "apscheduler", "sqlalchemy.dialects.postgresql", "wantedtrack.deeds"}
    assert not heavy & loaded
    assert not {name for name in loaded if name.startswith("wantedtrack.exchange.")}


def test_the_window_is_furnished_without_the_stores_libraries() -> None:
    furnished = re.findall(
        r"from (ui[.\w]+) import", inspect.getsource(MainWindow) + inspect.getsource(WorkArea) + inspect.getsource(QueuePage)
    )
    assert len(furnished) > 12
    assert not {"sqlalchemy", "cryptography", "msgspec"} & loaded_by("ui.main_window", *furnished)
