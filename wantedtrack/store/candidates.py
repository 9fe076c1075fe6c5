"""Candidates for a person who was just typed in or read from an extract: brought forward by keys, judged by the rules of matching."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, and_, case, func, or_, select

from wantedtrack.rules.entry import Category, EntryId, PersonId, Reference
from wantedtrack.rules.matching import Traits, best_first, blocking_keys, compare
from wantedtrack.rules.officers import Acting
from wantedtrack.rules.verdicts import SHIPPED, Thresholds, Verdict
from wantedtrack.store.near_names import near_names
from wantedtrack.store.person_keys import traits_of
from wantedtrack.store.queue_lists import readable_by
from wantedtrack.store.schema import entry, person, person_key

COMPARED = 200
"""How many people are compared at most: those who share the most, and the most telling, keys."""

KNOWN = "Known: ask the duty inspector."

_TELLING = case({"pnc": 8, "cro": 8, "born": 4, "postcode": 3, "name": 2}, value=person_key.c.kind, else_=1)


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody held who may be the person. `entries` are the references that the reader may see, oldest first, `wanted_for` what each is about.

    Of a person of whom the reader may see no entry, though there is one, the name, date of birth and PNC ID are left out and the only reason is
    KNOWN. Source: domain.md section 4.
    """

    person: PersonId
    surname: str
    forenames: str
    born: date | None
    verdict: Verdict
    reasons: tuple[str, ...]
    entries: tuple[Reference, ...]
    pnc_id: str | None = None
    wanted_for: tuple[tuple[Category, str], ...] = ()

    def as_json(self) -> dict[str, Any]:
        """One candidate of `match`, interfaces.md section 2."""
        return {
            "person": self.person,
            "surname": self.surname,
            "forenames": self.forenames,
            "born": self.born.isoformat() if self.born else None,
            "verdict": self.verdict.value,
            "reasons": list(self.reasons),
            "entries": list(self.entries),
        }


def candidates(
    connection: Connection, typed: Traits, *, reader: Acting, limit: int = 10, thresholds: Thresholds = SHIPPED
) -> tuple[Candidate, ...]:
    """The people who may be this one, best first; none where nothing speaks for any. `thresholds` are the force's, from its policy."""
    numbers = _brought_forward(connection, typed)
    if not numbers:
        return ()
    held = traits_of(connection, numbers)
    judged = best_first((number, compare(typed, traits, thresholds=thresholds)) for number, traits in held.items())[:limit]
    seen, hidden = _entries_of(connection, [number for number, _ in judged], reader)
    return tuple(
        Candidate(PersonId(number), "", "", None, comparison.verdict, (KNOWN,), ())
        if number in hidden and number not in seen
        else Candidate(
            PersonId(number), held[number].surname, held[number].forenames, held[number].born,
            comparison.verdict, comparison.reasons, tuple(one.reference for one in seen.get(number, ())), held[number].pnc_id,
            tuple((Category(one.category), one.offence) for one in seen.get(number, ())),
        )
        for number, comparison in judged
    )  # fmt: skip


def _brought_forward(connection: Connection, typed: Traits) -> list[int]:
    by_kind: dict[str, list[str]] = defaultdict(list)
    for kind, key in sorted(blocking_keys(typed)):
        by_kind[kind].append(key)
    # A name that nobody has may be a slip of one that somebody has; without this a letter wrong would bring nobody forward.
    by_kind["name"] += [near for key in typed.name_parts for near in near_names(connection, key)]
    if not any(by_kind.values()):
        return []
    shared = or_(*(and_(person_key.c.kind == kind, person_key.c.key.in_(keys)) for kind, keys in by_kind.items() if keys))
    weight = func.sum(_TELLING)
    grouped = select(person_key.c.person_id).where(shared).group_by(person_key.c.person_id)
    most = grouped.order_by(weight.desc(), person_key.c.person_id).limit(COMPARED).subquery()
    # Joined after the limit, so that only the few are looked up.
    living = select(person.c.id).join(most, most.c.person_id == person.c.id).where(person.c.merged_into.is_(None))
    return list(connection.execute(living).scalars())


def _entries_of(connection: Connection, people: Sequence[int], reader: Acting) -> tuple[dict[int, list[Any]], set[int]]:
    """Reference, category and offence by person that the reader may see, and the persons of whom there is an entry that the reader may not see."""
    columns = (entry.c.id, entry.c.person_id, entry.c.reference, entry.c.category, entry.c.offence)
    rows = connection.execute(select(*columns).where(entry.c.person_id.in_(people)).order_by(entry.c.id)).all()
    may_see = select(entry.c.id).where(entry.c.person_id.in_(people), readable_by(reader))
    readable = {EntryId(row.id) for row in connection.execute(may_see)}
    seen: dict[int, list[Any]] = defaultdict(list)
    for row in rows:
        if row.id in readable:
            seen[row.person_id].append(row)
    return dict(seen), {row.person_id for row in rows if row.id not in readable}
