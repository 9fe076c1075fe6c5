"""What must go, goes: out of every row and every byte of the store; what must stay, stays; the chain is whole."""

import json
from datetime import date, timedelta
from pathlib import Path
from typing import Any, cast

import pytest
from sqlalchemy import select
from sqlcipher3 import dbapi2 as driver

from tests.deeds.force import Force
from tests.fixtures_store import KEY
from wantedtrack.deeds.drafting import keep_draft
from wantedtrack.errors import Invalid, NotAllowed
from wantedtrack.rules.entry import Band, Stage
from wantedtrack.rules.matching import Traits
from wantedtrack.rules.retention import Kept, months_after
from wantedtrack.store import handovers, journal, schema
from wantedtrack.store.candidates import candidates
from wantedtrack.store.database import Store
from wantedtrack.store.schema_decisions import erasure

PLANTED = "Zyxwplanted"
"""In every field that takes a person's words, with a number behind it."""


class Planting:
    """Plants a name of its own in each field, so that what is left behind says where."""

    def __init__(self) -> None:
        self.planted: list[str] = []

    def __call__(self, where: str) -> str:
        self.planted.append(f"{PLANTED}{len(self.planted)}{where}")
        return self.planted[-1]


def lives_and_is_closed(force: Force, plant: Planting) -> str:
    """A whole life with a planted name wherever somebody can type, to the sealed handover that lists it."""
    does, ps2 = force.does, force.officers.ps2
    reference = force.wants(plant("Surname"), forenames=plant("Forenames"), born="1990-05-04", grounds=plant("Grounds"))
    force.accepts(reference, Band.STANDARD)
    does("add-alias", reference, surname=plant("Alias"), forenames=plant("AliasFore"))
    does("add-address", reference, lines=f"1 {plant('Street')}", kind="home")
    does("add-warning", reference, words=plant("Warning"), source=plant("WarnSource"))
    does("add-note", reference, kind="intelligence", text=plant("Note"))
    does("allocate", reference, owner="DEMO-PS", plan=plant("Plan"))
    force.tries(reference, where=plant("Place"), remark=plant("Remark"), next_step=plant("Next"), officers=plant("Officers"))
    drafted = {"text": plant("Drafted")}
    keep_draft(store=force.store, officer=force.officers.pc, now=force.now, deed="add-note", about=reference, words=drafted)
    does("record-review", reference, findings=plant("Findings"), direction=plant("Direction"))
    does("set-circulation", reference, state="circulated", reference=plant("Marker"))
    does("locate", reference, where=plant("Where"), told_by=plant("Told"))
    does("not-located", reference, reason=plant("NotThere"))
    does("regrade", reference, band="high", rationale=plant("Raise"))
    lowered = does("regrade", reference, band="standard", rationale=plant("Lower")).proposal
    does("decline", officer=ps2, proposal=lowered, reason=plant("Declined"))
    force.watches(days=4)
    with force.store.reading() as connection:
        entry = force.state(reference).id
        told = select(schema.notice.c.id).join(schema.escalation, schema.escalation.c.id == schema.notice.c.escalation_id)
        mine = told.where(
            schema.escalation.c.entry_id == entry, schema.notice.c.recipient == "rank:sergeant", schema.notice.c.done_at.is_(None)
        )
        waiting = connection.execute(mine.order_by(schema.notice.c.id.desc())).scalars().first()
    does("acknowledge", notice=waiting, next_step=plant("Promise"), by=force.now + timedelta(hours=2))
    does("prepare-handover")
    does("sign-handover")
    does("accept-handover", officer=ps2, query={reference: plant("Query")}, understood_all="yes")
    does("record-outcome", reference, outcome="surrendered", at=force.now, place=plant("OutcomePlace"), custody_reference=plant("Custody"))
    does("set-circulation", reference, state="cancelled", reference=plant("Cancelled"))
    does("close", reference, officer=ps2, recheck="clear", victim_informed="not_applicable", cancellation_reference=plant("Cancel"))
    return reference


def two_years_on(force: Force) -> None:
    force.now = force.now.replace(year=force.now.year + 2) + timedelta(days=2)


