"""The stores that are measured: 100,000 open entries with 600,000 clocks, encrypted, made once into build/bench/."""

import random
import shutil
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from sqlalchemy import text

from wantedtrack.deeds.importing import import_extract
from wantedtrack.opening import Opened, make_home, open_home
from wantedtrack.rules.extract_rows import Extract, ExtractRow, Fate, Source
from wantedtrack.store.types import to_micros

ROOT = Path(__file__).resolve().parents[2]
BENCH = ROOT / "build" / "bench"
NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
ENTRIES = 100_000
OFTEN_TRIED, CYCLES = 42, 50
"""One entry whose attempt clock is in its fiftieth cycle."""
_CHUNK = 20_000
_MADE = "100,000 entries, one of them with 50 cycles\n"
_SURNAMES = (
    "ASHDOWN",
    "BEECHAM",
    "CARDEW",
    "DUNMORE",
    "ELLACOMBE",
    "FARTHING",
    "GALLOWAY",
    "HAWTREY",
    "IBBOTSON",
    "JESSOP",
    "KINGSCOTE",
    "LANGRISH",
)
_FORENAMES = ("Test Alba", "Test Bruno", "Test Cora", "Test Dirk", "Test Elke", "Test Fenn", "Test Greta", "Test Hugo")


def bail_rows(count: int, *, first: int = 0) -> tuple[ExtractRow, ...]:
    """Bail returns of invented people, no two alike."""
    chance = random.Random(first)
    return tuple(_row(first + number, chance) for number in range(count))


def _row(number: int, chance: random.Random) -> ExtractRow:
    surname = f"{_SURNAMES[number % 12]}-{chance.choice(_SURNAMES)}"
    born = date(1950, 1, 1) + timedelta(days=(number * 37) % 20_000)
    cells = {"custody_reference": f"52AB/{number}/26", "surname": surname}
    return ExtractRow(
        number + 1, Source.BAIL, f"52AB/{number}/26", Fate.TAKE, cells, surname, chance.choice(_FORENAMES), born,
        address=f"{number} Invented Road", postcode=f"BS{number % 90} {number % 9}ZZ", offence="Theft",
        became_outstanding_at=NOW - timedelta(minutes=number % 200), station=f"Station {number % 40}", details={"station_appointed": f"Station {number % 40}"},
    )  # fmt: skip


def large_home() -> Path:
    """The home of the large store, made if missing."""
    home = BENCH / "large"
    made = home / "made"
    if made.exists() and made.read_text(encoding="utf-8") == _MADE:
        return home
    shutil.rmtree(home, ignore_errors=True)
    make_home(home, demonstration=True, at=NOW - timedelta(hours=1))
    opened = open_home(home, at=NOW)
    try:
        for first in range(0, ENTRIES, _CHUNK):
            rows = bail_rows(_CHUNK, first=first)
            import_extract(store=opened.store, officer=opened.officer, now=NOW, extract=Extract("made", "", Source.BAIL, len(rows), rows))
        _accept(opened)
        _try_again_and_again(opened)
    finally:
        opened.store.close()
    made.write_text(_MADE, encoding="utf-8")
    return home


def _accept(opened: Opened) -> None:
    """What acceptance and two attempts leave behind on each entry, written by a few statements: four further clocks, two of them stopped."""
    at = to_micros(NOW)
    statements = (
        "UPDATE entry SET stage = 'active', band = CASE id % 3 WHEN 0 THEN 'high' WHEN 1 THEN 'medium' ELSE 'standard' END, accepted_at = :at, "
        "owner_id = 1 + id % 3, attempt_count = id % 2, last_attempt_at = CASE id % 2 WHEN 1 THEN :at END",
        *(
            "INSERT INTO clock (entry_id, name, cycle, ladder_id, started_at, first_limit, paused, level, next_level, next_due_at, deadline_at) "
            f"SELECT e.id, '{name}', {cycle}, l.id, :at, v.after, 0, 0, 1, :at + v.after, :at + v.after FROM entry e JOIN ladder l ON l.category = e.category "
            f"AND l.band = e.band AND l.clock = '{name}' AND l.later_cycles = false JOIN ladder_level v ON v.ladder_id = l.id AND v.level = 1"
            for name, cycle in (("attempt", 3), ("review", 1))
        ),
        *(
            "INSERT INTO clock (entry_id, name, cycle, ladder_id, started_at, stopped_at, first_limit, paused, level) "
            f"SELECT entry_id, 'attempt', {cycle}, ladder_id, started_at, :at, first_limit, 0, 0 FROM clock WHERE name = 'attempt' AND cycle = 3"
            for cycle in (1, 2)
        ),
    )
    with opened.store.writer.begin() as connection:
        for statement in statements:
            connection.execute(text(statement), {"at": at})
        connection.execute(text("ANALYZE"))


def _try_again_and_again(opened: Opened) -> None:
    """Fifty cycles of one entry's attempt clock, four hours each; every second one told the sergeant and the owner before it was stopped."""
    at, long = to_micros(NOW), timedelta(hours=4) // timedelta(microseconds=1)
    numbers = "WITH RECURSIVE n (cycle) AS (SELECT 1 UNION ALL SELECT cycle + 1 FROM n WHERE cycle < :last)"
    past = "entry_id = :entry AND name = 'attempt' AND stopped_at IS NOT NULL"
    past_of_clock = "clock.entry_id = :entry AND clock.name = 'attempt' AND clock.stopped_at IS NOT NULL"
    statements = (
        f"DELETE FROM clock WHERE {past}",
        "UPDATE clock SET cycle = :last + 1 WHERE entry_id = :entry AND name = 'attempt'",
        "INSERT INTO clock (entry_id, name, cycle, ladder_id, started_at, stopped_at, first_limit, paused, level) "
        f"{numbers} SELECT c.entry_id, c.name, n.cycle, c.ladder_id, :at - (:last + 1 - n.cycle) * :long, :at - (:last - n.cycle) * :long, :long / 2, 0, n.cycle % 2 "
        "FROM n JOIN clock c ON c.entry_id = :entry AND c.name = 'attempt' AND c.stopped_at IS NULL",
        "INSERT INTO escalation (clock_id, entry_id, level, rank, due_at, crossed_at, recorded_at, late, cause, sequence) "
        f"SELECT id, entry_id, 1, 'sergeant', started_at + :long / 2, started_at + :long / 2, started_at + :long / 2, false, 'due', 1 FROM clock WHERE {past} AND level = 1",
        "INSERT INTO notice (escalation_id, recipient, for_information, told_at, done_at, round) "
        f"SELECT e.id, r.recipient, false, e.crossed_at, e.crossed_at, 1 FROM escalation e JOIN clock ON clock.id = e.clock_id AND {past_of_clock} "
        "CROSS JOIN (SELECT 'rank:sergeant' AS recipient UNION ALL SELECT 'collar:DEMO-PC') r",
    )
    words = {"at": at, "entry": OFTEN_TRIED, "last": CYCLES - 1, "long": long}
    with opened.store.writer.begin() as connection:
        for statement in statements:
            connection.execute(text(statement), {name: words[name] for name in words if f":{name}" in statement})


def copy_of(home: Path, name: str) -> Path:
    """A copy of a home to write in."""
    target = BENCH / name
    shutil.rmtree(target, ignore_errors=True)
    shutil.copytree(home, target)
    return target
