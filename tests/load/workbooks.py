"""workbook-time and workbook-memory: a handover of 2,000 entries against XlsxWriter writing the same cells, as whole processes."""

import json
import resource
import subprocess
import sys
import time
from collections.abc import Iterator

from tests.load.measuring import Measure
from tests.load.stores import BENCH

_MAKE = "from tests.exchange.contents import content_with; content = content_with(*[f'INVENTED-{n}' for n in range(2000)]); "
_OURS = _MAKE + (
    "from pathlib import Path; from wantedtrack.exchange.handover_workbook import write_handover; from wantedtrack.rules.handover import Signatures; "
    "write_handover(content, Signatures(), Path({path!r}))"
)
_FLOOR = _MAKE + (
    "import xlsxwriter\nbook = xlsxwriter.Workbook({path!r}, {{'constant_memory': False}})\n"
    "for sheet in content.sheets:\n"
    "    page = book.add_worksheet(sheet.name)\n"
    "    page.write_row(0, 0, [column.heading for column in sheet.columns])\n"
    "    for number, row in enumerate(sheet.rows, 1):\n"
    "        page.write_row(number, 0, row)\n"
    "book.close()"
)


def measures() -> Iterator[Measure]:
    BENCH.mkdir(parents=True, exist_ok=True)
    path = str(BENCH / "made.xlsx")
    results = {
        name: [_run(code.format(path=path)) for _ in range(4)][1:]
        for name, code in (("floor", _FLOOR), ("ours", _OURS), ("nothing", _MAKE))
    }
    spent = [seconds for seconds, _ in results["nothing"]]
    used = {name: [seconds - min(spent) for seconds, _ in runs] for name, runs in results.items()}
    yield Measure("workbook-time", 3.0, lambda: used["floor"], lambda: used["ours"], runs=0)
    yield Measure(
        "workbook-memory",
        2.0,
        lambda: [memory for _, memory in results["floor"]],
        lambda: [memory for _, memory in results["ours"]],
        runs=0,
    )


def _run(code: str) -> tuple[float, float]:
    """Seconds and peak megabytes of a whole process."""
    tail = "\nimport json, resource; print(json.dumps(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss))"
    began = time.perf_counter()
    done = subprocess.run([sys.executable, "-c", code + tail], capture_output=True, text=True, check=True)
    return time.perf_counter() - began, json.loads(done.stdout) / 1024


assert resource
