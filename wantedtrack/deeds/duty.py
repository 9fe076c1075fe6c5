"""Duty: the roster of who is on when, and somebody coming on or going off."""

from sqlalchemy import insert, select, update

from wantedtrack.errors import Invalid
from wantedtrack.rules import stages
from wantedtrack.rules.duty import refuse_span
from wantedtrack.rules.entry import Instant, OfficerId
from wantedtrack.rules.instants import iso
from wantedtrack.rules.officers import Acting
from wantedtrack.rules.roster import Roster, RosterFaults, faults_of
from wantedtrack.store import duty_rows
from wantedtrack.store.changes import Changes
from wantedtrack.store.database import Store
from wantedtrack.store.officers import find_officer
from wantedtrack.store.schema_duty import duty
from wantedtrack.store.writing import Work, carry_out


def keep_roster(*, store: Store, officer: Acting, now: Instant, deed_id: str | None = None, roster: Roster) -> Changes:
    """Put a roster in place of every duty that begins in the span it covers: all its rows or none.

    Raises NotAllowed("rank"), Invalid("empty"), and RosterFaults, an Invalid that names every fault of it by row and column: what could not be
    read, "no_such_officer", "officer_left", "end_before_start", "too_long", "overlapping".
    """

    def act(work: Work) -> Changes:
        stages.refuse_unless_allowed("keep-roster", rank=officer.rank, is_administrator=officer.is_administrator)
        if not roster.rows:
            raise Invalid("The roster has no rows. Nothing was changed.", code="empty", field="rows")
        numbers = {collar: _number(work, collar) for collar in {duty.collar for duty in roster.duties}}
        faults = faults_of(roster, officer=numbers.__getitem__)
        if faults:
            raise RosterFaults(roster.source, faults)
        sure = [(number, one.starts_at, one.ends_at) for one in roster.duties if not isinstance(number := numbers[one.collar], Invalid)]
        replaced = duty_rows.keep_roster(work, sure, source=roster.source)
        return Changes("keep-roster", detail={"duties": len(sure), "replaced": replaced})

    return carry_out(store, deed="keep-roster", officer=officer, now=now, deed_id=deed_id, act=act)


def _number(work: Work, collar: str) -> OfficerId | Invalid:
    try:
        return find_officer(work.connection, collar, field="collar").id
    except Invalid as refused:
        return refused


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
