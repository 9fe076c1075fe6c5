"""Every handover with who and when, how late it was, what is still open in it, and the shifts for which there is none."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import Connection, func, select

from wantedtrack.rules.entry import Instant
from wantedtrack.rules.policy import Policy
from wantedtrack.rules.shifts import Shift, ending_between, shift_by_id
from wantedtrack.rules.spans import in_words, moment
from wantedtrack.store.handover_content import skipped
from wantedtrack.store.handovers import Handover, all_handovers
from wantedtrack.store.info import Info
from wantedtrack.store.schema_record import handover_tick
from wantedtrack.store.schema_sheets import handover_addendum, handover_answer

_LOOKED_BACK = timedelta(days=60)


@dataclass(frozen=True, slots=True)
class Listed:
    """One handover in the list. `late` is how long after the policy's time it was sealed, or has been waiting."""

    handover: Handover
    late: timedelta | None
    open_queries: int
    addenda: int

    @property
    def words(self) -> str:
        """As one line."""
        one = self.handover
        told = [f"{one.shift_id}: prepared {moment(one.prepared_at)} by {one.prepared_by}"]
        told.append(f"signed {moment(one.signed_at)} by {one.signed_by}" if one.signed_at else "not signed")
        told.append(f"accepted {moment(one.accepted_at)} by {one.accepted_by}" if one.accepted_at else "not accepted")
        if self.late is not None:
            told.append(f"{in_words(self.late)} late")
        if self.open_queries:
            told.append(f"{self.open_queries} {'query' if self.open_queries == 1 else 'queries'} without an answer")
        if self.addenda:
            told.append(f"{self.addenda} {'addendum' if self.addenda == 1 else 'addenda'}")
        return ", ".join(told)

    def as_json(self) -> dict[str, Any]:
        """As the command line gives it."""
        late = int(self.late.total_seconds()) if self.late is not None else None
        return {**self.handover.as_json(), "late_s": late, "open_queries": self.open_queries, "addenda": self.addenda}


@dataclass(frozen=True, slots=True)
class Overview:
    """All handovers, the newest first, and the shifts of the last sixty days that ended without one, the newest first."""

    handovers: tuple[Listed, ...]
    skipped: tuple[Shift, ...]

    def as_json(self) -> dict[str, Any]:
        """As the command line gives it."""
        return {"handovers": [one.as_json() for one in self.handovers], "skipped": [one.shift_id for one in self.skipped]}


def read_overview(connection: Connection, policy: Policy, info: Info, *, now: Instant) -> Overview:
    """The list as it stands at `now`."""
    tick, addendum = handover_tick.c, handover_addendum.c
    queried = select(tick.handover_id, func.count()).where(tick.query.is_not(None), tick.id.not_in(select(handover_answer.c.tick_id)))
    queries = {row[0]: row[1] for row in connection.execute(queried.group_by(tick.handover_id))}
    added = {row[0]: row[1] for row in connection.execute(select(addendum.handover_id, func.count()).group_by(addendum.handover_id))}
    listed = tuple(Listed(one, _late(one, policy, now), queries.get(one.id, 0), added.get(one.id, 0)) for one in all_handovers(connection))
    ended = ending_between(policy.shift_patterns, max(info.began_at, now - _LOOKED_BACK), now)
    return Overview(listed, tuple(reversed(skipped(connection, ended))))


def _late(one: Handover, policy: Policy, now: Instant) -> timedelta | None:
    shift = shift_by_id(policy.shift_patterns, one.shift_id)
    if shift is None:
        return None
    late = (one.accepted_at or now) - shift.ends_at - policy.handover_inspector
    return late if late > timedelta(0) else None
