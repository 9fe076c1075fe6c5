"""How much room a text takes in a cell: readers that do not measure text for themselves cut off what is too high for its row.

The widths are those of Arial, which every office program has, or has a face of the same widths for (Helvetica, Liberation Sans, Arimo).
"""

import re
from collections.abc import Sequence
from functools import lru_cache

from wantedtrack.rules.sheets import Cell

FONT, SIZE = "Arial", 9
POINTS_A_LINE = 12.0
LEAST_POINTS = 15.0
_MOST_POINTS = 400.0
_PADDING = 3.0

_OF_A_THOUSAND = {
    191: "'", 222: "ijl’‘|", 278: " .,:;!/\\ftI[]·", 333: "-()r`“”", 355: '"', 389: "*", 500: "ckszvxyJ", 556: "abdeghnopqu0123456789L?_#$£–",
    584: "+=<>~", 611: "FTZ", 667: "ABEKPSVXY&", 722: "CDHNRUw", 778: "GOQ", 833: "mM", 889: "%", 944: "W", 1000: "—…@",
}  # fmt: skip
_WIDTHS = {mark: width for width, marks in _OF_A_THOUSAND.items() for mark in marks}
_ORDINARY, _WIDE = 667, 1000
"""What any other letter is taken for: an accented capital, and one of a script with square letters."""

_PARTS = re.compile(r"[^-]*-+|[^-]+")
_FROM_WIDE_ON = "\u1100"
_A_CHARACTER = 583.3
"""One character of a column's width, in thousandths of the letters' size: 7 pixels at 9 points."""


def row_height(row: Sequence[Cell], widths: Sequence[int]) -> float:
    """The height in points that the fullest cell of a row needs, at these widths in characters."""
    lines = 1
    for value, width in zip(row, widths, strict=True):
        # Most texts fit whatever their letters are.
        if isinstance(value, str) and (len(value) * _WIDE > width * _A_CHARACTER or "\n" in value):
            lines = max(lines, _lines(value, width))
    return min(_MOST_POINTS, max(LEAST_POINTS, lines * POINTS_A_LINE + _PADDING))


@lru_cache(maxsize=4096)
def _lines(text: str, width: int) -> int:
    """How many lines a text takes, words kept whole where they fit."""
    # A little less than there is: programs round, and what is bold is wider.
    room = (width - 0.7) * _A_CHARACTER * 0.96
    if "\n" not in text and _width(text) <= room:
        return 1
    space = _WIDTHS[" "]
    count = 0
    for paragraph in text.split("\n"):
        count += 1
        used = 0.0
        for word in paragraph.split(" "):
            before = space if used else 0.0
            # A line may also end after a hyphen.
            for part in _PARTS.findall(word):
                length = _width(part)
                if used and used + before + length > room:
                    count, used = count + 1, 0.0
                elif used:
                    used += before
                more, rest = divmod(length, room)
                count += int(more)
                used = rest if more else used + length
                before = 0.0
    return count


@lru_cache(maxsize=65_536)
def _width(word: str) -> float:
    return sum(_WIDTHS.get(mark, _WIDE if mark >= _FROM_WIDE_ON else _ORDINARY) for mark in word)


def filled(widths: Sequence[int], whole: int) -> list[int]:
    """The widths of a table's columns, made wider in proportion where they leave part of the page empty: fewer lines, and so fewer pages."""
    taken = sum(widths)
    return list(widths) if taken >= whole else [width * whole // taken for width in widths]