def everything_in(store: Store) -> str:
    """Every value of every row as text."""
    with store.reading() as connection:
        told = [f"{table.name} {tuple(row)}" for table in schema.METADATA.sorted_tables for row in connection.execute(select(table))]
        told += [json.dumps(handovers.content_of(connection, held.id).as_plain()) for held in handovers.all_handovers(connection)]
    return "\n".join(told)


_A_FEW_PAGES = 5 * 4200


def decrypted_bytes(store: Store, folder: Path) -> bytes:
    """Every page of the store as it lies, free pages included, without its encryption: the library's own page-by-page copy."""
    if store.path is None:
        return b""
    log = store.path.with_name(f"{store.path.name}-wal")
    assert log.stat().st_size < _A_FEW_PAGES, "the log still holds what was written before the store was written anew"
    connection = cast(Any, driver).connect(str(store.path))
    try:
        connection.execute(f"PRAGMA key = \"x'{KEY.hex()}'\"")
        pages = connection.execute("SELECT count(*) FROM pragma_freelist_count WHERE freelist_count > 0").fetchone()[0]
        assert pages == 0, "free pages are left after the store was written anew"
        plain = folder / "plain.db"
        connection.execute(f"ATTACH DATABASE '{plain}' AS plain KEY ''")
        connection.execute("SELECT sqlcipher_export('plain')")
        connection.execute("DETACH DATABASE plain")
        return plain.read_bytes()
    finally:
        connection.close()


def test_a_disposed_name_is_in_no_row_and_no_byte_and_what_must_stay_stays(force: Force, tmp_path: Path) -> None:
    plant = Planting()
    gone = lives_and_is_closed(force, plant)
    stays = force.wants_and_accepts("STAYING", Band.STANDARD)
    force.does("add-note", stays, text="Kept words")
    person, before = force.state(gone).person_id, force.state(gone)
    held = everything_in(force.store)
    assert [name for name in plant.planted if name not in held] == []
    two_years_on(force)
    force.sweeps()
    before = force.state(gone)
    dry = force.does("dispose", reason="retention_over", dry_run="yes")
    assert (dry.detail["entries"], dry.detail["people"], dry.detail["references"]) == (1, 1, [gone])
    assert force.state(gone) == before
    proposal = force.does("dispose", reason="retention_over").proposal
    with pytest.raises(NotAllowed) as own:
        force.does("approve", proposal=proposal)
    assert own.value.code == "second-officer"
    done = force.does("approve", officer=force.officers.ps2, proposal=proposal)
    assert (done.detail["entries"], done.detail["people"]) == (1, 1)
    force.sweeps()

    left = everything_in(force.store)
    assert [line[:80] for line in left.split("\n") if any(name in line for name in plant.planted)] == []
    assert PLANTED.lower() not in left.lower()
    assert PLANTED.lower().encode() not in decrypted_bytes(force.store, tmp_path).lower()
    after = force.state(gone)
    assert (after.stage, after.reference, after.category, after.closed_at) == (Stage.DISPOSED, gone, before.category, before.closed_at)
    assert "Kept words" in left
    assert force.state(stays).stage is not Stage.DISPOSED
    with force.store.reading() as connection:
        assert journal.verify(connection).state == "intact"
        row = connection.execute(select(erasure)).one()
        assert (row.entries, row.people, row.references) == (1, 1, gone)
        assert connection.execute(select(schema.person.c.surname).where(schema.person.c.id == person)).scalar() == ""
        assert candidates(connection, Traits(plant.planted[0], plant.planted[1], date(1990, 5, 4)), reader=force.officers.ps) == ()
        told = handovers.content_of(connection, handovers.all_handovers(connection)[-1].id).told
    assert any("disposed of since" in said for said in told)


