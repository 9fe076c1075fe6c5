"""What is known of a person and changes: other names, warnings and addresses that end or are confirmed, flags on an entry."""

import json
from datetime import date

from sqlalchemy import Table

from wantedtrack.errors import Invalid, NotAllowed
from wantedtrack.rules.ages import today
from wantedtrack.rules.entry import EntryId, Flag, Instant
from wantedtrack.rules.names import tidy
from wantedtrack.rules.officers import Acting
from wantedtrack.store import schema
from wantedtrack.store.changes import Changes
from wantedtrack.store.database import Store
from wantedtrack.store.person_keys import keep_keys
from wantedtrack.store.person_rows import of_person
from wantedtrack.store.rows import add_row, change_entry, change_row
from wantedtrack.store.taking_up import take_up
from wantedtrack.store.writing import Work, carry_out


def add_alias(
    *,
    store: Store,
    officer: Acting,
    now: Instant,
    deed_id: str | None = None,
    entry: EntryId,
    surname: str,
    forenames: str = "",
    source: str | None = None,
    version: int | None = None,
) -> Changes:
    """Add another name of the person; from then on the person is found by it too. Raises NotAllowed("rank", "stage", "clash")."""

    def act(work: Work) -> Changes:
        state = take_up(work, entry, "add-alias", version=version)
        row = {"person_id": state.person_id, "surname": tidy(surname), "forenames": tidy(forenames), "source": source, "since": work.now}
        number = add_row(work, schema.alias, row, entry=entry, person=state.person_id)
        keep_keys(work.connection, state.person_id)
        work.entry = entry
        return Changes("add-alias", reference=state.reference, detail={"alias": number})

    return carry_out(store, deed="add-alias", officer=officer, now=now, deed_id=deed_id, act=act)


def end_alias(
    *,
    store: Store,
    officer: Acting,
    now: Instant,
    deed_id: str | None = None,
    entry: EntryId,
    alias: int,
    reason: str,
    version: int | None = None,
) -> Changes:
    """End another name that is not the person's; it still finds the person, because somebody may know only that one.

    Raises NotAllowed("rank", "stage", "ended", "clash"), Invalid("not_this_person").
    """
    return _end("end-alias", schema.alias, store, officer, now, deed_id, entry, alias, reason, version)


def end_warning(
    *,
    store: Store,
    officer: Acting,
    now: Instant,
    deed_id: str | None = None,
    entry: EntryId,
    warning: int,
    reason: str,
    version: int | None = None,
) -> Changes:
    """End a warning signal that no longer holds. Raises NotAllowed("rank", "stage", "ended", "clash"), Invalid("not_this_person")."""
    return _end("end-warning", schema.warning, store, officer, now, deed_id, entry, warning, reason, version)


def end_address(
    *,
    store: Store,
    officer: Acting,
    now: Instant,
    deed_id: str | None = None,
    entry: EntryId,
    address: int,
    reason: str,
    version: int | None = None,
) -> Changes:
    """End an address where the person is no longer to be found. Raises NotAllowed("rank", "stage", "ended", "clash"), Invalid("not_this_person")."""
    return _end("end-address", schema.address, store, officer, now, deed_id, entry, address, reason, version)


def _end(
    deed: str,
    table: Table,
    store: Store,
    officer: Acting,
    now: Instant,
    deed_id: str | None,
    entry: EntryId,
    number: int,
    reason: str,
    version: int | None,
) -> Changes:
    def act(work: Work) -> Changes:
        state = take_up(work, entry, deed, version=version)
        row = of_person(work, table, number, state.person_id)
        if row.ended_at is not None:
            raise NotAllowed("This has ended already. Nothing was changed.", code="ended", field=table.name)
        change_row(work, table, number, row, {"ended_at": work.now, "ended_why": reason}, entry=entry, person=state.person_id)
        work.entry = entry
        return Changes(deed, reference=state.reference, detail={table.name: number})

    return carry_out(store, deed=deed, officer=officer, now=now, deed_id=deed_id, act=act)


def confirm_warning(
    *,
    store: Store,
    officer: Acting,
    now: Instant,
    deed_id: str | None = None,
    entry: EntryId,
    warning: int,
    on: date | None = None,
    version: int | None = None,
) -> Changes:
    """Say that a warning signal was confirmed, today unless a day is given. Raises NotAllowed("rank", "stage", "clash"), Invalid("in_the_future")."""

    def act(work: Work) -> Changes:
        state = take_up(work, entry, "confirm-warning", version=version)
        row = of_person(work, schema.warning, warning, state.person_id)
        day = today(work.now)
        if on is not None and on > day:
            raise Invalid("A warning was confirmed today or before. Nothing was changed.", code="in_the_future", field="on")
        change_row(work, schema.warning, warning, row, {"confirmed_on": on or day}, entry=entry, person=state.person_id)
        work.entry = entry
        return Changes("confirm-warning", reference=state.reference, detail={"warning": warning})

    return carry_out(store, deed="confirm-warning", officer=officer, now=now, deed_id=deed_id, act=act)


def set_flag(
    *, store: Store, officer: Acting, now: Instant, deed_id: str | None = None, entry: EntryId, flag: Flag, version: int | None = None
) -> Changes:
    """Set a flag that changes how the entry is handled. Raises NotAllowed("rank", "stage", "clash"), Invalid("own_deed", "no_difference")."""
    return _flag("set-flag", store, officer, now, deed_id, entry, flag, version)


def clear_flag(
    *, store: Store, officer: Acting, now: Instant, deed_id: str | None = None, entry: EntryId, flag: Flag, version: int | None = None
) -> Changes:
    """Clear a flag that does not hold. Raises NotAllowed("rank", "stage", "clash"), Invalid("own_deed", "no_difference")."""
    return _flag("clear-flag", store, officer, now, deed_id, entry, flag, version)


def _flag(
    deed: str, store: Store, officer: Acting, now: Instant, deed_id: str | None, entry: EntryId, flag: Flag, version: int | None
) -> Changes:
    def act(work: Work) -> Changes:
        state = take_up(work, entry, deed, version=version)
        if flag is Flag.RESTRICTED:
            message = (
                "Who may read an entry is not a flag of this deed. Nothing was changed; a suspension for a covert reason restricts it."
            )
            raise Invalid(message, code="own_deed", field="flag")
        held = set(state.flag_set)
        wanted = held | {flag} if deed == "set-flag" else held - {flag}
        if wanted == held:
            said = "set already" if deed == "set-flag" else "not set"
            raise Invalid(f"This flag is {said}. Nothing was changed.", code="no_difference", field="flag")
        after = change_entry(work, state, flags=json.dumps([one.value for one in Flag if one in wanted]))
        work.entry = entry
        return Changes(deed, reference=state.reference, detail={"flags": [one.value for one in after.flag_set]})

    return carry_out(store, deed=deed, officer=officer, now=now, deed_id=deed_id, act=act)
