"""log-attempt, import, sweep-crossing, sweep-idle, verify: against statements that write or read the same rows, with the same durability."""

import csv
import hashlib
import uuid
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

from sqlalchemy import Table, insert, text

from tests.load.measuring import Measure, timed
from tests.load.stores import BENCH, NOW, bail_rows, copy_of, large_home
from wantedtrack.deeds import escalation
from wantedtrack.deeds.importing import import_extract
from wantedtrack.deeds.progress import log_attempt
from wantedtrack.exchange.extracts.reading import read_extract
from wantedtrack.opening import Opened, open_home
from wantedtrack.rules.entry import AttemptKind, AttemptResult, EntryId
from wantedtrack.rules.extract_rows import Source
from wantedtrack.store import journal, schema
from wantedtrack.store import schema_record as record
from wantedtrack.store.types import to_micros

_WRITTEN: tuple[Table, ...] = (record.journal, record.history, record.touched, record.deed_result)
_ROWS = 20_000
_LEVELS = 10_000


def _writing(opened: Opened, statements: Callable[[], list[tuple[str, dict[str, object]]]]) -> Callable[[], None]:
    def write() -> None:
        with opened.store.writer.begin() as connection:
            for statement, words in statements():
                connection.execute(text(statement), words)

    return write


def attempt() -> Iterator[Measure]:
    opened = open_home(copy_of(large_home(), "attempt"), at=NOW)
    number = iter(range(1, 1_000_000))
    at = to_micros(NOW)

    def floor() -> list[tuple[str, dict[str, object]]]:
        """The rows that the deed writes: attempt, entry, two clocks, three lines of history, journal, touched, the kept answer."""
        entry, key = 50_000 + next(number), uuid.uuid4().hex
        told: dict[str, object] = {"e": entry, "at": at, "k": key, "s": 10_000_000 + entry, "t": "x" * 300}
        return [
            (
                "INSERT INTO attempt (entry_id, at, kind, place, officers, result, by, sequence) VALUES (:e, :at, 'visit', 'Home', 'X', 'no_reply', 1, 1)",
                told,
            ),
            ("UPDATE entry SET last_attempt_at = :at, attempt_count = attempt_count + 1, version = version + 1 WHERE id = :e", told),
            (
                "UPDATE clock SET stopped_at = :at, next_due_at = NULL, next_level = NULL, deadline_at = NULL WHERE entry_id = :e AND name = 'attempt' AND cycle = 3",
                told,
            ),
            (
                "INSERT INTO clock (entry_id, name, cycle, ladder_id, started_at, first_limit, paused, level, next_level, next_due_at, deadline_at) "
                "SELECT entry_id, name, 4, ladder_id, :at, first_limit, 0, 0, 1, :at + first_limit, :at + first_limit FROM clock "
                "WHERE entry_id = :e AND name = 'attempt' AND cycle = 3",
                told,
            ),
            ("INSERT INTO history (sequence, entry_id, change) VALUES (:s, :e, :t)", told),
            ("INSERT INTO history (sequence, entry_id, change) VALUES (:s, :e, :t)", told),
            (
                "INSERT INTO journal (sequence, at, officer, desktop, deed, entry_id, deed_id, digest, previous, canonical, hash) "
                "VALUES (-:s, :at, 'X', 'X', 'log-attempt', :e, :k, 'x', 'x', :t, 'x')",
                told,
            ),
            ("INSERT INTO touched (sequence, entry_id) VALUES (-:s, :e)", told),
            ("INSERT INTO deed_result (deed_id, changes) VALUES (:k, :t)", told),
        ]

    def ours() -> None:
        log_attempt(
            store=opened.store, officer=opened.officer, now=NOW + timedelta(minutes=1), entry=EntryId(next(number)), at=NOW, kind=AttemptKind.VISIT,
            where="Home", result=AttemptResult.NO_REPLY,
        )  # fmt: skip

    yield Measure("log-attempt", 4.0, _writing(opened, floor), ours, runs=41)
    opened.store.close()


