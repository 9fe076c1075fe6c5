"""The status line tells the truth about the watch, also when nobody is watching."""

from datetime import timedelta

import pytest
from sqlalchemy import insert

from tests.fixtures_store import BEGAN
from tests.store.filling import put_clock, put_entry, put_ladder
from wantedtrack.rules.entry import ClockName
from wantedtrack.rules.ranks import Rank
from wantedtrack.store import schema_record as record
from wantedtrack.store.database import Store
from wantedtrack.store.watching import WatchState, status

SECOND = timedelta(seconds=1)


def swept(store: Store) -> None:
    with store.writer.begin() as connection:
        rows = [
            {"name": "CUST-PC-01", "last_beat_at": BEGAN, "last_sweep_at": BEGAN - 60 * SECOND, "looked_at": 5},
            {"name": "CUST-PC-03", "last_beat_at": BEGAN, "last_sweep_at": BEGAN, "looked_at": 7},
            {"name": "CUST-PC-04", "last_beat_at": BEGAN + 500 * SECOND, "last_sweep_at": None, "looked_at": 0},
        ]
        connection.execute(insert(record.desktop), rows)


@pytest.mark.parametrize(
    ("after", "state"),
    [
        (20, WatchState.OK), (90, WatchState.OK), (91, WatchState.AMBER), (600, WatchState.AMBER), (601, WatchState.RED), (90_000, WatchState.RED),
    ],
)  # fmt: skip
def test_the_longer_nobody_checked_the_redder(store: Store, after: int, state: WatchState) -> None:
    swept(store)
    with store.reading() as connection:
        told = status(connection, now=BEGAN + after * SECOND)
    assert (told.state, told.desktop, told.looked_at, told.last_sweep_at) == (state, "CUST-PC-03", 7, BEGAN)
    assert told.unwatched_since == (BEGAN if state is WatchState.RED else None)


@pytest.mark.parametrize(("past", "state"), [(300, WatchState.OK), (301, WatchState.RED)])
def test_a_level_left_behind_is_red_even_while_sweeps_finish(store: Store, past: int, state: WatchState) -> None:
    swept(store)
    due = BEGAN + 10 * SECOND - past * SECOND
    with store.writer.begin() as connection:
        ladder = put_ladder(connection, ClockName.ARREST, (Rank.INSPECTOR, timedelta(days=1)))
        put_clock(connection, ladder, entry=put_entry(connection), name=ClockName.ARREST, first=SECOND, next_due_at=due)
    with store.reading() as connection:
        told = status(connection, now=BEGAN + 10 * SECOND)
    assert told.state is state
    assert told.oldest_late == (due if state is WatchState.RED else None)


def test_before_the_first_sweep_the_watch_counts_from_when_the_store_began(store: Store) -> None:
    with store.reading() as connection:
        assert status(connection, now=BEGAN + 30 * SECOND).state is WatchState.OK
        told = status(connection, now=BEGAN + 700 * SECOND)
    assert (told.state, told.last_sweep_at, told.desktop, told.last_backup) == (WatchState.RED, None, None, None)


def test_unwatched_spans_stand_newest_first_and_the_newest_backup_is_named(store: Store) -> None:
    spans = [
        {"from_at": BEGAN + place * 3600 * SECOND, "to_at": BEGAN + place * 3600 * SECOND + 1200 * SECOND, "crossed": place, "entries": 1, "sequence": place}
        for place in (1, 2)
    ]  # fmt: skip
    with store.writer.begin() as connection:
        connection.execute(insert(record.unwatched), spans)
        copies = [{"at": BEGAN, "file_name": f"{name}.db", "verified": True, "sequence": 1} for name in ("first", "second")]
        connection.execute(insert(record.backup), copies)
    with store.reading() as connection:
        told = status(connection, now=BEGAN)
    assert [span.crossed for span in told.unwatched] == [2, 1]
    assert told.last_backup is not None
    assert told.last_backup.file_name == "second.db"
