"""Filling in what was not known when an entry was added: the fields that only its category has."""

import json
from collections.abc import Mapping

from wantedtrack.errors import Invalid
from wantedtrack.rules.entry import EntryId, Instant
from wantedtrack.rules.officers import Acting
from wantedtrack.rules.own_fields import missing_fields, refuse_own_fields
from wantedtrack.store.changes import Changes
from wantedtrack.store.database import Store
from wantedtrack.store.entry_state import EntryState
from wantedtrack.store.rows import change_entry
from wantedtrack.store.standing_rows import tidied_own_places
from wantedtrack.store.taking_up import take_up
from wantedtrack.store.writing import Work, carry_out


def set_details(
    *,
    store: Store,
    officer: Acting,
    now: Instant,
    deed_id: str | None = None,
    entry: EntryId,
    details: Mapping[str, str] | None = None,
    version: int | None = None,
) -> Changes:
    """Fill in own fields of the category that are still empty, several at once.

    A field that holds another value already is a mistake to be put right by `correct`, which asks why. `detail["missing"]` names what
    is still asked for. Raises NotAllowed("rank", "stage", "clash"), Invalid("missing_word", "not_this_category", "in_the_future",
    "end_before_start", "already_held").
    """

    def act(work: Work) -> Changes:
        state = take_up(work, entry, "set-details", version=version)
        if not details:
            raise Invalid("Give at least one field of the category. Nothing was changed.", code="missing_word", field="details")
        refuse_own_fields(state.category, details, now=work.now)
        told = tidied_own_places(work.connection, details)
        _refuse_held(state, told)
        after = change_entry(work, state, details=json.dumps({**state.own_fields, **told}, ensure_ascii=False))
        work.entry = entry
        missing = [own.key.replace("_", "-") for own in missing_fields(state.category, after.own_fields)]
        return Changes("set-details", reference=state.reference, detail={"fields": sorted(told), "missing": missing})

    return carry_out(store, deed="set-details", officer=officer, now=now, deed_id=deed_id, act=act)


def _refuse_held(state: EntryState, told: Mapping[str, str]) -> None:
    for key in told:
        if state.own_fields.get(key):
            name = key.replace("_", "-")
            message = f"“{name}” is filled in already. Nothing was changed; put it right with “correct”, which keeps what stood there."
            raise Invalid(message, code="already_held", field=name)
