"""Rows of an extract on their way into the store, many at once: who is known, what is held already, what is new."""

import hashlib
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Row, insert, select, text

from wantedtrack.rules.clocks import ClockFacts, clocks_running
from wantedtrack.rules.entry import Category, Circulation, CirculationLevel, ClockName, DataSubject, EntryId, Stage
from wantedtrack.rules.extract_rows import ExtractRow, Source
from wantedtrack.rules.matching import Traits, blocking_keys, compare
from wantedtrack.rules.names import normalised, squeezed
from wantedtrack.rules.traits import changed_about, pnc_keys
from wantedtrack.rules.verdicts import SHIPPED, Thresholds, Verdict
from wantedtrack.store import journal, schema
from wantedtrack.store import schema_record as record
from wantedtrack.store.crossing import cross_baseline
from wantedtrack.store.ladders import KeptLadder, ladder_for
from wantedtrack.store.person_keys import add_keys, traits_of
from wantedtrack.store.person_rows import people_sharing, person_values
from wantedtrack.store.policy_rows import current_policy
from wantedtrack.store.rows import plain
from wantedtrack.store.writing import Work

_CHUNK = 400
_CODE = re.compile(r"[0-9A-Z]{5,9}")


def owned_values(row: ExtractRow) -> dict[str, Any]:
    """What the source says of the entry: these it may change later, unless an officer wrote over them."""
    return {
        "offence": row.offence,
        "became_outstanding_at": plain(row.became_outstanding_at),
        "station": row.station,
        "owning_force": row.owning_force,
        "circulation_level": plain(row.circulation_level),
        "weed_date": plain(row.weed_date),
        "asn": row.asn,
        "details": dict(row.details),
    }


def with_titles(work: Work, rows: Sequence[ExtractRow]) -> list[ExtractRow]:
    """The rows with an offence's title where the source gives only its CJS code; the code is kept beside it."""
    codes = sorted({row.offence.upper() for row in rows if _CODE.fullmatch(row.offence.upper())})
    titles: dict[str, str] = {}
    table = record.offence_code.c
    for start in range(0, len(codes), _CHUNK):
        chosen = select(table.code, table.title).where(table.code.in_(codes[start : start + _CHUNK]))
        titles |= {row.code: row.title for row in work.connection.execute(chosen)}
    return [
        replace(row, offence=titles[row.offence.upper()], offence_code=row.offence.upper()) if row.offence.upper() in titles else row
        for row in rows
    ]


def row_digest(row: ExtractRow) -> str:
    """What tells a row from the same row with other words, whatever the encoding or order of columns."""
    told = [row.key, row.fate.value, row.surname, row.forenames, plain(row.born), row.pnc_id, row.address, owned_values(row)]
    return hashlib.sha256(journal.canonical(told).encode()).hexdigest()


def held_rows(work: Work, source: Source, keys: Sequence[str]) -> dict[str, Row[Any]]:
    """What is held of these keys of the source."""
    table = record.source_row
    found: dict[str, Row[Any]] = {}
    for start in range(0, len(keys), _CHUNK):
        chosen = select(table).where(table.c.source == source.value, table.c.key.in_(keys[start : start + _CHUNK]))
        found |= {row.key: row for row in work.connection.execute(chosen)}
    return found


