"""workbook-time and workbook-memory: a handover of 2,000 entries against XlsxWriter writing the same cells, each in a process of its own."""

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from tests.load.measuring import PEAK, Measure
from tests.load.stores import BENCH

_RUNS = 4

_MAKE = """
import json, sys, time
from pathlib import Path
from tests.exchange.contents import content_with
content = content_with(*[f"INVENTED-{number}" for number in range(2000)])
path = Path(sys.argv[1])
"""

_OURS = """
from wantedtrack.exchange.handover_workbook import write_handover
from wantedtrack.rules.handover import Signatures
began = time.perf_counter()
write_handover(content, Signatures(), path)
"""

_FLOOR = """
import xlsxwriter
began = time.perf_counter()
book = xlsxwriter.Workbook(str(path))
head = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
plain = book.add_format({"bottom": 1, "text_wrap": True, "valign": "top"})
for sheet in content.sheets:
    page = book.add_worksheet(sheet.name)
    page.write_row(0, 0, [column.heading for column in sheet.columns], head)
    for number, row in enumerate(sheet.rows, 1):
        page.set_row(number, 15)
        page.write_row(number, 0, row, plain)
book.close()
"""

_TELL = """
print(json.dumps([time.perf_counter() - began, peak_kib() / 1024]))
"""


def measures() -> Iterator[Measure]:
    """Seconds of the writing itself, and the peak megabytes of its whole process, floor and ours in turn."""
    BENCH.mkdir(parents=True, exist_ok=True)
    runs = [(_run(_FLOOR, BENCH / "floor.xlsx"), _run(_OURS, BENCH / "ours.xlsx")) for _ in range(_RUNS)][1:]
    yield Measure("workbook-time", 3.0, lambda: [floor[0] for floor, _ in runs], lambda: [ours[0] for _, ours in runs], runs=0)
    yield Measure("workbook-memory", 2.0, lambda: [floor[1] for floor, _ in runs], lambda: [ours[1] for _, ours in runs], runs=0)


def _run(code: str, path: Path) -> tuple[float, float]:
    path.unlink(missing_ok=True)
    done = subprocess.run([sys.executable, "-c", PEAK + _MAKE + code + _TELL, str(path)], capture_output=True, text=True, check=True)
    seconds, megabytes = json.loads(done.stdout)
    return seconds, megabytes
