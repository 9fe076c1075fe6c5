"""The guide inside the program: read from the disk, never from a network; pictures as wide as the page, links within it followed here."""

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QImage, QTextDocument
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from ui.help.places import DEEDS, GUIDE, REFUSALS, WORDS
from ui.widgets.first_stop import FirstStop
from ui.widgets.reading_order import in_reading_order
from ui.widgets.reading_text import ReadingText
from ui.wording import tr
from wantedtrack.resources import guide_path

_MARGIN = 40


class GuideText(ReadingText):
    """Markdown from the guide's folder. Nothing outside it is opened."""

    def loadResource(self, kind: int, name: QUrl | str) -> QImage | object:
        """A picture no wider than the page; a page as it lies in the folder; nothing else."""
        path = QUrl(name).path()
        if kind != QTextDocument.ResourceType.ImageResource.value:
            return super().loadResource(kind, name)
        try:
            picture = QImage(str(guide_path("pictures", path.rpartition("/")[2])))
        except FileNotFoundError:
            return QImage()
        width = max(200, self.viewport().width() - _MARGIN)
        return picture.scaledToWidth(width, Qt.TransformationMode.SmoothTransformation) if picture.width() > width else picture


class GuidePage(QWidget):
    """The guide with a way to look for words in it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Nothing is read before it is asked for."""
        super().__init__(parent)
        self.setObjectName("guide")
        self.setAccessibleName(tr("Guide"))
        head = QLabel(tr("Guide"), self)
        head.setProperty("scale", "large")
        self._looked = QLineEdit(self)
        self._looked.setObjectName("field-look-in-guide")
        self._looked.setAccessibleName(tr("Look for words in the guide"))
        self._looked.setPlaceholderText(tr("Look for words on this page"))
        self._looked.returnPressed.connect(self._look)
        self.text = GuideText(self)
        self.text.setAccessibleName(tr("Guide"))
        self.text.setOpenExternalLinks(False)
        self.text.setOpenLinks(False)
        self.text.anchorClicked.connect(self._follow)
        self._page = ""
        top = QHBoxLayout()
        top.addWidget(head, 1)
        for text, page in ((tr("By task"), GUIDE), (tr("Every deed"), DEEDS), (tr("Words"), WORDS), (tr("Refusals"), REFUSALS)):
            button = QPushButton(text, self)
            button.setObjectName(f"guide-{page.removesuffix('.md').lower()}")
            button.clicked.connect(lambda _=False, page=page: self.show_place(page, ""))
            top.addWidget(button)
        top.addWidget(self._looked)
        layout = QVBoxLayout(self)
        layout.addLayout(top)
        layout.addWidget(self.text, 1)
        in_reading_order(*self.findChildren(QPushButton), self._looked, self.text)
        FirstStop(self, self.text)

    def show_place(self, page: str, heading: str) -> None:
        """Show a page of the guide at a heading; a page that is missing says so, for then the program was installed in part."""
        try:
            path = guide_path(page)
        except FileNotFoundError:
            self.text.setPlainText(tr("The guide is not here: the program was installed without it. Install it again."))
            return
        if page != self._page:
            self.text.document().setBaseUrl(QUrl.fromLocalFile(str(path)))
            self.text.setMarkdown(path.read_text(encoding="utf-8"))
            self._page = page
        self._go_to(heading)

    @property
    def page(self) -> str:
        """The page shown."""
        return self._page

    def _go_to(self, heading: str) -> None:
        """The place where this is a heading, else where it has a cell or a line of its own, else where it stands first."""
        cursor = self.text.textCursor()
        cursor.movePosition(cursor.MoveOperation.Start)
        place = self._place_of(heading) if heading else None
        if place is not None:
            cursor.setPosition(place)
        self.text.setTextCursor(cursor)
        top = self.text.cursorRect(cursor).top() + self.text.verticalScrollBar().value()
        self.text.verticalScrollBar().setValue(top)

    def _place_of(self, heading: str) -> int | None:
        document = self.text.document()
        block, alone = document.begin(), None
        while block.isValid():
            if block.text().strip() == heading:
                if block.blockFormat().headingLevel():
                    return block.position()
                alone = block.position() if alone is None else alone
            block = block.next()
        found = document.find(heading) if alone is None else None
        return alone if found is None else found.position() if not found.isNull() else None

    def _look(self) -> None:
        """The next place of these words, from the top again after the last."""
        words = self._looked.text().strip()
        if words and not self.text.find(words):
            cursor = self.text.textCursor()
            cursor.movePosition(cursor.MoveOperation.Start)
            self.text.setTextCursor(cursor)
            self.text.find(words)

    def _follow(self, link: QUrl) -> None:
        """A link to a heading or to another page of the guide; one that leads out of it is not followed."""
        page, heading = link.fileName() or self._page, link.fragment().replace("-", " ")
        if page in (GUIDE, DEEDS, WORDS, REFUSALS) or page == self._page:
            self.show_place(page, self._heading_like(page, heading))

    def _heading_like(self, page: str, wanted: str) -> str:
        lines = guide_path(page).read_text(encoding="utf-8").splitlines()
        headings = [line.lstrip("# ").strip() for line in lines if line.startswith("#")]
        plain = {"".join(letter for letter in heading.lower() if letter.isalnum() or letter == " "): heading for heading in headings}
        return plain.get(wanted.lower(), "")