@dataclass(slots=True)
class KnownPeople:
    """Who is known among the people of a file: those held, and those that the file itself has brought so far."""

    held: dict[int, Traits]
    by_key: dict[tuple[str, str], list[int]]
    named: int | None = None
    beginnings: dict[int, frozenset[str]] = field(default_factory=dict[int, frozenset[str]])
    thresholds: Thresholds = SHIPPED

    @classmethod
    def of(cls, work: Work, rows: Sequence[ExtractRow]) -> "KnownPeople":
        """Load everybody whom any of the rows may be, by PNC ID or date of birth, in a few queries."""
        keys = {key for row in rows for key in sure_keys(told_traits(row))}
        by_key = people_sharing(work.connection, keys)
        people = sorted({person for found in by_key.values() for person in found})
        chunks = [people[start : start + _CHUNK] for start in range(0, len(people), _CHUNK)]
        held = {number: traits for chunk in chunks for number, traits in traits_of(work.connection, chunk).items()}
        return cls(held, by_key, thresholds=current_policy(work.connection, now=work.now).matching)

    @classmethod
    def only(cls, person: int, traits: Traits) -> "KnownPeople":
        """Know one person only, whom an officer named: whoever the row tells of is that one."""
        return cls({person: traits}, {}, person)

    def same_as(self, traits: Traits) -> int | None:
        """The one person this surely is; None where nobody is, or where two could be."""
        if self.named is not None:
            return self.named
        people = {person for key in sure_keys(traits) for person in self.by_key.get(key, ())}
        begins = _beginnings(traits)
        same = [person for person in sorted(people) if self._is_same(traits, begins, person)]
        exact = [person for person in same if traits.pnc_id and self.held[person].pnc_id == traits.pnc_id]
        chosen = exact or same
        return chosen[0] if len(chosen) == 1 else None

    def _is_same(self, traits: Traits, begins: frozenset[str], person: int) -> bool:
        """Whether they are surely one. Who shares a birthday but neither a surname's beginning nor the forenames is not worth it."""
        held = self.held[person]
        if not traits.pnc_id:
            if person not in self.beginnings:
                self.beginnings[person] = _beginnings(held)
            if begins.isdisjoint(self.beginnings[person]):
                return False
        return compare(traits, held, thresholds=self.thresholds).verdict is Verdict.SAME

    def add(self, person: int, traits: Traits) -> None:
        """Know one more."""
        self.held[person] = traits
        for key in sure_keys(traits):
            self.by_key.setdefault(key, []).append(person)


def _beginnings(traits: Traits) -> frozenset[str]:
    """How every surname begins, and every forename whole: cheap, and enough to leave out nearly all who only share a birthday."""
    return frozenset(part for surname, forenames in traits.names for part in (squeezed(surname)[:2], squeezed(forenames)) if part)


def told_traits(row: ExtractRow) -> Traits:
    """What a row tells of its person."""
    codes = (row.postcode,) if row.postcode else ()
    return Traits(
        row.surname,
        row.forenames,
        row.born,
        row.pnc_id if row.pnc_id_verified else None,
        None,
        codes,
        (row.address,) if row.address else (),
        sex=row.sex,
    )


def sure_keys(traits: Traits) -> list[tuple[str, str]]:
    """The keys that are sure enough to bring a person forward without anybody looking."""
    born = (
        {day.isoformat() for day in (traits.born, changed_about(traits.born)) if day is not None} if traits.born is not None else set[str]()
    )
    return [*(("pnc", key) for key in pnc_keys(traits.pnc_id)), *(("born", day) for day in sorted(born))]


