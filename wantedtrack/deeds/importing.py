"""Taking in an extract: one file, one transaction, a verdict for every row; and deciding the rows that wait for a person."""

from collections.abc import Callable
from dataclasses import replace

from sqlalchemy import update

from wantedtrack.errors import Invalid, NotAllowed
from wantedtrack.rules import stages
from wantedtrack.rules.entry import Instant, RowDecision
from wantedtrack.rules.extract_rows import Extract, Fate
from wantedtrack.rules.officers import Acting
from wantedtrack.store import schema_record as record
from wantedtrack.store.changes import Changes
from wantedtrack.store.database import Store
from wantedtrack.store.extract_taking import Taking, refuse_uncounted
from wantedtrack.store.intake_rows import KnownPeople, with_titles
from wantedtrack.store.person_keys import traits_of
from wantedtrack.store.returned_deciding import decide_returned
from wantedtrack.store.returned_rows import open_waiting
from wantedtrack.store.waiting_rows import read_waiting
from wantedtrack.store.writing import Work, carry_out

_HEARD_EVERY = 100
Heard = Callable[[int], None]
"""Told how many rows were looked at so far; what it raises ends the deed, and nothing of it is kept."""


def import_extract(
    *,
    store: Store,
    officer: Acting,
    now: Instant,
    deed_id: str | None = None,
    extract: Extract,
    dry_run: bool = False,
    heard: Heard | None = None,
) -> Changes:
    """Take in a file: every row becomes new, matched, unchanged, refused, or waits for a decision, with its reason.

    The whole file in one transaction; a dry run does the same work and keeps nothing. Levels passed before the import are a silent
    baseline. A second import of the same rows writes nothing at all. `detail` is the document of interfaces.md, `import`, with `fates`:
    for each row its verdict and reference. `heard` follows a long file, and may end it. Raises NotAllowed("rank"), Invalid("counts_differ").
    """

    def act(work: Work) -> Changes:
        stages.refuse_unless_allowed("import", rank=officer.rank, is_administrator=officer.is_administrator)
        refuse_uncounted(extract)
        taking = Taking.of(work, extract)
        for number, row in enumerate(with_titles(work, extract.rows)):
            if heard is not None and number % _HEARD_EVERY == 0:
                heard(number)
            taking.take(row)
        taking.finish()
        wrote = taking.wrote
        return Changes("import", sequence=0 if wrote else -1, entries=tuple(sorted(work.touched)), detail=taking.as_json())

    return carry_out(store, deed="import", officer=officer, now=now, deed_id=deed_id, act=act, dry_run=dry_run)


def decide_row(
    *, store: Store, officer: Acting, now: Instant, deed_id: str | None = None, row: int, decision: RowDecision, person: int | None = None
) -> Changes:
    """Decide a row that waits: make a draft of it (`take`), of a known person (`same_person` with `person`), or set it aside (`discard`).

    A warrant for a parent or a witness can only be set aside or taken once `person` says who is meant: it is never an entry against the
    defendant it names. A row of a tasking sheet is taken as an attempt, or set aside. Raises NotAllowed("rank", "other_person", "stage"),
    Invalid("no_such_row", "decided", "missing_word", "no_such_person", "not_accepted").
    """

    def act(work: Work) -> Changes:
        stages.refuse_unless_allowed("decide-row", rank=officer.rank, is_administrator=officer.is_administrator)
        returned = open_waiting(work.connection, row)
        if returned is not None:
            return decide_returned(work, row, returned, decision)
        kept, read = read_waiting(work.connection, row)
        if decision is RowDecision.SAME_PERSON and person is None:
            raise Invalid("Say which person this is. Nothing was changed.", code="missing_word", field="person")
        if decision is RowDecision.TAKE and read.code == "other_person":
            message = "This warrant is not for the person it names. Nothing was changed; add the parent or witness, then say which person is meant."
            raise NotAllowed(message, code="other_person", field="decision")
        if decision is not RowDecision.DISCARD and (read.became_outstanding_at is None or read.fate is Fate.WITHDRAWS):
            message = (
                "This row tells no time from which somebody is wanted, so no entry can be made of it. Nothing was changed; set it aside."
            )
            raise NotAllowed(message, code="no_entry", field="decision")
        taking = Taking.for_one(work, read, kept.file_id)
        if decision is not RowDecision.DISCARD:
            if person is not None:
                traits = traits_of(work.connection, [person])
                if person not in traits:
                    raise Invalid("No person has that number. Nothing was changed.", code="no_such_person", field="person")
                taking.people = KnownPeople.only(person, traits[person])
            fate = Fate.TAKE if read.fate is Fate.NEEDS_DECISION else read.fate
            taking.take(replace(read, fate=fate, code="", message=""))
            taking.finish()
        entry, reference = taking.last_settled
        decided = {"decided_at": work.now, "decided_by": officer.officer, "decision": decision.value, "entry_id": entry}
        work.connection.execute(update(record.waiting_row).where(record.waiting_row.c.id == row).values(**decided))
        work.entry = entry
        return Changes("decide-row", reference=reference, detail={"row": row, "decision": decision.value, "reference": reference})

    return carry_out(store, deed="decide-row", officer=officer, now=now, deed_id=deed_id, act=act)
