"""Whether this program can do its work here: imports, store, workbook, resources. Packaged or not, exit 0 or 1."""

import tempfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from wantedtrack import demonstration
from wantedtrack.errors import Refusal
from wantedtrack.opening import make_home, open_home
from wantedtrack.store import journal

_AT = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


def run(say: Callable[[str], None]) -> int:
    """Make a demonstration store in a folder of its own, import an example, write a handover, verify; say how it went."""
    try:
        with tempfile.TemporaryDirectory(prefix="wantedtrack-self-check-") as folder:
            lines = _work(Path(folder))
    except Refusal as error:
        say(f"self-check failed: {error.message}")
        return 1
    say(f"self-check passed: store, extracts and workbook work; {lines} journal lines, intact.")
    return 0


def _work(folder: Path) -> int:
    make_home(folder, demonstration=True, at=_AT)
    opened = open_home(folder, at=_AT)
    try:
        demonstration.import_examples(opened, now=_AT, say=lambda _: None)
        demonstration.hand_over(opened, folder / "handover.xlsx", now=_AT)
        with opened.store.reading() as connection:
            return journal.verify(connection).lines
    finally:
        opened.store.close()