def test_a_person_stays_while_another_entry_of_theirs_does(force: Force) -> None:
    plant = Planting()
    gone = lives_and_is_closed(force, plant)
    person = force.state(gone).person_id
    other = force.wants("Zyxwplanted0Surname", forenames="Zyxwplanted1Forenames", born="1990-05-04", person=person)
    two_years_on(force)
    proposal = force.does("dispose", reason="retention_over").proposal
    assert force.does("approve", officer=force.officers.ps2, proposal=proposal).detail["people"] == 0
    with force.store.reading() as connection:
        assert connection.execute(select(schema.person.c.surname).where(schema.person.c.id == person)).scalar() == plant.planted[0]
        assert connection.execute(select(schema.warning.c.words).where(schema.warning.c.person_id == person)).scalars().all()
    assert force.state(other).stage is Stage.DRAFT


def test_nothing_goes_before_its_time_unless_a_court_or_the_person_may_ask(force: Force) -> None:
    reference = lives_and_is_closed(force, Planting())
    refusals: list[tuple[dict[str, Any], str]] = [
        ({}, "nothing_due"),
        ({"references": reference}, "not_due"),
        ({"references": "DEMO-999999"}, "no_such_entry"),
    ]
    for words, code in refusals:
        before = force.rows()
        with pytest.raises((NotAllowed, Invalid)) as refused:
            force.does("dispose", reason="retention_over", **words)
        assert (refused.value.code, force.rows() == before) == (code, True)
    active = force.wants_and_accepts("ACTIVE")
    with pytest.raises(NotAllowed) as refused:
        force.does("dispose", reason="court_order", references=active)
    assert refused.value.code == "stage"
    proposal = force.does("dispose", reason="court_order", references=reference).proposal
    force.does("approve", officer=force.officers.ps2, proposal=proposal)
    assert force.state(reference).stage is Stage.DISPOSED
    with pytest.raises(NotAllowed) as over:
        force.does("add-note", reference, text="Too late")
    assert over.value.code == "stage"


def test_a_decision_to_keep_holds_the_disposal_back_until_its_day(force: Force) -> None:
    reference = lives_and_is_closed(force, Planting())
    two_years_on(force)
    until = (force.now + timedelta(days=90)).date()
    with pytest.raises(Invalid) as past:
        force.does("keep-entry", reference, reason="Appeal pending", next_review=force.now.date().isoformat())
    assert past.value.code == "in_the_past"
    force.does("keep-entry", reference, reason="Appeal pending", next_review=until.isoformat())
    with pytest.raises(Invalid) as refused:
        force.does("dispose", reason="retention_over")
    assert refused.value.code == "nothing_due"
    force.forward(days=91)
    assert force.does("dispose", reason="retention_over").proposal is not None


def test_an_approval_of_what_may_no_longer_go_disposes_of_nothing(force: Force) -> None:
    first, second = (lives_and_is_closed(force, Planting()) for _ in range(2))
    two_years_on(force)
    proposal = force.does("dispose", reason="retention_over").proposal
    force.does("keep-entry", second, reason="Appeal", next_review=(force.now + timedelta(days=30)).date().isoformat())
    with pytest.raises(NotAllowed) as refused:
        force.does("approve", officer=force.officers.ps2, proposal=proposal)
    assert refused.value.code == "not_due"
    assert {force.state(reference).stage for reference in (first, second)} == {Stage.CLOSED}


@pytest.mark.parametrize(
    ("closed", "months", "goes"),
    [
        (date(2026, 3, 2), 24, date(2028, 3, 2)), (date(2026, 1, 31), 1, date(2026, 2, 28)), (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2025, 12, 31), 2, date(2026, 2, 28)), (date(2026, 11, 30), 3, date(2027, 2, 28)), (date(2026, 5, 31), 24, date(2028, 5, 31)),
    ],
)  # fmt: skip
def test_months_end_with_the_month(closed: date, months: int, goes: date) -> None:
    assert months_after(closed, months) == goes


def test_the_days_of_a_closed_entry() -> None:
    kept = Kept(reference="X", category="wanted", closed_on=date(2024, 3, 1), review_on=date(2026, 3, 29), disposal_on=date(2026, 3, 1))  # pyright: ignore[reportArgumentType] (a reference is a text)
    assert not kept.is_for_review(date(2026, 3, 28))
    assert not kept.is_for_disposal(date(2026, 3, 28))
    assert kept.is_for_disposal(date(2026, 3, 29))