@dataclass(slots=True)
class Newcomers:
    """Entries of one file that are made together: people, keys, addresses, entries, clocks, history, each with one statement."""

    work: Work
    people: KnownPeople
    ladders: dict[ClockName, KeptLadder] = field(default_factory=dict[ClockName, KeptLadder])

    def take(self, rows: Sequence[ExtractRow]) -> dict[str, EntryId]:
        """Make a draft of each row and give its entry by key; levels that were passed before the store knew are a silent baseline."""
        if not rows:
            return {}
        entries = self._entries(rows, self._people(rows))
        return {row.key: entry for row, entry in zip(rows, entries, strict=True)}

    def _people(self, rows: Sequence[ExtractRow]) -> list[int]:
        """Each row's person: one who is known, or a new one; the same newcomer twice in a file is one person."""
        persons: list[int] = []
        new: list[tuple[int, ExtractRow]] = []
        aliases: dict[tuple[int, str], dict[str, Any]] = {}
        next_id = _next_id(self.work, "person")
        for row in rows:
            traits = told_traits(row)
            known = self.people.same_as(traits)
            if known is None:
                known = next_id + len(new)
                new.append((known, row))
                self.people.add(known, traits)
            elif (spelled := normalised(f"{row.surname} {row.forenames}")) not in _spellings(self.people.held[known]):
                alias = {
                    "person_id": known,
                    "surname": row.surname,
                    "forenames": row.forenames,
                    "source": row.source.value,
                    "since": self.work.now,
                }
                aliases.setdefault((known, spelled), alias)
            persons.append(known)
        self._insert_people(new)
        self._insert_aliases(list(aliases.values()))
        self._insert_addresses(rows, persons)
        return persons

    def _insert_people(self, new: Sequence[tuple[int, ExtractRow]]) -> None:
        if not new:
            return
        rows = [{"id": person} | _person_of(row) for person, row in new]
        keys = [
            {"kind": kind, "key": key, "person_id": person} for person, row in new for kind, key in sorted(blocking_keys(told_traits(row)))
        ]
        self.work.connection.execute(insert(schema.person), rows)
        self.work.connection.execute(insert(schema.person_key), keys)
        self._history([{"added": "person", "id": row["id"], "row": _told(row)} for row in rows], persons=[person for person, _ in new])
        self._ids_follow("person")

    def _insert_aliases(self, aliases: Sequence[dict[str, Any]]) -> None:
        """Another spelling of a known person's name is kept, and found from then on."""
        if not aliases:
            return
        self.work.connection.execute(insert(schema.alias), aliases)
        self._history([{"added": "alias", "row": _told(alias)} for alias in aliases], persons=[alias["person_id"] for alias in aliases])
        spelled = {
            (kind, key, alias["person_id"])
            for alias in aliases
            for kind, key in blocking_keys(Traits(alias["surname"], alias["forenames"]))
        }
        add_keys(self.work.connection, spelled)

    def _insert_addresses(self, rows: Sequence[ExtractRow], persons: Sequence[int]) -> None:
        places: dict[tuple[int, str], dict[str, Any]] = {}
        for row, person in zip(rows, persons, strict=True):
            if row.address:
                value = {"person_id": person, "kind": "home", "lines": row.address, "postcode": row.postcode, "source": row.source.value}
                places.setdefault((person, normalised(row.address)), value)
        held = self._held_places(sorted({person for person, _ in places}))
        new = [value for key, value in places.items() if key not in held]
        if new:
            self.work.connection.execute(insert(schema.address), new)
            self._history([{"added": "address", "row": _told(value)} for value in new], persons=[value["person_id"] for value in new])

    def _held_places(self, persons: Sequence[int]) -> set[tuple[int, str]]:
        address = schema.address.c
        return {
            (found.person_id, normalised(found.lines))
            for start in range(0, len(persons), _CHUNK)
            for found in self.work.connection.execute(
                select(address.person_id, address.lines).where(address.person_id.in_(persons[start : start + _CHUNK]))
            )
        }

    def _entries(self, rows: Sequence[ExtractRow], persons: Sequence[int]) -> list[EntryId]:
        """The drafts and their clocks; on each entry itself stands which of its clocks is worst."""
        first = _next_id(self.work, "entry")
        entries = [EntryId(first + place) for place in range(len(rows))]
        clocks = [self._clocks_of(row, entry) for row, entry in zip(rows, entries, strict=True)]
        values: list[dict[str, Any]] = []
        for row, person, entry, mine in zip(rows, persons, entries, clocks, strict=True):
            worst = min(mine, key=lambda clock: (clock["deadline_at"], clock["name"]))
            told = {"id": entry, "reference": reference_of(self.work, entry), "person_id": person} | entry_values(self.work, row)
            values.append(told | {"worst_clock": worst["name"], "due_at": worst["deadline_at"]})
        self.work.connection.execute(insert(schema.entry), values)
        self._history([{"added": "entry", "id": value["id"], "row": _told(value)} for value in values], entries=entries)
        self._ids_follow("entry")
        self.work.touched.update(entries)
        self._start_clocks([clock for mine in clocks for clock in mine])
        return entries

    def _start_clocks(self, clocks: Sequence[dict[str, Any]]) -> None:
        before = _next_id(self.work, "clock") - 1
        self.work.connection.execute(insert(schema.clock), clocks)
        crossing = cross_baseline(self.work.connection, after_clock=before, now=self.work.now, sequence=self.work.sequence)
        self.work.changed.append([[level.about, level.clock, level.level] for level in crossing.levels])

    def _clocks_of(self, row: ExtractRow, entry: EntryId) -> list[dict[str, Any]]:
        made: list[dict[str, Any]] = []
        for name, start in clocks_running(_facts_of(row)).items():
            if name not in self.ladders:
                self.ladders[name] = ladder_for(self.work.connection, name, row.source.category, None, now=self.work.now)
            made.append(_clock_values(name, start.started_at, entry, self.ladders[name]))
        return made

    def _history(
        self, changes: Sequence[dict[str, Any]], *, entries: Sequence[int] | None = None, persons: Sequence[int] | None = None
    ) -> None:
        none = [None] * len(changes)
        told = [journal.canonical(change) for change in changes]
        rows = [
            {"sequence": self.work.sequence, "entry_id": entry, "person_id": person, "change": words}
            for entry, person, words in zip(entries or none, persons or none, told, strict=True)
        ]
        self.work.connection.execute(insert(record.history), rows)
        self.work.changed += told

    def _ids_follow(self, table: str) -> None:
        """PostgreSQL counts ids by itself; after rows with ids of our own it must be told where to go on."""
        if self.work.connection.dialect.name == "postgresql":
            follow = f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), (SELECT max(id) FROM {table}))"  # noqa: S608 (a table of this file)
            self.work.connection.execute(text(follow))


