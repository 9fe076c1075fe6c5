"""Sets a document on pages so that a row of a table stands whole on one page and no heading stands alone at the foot of one. Qt breaks both anywhere."""

from collections.abc import Generator, Iterator
from itertools import pairwise
from typing import Any

from PySide6.QtCore import QSizeF
from PySide6.QtGui import QTextBlock, QTextCursor, QTextDocument, QTextFormat, QTextTable

PAPER = """
h1, h2 { margin-top: 0; margin-bottom: 8px; } h3, h4 { margin-top: 12px; margin-bottom: 4px; }
p { margin-top: 3px; margin-bottom: 3px; } table { margin-top: 2px; margin-bottom: 6px; } a { color: #15191E; text-decoration: none; }
"""
"""How text stands on paper: closer than on the screen, and nothing is blue that nobody can press."""

_ENDLESS = -1.0
_TRIES, _SAME = 12, 0.5
_LESS = 3.0
"""Of the room under a row: what Qt rounds must not press the row's own last line on to the next page."""
_ROWS_A_STEP = 50
_LEAST_ROOM = 4.0
"""Under the text of a row, so that what Qt rounds does not break it."""


def set_on_pages(document: QTextDocument, page: QSizeF) -> None:
    """Give the document its pages. A row that is higher than a page is broken all the same."""
    for _ in steps_on_pages(document, page):
        pass


def steps_on_pages(document: QTextDocument, page: QSizeF) -> Iterator[None]:
    """The same in steps, between which whoever waits may do something else; the longest is one in which Qt lays out a whole table."""
    document.setPageSize(QSizeF(page.width(), _ENDLESS))
    tables = [frame for frame in document.rootFrame().childFrames() if isinstance(frame, QTextTable)]
    heights: dict[int, list[tuple[float, float]]] = {}
    for table in tables:
        yield
        heights[table.firstPosition()] = yield from _row_heights(document, table)
    document.setPageSize(page)
    yield
    parts: list[tuple[int, QTextTable | QTextBlock]] = [(table.firstPosition(), table) for table in tables]
    parts += [(block.position(), block) for block in _headings(document)]
    for place, part in sorted(parts, key=lambda one: one[0]):  # each moves only what stands after it
        if isinstance(part, QTextTable):
            yield from _keep_rows(document, part, heights[place], page.height())
        else:
            _keep_heading(document, part, page.height())


def _headings(document: QTextDocument) -> Iterator[QTextBlock]:
    """The headings that follow no other heading: a heading is kept with what comes after all of them."""
    before_was_one = False
    block = document.begin()
    while block.isValid():
        is_one = block.blockFormat().headingLevel() > 0
        if is_one and not before_was_one:
            yield block
        before_was_one = is_one
        block = block.next()


def _span(document: QTextDocument, table: QTextTable, row: int) -> tuple[float, float]:
    """The upper and the lower edge of the text of a row."""
    layout = document.documentLayout()
    upper: list[float] = []
    lower: list[float] = []
    for column in range(table.columns()):
        cell = table.cellAt(row, column)
        upper.append(layout.blockBoundingRect(cell.firstCursorPosition().block()).top())
        lower.append(layout.blockBoundingRect(cell.lastCursorPosition().block()).bottom())
    return min(upper), max(lower)


def _row_heights(document: QTextDocument, table: QTextTable) -> Generator[None, None, list[tuple[float, float]]]:
    """Of each row the height of its text, and how far the next begins below it; of the last its text alone."""
    spans: list[tuple[float, float]] = []
    for row in range(table.rows()):
        if row % _ROWS_A_STEP == 0:
            yield
        spans.append(_span(document, table, row))
    below = [after[0] - row[0] for row, after in pairwise(spans)]
    return [(lower - upper, step) for (upper, lower), step in zip(spans, [*below, spans[-1][1] - spans[-1][0]], strict=True)]


