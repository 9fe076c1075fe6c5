"""Lists, counts, searches and looks at the clock read indexes, never whole tables."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import Connection, event

from tests.fixtures_store import BEGAN, Officers, seeded_officers
from tests.store.filling import put_clock, put_entry, put_ladder, put_person
from wantedtrack.rules.entry import ClockName, EntryId
from wantedtrack.rules.matching import Traits
from wantedtrack.rules.ranks import Rank
from wantedtrack.rules.search_words import read_query
from wantedtrack.store import candidates, changefeed, inbox, queue, reading, watching, why
from wantedtrack.store.database import Store
from wantedtrack.store.person_keys import keep_keys

OFFICERS = seeded_officers()


def ids(words: str, **more: Any) -> Callable[[Connection], object]:
    return lambda connection: queue.ordered_ids(connection, read_query(words, now=BEGAN), reader=OFFICERS.ps, now=BEGAN, **more)


READS: dict[str, Callable[[Connection], object]] = {
    "due order": ids(""),
    "filters": ids("band:red due:<24h stage:active -attempted"),
    "people": ids("nguyen an"),
    "postcode": ids("BS14DJ"),
    "born": ids("03/11/1987"),
    "reference": ids("DEMO-1"),
    "notices": ids("list:notices"),
    "this shift": ids("list:this-shift"),
    "by owner": ids("owner:me"),
    "counts": lambda connection: queue.list_counts(connection, reader=OFFICERS.ps, now=BEGAN, shift_ends_at=BEGAN),
    "page": lambda connection: queue.rows(connection, [EntryId(1)], reader=OFFICERS.ps),
    "show": lambda connection: reading.show(connection, EntryId(1), reader=OFFICERS.ps, now=BEGAN),
    "why": lambda connection: why.explain(connection, EntryId(1), reader=OFFICERS.ps, now=BEGAN),
    "inbox": lambda connection: inbox.for_officer(connection, officer=OFFICERS.ps, now=BEGAN),
    "watch": lambda connection: watching.status(connection, now=BEGAN),
    "feed": lambda connection: changefeed.since(connection, 0),
    "candidates": lambda connection: candidates.candidates(connection, Traits("Nguyen", "An"), reader=OFFICERS.ps),
}
SMALL = (
    "officer",
    "desktop",
    "store_info",
    "ladder",
    "proposal",
    "proposed_by",
    "unwatched",
    "backup",
    "most",
    "anon_1",
    "policy_version",
    "clock_doubt",
)
"""Tables with tens of rows at most, or read newest first with a limit."""


@pytest.mark.parametrize("name", READS)
def test_no_read_goes_through_a_whole_table(embedded_store: Store, officers: Officers, name: str) -> None:
    with embedded_store.writer.begin() as connection:
        person = put_person(connection, "NGUYỄN", "An")
        keep_keys(connection, person)
        entry = put_entry(connection, person=person, owner_id=officers.ps.officer)
        ladder = put_ladder(connection, ClockName.ARREST, (Rank.INSPECTOR, timedelta(days=1)))
        put_clock(connection, ladder, entry=entry, name=ClockName.ARREST, first=timedelta(days=1))
    told: list[tuple[str, Any]] = []
    event.listen(
        embedded_store.reader, "before_cursor_execute", lambda *a: told.append((a[2], a[3])) if a[2].startswith("SELECT") else None
    )
    with embedded_store.reading() as connection:
        READS[name](connection)
        assert told
        steps = [(row.detail, sql) for sql, words in tuple(told) for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {sql}", words)]
    whole = [(step, sql) for step, sql in steps if step.startswith("SCAN") and "INDEX" not in step and step.split()[1] not in SMALL]
    assert whole == []
