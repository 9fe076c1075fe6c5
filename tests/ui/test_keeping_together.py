"""On paper a row of a table stands whole, with the headings over it on each page, and no heading stands alone at the foot of one."""

import random

import pytest
from PySide6.QtCore import QSizeF
from PySide6.QtGui import QFont, QTextDocument, QTextTable
from PySide6.QtWidgets import QApplication

from ui.printing.keeping_together import PAPER, set_on_pages
from ui.printing.pdf_document import on_sheets

HEIGHT = 600.0


def on_pages(html: str, height: float = HEIGHT) -> QTextDocument:
    document = QTextDocument()
    document.setDefaultFont(QFont(document.defaultFont().family(), 9))
    document.setDocumentMargin(0)
    document.setDefaultStyleSheet(PAPER)
    document.setHtml(html)
    set_on_pages(document, QSizeF(500, height))
    return document


def a_table(seed: int, rows: int, cell: str) -> str:
    chance = random.Random(seed)
    lines = "".join(
        f"<tr><td style='{cell}'>{row}</td><td style='{cell}'>{'word ' * chance.randint(1, 30)}</td></tr>" for row in range(rows)
    )
    return f"<table cellspacing='0' width='100%'><thead><tr><th style='{cell}'>Row</th><th style='{cell}'>Words</th></tr></thead>{lines}</table>"


def broken_rows(document: QTextDocument, height: float = HEIGHT) -> list[int]:
    layout = document.documentLayout()
    found: list[int] = []
    for table in document.rootFrame().childFrames():
        assert isinstance(table, QTextTable)
        for row in range(table.rows()):
            blocks = [table.cellAt(row, column).firstCursorPosition().block() for column in range(table.columns())]
            boxes = [layout.blockBoundingRect(block) for block in blocks]
            upper, lower = min(box.top() for box in boxes), max(box.bottom() for box in boxes)
            if upper // height != (lower - 1) // height:
                found.append(row)
    return found


def lone_headings(document: QTextDocument) -> list[str]:
    layout = document.documentLayout()
    found: list[str] = []
    block = document.begin()
    while block.next().isValid():
        after = block.next()
        if (
            block.blockFormat().headingLevel() > 0
            and layout.blockBoundingRect(block).top() // HEIGHT != layout.blockBoundingRect(after).top() // HEIGHT
        ):
            found.append(block.text())
        block = after
    return found


@pytest.mark.parametrize(
    "cell", ["padding:2px 6px 2px 0", "padding:3px 10px 3px 0", "padding:2px 5px; border-bottom:1px solid #D5DAE0;", ""]
)
@pytest.mark.parametrize("seed", range(5))
def test_no_row_is_broken_between_two_pages(qapp: QApplication, cell: str, seed: int) -> None:  # noqa: ARG001 (fonts need it)
    html = f"<h2>Head</h2>{'<p>Words</p>' * seed}{a_table(seed, 60, cell)}"
    plain = QTextDocument()
    plain.setDocumentMargin(0)
    plain.setHtml(html)
    plain.setPageSize(QSizeF(500, HEIGHT))
    document = on_pages(html)
    assert document.pageCount() > 2
    assert not broken_rows(document)
    assert document.pageCount() <= plain.pageCount() + 2


def test_a_row_higher_than_a_page_is_broken_and_all_of_it_is_there(qapp: QApplication) -> None:  # noqa: ARG001 (the same)
    long = "word " * 2_000
    document = on_pages(
        f"<table><thead><tr><th>A</th></tr></thead><tr><td>short</td></tr><tr><td>{long}</td></tr><tr><td>last</td></tr></table>"
    )
    assert document.toPlainText().count("word") == 2_000
    assert document.toPlainText().rstrip().endswith("last")
    assert document.pageCount() < 12


@pytest.mark.parametrize("seed", range(6))
def test_no_heading_stands_alone_at_the_foot_of_a_page(qapp: QApplication, seed: int) -> None:  # noqa: ARG001 (the same)
    chance = random.Random(seed)
    html = "".join(
        f"<h3>Part {part}</h3>" + ("<h4>And of it</h4>" if part % 4 == 0 else "")
        + (a_table(part, chance.randint(1, 6), "padding:3px") if part % 2 else f"<p>{'word ' * chance.randint(1, 150)}</p>")
        for part in range(30)
    )  # fmt: skip
    document = on_pages(html)
    assert document.pageCount() > 2
    assert not lone_headings(document)
    assert not broken_rows(document)


def test_a_heading_with_nothing_after_it_and_an_empty_document_are_set_too(qapp: QApplication) -> None:  # noqa: ARG001 (the same)
    assert on_pages("<h3>Only this</h3>").pageCount() == 1
    assert on_pages("").pageCount() == 1


def test_a_sheet_in_pieces_goes_on_below_itself_and_another_begins_a_page(qapp: QApplication) -> None:  # noqa: ARG001 (text needs its fonts)
    piece = a_table(3, 4, "padding:2px")
    parts = [{"name": name, "paper": "A4", "html": f"<p>{name}</p>{piece}"} for name in ("Tried", "Tried", "Never tried")]
    first, other = on_sheets(parts)
    assert [(first.name, len(first.texts)), (other.name, len(other.texts))] == [("Tried", 2), ("Never tried", 1)]
    (above, _), (below, _) = first.texts
    ends = above.documentLayout().blockBoundingRect(above.lastBlock()).bottom()
    assert below.documentLayout().blockBoundingRect(below.begin().next()).top() > ends
