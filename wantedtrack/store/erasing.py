"""Taking out of the store what had to go: rows deleted or emptied, the journal's chain left whole, then the bytes themselves.

The journal holds keyed digests and no data, so nothing of it changes. Answers the promise "What must go, goes" of trust.md.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import Table, delete, or_, select, update

from wantedtrack.rules.entry import EntryId, PersonId, Reference, Stage
from wantedtrack.rules.retention import redacted
from wantedtrack.store import drafts, handovers, schema
from wantedtrack.store import schema_decisions as decisions
from wantedtrack.store import schema_duty as duty
from wantedtrack.store import schema_record as record
from wantedtrack.store import schema_sheets as sheets
from wantedtrack.store.database import Store, in_words
from wantedtrack.store.info import read_mark, write_mark
from wantedtrack.store.schema_sheets import presence
from wantedtrack.store.writing import Work

UNFINISHED = "erasure_unfinished_at"
"""The mark that rows were erased whose bytes the store's files may still hold."""

_LEFT_OF_AN_ENTRY = frozenset(
    {
        "id", "reference", "category", "person_id", "stage", "circulation", "became_outstanding_at", "added_at", "outcome", "outcome_at", "closed_at",
        "restricted", "officer_to_be_confirmed", "attempt_count", "version", "data_subject",
    }
)  # fmt: skip
"""What stays of an entry: that there was one, of what kind, when it came and went, and how it ended. Nothing of it says who."""

_RETRIED_WITHIN = timedelta(days=1)
_EMPTY: dict[str, Any] = {"offence": "", "source": "", "flags": "[]", "details": "{}"}
_HANGING_ON_AN_ENTRY: tuple[Table, ...] = (
    schema.attempt, schema.review, schema.note, schema.checklist_answer, schema.pause, schema.whereabouts, decisions.circulation_step,
    decisions.verification, decisions.named_reader, decisions.retention_decision, duty.prompt_aside, record.source_row, record.waiting_row,
    record.handover_tick,
)  # fmt: skip
_HANGING_ON_A_PERSON: tuple[Table, ...] = (schema.alias, schema.address, schema.warning, schema.person_key)


@dataclass(frozen=True, slots=True)
class Erased:
    """Counts only."""

    entries: int
    people: int


def erase(work: Work, entries: Sequence[EntryId], references: Sequence[Reference]) -> Erased:
    """Take out these entries, and each person of whom no other entry is left. Nothing of what goes is written into the history."""
    people = _people_left_alone(work, entries)
    for entry in entries:
        _erase_clocks(work, entry)
        _erase_returns(work, entry)
        _erase_said(work, entry)
        for table in _HANGING_ON_AN_ENTRY:
            work.connection.execute(delete(table).where(table.c.entry_id == entry))
        _empty_entry(work, entry)
    for person in people:
        _empty_person(work, person)
    _empty_history(work, entries, people, references)
    _empty_proposals(work, entries, references, people)
    _redact_handovers(work, references)
    drafts.forget_about(work.connection, references)
    drafts.forget_old(work.connection, work.now)
    _forget_answers(work)
    for entry, reference in zip(entries, references, strict=True):
        work.remember({"disposed": reference}, entry=entry)
    write_mark(work.connection, UNFINISHED, work.now)
    return Erased(len(entries), len(people))


def finish(store: Store) -> bool:
    """Give the emptied places in the store's files back, once rows were erased; answers whether nothing is left to be done.

    A desktop that dies between the two leaves the mark, and the next deed, sweep or start on any desktop finishes. Raises Unavailable.
    """
    with store.reading() as connection:
        if read_mark(connection, UNFINISHED) is None:
            return True
    if not store.compact([table.name for table in schema.METADATA.sorted_tables]):
        return False
    with in_words(), store.writer.begin() as connection:
        connection.execute(delete(record.store_info).where(record.store_info.c.key == UNFINISHED))
    return True


def _people_left_alone(work: Work, entries: Sequence[EntryId]) -> list[PersonId]:
    """The persons of these entries, and those merged into them, who have no other entry that still says something."""
    entry, person = schema.entry.c, schema.person.c
    concerned = set(work.connection.execute(select(entry.person_id).where(entry.id.in_(entries))).scalars())
    others = select(entry.person_id).where(entry.person_id.in_(concerned), entry.id.not_in(entries), entry.stage != Stage.DISPOSED)
    alone = concerned - set(work.connection.execute(others).scalars())
    found, wave = set(alone), set(alone)
    while wave:
        wave = set(work.connection.execute(select(person.id).where(person.merged_into.in_(wave))).scalars()) - found
        found |= wave
    return sorted(PersonId(number) for number in found)


def _erase_clocks(work: Work, entry: EntryId) -> None:
    """Its clocks with all that they crossed and whom they told: the measures leave out what was disposed of."""
    clock, escalation, notice = schema.clock, schema.escalation, schema.notice
    clocks = select(clock.c.id).where(clock.c.entry_id == entry)
    crossed = select(escalation.c.id).where(escalation.c.clock_id.in_(clocks))
    told = select(notice.c.id).where(notice.c.escalation_id.in_(crossed))
    for table in (duty.telling, duty.passed_on, schema.acknowledgement):
        work.connection.execute(delete(table).where(table.c.notice_id.in_(told)))
    work.connection.execute(delete(notice).where(notice.c.escalation_id.in_(crossed)))
    work.connection.execute(delete(escalation).where(escalation.c.clock_id.in_(clocks)))
    work.connection.execute(delete(clock).where(clock.c.entry_id == entry))


