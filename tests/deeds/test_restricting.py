"""A restricted entry is read by those it is for: its owner, the officers named on it, inspectors and above; in every read."""

from collections.abc import Callable

import pytest
from sqlalchemy import Connection

from tests.deeds.force import Force
from wantedtrack.errors import Invalid, NotAllowed
from wantedtrack.rules.entry import EntryId
from wantedtrack.rules.matching import Traits
from wantedtrack.rules.officers import Acting
from wantedtrack.rules.search_words import read_query
from wantedtrack.rules.shifts import on_duty_at
from wantedtrack.store import history_reading, inbox, queue, reading, why
from wantedtrack.store.candidates import candidates
from wantedtrack.store.handover_facts import read_sheet_facts
from wantedtrack.store.policy_rows import current_policy
from wantedtrack.store.reason_card_reading import read_reason_card
from wantedtrack.store.retention_rows import closed_entries

NAME = "Covertly"
Sees = Callable[[Connection, EntryId, Acting, Force], bool]


def refused(read: Callable[[], object]) -> bool:
    try:
        read()
    except NotAllowed as error:
        return error.code == "restricted" and NAME not in error.message
    return False


READS: dict[str, Sees] = {
    "queue": lambda c, e, who, f: e in queue.ordered_ids(c, read_query("", now=f.now), reader=who, now=f.now),
    "search": lambda c, e, who, f: e in queue.ordered_ids(c, read_query("covertly", now=f.now), reader=who, now=f.now),
    "rows": lambda c, e, who, _: bool(queue.rows(c, [e], reader=who)),
    "count": lambda c, _, who, f: queue.count(c, read_query("covertly", now=f.now), reader=who, now=f.now) == 1,
    "lists": lambda c, _, who, f: queue.list_counts(c, reader=who, now=f.now, shift_ends_at=None)["everything"] == 1,
    "show": lambda c, e, who, f: not refused(lambda: reading.show(c, e, reader=who, now=f.now)),
    "why": lambda c, e, who, f: not refused(lambda: why.explain(c, e, reader=who, now=f.now)),
    "history": lambda c, e, who, _: not refused(lambda: history_reading.history(c, e, reader=who)),
    "reason card": lambda c, e, who, f: not refused(lambda: read_reason_card(c, e, reader=who, now=f.now)),
    "match": lambda c, _, who, __: any(one.surname == NAME for one in candidates(c, Traits(NAME, "Test"), reader=who)),
}
"""Each gives whether this reader sees the entry there."""


@pytest.mark.parametrize("where", READS)
def test_every_read_shows_it_to_those_it_is_for_and_to_nobody_else(force: Force, where: str) -> None:
    reference = force.wants_and_accepts(NAME, forenames="Test")
    force.does("allocate", reference, owner="DEMO-PS")
    officers, entry = force.officers, force.state(reference).id
    sees = READS[where]

    def seen() -> dict[str, bool]:
        everybody = (officers.pc, officers.ps, officers.ps2, officers.insp, officers.ci, officers.supt, officers.admin)
        with force.store.reading() as connection:
            return {who.collar: sees(connection, entry, who, force) for who in everybody}

    assert set(seen().values()) == {True}
    force.does("set-restricted", reference, officer=officers.insp, restricted="yes", reason="Covert work")
    above = {who.collar for who in (officers.insp, officers.ci, officers.supt)}
    assert {collar for collar, is_seen in seen().items() if is_seen} == {"DEMO-PS", *above}
    force.does("name-reader", reference, officer=officers.insp, collar="DEMO-PC")
    assert {collar for collar, is_seen in seen().items() if is_seen} == {"DEMO-PS", "DEMO-PC", *above}
    force.does("name-reader", reference, officer=officers.insp, collar="DEMO-PC", may_read="no")
    assert {collar for collar, is_seen in seen().items() if is_seen} == {"DEMO-PS", *above}
    force.does("set-restricted", reference, officer=officers.insp, restricted="no", reason="It is over")
    assert set(seen().values()) == {True}


def test_notices_proposals_handovers_and_retention_leave_it_out_for_others(force: Force) -> None:
    officers = force.officers
    reference = force.wants_and_accepts(NAME)
    force.does("allocate", reference, owner="DEMO-PS")
    force.does("set-restricted", reference, officer=officers.insp, restricted="yes", reason="Covert work")
    force.does("regrade", reference, band="standard", rationale="Calmer")
    force.watches(hours=30)
    with force.store.reading() as connection:
        mine, theirs = (inbox.for_officer(connection, officer=who, now=force.now) for who in (officers.ps, officers.ps2))
        policy = current_policy(connection, now=force.now)
        shift = on_duty_at(policy.shift_patterns, force.now)[0]
        facts = read_sheet_facts(connection, policy=policy, shift=shift, now=force.now, after=0, until=10_000)
    assert reference in {one.reference for one in mine.notices}
    assert reference not in {one.reference for one in (*theirs.notices, *theirs.proposals, *theirs.ring)}
    assert reference not in repr(facts)
    force.does("record-outcome", reference, outcome="surrendered", at=force.now)
    force.does("close", reference, officer=officers.insp, recheck="clear", victim_informed="not_applicable")
    with force.store.reading() as connection:
        seen = {
            who.collar: [one.reference for one in closed_entries(connection, reader=who, now=force.now)]
            for who in (officers.ps2, officers.insp)
        }
    assert seen == {"DEMO-PS2": [], "DEMO-INSP": [reference]}


def test_nothing_is_said_twice_and_an_unknown_officer_is_refused(force: Force) -> None:
    reference, insp = force.wants_and_accepts(NAME), force.officers.insp
    before = force.rows()
    for deed, words, code in (
        ("set-restricted", {"restricted": "no", "reason": "x"}, "no_difference"),
        ("name-reader", {"collar": "DEMO-PC", "may_read": "no"}, "no_difference"),
        ("name-reader", {"collar": "NOBODY"}, "no_such_officer"),
    ):
        with pytest.raises((NotAllowed, Invalid)) as said:
            force.does(deed, reference, officer=insp, **words)
        assert (said.value.code, force.rows() == before) == (code, True)


def test_nobody_comes_to_the_name_by_joining_it_to_what_he_may_read(force: Force) -> None:
    hidden, seen = force.wants_and_accepts(NAME), force.wants_and_accepts("INVENTED")
    force.does("set-restricted", hidden, officer=force.officers.insp, restricted=True, reason="Covert")
    theirs, mine, ps2 = force.state(hidden).person_id, force.state(seen).person_id, force.officers.ps2
    proposal = force.does("merge-people", officer=force.officers.insp, person=theirs, into=mine, reason="Same man").proposal
    before = force.rows()
    assert refused(lambda: force.does("merge-people", officer=ps2, person=theirs, into=mine, reason="Same man"))
    assert refused(lambda: force.does("merge-people", officer=ps2, person=mine, into=theirs, reason="Same man"))
    assert refused(lambda: force.does("approve", officer=ps2, proposal=proposal))
    known = {"surname": "X", "became_outstanding_at": force.now, "offence": "Theft", "person": theirs}
    assert refused(lambda: force.does("add-entry", officer=ps2, deed_id=None, category="wanted", **known))
    assert force.rows() == before
    force.does("approve", officer=force.officers.ci, proposal=proposal)
    assert force.state(hidden).person_id == mine
