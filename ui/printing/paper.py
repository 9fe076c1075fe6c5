"""Sets rich text on pages: marking and "Confirm on PNC/LEDS" on each, page n of m, who printed it, when and why. Printer, PDF and preview alike."""

from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMarginsF, QRectF, QSizeF, Qt
from PySide6.QtGui import (
    QAbstractTextDocumentLayout,
    QColor,
    QFont,
    QPagedPaintDevice,
    QPageLayout,
    QPageSize,
    QPainter,
    QPdfWriter,
    QTextDocument,
)

from ui import labels
from ui.printing.keeping_together import PAPER, steps_on_pages
from ui.theme.colours import LIGHT
from ui.theme.style import palette_of
from ui.wording import tr
from wantedtrack.rules.disclosure import titled

MARKING = "OFFICIAL-SENSITIVE"
_MARGIN_MM = 12.0
_DOTS_PER_INCH = 96
_BAND = 34.0
_GAP = 24
_POINTS, _SMALL_POINTS = 9.0, 8.0


@dataclass(frozen=True, slots=True)
class Imprint:
    """What stands on every page beside the text."""

    title: str
    printed_by: str
    printed_at: str
    purpose: str
    recipient: str
    is_demonstration: bool
    number: int | None = None
    """The number under which it leaves; none while it is only previewed."""

    @property
    def foot(self) -> str:
        """Who, when, for whom, why, and under which number."""
        words = tr(
            "{title} · printed by {printed_by}, {printed_at}, for {recipient} ({purpose})",
            title=self.title,
            printed_by=self.printed_by,
            printed_at=self.printed_at,
            recipient=self.recipient,
            purpose=self.purpose,
        )
        return words if self.number is None else tr("{words} · export {number}", words=words, number=self.number)


def set_up(device: QPagedPaintDevice, *, is_wide: bool) -> None:
    """A4, lying or standing, with margins that every printer can keep."""
    way = QPageLayout.Orientation.Landscape if is_wide else QPageLayout.Orientation.Portrait
    margins = QMarginsF(_MARGIN_MM, _MARGIN_MM, _MARGIN_MM, _MARGIN_MM)
    device.setPageLayout(QPageLayout(QPageSize(QPageSize.PageSizeId.A4), way, margins, QPageLayout.Unit.Millimeter))


def print_on(device: QPagedPaintDevice, html: str, imprint: Imprint) -> int:
    """Paint the text on the device, page by page; gives how many. The device keeps its own page layout."""
    document = QTextDocument()
    for _ in steps_of_setting(document, device, html):
        pass
    return paint_on(device, document, imprint)


def steps_of_setting(document: QTextDocument, device: QPagedPaintDevice, html: str) -> Iterator[None]:
    """Set the text into the document on pages as large as the device's, in steps between which whoever waits may do something else."""
    width, height = _room(device)
    document.setDefaultFont(QFont(QFont().family(), int(_POINTS)))
    document.setDocumentMargin(0)
    document.setDefaultStyleSheet(PAPER)
    document.setHtml(html)
    yield
    yield from steps_on_pages(document, QSizeF(width, height - 2 * _BAND))


def paint_on(device: QPagedPaintDevice, document: QTextDocument, imprint: Imprint) -> int:
    """Paint what was set for this device, page by page; gives how many."""
    painter = QPainter(device)
    width, height = _room(device)
    scale = (device.logicalDpiX() or _DOTS_PER_INCH) / _DOTS_PER_INCH
    pages = document.pageCount()
    painter.scale(scale, scale)
    for page in range(pages):
        if page:
            device.newPage()
        _around(painter, imprint, width, height, page + 1, pages)
        painter.save()
        painter.translate(0, _BAND - page * (height - 2 * _BAND))
        _draw(document, painter, QRectF(0, page * (height - 2 * _BAND), width, height - 2 * _BAND))
        painter.restore()
    painter.end()
    return pages


def _room(device: QPagedPaintDevice) -> tuple[float, float]:
    """Width and height of a page within its margins, in the document's own dots."""
    dots = device.logicalDpiX() or _DOTS_PER_INCH
    whole, scale = device.pageLayout().paintRectPixels(dots), dots / _DOTS_PER_INCH
    return whole.width() / scale, whole.height() / scale


def _draw(document: QTextDocument, painter: QPainter, part: QRectF) -> None:
    """In the colours of paper, whatever the window's theme: left to itself a document is written in the colour of the screen's text, white in the dark."""
    ink = QAbstractTextDocumentLayout.PaintContext()
    ink.palette = palette_of(LIGHT)
    ink.clip = part
    painter.setClipRect(part)
    document.documentLayout().draw(painter, ink)


def as_pdf(html: str, imprint: Imprint, *, is_wide: bool) -> bytes:
    """The same as the bytes of a PDF, with its title and without anybody's name as its author."""
    kept = QByteArray()
    buffer = QBuffer(kept)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setTitle(imprint.title if imprint.number is None else titled(imprint.title, imprint.number))
    writer.setCreator("WantedTrack")
    writer.setResolution(_DOTS_PER_INCH * 3)
    set_up(writer, is_wide=is_wide)
    print_on(writer, html, imprint)
    del writer
    buffer.close()
    return bytes(kept.data())


def _around(painter: QPainter, imprint: Imprint, width: float, height: float, page: int, pages: int) -> None:
    """Head and foot of one page."""
    demonstration = tr(" · DEMONSTRATION: invented people only") if imprint.is_demonstration else ""
    small = QFont(painter.font().family())
    small.setPixelSize(int(_SMALL_POINTS * _DOTS_PER_INCH / 72))
    painter.save()
    # Said, because a preview's own pen has the colour of the screen's text.
    painter.setPen(QColor(LIGHT.text))
    painter.setFont(small)
    centre = Qt.AlignmentFlag.AlignHCenter
    painter.drawText(
        QRectF(0, 0, width, _BAND / 2), int(centre | Qt.AlignmentFlag.AlignTop), f"{MARKING} · {tr(labels.CONFIRM)}{demonstration}"
    )
    foot = QRectF(0, height - _BAND + 8, width, _BAND - 8)
    counted = tr("{marking} · page {page} of {pages}", marking=MARKING, page=page, pages=pages)
    beside = painter.fontMetrics().horizontalAdvance(counted) + _GAP
    painter.drawText(
        foot.adjusted(0, 0, -beside, 0),
        int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom | Qt.TextFlag.TextWordWrap),
        imprint.foot,
    )
    painter.drawText(foot, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignBottom), counted)
    painter.restore()
