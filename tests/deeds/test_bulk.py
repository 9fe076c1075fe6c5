"""Several entries in one deed: one line, a verdict for each, and a second officer where the domain asks for one."""

from typing import Any

import pytest

from tests.deeds.force import Force
from wantedtrack.errors import Invalid, NotAllowed, Refusal
from wantedtrack.rules.entry import Band, Stage
from wantedtrack.store import journal

CLOSING: dict[str, Any] = {"recheck": "clear", "victim_informed": "not_applicable"}


def _lines(force: Force) -> int:
    with force.store.reading() as connection:
        assert journal.verify(connection).state == "intact"
        return journal.head(connection).sequence


def _cleared(force: Force, number: int) -> list[str]:
    made = [force.wants_and_accepts(f"INVENTED {one}") for one in range(number)]
    for reference in made:
        force.does("record-outcome", reference, outcome="surrendered", at=force.now)
    return made


def test_what_a_rule_refuses_is_listed_and_the_rest_is_done_in_one_line(force: Force) -> None:
    draft, first, second = force.wants("DRAFT"), force.wants_and_accepts("INVENTED"), force.wants_and_accepts("OTHER")
    before = _lines(force)
    done = force.does(
        "bulk-allocate", references=[first.lower(), draft, "DEMO-999999", second, first], owner="DEMO-PC", plan="Early visits"
    )
    assert (_lines(force), done.sequence) == (before + 1, before + 1)
    assert done.detail["done"] == [first, second]
    assert [(one["reference"], one["code"], one["field"]) for one in done.detail["refused"]] == [
        (draft, "stage", "reference"), ("DEMO-999999", "no_such_entry", "reference"),
    ]  # fmt: skip
    assert [force.state(one).stage for one in (first, second, draft)] == [Stage.ALLOCATED, Stage.ALLOCATED, Stage.DRAFT]
    assert set(done.entries) == {force.state(first).id, force.state(second).id}


def test_where_nothing_can_be_done_nothing_is_written(force: Force) -> None:
    draft = force.wants("DRAFT")
    refused: list[Refusal] = []
    tried: tuple[dict[str, Any], ...] = (
        {"references": draft, "owner": "DEMO-PC"},
        {"references": ",", "owner": "DEMO-PC"},
        {"references": f"{draft}@x", "owner": "DEMO-PC"},
        {"references": draft, "owner": "NOBODY"},
    )
    for words in tried:
        before = force.rows()
        with pytest.raises(Refusal) as error:
            force.does("bulk-allocate", **words)
        refused.append(error.value)
        assert force.rows() == before
    assert [error.code for error in refused] == ["stage", "missing_word", "not_accepted", "stage"]
    with pytest.raises(NotAllowed) as constable:
        force.does("bulk-allocate", officer=force.officers.pc, references=draft, owner="DEMO-PC")
    assert constable.value.code == "rank"
    with pytest.raises(Invalid) as many:
        force.does("bulk-allocate", references=[f"DEMO-{number:06}" for number in range(501)], owner="DEMO-PC")
    assert many.value.code == "too_many"


def test_bands_are_raised_at_once_and_lowered_together_by_a_second_officer(force: Force) -> None:
    low, high, other = (force.wants_and_accepts(name, band) for name, band in (("A", Band.STANDARD), ("B", Band.HIGH), ("C", Band.HIGH)))
    done = force.does("bulk-regrade", references=[low, high, other], band="medium", rationale="Reviewed together")
    assert done.detail["done"] == [low]
    assert done.detail["waiting"] == [high, other]
    assert [force.state(one).band for one in (low, high, other)] == [Band.MEDIUM, Band.HIGH, Band.HIGH]
    with pytest.raises(NotAllowed) as own:
        force.does("approve", proposal=done.proposal)
    assert own.value.code == "second-officer"
    force.tries(other)
    approved = force.does("approve", officer=force.officers.ps2, proposal=done.proposal)
    assert approved.detail["done"] == [high]
    assert [(one["reference"], one["code"]) for one in approved.detail["refused"]] == [(other, "clash")]
    assert [force.state(one).band for one in (high, other)] == [Band.MEDIUM, Band.HIGH]


def test_up_to_five_are_closed_at_once_and_more_wait_for_a_second_officer(force: Force) -> None:
    few, many = _cleared(force, 5), _cleared(force, 6)
    with pytest.raises(NotAllowed) as recorder:
        force.does("bulk-close", references=few, **CLOSING)
    assert recorder.value.code == "second-officer"
    assert force.does("bulk-close", officer=force.officers.ps2, references=few, **CLOSING).proposal is None
    assert {force.state(one).stage for one in few} == {Stage.CLOSED}
    proposal = force.does("bulk-close", officer=force.officers.ps2, references=many, **CLOSING).proposal
    assert {force.state(one).stage for one in many} == {Stage.CLEARING}
    before = _lines(force)
    force.does("approve", officer=force.officers.insp, proposal=proposal)
    assert _lines(force) == before + 1
    assert {force.state(one).stage for one in many} == {Stage.CLOSED}


def test_an_approval_of_what_can_no_longer_be_done_is_refused(force: Force) -> None:
    many = _cleared(force, 6)
    proposal = force.does("bulk-close", references=many, **CLOSING).proposal
    force.does("bulk-close", officer=force.officers.ps2, references=many[:5], **CLOSING)
    force.does("close", many[5], officer=force.officers.ps2, **CLOSING)
    before = force.rows()
    with pytest.raises(NotAllowed) as refused:
        force.does("approve", officer=force.officers.insp, proposal=proposal)
    assert refused.value.code == "stage"
    assert force.rows() == before


def test_one_attempt_for_several_is_recorded_of_each_and_what_is_refused_is_listed(force: Force) -> None:
    first, second = force.wants_and_accepts("INVENTED"), force.wants_and_accepts("OTHER")
    gone = _cleared(force, 1)[0]
    before = _lines(force)
    words: dict[str, Any] = {
        "at": "now",
        "kind": "visit",
        "where": "Invented Street",
        "result": "no_reply",
        "next_by": "+4h",
        "officers": "DEMO-PC",
    }
    done = force.does("bulk-log-attempt", officer=force.officers.pc, references=[first, gone, second], **words)
    assert _lines(force) == before + 1
    assert done.detail["done"] == [first, second]
    assert [(one["reference"], one["code"]) for one in done.detail["refused"]] == [(gone, "stage")]
    assert [force.state(one).attempt_count for one in (first, second, gone)] == [1, 1, 0]
    with pytest.raises(Refusal) as nobody:
        force.does("bulk-log-attempt", references=[gone], **words)
    assert nobody.value.code == "stage"


def test_markers_of_several_are_set_and_looked_at_again_together(force: Force) -> None:
    first, second = force.wants_and_accepts("INVENTED"), force.wants_and_accepts("OTHER")
    with pytest.raises(Refusal) as none_yet:
        force.does("bulk-verify", references=[first, second])
    assert none_yet.value.code == "circulation"
    force.does("bulk-set-circulation", references=[first, second], state="circulated", reference="R1", level="national")
    force.does("bulk-verify", references=[first, second], result="Showing")
    assert {force.state(one).verified_at for one in (first, second)} == {force.now}
    force.does("bulk-add-note", references=[first, second], text="Seen together", kind="intelligence")