def _bail_file(first: int) -> Path:
    """20,000 bail returns of invented people as the file that a custody system writes; made before the clock runs."""
    path = BENCH / "bail" / f"{first}.csv"
    path.parent.mkdir(exist_ok=True)
    if not path.exists():
        with path.open("w", encoding="utf-8", newline="") as file:
            out = csv.writer(file)
            out.writerow(("Custody Ref", "Surname", "Forenames", "DOB", "Address", "Bail To Station", "Bail Date", "Offence", "Status"))
            for row in bail_rows(_ROWS, first=first):
                at = row.became_outstanding_at
                assert at is not None
                assert row.born is not None
                born = f"{row.born:%d/%m/%Y}"
                out.writerow(
                    (
                        row.key,
                        row.surname,
                        row.forenames,
                        born,
                        f"{row.address} {row.postcode}",
                        row.station,
                        f"{at:%d/%m/%Y %H:%M}",
                        row.offence,
                        "Overdue",
                    )
                )
    return path


def importing() -> Iterator[Measure]:
    opened = open_home(copy_of(large_home(), "import"), at=NOW)
    blocks = range(1_000_000, 1_000_000 + 8 * _ROWS, _ROWS)
    for block in blocks:
        _bail_file(block)
    first = iter(blocks)

    def floor() -> None:
        """The file parsed, and the same rows inserted plainly: person, its keys, address, entry, two clocks, three lines of history, the reading."""
        with _bail_file(next(first)).open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        with opened.store.writer.begin() as connection:
            start = connection.execute(text("SELECT max(id) + 1 FROM entry")).scalar_one()
            person = connection.execute(text("SELECT max(id) + 1 FROM person")).scalar_one()
            file = connection.execute(text("SELECT coalesce(max(id), 0) + 1 FROM intake_file")).scalar_one()
            connection.execute(
                text(
                    "INSERT INTO intake_file (id, source, file_name, sha256, at, by, counts, sequence) VALUES (:id, 'bail', 'f', 's', 1, 1, '{}', 1)"
                ),
                {"id": file},
            )
            told = [
                {
                    "id": start + n,
                    "file": file,
                    "p": person + n,
                    "n": row["Surname"],
                    "f": row["Forenames"],
                    "k": row["Custody Ref"],
                    "t": "x" * 300,
                    "at": to_micros(NOW),
                }
                for n, row in enumerate(rows)
            ]
            for statement in (
                "INSERT INTO person (id, surname, forenames, sort_key, search_names, age_estimated, pnc_id_verified, version) VALUES (:p, :n, :f, :n, :n, false, true, 1)",
                *(
                    f"INSERT INTO person_key (kind, key, person_id) VALUES ('{kind}', :n, :p)"
                    for kind in ("name", "sound", "born", "postcode", "a", "b", "c", "d", "e", "f", "g", "h", "i")
                ),
                "INSERT INTO address (person_id, kind, lines, postcode) VALUES (:p, 'home', :n, 'x')",
                "INSERT INTO entry (id, reference, category, person_id, stage, circulation, offence, source, source_reference, became_outstanding_at, added_at, restricted, "
                "flags, details, data_subject, officer_to_be_confirmed, attempt_count, version) VALUES (:id, 'F-' || :id, 'bail_failure', :p, 'draft', 'not_yet', 'Theft', "
                "'bail', :k, :at, :at, false, '[]', '{}', 'suspect', false, 0, 1)",
                *(
                    "INSERT INTO clock (entry_id, name, cycle, ladder_id, started_at, first_limit, paused, level, next_level, next_due_at, deadline_at) "
                    f"VALUES (:id, '{name}', 1, 1, :at, 1, 0, 0, 1, :at + 86400000000000, :at)"
                    for name in ("arrest", "circulate")
                ),
                *("INSERT INTO history (sequence, entry_id, change) VALUES (1, :id, :t)" for _ in range(3)),
                "INSERT INTO source_row (source, key, entry_id, file_id, row, digest, data) VALUES ('bail', 'F-' || :id, :id, :file, :id, :k, :t)",
                "INSERT INTO touched (sequence, entry_id) VALUES (-9, :id)",
            ):
                connection.execute(text(statement), told)

    def ours() -> None:
        extract = read_extract(_bail_file(next(first)), Source.BAIL, forces={}, now=NOW + timedelta(minutes=1))
        import_extract(store=opened.store, officer=opened.officer, now=NOW + timedelta(minutes=1), extract=extract)

    yield Measure("import", 6.0, floor, ours, runs=3)
    opened.store.close()