def _next_id(work: Work, table: str) -> int:
    """The id that the next row of this table can have; the writer's lock is held, so nobody else takes it."""
    return work.connection.execute(text(f"SELECT coalesce(max(id), 0) + 1 FROM {table}")).scalar_one()  # noqa: S608 (a table of this file)


def _spellings(held: Traits) -> set[str]:
    return {normalised(f"{surname} {forenames}") for surname, forenames in ((held.surname, held.forenames), *held.aliases)}


def _person_of(row: ExtractRow) -> dict[str, Any]:
    return person_values(
        surname=row.surname, forenames=row.forenames, born=row.born, pnc_id=row.pnc_id, pnc_id_verified=row.pnc_id_verified, sex=row.sex
    )


def reference_of(work: Work, entry: int) -> str:
    """The reference of the entry with this id: a number and nothing of the person; a demonstration's begins otherwise."""
    return f"{work.info.reference_prefix}-{entry:06d}"


def entry_values(work: Work, row: ExtractRow) -> dict[str, Any]:
    """The columns of a new draft from a row."""
    circulated = row.circulated_at is not None
    return {
        "category": row.source.category,
        "stage": Stage.DRAFT,
        "circulation": Circulation.CIRCULATED if circulated else Circulation.NOT_YET,
        "circulation_reference": row.key if circulated else None,
        "circulation_level": row.circulation_level,
        "circulated_at": row.circulated_at,
        "weed_date": row.weed_date,
        "offence": row.offence,
        "offence_code": row.offence_code,
        "asn": row.asn,
        "asn_verified": row.asn_verified,
        "source": row.source.value,
        "source_reference": row.key,
        "owning_force": row.owning_force or work.info.force_code,
        "station": row.station,
        "became_outstanding_at": row.became_outstanding_at,
        "added_at": work.now,
        "restricted": False,
        "flags": "[]",
        "details": json.dumps(dict(row.details), ensure_ascii=False),
        "data_subject": DataSubject.CONVICTED if row.source.category is Category.RECALL else DataSubject.SUSPECT,
        "officer_to_be_confirmed": False,
        "attempt_count": 0,
        "version": 1,
    }


def _facts_of(row: ExtractRow) -> ClockFacts:
    assert row.became_outstanding_at is not None  # noqa: S101 (a row without is refused before it comes here)
    circulation = Circulation.CIRCULATED if row.circulated_at else Circulation.NOT_YET
    return ClockFacts(row.source.category, None, Stage.DRAFT, circulation, row.became_outstanding_at, circulated_at=row.circulated_at)


def _clock_values(name: ClockName, started_at: datetime, entry: EntryId, kept: KeptLadder) -> dict[str, Any]:
    first = kept.ladder.levels[0].after
    due = started_at + first
    return {
        "entry_id": entry, "name": name, "cycle": 1, "ladder_id": kept.id, "started_at": started_at, "first_limit": first,
        "paused": timedelta(0), "level": 0, "next_level": 1, "next_due_at": due, "deadline_at": due,
    }  # fmt: skip


def _told(row: dict[str, Any]) -> dict[str, Any]:
    return {name: plain(value) for name, value in row.items() if value is not None}


def read_owned(text_of_row: str) -> dict[str, Any]:
    """What a source row said when it was last read, with its times as instants again."""
    owned = json.loads(text_of_row)["owned"]
    if owned.get("became_outstanding_at"):
        owned["became_outstanding_at"] = datetime.fromisoformat(owned["became_outstanding_at"].replace("Z", "+00:00"))
    if owned.get("weed_date"):
        owned["weed_date"] = date.fromisoformat(owned["weed_date"])
    if owned.get("circulation_level"):
        owned["circulation_level"] = CirculationLevel(owned["circulation_level"])
    return owned
