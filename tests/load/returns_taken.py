"""returns-taken: 2,000 filled-in rows judged and taken in as deeds, against statements that write the same rows in one transaction."""

import shutil
import uuid
from collections.abc import Iterator
from datetime import timedelta

from sqlalchemy import text

from tests.load.measuring import Measure
from tests.load.stores import BENCH, NOW, bail_rows
from wantedtrack.deeds.importing import import_extract
from wantedtrack.deeds.tasking import record_tasking
from wantedtrack.opening import Opened, make_home, open_home
from wantedtrack.returning import bring_home
from wantedtrack.rules.extract_rows import Extract, Source
from wantedtrack.rules.returns import ReturnedFile, ReturnedRow
from wantedtrack.rules.tasking import row_check
from wantedtrack.store.tasking_rows import check_key, number_of, rows_of
from wantedtrack.store.types import to_micros

_ROWS = 2_000
_RUNS = 2


def measures() -> Iterator[Measure]:
    """Ours reads nothing from a file, which is measured apart; it holds five seconds in which the lock is left to others."""
    opened = _small()
    # The first is the floor's.
    _, *sheets = [_sheet(opened, number) for number in range(_RUNS + 2)]
    home = iter(sheets)
    later = NOW + timedelta(hours=1)

    def ours() -> None:
        told = bring_home(store=opened.store, officer=opened.officer, now=later, file=next(home), dry_run=False)
        assert told["taken"] == _ROWS, told["problems"][:3]

    yield Measure("returns-taken", 14.0, lambda: _floor(opened), ours, runs=_RUNS)
    opened.store.close()


def _small() -> Opened:
    home = BENCH / "returns"
    shutil.rmtree(home, ignore_errors=True)
    make_home(home, demonstration=True, at=NOW - timedelta(hours=1))
    opened = open_home(home, at=NOW)
    rows = bail_rows(_ROWS)
    import_extract(store=opened.store, officer=opened.officer, now=NOW, extract=Extract("made", "", Source.BAIL, len(rows), rows))
    with opened.store.writer.begin() as connection:
        graded = "UPDATE entry SET stage = 'active', band = 'standard', accepted_at = :at, owner_id = 1 + id % 3"
        connection.execute(text(graded), {"at": to_micros(NOW)})
    return opened


def _sheet(opened: Opened, number: int) -> ReturnedFile:
    """A sheet of them all as it comes home, each row filled in."""
    made = record_tasking(store=opened.store, officer=opened.officer, now=NOW).detail["number"]
    key, name = check_key(opened.info), str(number_of(opened.info, made))
    with opened.store.reading() as connection:
        tasked = rows_of(connection, made).values()
    words = {
        "sheet": name, "kind": "Visit", "result": "No reply", "where": "A", "next_step": "Try late", "remarks": "Nobody in",
        "attempted_at": f"2026-03-02 09:{number:02d}:00",
    }  # fmt: skip
    rows = tuple(
        ReturnedRow(
            place,
            {
                **words,
                "row": str(one.row),
                "reference": one.reference,
                "check": row_check(key, sheet=made, row=one.row, reference=one.reference, version=one.version),
            },
        )
        for place, one in enumerate(tasked, 1)
    )
    return ReturnedFile("made.xlsx", "", "Tasks", len(rows), rows)


def _floor(opened: Opened) -> None:
    """Attempt, address, entry, two clocks, four lines of history, journal, the row of the sheet and touched, for each of as many."""
    with opened.store.writer.begin() as connection:
        start: int = connection.execute(text("SELECT coalesce(max(sequence), 0) + 20000000 FROM journal")).scalar_one()
        made = connection.execute(text("SELECT max(id) FROM attempt")).scalar() or 0
        at = to_micros(NOW)
        for row in range(1, _ROWS + 1):
            words = {
                "e": row,
                "at": at,
                "k": uuid.uuid4().hex,
                "s": -start - row,
                "t": _TOLD,
                "a": made + row,
                "c": 1_000 + start % 1_000_000,
            }
            for statement in _PLAIN:
                connection.execute(statement, words)


_TOLD = '{"x": "' + "x" * 300 + '"}'
_HISTORY = "INSERT INTO history (sequence, entry_id, change) VALUES (:s, :e, :t)"
_PLAIN = tuple(
    text(statement)
    for statement in (
        "INSERT INTO attempt (id, entry_id, at, kind, place, officers, result, by, sequence) VALUES (:a, :e, :at, 'visit', 'Home', 'X', 'no_reply', 1, 1)",
        "UPDATE address SET last_checked_at = :at, result = 'no_reply' WHERE person_id = (SELECT person_id FROM entry WHERE id = :e)",
        "UPDATE entry SET last_attempt_at = :at, attempt_count = attempt_count + 1, version = version + 1 WHERE id = :e",
        "UPDATE entry SET worst_clock = worst_clock, due_at = due_at WHERE id = :e",
        "UPDATE clock SET first_limit = first_limit + 1 WHERE entry_id = :e AND name = 'arrest'",
        "UPDATE clock SET first_limit = first_limit + 1 WHERE entry_id = :e AND name = 'circulate'",
        *([_HISTORY] * 4),
        "INSERT INTO journal (sequence, at, officer, desktop, deed, entry_id, deed_id, digest, previous, canonical, hash) "
        "VALUES (:s, :at, 'X', 'X', 'log-attempt', :e, :k, 'x', 'x', :t, 'x')",
        "INSERT INTO returned_row (sheet_id, row, digest, attempt_id, by, at) VALUES (1, :e, :k, :a, 1, :at)",
        "INSERT INTO touched (sequence, entry_id) VALUES (:s, :e)",
    )
)
