"""The work on an accepted entry: allocating it, trying to arrest, reviewing, regrading, noting what is learned."""

from wantedtrack.errors import Invalid
from wantedtrack.rules.entry import AttemptKind, AttemptResult, EntryId, Instant, Stage
from wantedtrack.rules.officers import Acting
from wantedtrack.store import schema
from wantedtrack.store.changes import Changes
from wantedtrack.store.clock_rows import refresh_clocks
from wantedtrack.store.database import Store
from wantedtrack.store.entry_state import open_for_deed
from wantedtrack.store.rows import add_row, change_entry, refuse_unless_version
from wantedtrack.store.writing import Work, carry_out

_OWES_A_REMARK = (AttemptResult.NOT_TRIED, AttemptResult.NOT_SAFE)
_BECOMES_ACTIVE = (Stage.UNALLOCATED, Stage.ALLOCATED)


def log_attempt(
    *,
    store: Store,
    officer: Acting,
    now: Instant,
    deed_id: str | None = None,
    entry: EntryId,
    at: Instant,
    kind: AttemptKind,
    where: str,
    result: AttemptResult,
    officers: tuple[str, ...] = (),
    remark: str | None = None,
    next_step: str | None = None,
    next_by: Instant | None = None,
    version: int | None = None,
) -> Changes:
    """Record one try to arrest, or one enquiry; the first makes an allocated or unallocated entry active.

    Each attempt starts the attempt clock's next cycle, due at `next_by` but never later than the first-attempt limit. Taken on a draft it
    leaves it a draft. Source: domain.md sections 4 and 5. Raises NotAllowed("rank", "stage", "clash"), Invalid("in_the_future",
    "missing_word") where an attempt not tried or not safe does not say why.
    """

    def act(work: Work) -> Changes:
        state = open_for_deed(work.connection, entry, "log-attempt", officer)
        refuse_unless_version(state, version)
        if at > work.now:
            raise Invalid(
                "An attempt cannot lie in the future. Nothing was changed; give the time it was made.", code="in_the_future", field="at"
            )
        if result in _OWES_A_REMARK and not remark:
            message = "Say in the remark why it was not tried, or what would make it safe. Nothing was changed."
            raise Invalid(message, code="missing_word", field="remark")
        row = {
            "at": at,
            "kind": kind,
            "place": where,
            "officers": ", ".join(officers) or officer.collar,
            "result": result,
            "remark": remark,
        }
        row |= {"entry_id": entry, "next_step": next_step, "next_by": next_by, "by": officer.officer, "sequence": work.sequence}
        add_row(work, schema.attempt, row, entry=entry)
        stage = Stage.ACTIVE if state.stage in _BECOMES_ACTIVE else state.stage
        latest = at if state.last_attempt_at is None else max(at, state.last_attempt_at)
        after = change_entry(
            work, state, stage=stage, last_attempt_at=latest, attempt_count=state.attempt_count + 1, next_step=next_step, next_by=next_by
        )
        refresh_clocks(work, after)
        work.entry = entry
        return Changes("log-attempt", reference=state.reference, detail={"stage": stage.value, "attempts": after.attempt_count})

    return carry_out(store, deed="log-attempt", officer=officer, now=now, deed_id=deed_id, act=act)
