"""`python -m tests.load [NAME…]`: the benchmarks, a JSON line each."""

import statistics
import sys
from collections.abc import Callable, Iterator

from tests.load import pauses, policies, programs, reads, returns, returns_taken, together, workbooks, writes
from tests.load.measuring import Measure, line, run

GROUPS: dict[tuple[str, ...], Callable[[], Iterator[Measure]]] = {
    ("reload", "sort", "filter", "search", "page", "why", "match"): reads.measures,
    ("log-attempt",): writes.attempt,
    ("import",): writes.importing,
    ("sweep-idle", "sweep-crossing"): writes.sweeping,
    ("verify",): writes.verifying,
    ("rehearsal",): policies.measures,
    ("sweep-eight",): together.measures,
    ("workbook-time", "workbook-memory"): workbooks.measures,
    ("verify-workbook",): workbooks.verifying,
    ("workbook-large",): workbooks.large,
    ("returns",): returns.measures,
    ("returns-taken",): returns_taken.measures,
    pauses.NAMES: pauses.measures,
    ("first-paint", "queue-filled", "memory"): programs.measures,
}


def main(wanted: list[str]) -> int:
    known = [name for names in GROUPS for name in names]
    unknown = [name for name in wanted if name not in known]
    if unknown:
        print(f"There is no benchmark {unknown[0]}; there are {', '.join(known)}.", file=sys.stderr)
        return 2
    for names, group in GROUPS.items():
        if wanted and not set(wanted) & set(names):
            continue
        for measure in group():
            if wanted and measure.name not in wanted:
                continue
            print(_measured(measure), flush=True)
    return 0


def _measured(measure: Measure) -> str:
    if measure.runs:
        return run(measure)
    floors, ours = measure.floor(), measure.ours()
    assert isinstance(floors, list)
    assert isinstance(ours, list)
    assert statistics.median(floors) > 0
    return line(measure.name, floors, ours, measure.target)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
