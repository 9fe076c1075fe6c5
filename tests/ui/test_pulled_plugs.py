"""Pulled plugs while forms of every kind are half filled: what was typed comes back, as it was typed."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QLabel, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from tests.ui.conftest import Opening
from tests.ui.driving import Driver
from tests.ui.force import Force
from tests.ui.half_filled import HALF, MEANT, fill_half, open_form
from ui.desk.opened import Office
from wantedtrack.errors import Unavailable
from wantedtrack.store.schema_decisions import form_draft

ROOT = Path(__file__).parents[2]


def assert_all_comes_back(window: Driver) -> None:
    """Each form again, as it was left."""
    for deed, words in HALF.items():
        form = open_form(window.window, deed)
        window.until(lambda: window.window.desk.is_settled)
        held = {word: form.fields[word].value() for word in words}
        assert held == {word: MEANT.get((deed, word), value) for word, value in words.items()}, deed
        form.cancelled.emit()


def kept(force: Force) -> list[str]:
    """The deeds whose half-filled forms lie in the store."""
    with force.store.reading() as connection:
        return sorted(connection.execute(select(form_draft.c.deed)).scalars())


def test_a_killed_window_loses_nothing_of_any_form(opening: Opening, qtbot: QtBot, queue: list[str], force: Force) -> None:
    command = [sys.executable, "-m", "tests.ui.half_filled", str(force.home), force.clock.now().isoformat(), queue[0]]
    surroundings = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHON_KEYRING_BACKEND": "keyring.backends.fail.Keyring"}
    with subprocess.Popen(command, cwd=ROOT, env=surroundings) as child:
        qtbot.waitUntil(lambda: kept(force) == sorted(HALF), timeout=60_000)
        child.kill()
    force.clock.forward(hours=1)
    again = opening()
    again.go_to(queue[0])
    assert_all_comes_back(again)


@pytest.mark.full
def test_a_closed_window_loses_nothing_of_any_form(opening: Opening, queue: list[str], force: Force) -> None:
    first = opening()
    first.go_to(queue[0])
    fill_half(first.window)
    # At once: not one of them has been written yet.
    first.window.close()
    force.clock.forward(hours=1)
    again = opening()
    again.go_to(queue[0])
    assert_all_comes_back(again)


def test_a_lock_keeps_every_form_open_and_a_lost_server_keeps_each_as_it_is(
    window: Driver, queue: list[str], force: Force, monkeypatch: pytest.MonkeyPatch
) -> None:
    window.go_to(queue[0])
    fill_half(window.window)
    forms = {deed: open_form(window.window, deed) for deed in HALF}
    before = {deed: {word: form.fields[word].value() for word in HALF[deed]} for deed, form in forms.items()}
    assert before == {deed: dict(words) for deed, words in HALF.items()}
    window.does("lock")
    force.does("allocate", queue[0], by="DEMO-PS2", owner="DEMO-PS2")
    window.press("unlock", Qt.Key.Key_Space)
    window.settle()

    def gone(*_: object, **__: object) -> None:
        raise Unavailable("The server cannot be reached. What you typed is kept.", code="server")

    with monkeypatch.context() as pulled:
        pulled.setattr(Office, "do", gone)
        for deed in ("record-review", "come-on"):
            form = open_form(window.window, deed)
            assert form is forms[deed], "the form begun first is the one that is open"
            form.save.click()
            window.settle()
            assert "cannot be reached" in window.find("refused", QLabel).text()
            assert form.save.isEnabled()
    after = {deed: {word: form.fields[word].value() for word in HALF[deed]} for deed, form in forms.items()}
    assert after == before
    review = open_form(window.window, "record-review")
    review.fields["direction"].set_value("Go there tonight")
    window.find("save", QPushButton).click()
    window.until(lambda: "DEMO-PS2 changed owner" in window.find("refused", QLabel).text())
    assert review.fields["findings"].value() == "Half a thou"
    assert review.fields["direction"].value() == "Go there tonight"


def test_what_was_ticked_and_asked_while_reading_back_comes_back(window: Driver, opening: Opening, queue: list[str], force: Force) -> None:
    force.does("prepare-handover", by="DEMO-PS2")
    force.does("sign-handover", by="DEMO-PS2")
    window.does("handover")
    window.find(f"query-{queue[0]}", QLineEdit).setText("Which house?")
    other = next(
        box
        for box in window.window.findChildren(QCheckBox)
        if box.objectName().startswith("understood-") and queue[0] not in box.objectName()
    )
    other.setChecked(True)
    ticked = other.objectName()
    window.does("lock")
    window.press("unlock", Qt.Key.Key_Space)
    window.does("handover")
    window.until(lambda: window.find(f"query-{queue[0]}", QLineEdit).text() == "Which house?")
    window.find(f"query-{queue[0]}", QLineEdit).setText("Which house, and when?")
    window.window.close()
    again = opening()
    again.does("handover")
    again.until(lambda: again.find(f"query-{queue[0]}", QLineEdit).text() == "Which house, and when?")
    assert again.find(ticked, QCheckBox).isChecked()
    again.find("accept", QPushButton).click()
    again.until(lambda: "sealed" in again.find("handover-state", QLabel).text())
    again.until(lambda: kept(force) == [])
