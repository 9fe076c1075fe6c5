"""returns: a tasking sheet of 2,000 rows read back, against openpyxl reading the same cells, each in a process of its own."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from tests.load.measuring import Measure
from tests.load.stores import BENCH

_RUNS = 4
_ROWS = 2_000

_MAKE = """
import sys
from datetime import datetime, timedelta
from openpyxl import Workbook
book = Workbook()
tasks = book.active
tasks.title = "Tasks"
tasks.append(["Reference", "Warnings", "Person", "Wanted for", "Addresses", "To do", "Attempted at", "Kind", "Result", "Where", "Next step", "By when",
              "Remarks", "Officer", "Sheet", "Row", "Check"])
began = datetime(2026, 3, 2, 9, 0)
for row in range(1, int(sys.argv[2]) + 1):
    tasks.append([f"DEMO-{row:06d}", "VI Violent", f"INVENTED-{row}, Test", "PNC wanted: Theft", f"A: {row} Invented Road, BS99 1ZZ", "Try at night",
                  began + timedelta(minutes=row % 600), "Visit", "No reply", "A", "Try again", began + timedelta(days=1), f"Nobody in, call {row}", "DEMO-PC",
                  "T52-1-BCDF", row, "BCDF-GHJK"])
book.save(sys.argv[1])
"""

_OURS = """
import sys
from pathlib import Path
from wantedtrack.exchange.returned_sheet import read_returned
from wantedtrack.rules.returns import read_filled
from datetime import UTC, datetime
made, now = datetime(2026, 3, 2, 9, 0, tzinfo=UTC), datetime(2026, 3, 4, tzinfo=UTC)
rows = read_returned(Path(sys.argv[1])).rows
assert len([read_filled(row, made_at=made, now=now) for row in rows]) == int(sys.argv[2])
"""

_FLOOR = """
import sys
from openpyxl import load_workbook
sheet = load_workbook(sys.argv[1], read_only=True, data_only=True)["Tasks"]
assert sum(1 for row in sheet.iter_rows(values_only=True)) == int(sys.argv[2]) + 1
"""


def measures() -> Iterator[Measure]:
    """Ours looks at the file first, reads it in a child process, counts it twice, and reads each row's dates, choices and officers."""
    BENCH.mkdir(parents=True, exist_ok=True)
    path = BENCH / "returned.xlsx"
    _run(_MAKE, path)
    yield Measure("returns", 3.0, lambda: _run(_FLOOR, path), lambda: _run(_OURS, path), runs=_RUNS)


def _run(code: str, path: Path) -> None:
    subprocess.run([sys.executable, "-c", code, str(path), str(_ROWS)], check=True)
