"""Looking up the standing data as one types: offences, forces, stations, courts. An empty table finds nothing and refuses nothing."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from sqlalchemy import ColumnElement, Connection, and_, case, func, literal, or_, select, true

from wantedtrack.rules.lookups import ANCHOR, MOST_FOUND, Typed, holds_all, meant, order_of, read_typed
from wantedtrack.rules.names import normalised
from wantedtrack.store import schema_record as record
from wantedtrack.store.found import Found


class Standing(StrEnum):
    """What can be looked up."""

    OFFENCE = "offence"
    COURT = "court"
    FORCE = "force"
    STATION = "station"


UNIT_KINDS = {Standing.COURT: ("magistrates_court", "crown_court", "court_centre"), Standing.STATION: ("police",)}
"""The kinds of organisation unit that a court or a station is among."""

_KIND_WORDS = {"magistrates_court": "Magistrates' Court", "crown_court": "Crown Court", "court_centre": "court centre", "police": ""}
"""Courts are listed by their place alone, and looked for by what they are."""


@dataclass(frozen=True, slots=True)
class StandingFound:
    """One thing found: its code, its name as people write it, and what tells it from another of the same name.

    `note` is the offence's kind and whether it is recordable, or the force of a station or court.
    """

    what: Standing
    code: str
    name: str
    note: str


def look_up(connection: Connection, what: Standing, text: str, *, limit: int = MOST_FOUND) -> tuple[StandingFound, ...]:
    """The best of what was typed, by code or by words in any order; nothing for an empty text."""
    typed = read_typed(text)
    if not typed.words or limit < 1:
        return ()
    if what is Standing.OFFENCE:
        return _offences(connection, typed, limit)
    rows = _forces(connection) if what is Standing.FORCE else _units(connection, what, typed)
    return _best(rows, typed, limit)


_OFFENCE = record.offence_code.c
_TITLE = literal(" ") + _OFFENCE.search_title


def _offences(connection: Connection, typed: Typed, limit: int) -> tuple[StandingFound, ...]:
    found = _offence_rows(connection, typed, limit)
    if not found:
        put_right = replace(typed, words=meant(typed.words, _titles_about(connection, typed.words)))
        found = _offence_rows(connection, put_right, limit) if put_right != typed else ()
    return found


def _offence_rows(connection: Connection, typed: Typed, limit: int) -> tuple[StandingFound, ...]:
    """One scan of thirty thousand short texts: faster than any index that both stores have and that finds words in any order."""
    by_words = and_(*(_TITLE.contains(f" {word}") for word in typed.words))
    by_code = _OFFENCE.code.startswith(typed.code) if typed.code else None
    rank = case(
        *([(_OFFENCE.code == typed.code, 0), (by_code, 1)] if by_code is not None else []),
        (_OFFENCE.search_title == typed.phrase, 2),
        (_OFFENCE.search_title.startswith(typed.phrase), 3),
        (_TITLE.contains(f" {typed.phrase}"), 4),
        else_=5,
    )
    wanted: ColumnElement[bool] = by_words if by_code is None else or_(by_code, by_words)
    chosen = select(_OFFENCE.code, _OFFENCE.title, _OFFENCE.category, _OFFENCE.recordable).where(wanted)
    rows: Found = connection.execute(chosen.order_by(rank, func.length(_OFFENCE.search_title), _OFFENCE.code).limit(limit))
    return tuple(
        StandingFound(Standing.OFFENCE, row.code, row.title, f"{row.category}{'' if row.recordable else ', not recordable'}")
        for row in rows
    )


def _titles_about(connection: Connection, words: Iterable[str]) -> list[str]:
    """The titles that hold the beginning of any of these words, as they are compared."""
    begins = (_TITLE.contains(f" {word[:ANCHOR]}") for word in words)
    return list(connection.execute(select(_OFFENCE.search_title).where(or_(*begins))).scalars())


def _best(rows: Sequence[tuple[str, StandingFound]], typed: Typed, limit: int) -> tuple[StandingFound, ...]:
    """The best of rows that are few enough to be compared here."""
    by_code = [one for _, one in rows if typed.code is not None and one.code == typed.code]
    found = [(title, one) for title, one in rows if holds_all(typed, title)]
    if not found and not by_code:
        put_right = replace(typed, words=meant(typed.words, [title for title, _ in rows]))
        found = [(title, one) for title, one in rows if holds_all(put_right, title)]
    found.sort(key=lambda pair: (*order_of(typed, pair[0]), pair[1].code))
    return tuple(dict.fromkeys([*by_code, *(one for _, one in found)]))[:limit]


def _forces(connection: Connection) -> list[tuple[str, StandingFound]]:
    rows = connection.execute(select(record.force.c.code, record.force.c.name))
    return [(normalised(row.name), StandingFound(Standing.FORCE, row.code, row.name, "")) for row in rows]


def _units(connection: Connection, what: Standing, typed: Typed) -> list[tuple[str, StandingFound]]:
    unit, force = record.organisation_unit.c, record.force.c
    chosen = select(unit.code, unit.name, unit.kind, force.name.label("force")).outerjoin_from(
        record.organisation_unit, record.force, force.code == unit.force
    )
    rows = connection.execute(chosen.where(unit.kind.in_(UNIT_KINDS[what]), or_(_may_hold(typed), unit.code == typed.code)))
    found: list[tuple[str, StandingFound]] = []
    for row in rows:
        kind = _KIND_WORDS[row.kind]
        note = ", ".join(part for part in (kind, row.force) if part)
        found.append((normalised(f"{row.name} {kind}"), StandingFound(what, row.code, row.name, note)))
    return found


def _may_hold(typed: Typed) -> ColumnElement[bool]:
    """Names that could hold these words, a slip in one of them too; of what a unit is called by its kind nothing is asked here."""
    name = func.replace(func.lower(record.organisation_unit.c.name), "'", "")
    asked = [word for word in typed.words if not any(word in kind.lower() for kind in _KIND_WORDS.values())]
    return and_(true(), *(name.contains(word[:ANCHOR]) for word in asked))
