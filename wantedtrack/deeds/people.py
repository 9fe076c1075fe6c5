"""What is known of the person: notes on the entry, warning signals, addresses."""

from datetime import date

from wantedtrack.rules.entry import EntryId, Instant, NoteKind
from wantedtrack.rules.names import tidy
from wantedtrack.rules.officers import Acting
from wantedtrack.store import schema
from wantedtrack.store.changes import Changes
from wantedtrack.store.database import Store
from wantedtrack.store.person_keys import keep_keys
from wantedtrack.store.rows import add_row
from wantedtrack.store.taking_up import take_up
from wantedtrack.store.writing import Work, carry_out


def add_note(
    *,
    store: Store,
    officer: Acting,
    now: Instant,
    deed_id: str | None = None,
    entry: EntryId,
    text: str,
    kind: NoteKind = NoteKind.FACT,
    version: int | None = None,
    within: Work | None = None,
) -> Changes:
    """Add a note as fact, intelligence or assessment, which are kept apart. Source: DPA 2018 s.38(2). Raises NotAllowed("rank", "stage")."""

    def act(work: Work) -> Changes:
        state = take_up(work, entry, "add-note", version=version)
        number = add_row(
            work, schema.note, {"entry_id": entry, "kind": kind, "text": text, "by": officer.officer, "at": work.now}, entry=entry
        )
        work.entry = entry
        return Changes("add-note", reference=state.reference, detail={"note": number})

    return carry_out(store, deed="add-note", officer=officer, now=now, deed_id=deed_id, act=act, within=within)


def add_warning(
    *,
    store: Store,
    officer: Acting,
    now: Instant,
    deed_id: str | None = None,
    entry: EntryId,
    words: str,
    code: str | None = None,
    source: str | None = None,
    confirmed_on: date | None = None,
    version: int | None = None,
) -> Changes:
    """Add a warning signal to the person; it stays with the person after the entry closes. Raises NotAllowed("rank", "stage")."""

    def act(work: Work) -> Changes:
        state = take_up(work, entry, "add-warning", version=version)
        row = {"person_id": state.person_id, "code": (code or "").upper(), "words": words, "source": source, "confirmed_on": confirmed_on}
        number = add_row(work, schema.warning, row, entry=entry, person=state.person_id)
        work.entry = entry
        return Changes("add-warning", reference=state.reference, detail={"warning": number})

    return carry_out(store, deed="add-warning", officer=officer, now=now, deed_id=deed_id, act=act)


def add_address(
    *,
    store: Store,
    officer: Acting,
    now: Instant,
    deed_id: str | None = None,
    entry: EntryId,
    lines: str,
    postcode: str | None = None,
    kind: str | None = None,
    source: str | None = None,
    version: int | None = None,
) -> Changes:
    """Add an address where the person lives, stays or is seen. Raises NotAllowed("rank", "stage")."""

    def act(work: Work) -> Changes:
        state = take_up(work, entry, "add-address", version=version)
        row = {"person_id": state.person_id, "kind": kind or "home", "lines": tidy(lines), "postcode": postcode, "source": source}
        number = add_row(work, schema.address, row, entry=entry, person=state.person_id)
        keep_keys(work.connection, state.person_id)
        work.entry = entry
        return Changes("add-address", reference=state.reference, detail={"address": number})

    return carry_out(store, deed="add-address", officer=officer, now=now, deed_id=deed_id, act=act)
