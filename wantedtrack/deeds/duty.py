"""Duty: the roster of who is on when, and somebody coming on or going off."""

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any

from sqlalchemy import insert, select, update

from wantedtrack.errors import Invalid
from wantedtrack.rules import stages
from wantedtrack.rules.duty import refuse_span
from wantedtrack.rules.entry import Instant, OfficerId
from wantedtrack.rules.instants import iso
from wantedtrack.rules.officers import Acting
from wantedtrack.store import duty_rows
from wantedtrack.store.changes import Changes
from wantedtrack.store.database import Store
from wantedtrack.store.officers import find_officer
from wantedtrack.store.schema_duty import duty
from wantedtrack.store.writing import Work, carry_out


def keep_roster(
    *, store: Store, officer: Acting, now: Instant, deed_id: str | None = None, rows: Sequence[Mapping[str, Any]], source: str = "typed"
) -> Changes:
    """Put a roster in place of every duty that begins in the span it covers: all its rows or none.

    Each row is `collar`, `starts_at`, `ends_at`. Raises NotAllowed("rank"), Invalid("no_such_officer", "officer_left", "end_before_start",
    "too_long", "overlapping", "empty") with the row as `field`.
    """

    def act(work: Work) -> Changes:
        stages.refuse_unless_allowed("keep-roster", rank=officer.rank, is_administrator=officer.is_administrator)
        if not rows:
            raise Invalid("The roster has no rows. Nothing was changed.", code="empty", field="rows")
        read = [_row(work, row, number) for number, row in enumerate(rows, 1)]
        _refuse_overlaps(read)
        replaced = duty_rows.keep_roster(work, read, source=source)
        return Changes("keep-roster", detail={"duties": len(read), "replaced": replaced})

    return carry_out(store, deed="keep-roster", officer=officer, now=now, deed_id=deed_id, act=act)


def _row(work: Work, row: Mapping[str, Any], number: int) -> tuple[OfficerId, Instant, Instant]:
    try:
        who = find_officer(work.connection, str(row["collar"]), field=f"row {number}")
        refuse_span(row["starts_at"], row["ends_at"], field=f"row {number}")
    except Invalid as refused:
        raise Invalid(f"Row {number}: {refused.message}", code=refused.code, field=f"row {number}") from None
    return who.id, row["starts_at"], row["ends_at"]


def _refuse_overlaps(rows: Sequence[tuple[OfficerId, Instant, Instant]]) -> None:
    """An officer is on duty once at a time."""
    numbered = sorted((who, starts, ends, number) for number, (who, starts, ends) in enumerate(rows, 1))
    for (who, _, ends, first), (other, starts, _, second) in pairwise(numbered):
        if who == other and starts < ends:
            message = f"Rows {first} and {second} put the same officer on duty twice at one time. Nothing was changed; correct one of them."
            raise Invalid(message, code="overlapping", field=f"row {second}")


def come_on(
    *, store: Store, officer: Acting, now: Instant, deed_id: str | None = None, until: Instant, collar: str | None = None
) -> Changes:
    """Put an officer, or the one who acts, on duty from now on. Raises NotAllowed("rank"), Invalid("no_such_officer", "too_long", …)."""

    def act(work: Work) -> Changes:
        stages.refuse_unless_allowed("come-on", rank=officer.rank, is_administrator=officer.is_administrator)
        who = find_officer(work.connection, collar, field="collar") if collar else None
        number = who.id if who else officer.officer
        refuse_span(work.now, until, field="until")
        _end_running(work, number)
        row = {"officer_id": number, "starts_at": work.now, "ends_at": until, "source": "typed", "by": officer.officer, "at": work.now}
        work.connection.execute(insert(duty), row)
        work.changed.append(["come-on", number, iso(work.now), iso(until)])
        return Changes("come-on", detail={"collar": who.collar if who else officer.collar, "until": iso(until)})

    return carry_out(store, deed="come-on", officer=officer, now=now, deed_id=deed_id, act=act)


def go_off(*, store: Store, officer: Acting, now: Instant, deed_id: str | None = None, collar: str | None = None) -> Changes:
    """Take an officer, or the one who acts, off duty now. Raises NotAllowed("rank"), Invalid("no_such_officer", "not_on_duty")."""

    def act(work: Work) -> Changes:
        stages.refuse_unless_allowed("go-off", rank=officer.rank, is_administrator=officer.is_administrator)
        who = find_officer(work.connection, collar, field="collar") if collar else None
        if not _end_running(work, who.id if who else officer.officer):
            raise Invalid("This officer is not on duty. Nothing was changed.", code="not_on_duty", field="collar")
        return Changes("go-off", detail={"collar": who.collar if who else officer.collar})

    return carry_out(store, deed="go-off", officer=officer, now=now, deed_id=deed_id, act=act)


def _end_running(work: Work, who: OfficerId) -> bool:
    running = select(duty.c.id).where(duty.c.officer_id == who, duty.c.starts_at <= work.now, duty.c.ends_at > work.now)
    ended = list(work.connection.execute(running).scalars())
    if ended:
        work.connection.execute(update(duty).where(duty.c.id.in_(ended)).values(ends_at=work.now))
        work.changed.append(["go-off", who, iso(work.now)])
    return bool(ended)
