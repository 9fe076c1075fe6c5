"""What people type and paste into forms: kept whole, said beside the field where it cannot be saved, and never cut in silence."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QPlainTextEdit, QPushButton

from tests.ui.driving import Driver
from tests.ui.filling import HOSTILE, paste
from tests.ui.force import Force
from ui.help.guide_page import GuidePage
from wantedtrack.deeds.being_present import be_present
from wantedtrack.rules.entry import EntryId


def test_a_text_that_is_too_long_is_refused_beside_its_field_and_stays_whole(window: Driver, queue: list[str]) -> None:
    window.go_to(queue[0])
    window.does("add-note")
    text = window.find("field-text", QPlainTextEdit)
    text.setPlainText("word " * 6_000)
    window.find("save", QPushButton).click()
    window.settle()
    assert window.find("wrong-text").isVisible()
    assert len(text.toPlainText()) == 30_000
    text.setPlainText("short enough")
    assert not window.find("wrong-text").isVisible()
    window.find("save", QPushButton).click()
    window.until(lambda: not window.is_there("form-add-note"))
    window.settle()


def test_an_officer_is_found_by_a_part_of_collar_or_rank_and_read_back(window: Driver, queue: list[str]) -> None:
    window.go_to(queue[0])
    window.does("allocate")
    owner = window.find("field-owner", QComboBox)
    window.press(owner, "superint")
    window.press(owner, Qt.Key.Key_Return)
    assert owner.currentText() == "DEMO-SUPT"
    said = [label.text() for label in window.find("form-allocate").findChildren(QLabel)]
    assert any(text.startswith("= DEMO-SUPT · superintendent") for text in said)


def test_a_refusal_leads_to_its_own_place_in_the_guide_and_the_form_waits(window: Driver, queue: list[str]) -> None:
    window.go_to(queue[0])
    window.does("allocate")
    assert not window.is_there("what-it-means")
    window.find("save", QPushButton).click()
    window.until(lambda: window.is_there("what-it-means"))
    window.press("what-it-means", Qt.Key.Key_Space)
    guide = window.find("guide", GuidePage)
    assert guide.isVisible()
    assert guide.page == "refusals.md"
    assert "missing_word" in guide.text.textCursor().block().text()
    window.does("queue")
    assert window.is_there("form-allocate")


def test_on_a_clash_theirs_yours_or_both_are_taken_whole(window: Driver, queue: list[str], force: Force) -> None:
    window.go_to(queue[0])
    window.does("allocate")
    window.find("field-owner", QComboBox).setEditText("DEMO-PS2")
    plan = window.find("field-plan", QPlainTextEdit)
    plan.setPlainText("Mine, line one\nMine, line two")
    theirs = "Theirs, line one\nTheirs <b>two</b>"
    force.does("allocate", queue[0], by="DEMO-PS2", owner="DEMO-PS", plan=theirs)
    window.find("save", QPushButton).click()
    window.until(lambda: window.is_there("clash"))
    shown = window.find("clash", QLabel).text()
    assert "Theirs, line one<br>Theirs &lt;b&gt;two&lt;/b&gt;" in shown
    assert "Mine, line one<br>Mine, line two" in shown
    window.press("take-both-plan", Qt.Key.Key_Space)
    assert plan.toPlainText() == f"{theirs}\nMine, line one\nMine, line two"
    window.press("take-theirs-plan", Qt.Key.Key_Space)
    assert plan.toPlainText() == theirs
    window.press("take-mine-plan", Qt.Key.Key_Space)
    assert plan.toPlainText() == "Mine, line one\nMine, line two"


def test_who_else_has_the_entry_open_is_said_and_goes_by_itself(window: Driver, queue: list[str], force: Force) -> None:
    window.go_to(queue[0])
    look: Callable[[], None] = window.window.area.presence.look
    detail = window.window.area.queue.entry.detail
    assert detail is not None
    other, entry = force.acting("DEMO-PS2"), detail.row.entry
    be_present(store=force.store, officer=other, now=force.clock.now(), entry=EntryId(entry))
    look()
    window.until(lambda: window.is_there("present"))
    said = window.find("present", QLabel).text()
    assert said.startswith("DEMO-PS2 has this entry open at OTHER-PC-02 since ")
    assert said.endswith(" today (seen 0 s ago).")
    be_present(store=force.store, officer=other, now=force.clock.now(), entry=None)
    look()
    window.until(lambda: not window.is_there("present"))


def test_an_outcome_asks_only_for_what_it_needs_and_hides_nothing_that_was_typed(window: Driver, queue: list[str]) -> None:
    window.go_to(queue[0])
    window.does("record-outcome")
    outcome = window.find("field-outcome", QComboBox)

    def choose(value: str) -> set[str]:
        outcome.setCurrentIndex(outcome.findData(value))
        form = window.window.area.queue.open_form()
        assert form is not None
        return {name for name, field in form.fields.items() if field.isVisibleTo(form)}

    always = {"outcome", "at", "place", "rationale"}
    assert choose("arrested_by_this_force") == always | {"custody-reference"}
    assert choose("no_further_action") == always | {"victim-view", "break-glass"}
    assert choose("located_in_prison") == always | {"custody-reference", "carried-by", "carried-by-when"}
    window.find("field-carried-by", QLineEdit).setText("Dorset Police")
    assert choose("duplicate") == always | {"of", "carried-by"}


def test_a_word_of_the_job_says_on_hover_what_it_means(window: Driver, queue: list[str]) -> None:
    window.go_to(queue[0])
    header = window.table.model()
    tips = {
        header.headerData(n, Qt.Orientation.Horizontal): header.headerData(n, Qt.Orientation.Horizontal, Qt.ItemDataRole.ToolTipRole)
        for n in range(header.columnCount())
    }
    assert "from draft to closed" in tips["Stage"]
    assert "whose entry" in tips["Owner"].lower()
    window.does("regrade")
    form = window.window.area.queue.open_form()
    assert form is not None
    assert "How serious" in form.fields["band"].label.toolTip()


@pytest.mark.parametrize(("page", "field"), [("import", "field-file"), ("policy", "field-policy-file")])
def test_what_is_pasted_where_a_file_is_asked_for_is_refused_in_words(window: Driver, page: str, field: str) -> None:
    broke = list[str]()
    window.window.desk.broke.connect(broke.append)
    window.does(page)
    line = window.find(field, QLineEdit)
    paste(window.qtbot, line, HOSTILE)
    window.press(line, Qt.Key.Key_Return)
    window.until(lambda: window.is_there("refused"))
    assert not broke
    assert line.text().strip() == HOSTILE.strip()


def test_a_preview_says_row_and_column_of_what_an_extract_cannot_keep(window: Driver, tmp_path: Path) -> None:
    file = tmp_path / "bail.csv"
    rows = "CR1,\u202eEVIL\x00\u202c,Al,01/01/1990,01/03/2026 10:00,overdue,Theft\nCR2,PLAIN,Bo,01/01/1991,01/03/2026 10:00,overdue,Theft\n"
    file.write_text(f"Custody reference,Surname,Forenames,Date of birth,Bail date,Status,Offence\n{rows}", encoding="utf-8")
    window.does("import")
    source = window.find("field-source", QComboBox)
    source.setCurrentIndex(source.findData("bail"))
    window.find("field-file", QLineEdit).setText(str(file))
    window.press("field-file", Qt.Key.Key_Return)
    window.until(lambda: window.is_there("import-rows") and len(window.lines("import-rows")) == 2)
    first, second = (line[-1] for line in window.lines("import-rows"))
    assert "Surname: What cannot be kept was left out of this cell: 3 of its characters." in first
    assert "left out" not in second
