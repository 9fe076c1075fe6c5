"""Being told: who was rung about a notice, whose it is not, and that somebody has looked."""

from sqlalchemy import update

from wantedtrack.errors import Invalid, NotAllowed
from wantedtrack.rules import stages
from wantedtrack.rules.entry import AlsoTold, Instant
from wantedtrack.rules.instants import iso, refuse_future
from wantedtrack.rules.officers import Acting
from wantedtrack.rules.ranks import Rank
from wantedtrack.store import inbox, promises, schema
from wantedtrack.store.changes import Changes
from wantedtrack.store.database import Store
from wantedtrack.store.entry_state import read_entry
from wantedtrack.store.officers import find_officer
from wantedtrack.store.queue_lists import recipients_of
from wantedtrack.store.rows import add_row
from wantedtrack.store.schema_duty import passed_on, telling
from wantedtrack.store.writing import Work, carry_out


def record_told(
    *,
    store: Store,
    officer: Acting,
    now: Instant,
    deed_id: str | None = None,
    notice: int,
    who: str,
    how: str,
    at: Instant | None = None,
    also: AlsoTold | None = None,
) -> Changes:
    """Record that somebody was told of a notice in person: who, how and when. It no longer asks to be rung about; the clock goes on.

    One call is about everything that waits to be rung through to a rank; with `also` each of those notices is told of with this one.
    Raises NotAllowed("rank", "restricted"), Invalid("no_such_notice", "in_the_future").
    """

    def act(work: Work) -> Changes:
        stages.refuse_unless_allowed("record-told", rank=officer.rank, is_administrator=officer.is_administrator)
        told = promises.read_notice(work.connection, notice)
        if told.entry_id is not None:
            read_entry(work.connection, told.entry_id, reader=officer)
        when = at or work.now
        refuse_future(when, now=work.now, field="at", what="The time somebody was told")
        row = {"who": who, "how": how, "told_at": when, "by": officer.officer, "at": work.now}
        waiting = inbox.to_ring(work.connection, [told.recipient], officer, work.now) if also is AlsoTold.ALL_WAITING else ()
        heard = {notice: told.entry_id} | {one.notice: one.entry for one in waiting}
        for number, entry in heard.items():
            add_row(work, telling, {"notice_id": number, **row}, entry=entry)
        work.entry = told.entry_id
        return Changes("record-told", reference=told.reference, detail={"notice": notice, "at": iso(when), "told_of": len(heard)})

    return carry_out(store, deed="record-told", officer=officer, now=now, deed_id=deed_id, act=act)


def pass_on(*, store: Store, officer: Acting, now: Instant, deed_id: str | None = None, notice: int, why: str, to: str) -> Changes:
    """Say that a notice is not mine, why, and whose it is: a rank or a collar number. It waits there from now on.

    Raises NotAllowed("rank", "not_waiting", "restricted"), Invalid("no_such_notice", "no_such_officer", "same_recipient").
    """

    def act(work: Work) -> Changes:
        stages.refuse_unless_allowed("pass-on", rank=officer.rank, is_administrator=officer.is_administrator)
        told = promises.read_notice(work.connection, notice)
        if told.entry_id is not None:
            read_entry(work.connection, told.entry_id, reader=officer)
        promises.refuse_unless_told(told, officer)
        recipient = _recipient(work, to)
        if recipient == told.recipient:
            raise Invalid("The notice stands there already. Nothing was changed; name another.", code="same_recipient", field="to")
        add_row(
            work, passed_on, {"notice_id": notice, "why": why, "to": recipient, "by": officer.officer, "at": work.now}, entry=told.entry_id
        )
        promises.pass_to(work, told, recipient)
        work.entry = told.entry_id
        return Changes("pass-on", reference=told.reference, detail={"notice": notice, "to": recipient.split(":", 1)[1]})

    return carry_out(store, deed="pass-on", officer=officer, now=now, deed_id=deed_id, act=act)


def _recipient(work: Work, to: str) -> str:
    wanted = to.strip().lower().replace(" ", "_")
    if wanted in list(Rank):
        return f"rank:{wanted}"
    return f"officer:{find_officer(work.connection, to, field='to').collar}"


def look_at_inbox(*, store: Store, officer: Acting, now: Instant, deed_id: str | None = None) -> Changes:
    """Note that this officer has seen the notices for his rank or himself: nobody need be rung about them. No journal line, no promise."""

    def act(work: Work) -> Changes:
        if officer.rank is None:
            raise NotAllowed("An administrator has no inbox. Nothing was changed.", code="rank", who_could="an officer with a rank")
        seen = update(schema.notice).where(schema.notice.c.recipient.in_(recipients_of(officer)), schema.notice.c.opened_at.is_(None))
        done = work.connection.execute(seen.values(opened_at=work.now)).rowcount
        return Changes("look-at-inbox", sequence=-1, detail={"opened": done})

    return carry_out(store, deed="look-at-inbox", officer=officer, now=now, deed_id=deed_id, act=act, keeps_result=False)
