"""What a screen reader is told by itself: after a deed, a refusal, a change of what is listed, and when the watch turns bad."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox

from tests.ui.driving import Driver
from tests.ui.force import HandClock
from ui.widgets.announcing import Heard


@pytest.fixture
def heard(qapp: QApplication) -> Iterator[list[str]]:
    """Everything announced, in order."""
    told: list[str] = []
    listens = Heard(qapp)
    listens.said.connect(told.append)
    yield told
    listens.setParent(None)
    listens.deleteLater()


def test_a_deed_and_a_refusal_are_announced(window: Driver, queue: list[str], heard: list[str]) -> None:
    window.go_to(queue[0])
    window.does("log-attempt")
    window.find("save", QAbstractButton).click()
    window.settle()
    assert any("is needed" in said for said in heard)
    window.find("field-result", QComboBox).setCurrentIndex(1)
    window.find("save", QAbstractButton).click()
    window.settle()
    assert any("saved" in said for said in heard)


def test_what_a_list_holds_is_announced_when_it_changes_and_not_again(window: Driver, queue: list[str], heard: list[str]) -> None:
    assert queue
    window.does("list-drafts")
    shown = [said for said in heard if " of " in said]
    assert len(shown) == 1
    window.does("reload")
    assert [said for said in heard if " of " in said] == shown


def test_a_watch_that_turns_bad_is_announced_once(window: Driver, queue: list[str], heard: list[str], clock: HandClock) -> None:
    assert queue
    status = window.window.area.status
    status.show_words()
    heard.clear()
    clock.forward(hours=3)
    status.show_words()
    status.show_words()
    assert len([said for said in heard if "watching" in said or "missing" in said or "not answered" in said]) == 1
    assert timedelta(hours=3)
