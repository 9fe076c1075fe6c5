"""What is printed is previewed, carries its marks on every page, and is recorded with why and for whom."""

import hashlib
import re
from pathlib import Path

from PySide6.QtPrintSupport import QPrinter, QPrintPreviewWidget
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QPushButton

from tests.pdf_text import text_of
from tests.ui.conftest import Opening
from tests.ui.driving import Driver
from tests.ui.force import Force
from ui.printing.page import PrintPage
from ui.printing.paper import Imprint, as_pdf
from wantedtrack.leaving import look_at
from wantedtrack.rules.disclosure import number_in_title
from wantedtrack.store.exports import all_exports


def test_the_list_as_shown_is_previewed_and_saved_with_its_marks_and_recorded(
    window: Driver, force: Force, queue: list[str], tmp_path: Path
) -> None:
    window.does("list-everything")
    window.does("print")
    page = window.find("print", PrintPage)
    window.until(lambda: page.findChild(QPrintPreviewWidget) is not None)
    preview = page.findChild(QPrintPreviewWidget)
    assert preview is not None
    assert preview.pageCount() == 1
    assert window.find("print-pages", QLabel).text() == "1 page, as it will be printed."
    window.find("field-print-why", QComboBox).setCurrentText("Brief")
    window.find("field-print-for", QLineEdit).setText("Early shift")
    page.save_pdf(tmp_path / "list.pdf")
    window.until(lambda: "noted under What has left" in window.messages())
    told = text_of(tmp_path / "list.pdf")
    assert look_at(tmp_path / "list.pdf")[1] == 1
    for mark in (
        "export 1",
        "OFFICIAL-SENSITIVE",
        "Confirm on PNC/LEDS before arrest",
        "page 1 of 1",
        "DEMONSTRATION",
        "printed by DEMO-PS",
        "for Early shift (brief)",
    ):
        assert mark in told, mark
    for reference in queue:
        assert reference in told
    with force.store.reading() as connection:
        (left,) = all_exports(connection)
    assert (left.number, left.what, left.purpose, left.recipient, left.rows) == (1, "list everything", "brief", "Early shift", 7)
    assert left.sha256 == hashlib.sha256((tmp_path / "list.pdf").read_bytes()).hexdigest()


def test_an_entry_prints_with_warnings_first_and_its_reason_card_on_a_page_of_its_own(
    window: Driver, force: Force, queue: list[str], tmp_path: Path
) -> None:
    force.does("add-warning", queue[0], by="DEMO-PS", words="Keeps a dog", code="VI")
    window.go_to(queue[0])
    window.does("reason-card")
    window.does("print")
    page = window.find("print", PrintPage)
    assert page.what.currentData() == "entry"
    window.until(lambda: page.findChild(QPrintPreviewWidget) is not None)
    page.save_pdf(tmp_path / "entry.pdf")
    window.until((tmp_path / "entry.pdf").exists)
    told = text_of(tmp_path / "entry.pdf")
    assert told.index("Keeps a dog") < told.index("Next step")
    assert "Reason card" in told
    assert re.search(r"page 2 of [2-9]", told)
    window.does("lock")
    assert page.findChild(QPrintPreviewWidget) is None


def test_a_paper_that_cannot_be_written_says_so_and_is_not_recorded(window: Driver, force: Force, queue: list[str], tmp_path: Path) -> None:
    window.go_to(queue[0])
    window.does("print")
    page = window.find("print", PrintPage)
    window.until(lambda: page.findChild(QPrintPreviewWidget) is not None)
    page.save_pdf(tmp_path / "missing" / "list.pdf")
    window.until(lambda: any("not there" in label.text() for label in page.findChildren(type(page._wrong), "refused")))
    with force.store.reading() as connection:
        assert all_exports(connection) == []


def test_what_a_person_typed_stays_text_on_paper(tmp_path: Path, qapp: object) -> None:
    assert qapp is not None
    imprint = Imprint("Test", "DEMO-PS", "02/03/2026 09:00", "briefing", "DEMO-PS", is_demonstration=True)
    content = as_pdf("<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>", imprint, is_wide=False)
    assert content.startswith(b"%PDF-")
    assert re.search(rb"/Author \((?:\xfe\xff)?\)", content) or b"/Author" not in content
    path = tmp_path / "x.pdf"
    path.write_bytes(content)
    assert "<script>alert(1)</script>" in text_of(path)


def test_paper_is_recorded_before_it_is_printed_and_carries_its_number(
    window: Driver, force: Force, queue: list[str], tmp_path: Path
) -> None:
    window.does("list-everything")
    window.does("print")
    page = window.find("print", PrintPage)
    assert page.isVisible()
    window.until(lambda: page._paper is not None)
    for number in (1, 2):
        printer = QPrinter()
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(tmp_path / f"{number}.pdf"))
        assert page._paper is not None
        page.print_to(printer, page._paper)
        window.until(lambda number=number: f"as number {number}" in window.messages())
        assert f"export {number}" in text_of(tmp_path / f"{number}.pdf")
    with force.store.reading() as connection:
        assert [left.number for left in all_exports(connection)] == [2, 1]
    assert queue


def test_with_no_entry_chosen_there_is_nothing_to_print(opening: Opening, force: Force) -> None:
    window = opening()
    window.does("print")
    page = window.find("print", PrintPage)
    window.find("field-print-what", QComboBox).setCurrentIndex(page.what.findData("entry"))
    window.until(lambda: not window.find("print-to-pdf", QPushButton).isEnabled())
    page.what.setCurrentIndex(page.what.findData("list"))
    window.until(lambda: window.find("print-to-pdf", QPushButton).isEnabled())
    assert force.store


def test_a_number_is_read_from_a_title_however_it_is_written() -> None:
    assert number_in_title("/Title (Queue · export 12)".encode("latin-1")) == 12
    assert number_in_title(b"/Title (" + "﻿A (B) · export 7".encode("utf-16-be").replace(b"(", b"\\(").replace(b")", b"\\)") + b")") == 7
    assert number_in_title(b"/Title (Queue) 12 0 obj (\xb7 export 9)") is None
