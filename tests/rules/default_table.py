"""The default policy as the force's document has it, copied by hand: what the shipped file and the recount are both held against.

Source: domain.md section 5, "Default policy". Times are in hours.
"""

from dataclasses import dataclass

_TABLE = """
wanted       | high     | 4 h  | 8 h  | 24 h (24 h)  | 24 h | 72 h | 7 d (7 d)
wanted       | medium   | 24 h | 48 h | 72 h (72 h)  | 7 d  | 14 d | 28 d (28 d)
wanted       | standard | 72 h | 7 d  | 7 d (7 d)    | 14 d | 28 d | 56 d (56 d)
bail_failure | high     | 4 h  | 8 h  | 24 h (24 h)  | 48 h | 72 h | 7 d (7 d)
bail_failure | medium   | 24 h | 24 h | 48 h (72 h)  | 5 d  | 10 d | 21 d (28 d)
bail_failure | standard | 72 h | 72 h | 5 d (7 d)    | 10 d | 21 d | 42 d (56 d)
forensic     | high     | 8 h  | 24 h | 24 h (24 h)  | 48 h | 72 h | 7 d (7 d)
forensic     | medium   | 72 h | 72 h | 72 h (72 h)  | 5 d  | 7 d  | 21 d (28 d)
forensic     | standard | 7 d  | 7 d  | 7 d (7 d)    | 10 d | 14 d | 28 d (56 d)
warrant      | high     | 24 h | 48 h | 72 h (72 h)  | 7 d  | 14 d | 21 d (28 d)
warrant      | medium   | 48 h | 5 d  | 7 d (7 d)    | 14 d | 21 d | 35 d (28 d)
warrant      | standard | 72 h | 7 d  | 10 d (14 d)  | 21 d | 28 d | 56 d (56 d)
recall       | high     | 2 h  | 4 h  | 12 h (12 h)  | 24 h | 48 h | 72 h (72 h)
recall       | medium   | 8 h  | 24 h | 48 h (24 h)  | 72 h | 96 h | 7 d (7 d)
recall       | standard | 8 h  | 24 h | 48 h (24 h)  | 72 h | 96 h | 7 d (7 d)
"""


@dataclass(frozen=True)
class Row:
    """The eight figures of one category and band, in hours."""

    category: str
    band: str
    circulate: int
    first_attempt: int
    sergeant: int
    sergeant_every: int
    inspector: int
    chief_inspector: int
    superintendent: int
    superintendent_every: int


def _row(line: str) -> Row:
    category, band, *figures = (cell.strip() for cell in line.split("|"))
    words = " ".join(figures).replace("(", "").replace(")", "").split()
    hours = [int(number) * (24 if unit == "d" else 1) for number, unit in zip(words[::2], words[1::2], strict=True)]
    return Row(category, band, *hours)


ROWS = tuple(_row(line) for line in _TABLE.strip().splitlines())
BY_PLACE = {(row.category, row.band): row for row in ROWS}
