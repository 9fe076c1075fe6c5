"""Sets a document of several parts as one PDF: what `wantedtrack` hands over on standard input, so that no name lies in a file meanwhile."""

import json
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, BinaryIO

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMarginsF, QRectF, QSizeF, Qt
from PySide6.QtGui import QFont, QGuiApplication, QPageLayout, QPageSize, QPainter, QPdfWriter, QTextBlockFormat, QTextCursor, QTextDocument

from ui.printing.keeping_together import set_on_pages

_MARGIN_MM = 10.0
_DOTS_PER_INCH = 96
_RESOLUTION = 3 * _DOTS_PER_INCH
_BAND = 30.0
_POINTS, _SMALL_PIXELS = {"A4": 8, "A3": 7}, 11
_MOST_TAKEN, _BETWEEN = 0.6, 12.0
"""Of a page: where more of it is taken, what goes on begins a page of its own; and what stands between the two."""
_PAPERS = {"A4": QPageSize.PageSizeId.A4, "A3": QPageSize.PageSizeId.A3}


def set_document(source: BinaryIO, target: BinaryIO) -> int:
    """Read the document as JSON, write the PDF; gives the exit code. The document: `wantedtrack.window_program.make_pdf`."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    app = QGuiApplication.instance() or QGuiApplication([])
    target.write(document_as_pdf(json.load(source)))
    target.flush()
    del app
    return 0


def document_as_pdf(document: dict[str, Any]) -> bytes:
    """The bytes of the PDF: each part on pages of its own paper, lying, with marking, notices and page n of m on each."""
    kept = QByteArray()
    buffer = QBuffer(kept)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setTitle(document["title"])
    writer.setCreator("WantedTrack")
    writer.setResolution(_RESOLUTION)
    pages = on_sheets(document["parts"])
    _lie(writer, pages[0].paper)
    painter = QPainter(writer)
    painter.scale(_RESOLUTION / _DOTS_PER_INCH, _RESOLUTION / _DOTS_PER_INCH)
    for number, page in enumerate(pages, 1):
        size = _space(page.paper)
        if number > 1:
            _lie(writer, page.paper)
            writer.newPage()
        _around(painter, document, size, page.name, f"page {number} of {len(pages)}")
        room = size.height() - 2 * _BAND
        for text, place in page.texts:
            painter.save()
            painter.translate(0, _BAND - place * room)
            text.drawContents(painter, QRectF(0, place * room, size.width(), room))
            painter.restore()
    painter.end()
    del writer
    buffer.close()
    return bytes(kept.data())


@dataclass(frozen=True, slots=True)
class Page:
    """A page of paper: what it belongs to, and the texts on it, each with the number of the page within that text."""

    paper: str
    name: str
    texts: list[tuple[QTextDocument, int]]


def on_sheets(parts: Sequence[Mapping[str, str]]) -> list[Page]:
    """The pages of all parts; a part that goes on with the one before goes on below it, where that one leaves a good part of its last page free."""
    pages: list[Page] = []
    for part in parts:
        name, paper = part["name"], part["paper"]
        room = _space(paper).height() - 2 * _BAND
        begins = 0.0
        if pages and (pages[-1].name, pages[-1].paper) == (name, paper):
            ended = _end_of(pages[-1].texts[-1][0]) % room
            begins = ended + _BETWEEN if ended < _MOST_TAKEN * room else 0.0
        text = _laid_out(part["html"], paper, begins=begins)
        if begins:
            pages[-1].texts.append((text, 0))
        pages += [Page(paper, name, [(text, place)]) for place in range(int(begins > 0), text.pageCount())]
    return pages


def _end_of(text: QTextDocument) -> float:
    """How far down its last line stands."""
    return text.documentLayout().blockBoundingRect(text.lastBlock()).bottom()


def _layout(paper: str) -> QPageLayout:
    margins = QMarginsF(_MARGIN_MM, _MARGIN_MM, _MARGIN_MM, _MARGIN_MM)
    return QPageLayout(QPageSize(_PAPERS[paper]), QPageLayout.Orientation.Landscape, margins, QPageLayout.Unit.Millimeter)


def _lie(writer: QPdfWriter, paper: str) -> None:
    writer.setPageLayout(_layout(paper))


def _space(paper: str) -> QSizeF:
    whole = _layout(paper).paintRectPixels(_DOTS_PER_INCH)
    return QSizeF(whole.width(), whole.height())


def _laid_out(html: str, paper: str, *, begins: float = 0.0) -> QTextDocument:
    """The text on pages of this paper; `begins` so far down its first."""
    size = _space(paper)
    text = QTextDocument()
    text.setDefaultFont(QFont(QFont().family() or "Sans Serif", _POINTS[paper]))
    text.setDocumentMargin(0)
    text.setDefaultStyleSheet(f"* {{ font-family: '{text.defaultFont().family()}'; }}")
    text.setHtml(html)
    if begins:
        # An empty line as high as that: a margin over the first line of a text Qt leaves out.
        cursor = QTextCursor(text)
        cursor.insertBlock()
        cursor.setPosition(0)
        empty = QTextBlockFormat()
        empty.setLineHeight(begins, QTextBlockFormat.LineHeightTypes.FixedHeight.value)
        cursor.setBlockFormat(empty)
    set_on_pages(text, QSizeF(size.width(), size.height() - 2 * _BAND))
    return text


def _around(painter: QPainter, document: dict[str, Any], size: QSizeF, name: str, page: str) -> None:
    small = QFont()
    small.setPixelSize(_SMALL_PIXELS)
    painter.save()
    painter.setFont(small)
    over = QRectF(0, 0, size.width(), _BAND)
    under = QRectF(0, size.height() - _BAND, size.width(), _BAND)
    top, bottom = Qt.AlignmentFlag.AlignTop, Qt.AlignmentFlag.AlignBottom
    painter.drawText(over, int(Qt.AlignmentFlag.AlignHCenter | top), " · ".join((document["marking"], *document["notices"])))
    painter.drawText(under, int(Qt.AlignmentFlag.AlignLeft | bottom), f"{document['foot']} · {name}")
    painter.drawText(under, int(Qt.AlignmentFlag.AlignHCenter | bottom), document["marking"])
    painter.drawText(under, int(Qt.AlignmentFlag.AlignRight | bottom), page)
    painter.restore()
