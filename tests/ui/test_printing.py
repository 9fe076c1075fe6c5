"""What is printed is previewed, carries its marks on every page, and is recorded with why and for whom."""

import re
from pathlib import Path

from PySide6.QtPrintSupport import QPrintPreviewWidget
from PySide6.QtWidgets import QComboBox, QLineEdit

from tests.pdf_text import text_of
from tests.ui.driving import Driver
from tests.ui.force import Force
from ui.printing.page import PrintPage
from ui.printing.paper import Imprint, as_pdf
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
    window.find("field-print-why", QComboBox).setCurrentText("Brief")
    window.find("field-print-for", QLineEdit).setText("Early shift")
    page.save_pdf(tmp_path / "list.pdf")
    window.until(lambda: "noted under What has left" in window.messages())
    told = text_of(tmp_path / "list.pdf")
    for mark in (
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
    assert (left.what, left.purpose, left.recipient, left.rows) == ("list everything", "brief", "Early shift", 7)


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
