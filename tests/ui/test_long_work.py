"""What takes long is seen, and can be given up; what was given up leaves nothing behind."""

from pathlib import Path
from threading import Event

import pytest
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QProgressBar, QPushButton
from pytestqt.qtbot import QtBot

from tests.ui.driving import Driver
from tests.ui.force import Force
from ui.app import build
from ui.desk import opened
from ui.desk.files import read_file
from ui.desk.long_work import LongWork
from wantedtrack.errors import Invalid
from wantedtrack.exchange.standing_data import forces
from wantedtrack.resources import resource_path
from wantedtrack.rules.extract_rows import Source

EXAMPLE = resource_path("extracts", "bail_returns_example.csv")


def preview(window: Driver) -> None:
    window.does("import")
    source = window.find("field-source", QComboBox)
    source.setCurrentIndex(source.findText("Bail returns (custody)"))
    window.find("field-file", QLineEdit).setText(str(EXAMPLE))
    window.find("preview", QPushButton).click()
    window.until(window.window.area.intake.panel.save.isEnabled)


def journal_lines(window: Driver) -> int:
    found: list[int] = []
    window.window.desk.run(lambda office: office.newest(), found.append)
    window.until(lambda: bool(found))
    return found[0]


def test_an_import_given_up_keeps_nothing_and_can_be_begun_again(window: Driver, monkeypatch: pytest.MonkeyPatch) -> None:
    preview(window)
    panel = window.window.area.intake.panel
    before = journal_lines(window)
    begun, go_on = Event(), Event()
    real = opened.import_extract

    def slowly(**words: object) -> object:
        heard = words["heard"]
        assert callable(heard)

        def step(done: int) -> None:
            begun.set()
            go_on.wait(20)
            heard(done)

        return real(**{**words, "heard": step})  # pyright: ignore[reportArgumentType] (the words as they came)

    monkeypatch.setattr(opened, "import_extract", slowly)
    panel.save.click()
    window.until(begun.is_set)
    assert panel.progress.isVisible()
    panel.cancel.click()
    go_on.set()
    window.until(panel.cancel.isEnabled)
    window.settle()
    assert "given up" in panel.findChildren(QLabel, "refused")[0].text()
    assert journal_lines(window) == before
    monkeypatch.undo()
    panel.save.click()
    window.until(lambda: "taken in" in window.messages())
    assert journal_lines(window) > before


def test_a_file_given_up_while_it_is_read_ends_its_child(tmp_path: Path, force: Force) -> None:
    large = tmp_path / "large.csv"
    head, _, rest = EXAMPLE.read_bytes().partition(b"\n")
    large.write_bytes(head + b"\n" + rest * 4_000)
    work = LongWork("The import")
    work.give_up()
    with pytest.raises(Invalid) as refused:
        read_file(large, Source.BAIL, forces=forces(), now=force.clock.now(), home=tmp_path, whose=work)
    assert refused.value.code == "given_up"


def test_an_export_given_up_leaves_no_file_and_says_so(window: Driver, tmp_path: Path) -> None:
    window.does("handover")
    window.find("prepare", QPushButton).click()
    window.until(lambda: window.find("sign").isEnabled())
    page = window.window.area.handover
    before = journal_lines(window)
    page.save_to(str(tmp_path / "handover.xlsx"))
    assert page.progress.isVisible()
    page.progress.cancel.click()
    window.until(lambda: not page.progress.isVisible())
    assert "given up" in page.findChildren(QLabel, "refused")[0].text()
    assert list(tmp_path.glob("*.xlsx*")) == []
    assert journal_lines(window) == before
    page.save_to(str(tmp_path / "handover.xlsx"))
    window.until((tmp_path / "handover.xlsx").exists)


def test_until_the_store_is_open_the_window_says_so_and_then_shows_the_queue(force: Force, qtbot: QtBot) -> None:
    window = build(force.home, watch=False, now=force.clock.now)
    with qtbot.waitSignal(window.settled, timeout=20_000):
        window.show()
        page = window.findChild(QProgressBar)
        assert page is not None
        assert page.isVisible()
        assert page.accessibleName() == "Opening the store"
    qtbot.waitUntil(window.area.isVisible, timeout=20_000)
    assert not page.isVisible()
    window.close()