def sweeping() -> Iterator[Measure]:
    opened = open_home(copy_of(large_home(), "sweep"), at=NOW)
    now = NOW + timedelta(minutes=2)
    at = to_micros(now)
    blocks = iter(range(0, 1_000_000, _LEVELS))

    def make_due() -> None:
        low = next(blocks) % 90_000
        with opened.store.writer.begin() as connection:
            words = {"at": at, "low": low, "high": low + _LEVELS}
            connection.execute(
                text("DELETE FROM notice WHERE escalation_id IN (SELECT id FROM escalation WHERE entry_id > :low AND entry_id <= :high)"),
                words,
            )
            connection.execute(text("DELETE FROM escalation WHERE entry_id > :low AND entry_id <= :high"), words)
            due = "UPDATE clock SET level = 0, next_level = 1, started_at = :at - first_limit - 1, next_due_at = :at - 1 "
            connection.execute(text(f"{due} WHERE name = 'attempt' AND cycle = 3 AND entry_id > :low AND entry_id <= :high"), words)

    def floor() -> None:
        """The escalations, notices, moved clocks and touched entries of as many levels, by the plainest statements."""
        with opened.store.writer.begin() as connection:
            words = {"at": at, "s": -uuid.uuid4().int % 1_000_000_000 - 2_000_000_000}
            for statement in (
                "INSERT INTO escalation (clock_id, entry_id, level, rank, due_at, crossed_at, recorded_at, late, cause, sequence) "
                "SELECT id, entry_id, 1, 'sergeant', next_due_at, next_due_at, :at, false, 'due', :s FROM clock WHERE next_due_at <= :at",
                "INSERT INTO notice (escalation_id, recipient, round, for_information, told_at) "
                "SELECT e.id, r.recipient, 1, false, :at FROM escalation e JOIN (SELECT 'rank:sergeant' AS recipient UNION SELECT 'officer:X') r WHERE e.sequence = :s",
                "INSERT INTO touched (sequence, entry_id) SELECT :s, entry_id FROM clock WHERE next_due_at <= :at",
                "UPDATE clock SET level = 1, next_level = NULL, next_due_at = NULL WHERE next_due_at <= :at",
            ):
                connection.execute(text(statement), words)

    def ours() -> None:
        escalation.sweep(store=opened.store, officer=opened.officer, now=now)

    escalation.sweep(store=opened.store, officer=opened.officer, now=NOW)
    yield Measure("sweep-idle", 1.2, *_idle(opened))
    floors, mine = [], []
    for _ in range(4):
        make_due()
        floors.append(timed(floor))
        make_due()
        mine.append(timed(ours))
    yield Measure("sweep-crossing", 2.5, lambda: floors[1:], lambda: mine[1:], runs=0)
    opened.store.close()


def _idle(opened: Opened) -> tuple[Callable[[], None], Callable[[], None]]:
    """The same sweep on a store of 10,000 clocks (the large store's copy with the others stopped) is the floor."""
    small = open_home(copy_of(large_home(), "small"), at=NOW)
    with small.store.writer.begin() as connection:
        connection.execute(text("UPDATE clock SET next_due_at = NULL WHERE entry_id > 2500"))
    later = iter(range(1, 10_000))

    def sweep(of: Opened) -> None:
        escalation.sweep(store=of.store, officer=of.officer, now=NOW + timedelta(milliseconds=next(later)))

    sweep(small)
    return (lambda: sweep(small)), (lambda: sweep(opened))


def verifying() -> Iterator[Measure]:
    opened = open_home(copy_of(large_home(), "verify"), at=NOW)
    with opened.store.writer.begin() as connection:
        head = journal.head(connection)
        lines: list[dict[str, object]] = []
        for number in range(300_000):
            line = {
                "sequence": head.sequence + 1, "at": to_micros(NOW), "officer": "DEMO-PS", "desktop": "D", "deed": "log-attempt", "entry_id": number % 90_000 + 1,
                "deed_id": f"b{number}", "digest": "0" * 64, "previous": head.hash,
            }  # fmt: skip
            told = journal.canonical(line)
            hashed = hashlib.sha256(told.encode()).hexdigest()
            lines.append({**line, "at": NOW, "canonical": told, "hash": hashed})
            head = journal.Head(head.sequence + 1, hashed, NOW)
        connection.execute(insert(record.journal), lines)
    texts = [str(line["canonical"]).encode() for line in lines]

    def ours() -> None:
        with opened.store.reading() as connection:
            assert journal.verify(connection).state == "intact"

    yield Measure("verify", 4.0, lambda: [hashlib.sha256(told).hexdigest() for told in texts], ours, runs=3)
    opened.store.close()
    assert schema.METADATA
