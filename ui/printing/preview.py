"""The pages as they will be, each as a sheet with a thin edge: Qt's own preview throws a black shadow that grows with the page."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtPrintSupport import QPrinter, QPrintPreviewWidget
from PySide6.QtWidgets import QGraphicsView, QWidget

from ui.wording import tr

_AROUND = 25
"""Qt leaves so much of a page's longer side around each page."""
_SHADOW = 0.014
"""Of a page's width: a little more than Qt's shadow takes beside and below it."""


class Preview(QPrintPreviewWidget):
    """Shows what `paint` puts on the printer. `counted` carries how many pages there are."""

    counted = Signal(int)

    def __init__(self, printer: QPrinter, paint: Callable[[QPrinter], None], parent: QWidget) -> None:
        """The printer must outlive it: a preview holds it without owning it."""
        super().__init__(printer, parent)
        self.setAccessibleName(tr("The pages as they will be"))
        self.paintRequested.connect(paint)
        self.previewChanged.connect(self._count)
        self.fitToWidth()
        paper = printer.pageLayout().fullRectPixels(printer.resolution())
        for view in self.findChildren(QGraphicsView):
            view.setBackgroundBrush(self.palette().window())  # a grey of its own would glare in the dark
            _Edges(view, paper)

    def _count(self) -> None:
        self.counted.emit(self.pageCount())


class _Edges(QWidget):
    """Lies over the pages, covers each one's shadow and draws its edge. The pages themselves are Qt's own and are not touched."""

    def __init__(self, view: QGraphicsView, paper: QRect) -> None:
        """Over this view of pages of this size."""
        super().__init__(view)
        self._view, self._paper = view, paper
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        for bar in (view.verticalScrollBar(), view.horizontalScrollBar()):
            bar.valueChanged.connect(self.update)
        view.viewport().installEventFilter(self)
        self._lie()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """As large as what it lies over."""
        if event.type() in (QEvent.Type.Resize, QEvent.Type.Move, QEvent.Type.Show):
            self._lie()
        return super().eventFilter(watched, event)

    def _lie(self) -> None:
        self.setGeometry(self._view.viewport().geometry())
        self.raise_()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Each page that is in view."""
        painter = QPainter(self)
        painter.setClipRect(event.rect())
        wide, high = self._paper.width(), self._paper.height()
        step = high + 2 * (max(wide, high) // _AROUND)
        seen = self._view.mapToScene(self.rect()).boundingRect()
        ground, shadow = self.palette().brush(QPalette.ColorRole.Window), wide * _SHADOW
        last = int(self._view.sceneRect().bottom() // step)
        for number in range(max(0, int(seen.top() // step)), min(last, int(seen.bottom() // step)) + 1):
            top = number * step
            for strip in (QRectF(wide, top, shadow, high + shadow), QRectF(0, top + high, wide + shadow, shadow)):
                painter.fillRect(self._view.mapFromScene(strip).boundingRect(), ground)
            painter.setPen(QPen(self.palette().color(QPalette.ColorRole.Mid)))
            painter.drawRect(self._view.mapFromScene(QRectF(0, top, wide, high)).boundingRect().adjusted(0, 0, -1, -1))
        painter.end()