def _keep_rows(document: QTextDocument, table: QTextTable, heights: list[tuple[float, float]], page: float) -> Iterator[None]:
    """Make the row before a break as high as the page has room, so that the next begins the next page, under the headings where there are any."""
    under = _under_the_headings(document, table, page)
    if under is None:
        return
    whole = {row for row, (text, _) in enumerate(heights) if text < page - under}
    air = table.cellAt(0, 0).format().toTableCellFormat().topPadding()
    held: dict[int, float] = {}
    first, place, rooms = 0, _span(document, table, 0)[0], dict[int, float]()
    for turn in range(_TRIES):
        rooms = {row: room for row, room in rooms.items() if row < first} | _rooms(table, heights, (first, place), (page, under))
        yield
        _give(document, table, {row: rooms.get(row, 0.0) - held.get(row, 0.0) for row in {*rooms, *held}})
        yield
        held = rooms
        pushed = next((row + 1 for row, room in sorted(rooms.items()) if room > 0), None)
        if turn == 0 and pushed is not None and abs((seen := _span(document, table, pushed)[0] % page) - under) > _SAME:
            # After a row made higher it goes on a little elsewhere than where it went on within one.
            under, rooms = seen, {}
            continue
        broken: int | None = None
        for row in sorted(whole - {0}):
            if row % _ROWS_A_STEP == 0:
                yield
            if _is_broken(document, table, row, page):
                broken = row
                break
        if broken is None:
            return
        # Where Qt breaks earlier than was reckoned: from there on reckoned anew.
        top = _span(document, table, broken)[0]
        end = (top // page + 1) * page
        rooms = {row: room for row, room in rooms.items() if row < broken - 1} | {broken - 1: end - top + air - _LESS}
        first, place = broken, end + under


def _is_broken(document: QTextDocument, table: QTextTable, row: int, page: float) -> bool:
    upper, lower = _span(document, table, row)
    return upper // page != (lower - 1) // page


def _rooms(table: QTextTable, heights: list[tuple[float, float]], start: tuple[int, float], sheet: tuple[float, float]) -> dict[int, float]:
    """How much higher each row before a break has to be, from the row and the place at which to `start`.

    `sheet` is a page's height, and how far under its edge a table goes on.
    """
    page, under = sheet
    first, place = start
    heads = table.format().headerRowCount()
    air = table.cellAt(0, 0).format().toTableCellFormat().topPadding()
    rooms: dict[int, float] = {}
    end = (place // page + 1) * page
    for row, (text, step) in enumerate(heights[first:], first):
        if text >= page - under:
            end = ((place + text + under) // page + 1) * page
        elif place + text + 2 * air + _LEAST_ROOM > end:
            if row > heads:
                rooms[row - 1] = max(0.0, end - place + air - _LESS)
            place, end = end + under, end + page
        place += step
    return rooms


def _give(document: QTextDocument, table: QTextTable, more: dict[int, float]) -> None:
    """Make these rows higher, or lower again, all at once: the table is laid out anew once."""
    cursor = QTextCursor(document)
    cursor.beginEditBlock()
    for row, room in more.items():
        for column in range(table.columns()):
            cell = table.cellAt(row, column)
            form = cell.format().toTableCellFormat()
            form.setBottomPadding(form.bottomPadding() + room)
            cell.setFormat(form)
    cursor.endEditBlock()


def _under_the_headings(document: QTextDocument, table: QTextTable, page: float) -> float | None:
    """How far under the edge of a page Qt goes on with this table; None where it ends on the page it began on."""
    layout = document.documentLayout()
    end: float | None = None
    for row in range(table.rows()):
        for column in range(table.columns()):
            block = table.cellAt(row, column).firstCursorPosition().block()
            lines, upper = block.layout(), layout.blockBoundingRect(block).top()
            for number in range(lines.lineCount()):
                top = upper + lines.lineAt(number).y() - lines.lineAt(0).y()
                if end is None:
                    end = (top // page + 1) * page
                elif top >= end:
                    return top - end
    return None


def _keep_heading(document: QTextDocument, heading: QTextBlock, page: float) -> None:
    """Begin a page with a heading that would stand alone at the foot of one."""
    layout = document.documentLayout()
    block = heading.next()
    while block.isValid() and block.blockFormat().headingLevel() > 0:
        block = block.next()
    if not block.isValid():
        return
    table: Any = QTextCursor(block).currentTable()  # None outside a table, whatever its stub says
    if table is not None:
        lower = _span(document, table, min(table.format().headerRowCount(), table.rows() - 1))[1]
    else:
        rect = layout.blockBoundingRect(block)
        lower = rect.top() + min(rect.height(), 2 * _height_of_a_line(block))
    if layout.blockBoundingRect(heading).top() // page == (lower - 1) // page:
        return
    cursor = QTextCursor(heading)
    form = heading.blockFormat()
    form.setPageBreakPolicy(QTextFormat.PageBreakFlag.PageBreak_AlwaysBefore)
    cursor.setBlockFormat(form)


def _height_of_a_line(block: QTextBlock) -> float:
    """Of its first; nothing where Qt has laid out none, which it would not survive being asked about."""
    lines = block.layout()
    return lines.lineAt(0).height() if lines.lineCount() else 0.0
