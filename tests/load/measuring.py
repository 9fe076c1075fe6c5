"""One measure: ours and its floor in turn, medians, as a line of JSON."""

import json
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass

PEAK = "peak_kib = lambda: int(next(line.split()[1] for line in open('/proc/self/status', encoding='ascii') if line.startswith('VmHWM')))\n"
"""Code for a measured process: its own peak. What getrusage tells begins with the peak of the process that started it."""


@dataclass(frozen=True)
class Measure:
    name: str
    target: float
    floor: Callable[[], object]
    ours: Callable[[], object]
    runs: int = 7


def timed(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def line(name: str, floors: list[float], ours: list[float], target: float) -> str:
    floor_s, ours_s = statistics.median(floors), statistics.median(ours)
    told = {
        "name": name,
        "floor_s": round(floor_s, 6),
        "ours_s": round(ours_s, 6),
        "ratio": round(ours_s / floor_s, 2),
        "n": len(ours),
        "target": target,
    }
    return json.dumps(told)


def run(measure: Measure) -> str:
    """Both once unmeasured, then in turn."""
    measure.floor()
    measure.ours()
    pairs = [(timed(measure.floor), timed(measure.ours)) for _ in range(measure.runs)]
    return line(measure.name, [floor for floor, _ in pairs], [ours for _, ours in pairs], measure.target)
