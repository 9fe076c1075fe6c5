"""A date or time is read back in full before it is saved, in every field that takes one, and as the deed then reads it."""

from datetime import UTC, date, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit

from tests.ui.driving import Driver
from ui.forms.read_back import read_back, settled
from wantedtrack.deeds.catalogue import CATALOGUE
from wantedtrack.errors import Invalid
from wantedtrack.rules.dates import british_instant
from wantedtrack.rules.deed_words import Holds, Word, read_word
from wantedtrack.rules.typed_times import spelled_out

NOW = datetime(2026, 3, 2, 16, 0, tzinfo=UTC)
TIMED = {(word.name, word.holds): word for card in CATALOGUE for word in card.words if word.holds in (Holds.INSTANT, Holds.DATE)}
TYPED = (
    "3/11/87", "3/11/40", "2/3/26", "31/12/27", "today", "yesterday", "+2d", "3 nov 87", "29/02/2026", "29/3/26", "1/2", "soon", "45000",
    "29/03/2026 01:30", "29/03/2026 02:30", "25/10/2026 01:30", "yesterday 14:00", "fri 6pm", "last fri 6pm", "+2h", "now", "32/1/26 09:00", "9/9/9",
)  # fmt: skip


@pytest.mark.parametrize("word", TIMED.values(), ids=[f"{name}-{holds.value}" for name, holds in TIMED])
def test_each_date_field_reads_back_what_its_deed_reads(word: Word) -> None:
    for typed in TYPED:
        said = read_back(word, typed, lambda: NOW)
        told = f"{word.name} {typed}: {said}"
        try:
            read = read_word(word, typed, now=NOW)
        except Invalid as refused:
            read = refused
        if isinstance(read, Invalid):
            assert not said.startswith("="), told
            assert said.startswith("not understood yet") or said in read.message, told
        else:
            written = british_instant(read) if isinstance(read, datetime) else spelled_out(read)
            assert said.startswith("= "), told
            assert written in said, told


def test_what_is_doubtful_is_said_before_it_is_saved() -> None:
    at, born = Word("at", "When", Holds.INSTANT), Word("born", "Date of birth", Holds.DATE)
    night = datetime(2026, 10, 24, 22, 0, tzinfo=UTC)
    for word, typed, now, said in (
        (at, "29/03/2026 01:30", NOW, "there is no such time; 02:00 is taken"),
        (at, "25/10/2026 01:30", NOW, "comes twice: the first is taken. For the second give 2026-10-25T01:30Z"),
        (at, "+3h", night, "the second of the two that night"),
        (at, "+2h", night, "the first of the two that night"),
        (at, "2026-10-25T01:30Z", NOW, "the second of the two that night"),
        (at, "31/02/2026 09:00", NOW, "There is no such day in the calendar"),
        (at, "2026-03-02T09:00", NOW, "needs its offset"),
        (born, "3/11/26", NOW, "nobody under 10 is taken; who was born in 1926 is typed with the whole year"),
        (born, "1/1/1066", NOW, "The year of this date cannot be right"),
    ):
        assert said in read_back(word, typed, lambda now=now: now), typed


def test_a_time_of_a_form_that_is_opened_later_is_the_one_that_was_meant() -> None:
    night = datetime(2026, 10, 24, 22, 0, tzinfo=UTC)
    assert settled("instant", "+3h", night) == "2026-10-25T01:00Z"
    assert settled("instant", "+2h", night) == "25/10/2026 01:00"
    assert settled("date", "+1d", night) == "25/10/2026"
    assert settled("date", "tue 3/11/27", night) == "tue 3/11/27"
    assert settled("text", "today", night) == "today"


def test_a_correction_reads_back_as_the_field_it_corrects(window: Driver, queue: list[str]) -> None:
    window.go_to(queue[0])
    window.does("correct")
    form = window.window.area.queue.open_form()
    assert form is not None
    line = window.find("field-field", QLineEdit)
    line.setFocus()
    window.qtbot.keyClicks(line, "date of b")
    completer = line.completer()
    assert completer is not None
    popup = completer.popup()
    assert popup is not None
    window.until(lambda: popup.isVisible() and popup.model().rowCount() == 1)
    window.qtbot.keyClick(popup, Qt.Key.Key_Down)
    window.qtbot.keyClick(popup, Qt.Key.Key_Return)
    window.until(lambda: line.text() == "born")
    form.fields["value"].set_value("3/11/40")
    assert form.fields["value"].said == "= Sunday 3 November 1940, aged 85"
    form.fields["field"].set_value("Nationality")
    assert form.fields["value"].said == ""
    form.fields["field"].set_value("Date of birth")
    form.fields["reason"].set_value("Misread")
    form.save.click()
    window.until(lambda: not window.is_there("form-correct"))
    window.settle()
    detail = window.window.area.queue.entry.detail
    assert detail is not None
    assert detail.person.born == date(1940, 11, 3)