def _erase_returns(work: Work, entry: EntryId) -> None:
    """What came back of tasking sheets about it: the attempts that they became go after them."""
    attempts = select(schema.attempt.c.id).where(schema.attempt.c.entry_id == entry)
    work.connection.execute(delete(sheets.returned_row).where(sheets.returned_row.c.attempt_id.in_(attempts)))


def _erase_said(work: Work, entry: EntryId) -> None:
    """What was said of it in handovers: remarks, and the answers to queries, whose queries go with the ticks."""
    ticks = select(record.handover_tick.c.id).where(record.handover_tick.c.entry_id == entry)
    work.connection.execute(delete(sheets.handover_answer).where(sheets.handover_answer.c.tick_id.in_(ticks)))
    work.connection.execute(delete(sheets.handover_remark).where(sheets.handover_remark.c.entry_id == entry))


def _empty_entry(work: Work, entry: EntryId) -> None:
    table = schema.entry
    gone = {column.name: _EMPTY.get(column.name) for column in table.columns if column.name not in _LEFT_OF_AN_ENTRY}
    work.connection.execute(update(table).where(table.c.id == entry).values(**gone, stage=Stage.DISPOSED, version=table.c.version + 1))
    emergency = decisions.break_glass
    work.connection.execute(update(emergency).where(emergency.c.entry_id == entry).values(reason=""))
    work.connection.execute(delete(presence).where(presence.c.entry_id == entry))


def _empty_person(work: Work, person: PersonId) -> None:
    """The row stays as a number that other rows name; it says nothing."""
    table = schema.person
    kept = {"id", "merged_into", "version", "age_estimated", "pnc_id_verified"}
    empty: dict[str, str] = dict.fromkeys(("surname", "forenames", "sort_key", "search_names"), "")
    gone = {column.name: empty.get(column.name) for column in table.columns if column.name not in kept}
    for hanging in _HANGING_ON_A_PERSON:
        work.connection.execute(delete(hanging).where(hanging.c.person_id == person))
    work.connection.execute(update(table).where(table.c.id == person).values(**gone))
    merge = decisions.person_merge
    named = or_(merge.c.survivor_id == person, merge.c.absorbed_id == person)
    work.connection.execute(update(merge).where(named).values(reason="", undone_why=None))


def _empty_history(work: Work, entries: Sequence[EntryId], people: Sequence[PersonId], references: Sequence[Reference]) -> None:
    """The lines stay, emptied: under which sequence something changed is in the journal anyway."""
    history = record.history
    loose = history.c.entry_id.is_(None) & history.c.person_id.is_(None)
    # The line of a row's own making was written before the row had a number to file it under.
    made = [f'{{"added":"entry","id":{number},' for number in entries] + [f'{{"added":"person","id":{number},' for number in people]
    concerned = or_(
        history.c.entry_id.in_(entries),
        history.c.person_id.in_(people),
        *(loose & history.c.change.contains(f'"{reference}', autoescape=True) for reference in references),
        *(loose & history.c.change.startswith(beginning, autoescape=True) for beginning in made),
    )
    work.connection.execute(update(history).where(concerned).values(change="{}"))


def _empty_proposals(work: Work, entries: Sequence[EntryId], references: Sequence[Reference], people: Sequence[PersonId]) -> None:
    """What was once proposed about them, decided or run out; a list of several entries loses its words with the first that goes."""
    table = schema.proposal
    decided = table.c.decided_at.is_not(None) | (table.c.expires_at <= work.now)
    listed = or_(table.c.entry_id.in_(entries), *(table.c.words.contains(f'"{reference}', autoescape=True) for reference in references))
    merges = [
        number
        for number, words in work.connection.execute(select(table.c.id, table.c.words).where(table.c.deed == "merge-people"))
        if {json.loads(words).get(name) for name in ("person", "into")} & set(people)
    ]
    named = (listed & decided) | table.c.id.in_(merges)
    work.connection.execute(update(table).where(named).values(words="{}", reason=None, decision_reason=None))


def _redact_handovers(work: Work, references: Sequence[Reference]) -> None:
    table = record.handover
    for number in list(work.connection.execute(select(table.c.id)).scalars()):
        left = redacted(handovers.content_of(work.connection, number), references)
        if left is not None:
            work.connection.execute(update(table).where(table.c.id == number).values(content=handovers.pack(left)))


def _forget_answers(work: Work) -> None:
    """The kept answers of deeds, which may hold names: they serve a retry within minutes, and this is years later."""
    recent = select(record.journal.c.deed_id).where(record.journal.c.at > work.now - _RETRIED_WITHIN)
    work.connection.execute(delete(record.deed_result).where(record.deed_result.c.deed_id.not_in(recent)))
