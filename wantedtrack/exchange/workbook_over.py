"""What lies over a workbook's cells, or dresses them so that they show something else than they hold: comments, links, merged cells, rules, pictures.

The program puts none of these into a handover, so each is somebody's addition. Answers the threat "a dishonest supervisor" of trust.md.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from openpyxl.utils.cell import get_column_letter

from wantedtrack.exchange.xml_parts import walk
from wantedtrack.rules.handover import CONFIRM, MARKING

_BLACK, _WHITE = "000000", "FFFFFF"
_YES = ("1", "true", "on")
_LEGIBLE_SIZE = 4.0
_WHITE_ONES = {("theme", "0"), ("indexed", "1"), ("indexed", "9")}
_TOLD_OF_A_SHEET = 5
OVER_TAGS = frozenset(("conditionalFormatting", "cfRule", "dataBar", "mergeCell", "hyperlink", "headerFooter"))
"""The tags of a sheet that `LaidOver` is told of."""

COMMENTS, DRAWING = "comments", "drawing"
"""The parts beside a sheet that are looked at, by the end of their relation's type."""


@dataclass(frozen=True, slots=True)
class Over:
    """One thing that lies over a sheet: at which cell, where one can be named, and what in words."""

    cell: str | None
    what: str


class LaidOver:
    """What lies over one sheet, as its tags tell of it."""

    def __init__(self) -> None:
        self.found: list[Over] = []
        self._where: str | None = None

    def put(self, cell: str | None, what: str) -> None:
        """Note one thing; of a great many the first are enough."""
        if len(self.found) < _TOLD_OF_A_SHEET:
            self.found.append(Over(cell, what))

    def start(self, tag: str, given: Mapping[str, str]) -> None:
        """A tag of the sheet that is neither a row nor a cell."""
        if tag == "conditionalFormatting":
            self._where = given.get("sqref")
        elif tag == "cfRule" and given.get("type") != "dataBar":
            self.put(self._where, "a rule was put over these cells, which may show something else than they hold")
        elif tag == "dataBar" and given.get("showValue", "1") not in _YES:
            self.put(self._where, "the bars here hide their numbers")
        elif tag == "mergeCell":
            self.put(given.get("ref"), "these cells were merged; the handover has no merged cells")
        elif tag == "hyperlink":
            self.put(given.get("ref"), "a link was put on this cell")
        elif tag == "headerFooter" and (given.get("differentFirst") in _YES or given.get("differentOddEven") in _YES):
            self.put(None, "some of its pages have another head and foot than the others")

    def head(self, text: str) -> None:
        """The head of the printed pages, with its marks of setting."""
        if MARKING not in text or CONFIRM not in text:
            self.put(None, f"the head of its pages no longer says “{MARKING}” and “{CONFIRM}”")

    def beside(self, kind: str, part: bytes) -> None:
        """A part that hangs on the sheet: its comments, or what is drawn on it. A chart stands where the program draws one; nothing else does."""
        corner = {"col": "", "row": ""}
        inside: list[str] = []

        def start(tag: str, given: dict[str, str]) -> None:
            inside.append(tag)
            if kind == COMMENTS and tag in ("comment", "threadedComment"):
                self.put(given.get("ref"), "a comment was put on this cell")
            elif tag == "from":
                corner.update(col="", row="")
            elif kind == DRAWING and tag in ("pic", "sp", "cxnSp"):
                self.put(_corner(corner), "a picture or a box lies over the cells here")

        def text(data: str) -> None:
            if inside[-2:-1] == ["from"] and inside[-1] in corner:
                corner[inside[-1]] += data.strip()

        def end(_: str) -> None:
            inside.pop()

        walk(part, start=start, end=end, text=text)


def _corner(corner: Mapping[str, str]) -> str | None:
    if not (corner["col"].isdigit() and corner["row"].isdigit()):
        return None
    return f"{get_column_letter(int(corner['col']) + 1)}{int(corner['row']) + 1}"


def unreadable_styles(styles: bytes) -> frozenset[int]:
    """The numbers of those styles of cells whose text nobody can read: in the colour of its ground, or too small."""
    dress = _Dress()
    walk(styles, start=dress.start, end=dress.end)
    return frozenset(number for number, style in enumerate(dress.styles) if dress.hides(*style))


class _Dress:
    """Fonts, grounds and the styles that put them together, as numbers and colours."""

    def __init__(self) -> None:
        self.styles: list[tuple[int, int]] = []
        self._inside: list[str] = []
        self._colours: list[str] = []
        self._sizes: list[float] = []
        self._grounds: list[str] = []

    def start(self, tag: str, given: dict[str, str]) -> None:
        within = self._inside[1] if len(self._inside) > 1 else ""
        self._inside.append(tag)
        if within == "fonts":
            self._font(tag, given)
        elif within == "fills":
            self._fill(tag, given)
        elif within == "cellXfs" and tag == "xf":
            self.styles.append((int(given.get("fontId", "0")), int(given.get("fillId", "0"))))

    def end(self, _: str) -> None:
        self._inside.pop()

    def _font(self, tag: str, given: Mapping[str, str]) -> None:
        if tag == "font":
            self._colours.append(_BLACK)
            self._sizes.append(_LEGIBLE_SIZE)
        elif tag == "color":
            self._colours[-1] = _colour(given, _BLACK)
        elif tag == "sz":
            self._sizes[-1] = float(given.get("val", _LEGIBLE_SIZE))

    def _fill(self, tag: str, given: Mapping[str, str]) -> None:
        if tag == "fill":
            self._grounds.append("")
        elif tag == "patternFill" and given.get("patternType", "none") == "none":
            self._grounds[-1] = _WHITE
        elif tag == "fgColor" and not self._grounds[-1]:
            self._grounds[-1] = _colour(given, "")

    def hides(self, font: int, fill: int) -> bool:
        """Whether a text in this font on this ground cannot be read. What the file does not say is black on white."""
        colour, size = (self._colours[font], self._sizes[font]) if font < len(self._colours) else (_BLACK, _LEGIBLE_SIZE)
        ground = self._grounds[fill] if fill < len(self._grounds) else _WHITE
        return size < _LEGIBLE_SIZE or colour == ground != ""


def _colour(given: Mapping[str, str], otherwise: str) -> str:
    """As six hexadecimal digits where it can be told; empty for a shade of a theme."""
    if "rgb" in given:
        return given["rgb"][-6:].upper()
    if any(given.get(kind) == value for kind, value in _WHITE_ONES) and not float(given.get("tint", "0")):
        return _WHITE
    return otherwise if not given.keys() - {"auto"} else ""
