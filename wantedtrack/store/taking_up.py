"""Taking up an entry for a deed: first whatever its clocks owe up to now is settled, so that no deed can outrun a due level."""

from sqlalchemy import bindparam, select

from wantedtrack.rules.entry import EntryId, Stage
from wantedtrack.store import schema
from wantedtrack.store.clashes import refuse_changed_since
from wantedtrack.store.crossing import cross_entry
from wantedtrack.store.due import unwatched_from
from wantedtrack.store.entry_state import EntryState, open_for_deed
from wantedtrack.store.policy_switch import switch_policies
from wantedtrack.store.sweeping import end_pauses
from wantedtrack.store.whereabouts_rows import OVERLYING, end_no_shows
from wantedtrack.store.writing import Work


def take_up(work: Work, entry: EntryId, deed: str, *, version: int | None = None) -> EntryState:
    """Read an entry for a deed that writes, its due levels crossed and its ended pause ended as a sweep would have done.

    Without this an attempt logged while nothing watched would stop a clock whose level had come due, and the level would be missed.
    `version` is the one that the caller had read; None asks for no such check. Raises NotAllowed("rank", "stage", "restricted", "clash") or
    Invalid("no_such_entry").
    """
    state = open_for_deed(work.connection, entry, deed, work.officer)
    refuse_changed_since(work.connection, state, version)
    return open_for_deed(work.connection, entry, deed, work.officer) if settle(work, entry, stage=state.stage) else state


def settle(work: Work, entry: EntryId, *, stage: Stage | None = None) -> bool:
    """Do for one entry what a sweep at this instant would do; tells whether the entry may have changed by it.

    `stage` spares the look for what can only end by itself at another stage.
    """
    switched = switch_policies(work).versions
    if stage is None or stage in OVERLYING:
        end_pauses(work, entry=entry)
        end_no_shows(work, entry=entry)
    if work.connection.execute(_OWED, {"entry": entry, "now": work.now}).first() is None:
        return bool(switched) or stage is None or stage in OVERLYING
    since = unwatched_from(work.connection, now=work.now)
    crossing = cross_entry(work.connection, entry=entry, now=work.now, sequence=work.sequence, late_from=since)
    work.changed.append([[level.about, level.clock, level.level, level.due] for level in crossing.levels])
    return True


_CLOCK = schema.clock.c
_OWED = select(_CLOCK.id).where(_CLOCK.entry_id == bindparam("entry"), _CLOCK.next_due_at <= bindparam("now")).limit(1)
