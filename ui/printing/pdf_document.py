"""Sets a document of several parts as one PDF: what `wantedtrack` hands over on standard input, so that no name lies in a file meanwhile."""

import json
import os
from typing import Any, BinaryIO

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMarginsF, QRectF, QSizeF, Qt
from PySide6.QtGui import QFont, QGuiApplication, QPageLayout, QPageSize, QPainter, QPdfWriter, QTextDocument

from ui.printing.keeping_together import set_on_pages

_MARGIN_MM = 10.0
_DOTS_PER_INCH = 96
_RESOLUTION = 3 * _DOTS_PER_INCH
_BAND = 30.0
_POINTS, _SMALL_PIXELS = {"A4": 8, "A3": 7}, 11
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
    parts = [(part["paper"], _laid_out(part["html"], part["paper"])) for part in document["parts"]]
    pages = sum(text.pageCount() for _, text in parts)
    _lie(writer, parts[0][0])
    painter = QPainter(writer)
    painter.scale(_RESOLUTION / _DOTS_PER_INCH, _RESOLUTION / _DOTS_PER_INCH)
    done = 0
    for paper, text in parts:
        size = _space(paper)
        for page in range(text.pageCount()):
            if done:
                _lie(writer, paper)
                writer.newPage()
            done += 1
            _around(painter, document, size, f"page {done} of {pages}")
            painter.save()
            painter.translate(0, _BAND - page * (size.height() - 2 * _BAND))
            text.drawContents(painter, QRectF(0, page * (size.height() - 2 * _BAND), size.width(), size.height() - 2 * _BAND))
            painter.restore()
    painter.end()
    del writer
    buffer.close()
    return bytes(kept.data())


def _layout(paper: str) -> QPageLayout:
    margins = QMarginsF(_MARGIN_MM, _MARGIN_MM, _MARGIN_MM, _MARGIN_MM)
    return QPageLayout(QPageSize(_PAPERS[paper]), QPageLayout.Orientation.Landscape, margins, QPageLayout.Unit.Millimeter)


def _lie(writer: QPdfWriter, paper: str) -> None:
    writer.setPageLayout(_layout(paper))


def _space(paper: str) -> QSizeF:
    whole = _layout(paper).paintRectPixels(_DOTS_PER_INCH)
    return QSizeF(whole.width(), whole.height())


def _laid_out(html: str, paper: str) -> QTextDocument:
    size = _space(paper)
    text = QTextDocument()
    text.setDefaultFont(QFont(QFont().family() or "Sans Serif", _POINTS[paper]))
    text.setDocumentMargin(0)
    text.setDefaultStyleSheet(f"* {{ font-family: '{text.defaultFont().family()}'; }}")
    text.setHtml(html)
    set_on_pages(text, QSizeF(size.width(), size.height() - 2 * _BAND))
    return text


def _around(painter: QPainter, document: dict[str, Any], size: QSizeF, page: str) -> None:
    small = QFont()
    small.setPixelSize(_SMALL_PIXELS)
    painter.save()
    painter.setFont(small)
    over = QRectF(0, 0, size.width(), _BAND)
    under = QRectF(0, size.height() - _BAND, size.width(), _BAND)
    top, bottom = Qt.AlignmentFlag.AlignTop, Qt.AlignmentFlag.AlignBottom
    painter.drawText(over, int(Qt.AlignmentFlag.AlignHCenter | top), " · ".join((document["marking"], *document["notices"])))
    painter.drawText(under, int(Qt.AlignmentFlag.AlignLeft | bottom), document["foot"])
    painter.drawText(under, int(Qt.AlignmentFlag.AlignHCenter | bottom), document["marking"])
    painter.drawText(under, int(Qt.AlignmentFlag.AlignRight | bottom), page)
    painter.restore()
