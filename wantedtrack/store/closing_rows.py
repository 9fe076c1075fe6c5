"""Closing an entry, by whatever road: its clocks stop, where the person was is over, and the day is set on which somebody looks whether it is still to be kept."""

from wantedtrack.rules.entry import Stage
from wantedtrack.store.clock_rows import refresh_clocks
from wantedtrack.store.entry_state import EntryState
from wantedtrack.store.policy_rows import current_policy
from wantedtrack.store.rows import change_entry
from wantedtrack.store.whereabouts_rows import end_whereabouts
from wantedtrack.store.writing import Work


def close_entry(work: Work, state: EntryState, **told: object) -> EntryState:
    """Close it with what else is told of its end. Source: DPA 2018 s.39; domain.md section 8: every closed entry has a review date."""
    end_whereabouts(work, state.id, why="closed")
    closing = {"stage": Stage.CLOSED, "closed_at": work.now, "closed_by": work.officer.officer}
    review_on = (work.now + current_policy(work.connection, now=work.now).review_after).date()
    return refresh_clocks(work, change_entry(work, state, **closing, retention_review_on=review_on, **told))
