"""workbook-time and workbook-memory: a handover of 2,000 entries against XlsxWriter writing the same cells, each in a process of its own.

verify-workbook: the same workbook held against its seal, against openpyxl reading its cells. workbook-large: 20,000 entries against 2,000.
"""

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from openpyxl import load_workbook

from tests.exchange.contents import content_with
from tests.load.measuring import PEAK, Measure
from tests.load.stores import BENCH
from wantedtrack.exchange.handover_workbook import write_handover
from wantedtrack.exchange.workbook_seal import check_workbook
from wantedtrack.exchange.workbook_seen import see_workbook
from wantedtrack.rules.handover import HandoverContent, Signatures

_RUNS = 4
_ENTRIES = 2_000

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


def verifying() -> Iterator[Measure]:
    """A sealed workbook of 2,000 entries: openpyxl reading each cell's value, and ours reading and checking everything that is seen."""
    BENCH.mkdir(parents=True, exist_ok=True)
    path = BENCH / "sealed.xlsx"
    sealed = Signatures("DEMO-PS", "2026-03-02T17:00:00Z", "DEMO-PS2", "2026-03-02T17:10:00Z")
    write_handover(content_with(*(f"INVENTED-{number}" for number in range(_ENTRIES))), sealed, path)

    def floor() -> None:
        for sheet in load_workbook(path, read_only=True):
            for _ in sheet.iter_rows(values_only=True):
                pass

    def ours() -> None:
        assert check_workbook(see_workbook(path.read_bytes(), file_name=path.name)).is_intact

    yield Measure("verify-workbook", 2.0, floor, ours, runs=3)


def large() -> Iterator[Measure]:
    """A handover of 20,000 entries may take ten times as long as one of 2,000."""
    BENCH.mkdir(parents=True, exist_ok=True)
    few, many = (content_with(*(f"INVENTED-{number}" for number in range(count))) for count in (_ENTRIES, 10 * _ENTRIES))

    def write(content: HandoverContent) -> None:
        write_handover(content, Signatures(), BENCH / "large.xlsx")

    yield Measure("workbook-large", 10.0, lambda: write(few), lambda: write(many), runs=1)


def _run(code: str, path: Path) -> tuple[float, float]:
    path.unlink(missing_ok=True)
    done = subprocess.run([sys.executable, "-c", PEAK + _MAKE + code + _TELL, str(path)], capture_output=True, text=True, check=True)
    seconds, megabytes = json.loads(done.stdout)
    return seconds, megabytes
