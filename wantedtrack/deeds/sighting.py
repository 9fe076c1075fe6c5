"""A sighting: one line, typed while it is happening."""

from wantedtrack.rules.entry import AttemptKind, AttemptResult, EntryId, Instant
from wantedtrack.rules.officers import Acting
from wantedtrack.store.attempt_rows import Tried, record_attempt
from wantedtrack.store.changes import Changes
from wantedtrack.store.database import Store
from wantedtrack.store.taking_up import take_up
from wantedtrack.store.writing import Work, carry_out


def record_sighting(
    *,
    store: Store,
    officer: Acting,
    now: Instant,
    deed_id: str | None = None,
    entry: EntryId,
    where: str,
    at: Instant | None = None,
    kind: AttemptKind = AttemptKind.CONTACT,
    officers: tuple[str, ...] = (),
    remark: str | None = None,
    version: int | None = None,
) -> Changes:
    """Record that the person was seen: an attempt with the result `sighted`, of which only the place must be typed.

    The step that the last attempt promised still stands, with its time. `at` is now where it is left out, `officers` who saw the person, the officer at work where left out. Source: domain.md section 4, which
    lets nothing stand before a sighting. Raises NotAllowed("rank", "stage", "clash"), Invalid("in_the_future", "before_birth").
    """

    def act(work: Work) -> Changes:
        state = take_up(work, entry, "record-sighting", version=version)
        seen = Tried(
            at or work.now,
            kind,
            AttemptResult.SIGHTED,
            where,
            officers=officers,
            remark=remark,
            next_step=state.next_step,
            next_by=state.next_by,
        )
        after = record_attempt(work, state, seen, what="A sighting")
        work.entry = entry
        return Changes("record-sighting", reference=state.reference, detail={"stage": after.stage.value, "attempts": after.attempt_count})

    return carry_out(store, deed="record-sighting", officer=officer, now=now, deed_id=deed_id, act=act)
