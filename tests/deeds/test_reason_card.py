"""The reason card: warnings first, the right power, who decided and circulated, and nothing of a victim."""

from typing import Any

import pytest

from tests.deeds.force import POLICY_TEXT, Force
from tests.deeds.test_details import OWN
from wantedtrack.errors import NotAllowed
from wantedtrack.exchange.reason_card_page import as_html, as_text
from wantedtrack.rules.entry import Category
from wantedtrack.rules.policy_file import read_policy
from wantedtrack.rules.powers import POWERS
from wantedtrack.rules.reason_card import CONFIRM, ReasonCard
from wantedtrack.rules.search_words import read_query
from wantedtrack.store import queue, reading
from wantedtrack.store.reason_card_reading import read_reason_card


def _card(force: Force, reference: str, **more: Any) -> ReasonCard:
    with force.store.reading() as connection:
        return read_reason_card(connection, force.state(reference).id, reader=more.get("reader", force.officers.pc), now=force.now)


def _part(card: ReasonCard, heading: str) -> str:
    return "\n".join(next(part.lines for part in card.parts if part.heading == heading))


@pytest.mark.parametrize(
    ("category", "act"),
    [
        (Category.WANTED, "Police and Criminal Evidence Act 1984 s.24"), (Category.FORENSIC, "Police and Criminal Evidence Act 1984 s.24"),
        (Category.BAIL_FAILURE, "Police and Criminal Evidence Act 1984 s.46A(1)"), (Category.WARRANT, "Magistrates' Courts Act 1980 ss.125 and 125D"),
        (Category.RECALL, "Prison Act 1952 s.49(1)"),
    ],
)  # fmt: skip
def test_each_category_names_its_power_and_what_to_do_on_arrest(force: Force, category: Category, act: str) -> None:
    reference = force.wants_and_accepts("INVENTED", category=category, born="1990-01-01", **OWN[category])
    card = _card(force, reference)
    assert act in _part(card, "Power")
    assert POWERS[category].on_arrest in _part(card, "On arrest")
    assert reference in _part(card, "On arrest")
    assert not {own.lower() for own in card.missing} & {
        "grounds for arrest",
        "court",
        "prison",
        "laboratory reference",
        "station appointed",
    }


def test_warnings_stand_first_and_the_card_says_who_decided_and_who_circulated(force: Force) -> None:
    reference = force.wants_and_accepts("NGUYỄN", forenames="Test An", **OWN[Category.WANTED])
    force.does("add-warning", reference, words="Carries a knife", code="WE", confirmed_on="2026-01-05")
    force.does("set-circulation", reference, officer=force.officers.pc, state="circulated", reference="26/WM/1", level="national")
    card = _card(force, reference)
    assert card.parts[0].heading == "Warnings"
    assert "WE: Carries a knife (confirmed 05/01/2026)" in card.parts[0].lines
    decided = _part(card, "Decided and circulated")
    assert "Decided: by DEMO-PS" in decided
    assert "Circulated on 02/03/2026 09:00 by DEMO-PC" in decided
    assert "26/WM/1" in decided
    assert as_text(card).count(CONFIRM) == 2


def test_what_is_missing_is_named_and_asked_for_next(force: Force) -> None:
    reference = force.wants("INVENTED")
    card = _card(force, reference)
    assert {"Grounds for arrest", "Necessity", "Date of birth", "Acceptance by a sergeant"} <= set(card.missing)
    assert "not held" in _part(card, "Grounds")
    with force.store.reading() as connection:
        detail = reading.show(connection, force.state(reference).id, reader=force.officers.pc, now=force.now)
    asked = {one.deed: one.sentence for one in detail.asks}
    assert asked["set-details"].startswith("Fill in grounds for arrest and necessity")


def test_nothing_of_a_victim_or_of_the_notes_is_on_the_card(force: Force) -> None:
    reference = force.wants_and_accepts("INVENTED")
    force.does("add-note", reference, text="The victim PLANTED NAME was told", kind="fact")
    force.does("record-review", reference, findings="PLANTED NAME moved", direction="PLANTED NAME again")
    force.tries(reference, remark="PLANTED NAME opened", next_step="PLANTED NAME")
    card = _card(force, reference)
    assert "PLANTED" not in as_text(card) + as_html(card)


def test_what_a_person_typed_stays_text_on_the_page(force: Force) -> None:
    reference = force.wants_and_accepts("<script>alert(1)</script>", grounds="<img src=x onerror=y>")
    page = as_html(_card(force, reference))
    assert "<script>" not in page
    assert "<img" not in page
    assert "&lt;script&gt;" in page


def test_a_restricted_entry_has_no_card_for_others(force: Force) -> None:
    reference = force.wants_and_accepts("INVENTED")
    until = "2026-03-10T09:00:00Z"
    force.does("suspend", reference, officer=force.officers.ci, reason="covert", until=until)
    with pytest.raises(NotAllowed) as refused:
        _card(force, reference)
    assert refused.value.code == "restricted"
    assert _card(force, reference, reader=force.officers.insp).reference == reference


def test_a_marker_about_to_be_weeded_is_asked_for_and_found(force: Force) -> None:
    soon, later = force.wants_and_accepts("SOON"), force.wants_and_accepts("LATER")
    force.does("set-circulation", soon, state="circulated", reference="INV/1", weed_date="2026-03-29")
    force.does("set-circulation", later, state="circulated", reference="INV/2", weed_date="2026-04-10")
    with force.store.reading() as connection:
        query = read_query("weed:<28d", now=force.now)
        found = queue.ordered_ids(connection, query, reader=force.officers.pc, now=force.now, shift_ends_at=None)
        detail = reading.show(connection, force.state(soon).id, reader=force.officers.pc, now=force.now)
        other = reading.show(connection, force.state(later).id, reader=force.officers.pc, now=force.now)
    assert list(found) == [force.state(soon).id]
    assert [one.sentence for one in detail.asks if one.deed == "set-circulation"] == [
        "PNC/LEDS weeds the marker in 27 days: renew it there, and record the new weed date."
    ]
    assert not [one for one in other.asks if one.deed == "set-circulation"]
    force.does("set-circulation", soon, state="cancelled", reason="Already arrested elsewhere")
    with force.store.reading() as connection:
        assert not queue.ordered_ids(connection, query, reader=force.officers.pc, now=force.now, shift_ends_at=None)


def test_the_page_holds_steps_looks_dates_and_where_it_was_tried(force: Force) -> None:
    reference = force.wants_and_accepts("INVENTED")
    home = force.does("add-address", reference, lines="1 Invented Road").detail["address"]
    force.does("set-circulation", reference, state="requested")
    force.does("set-circulation", reference, state="circulated")
    force.does("verify-circulation", reference, result="Showing")
    force.tries(reference, address=home)
    patterns = read_policy(POLICY_TEXT, file_name="default.toml").shift_patterns
    with force.store.reading() as connection:
        detail = reading.show(connection, force.state(reference).id, reader=force.officers.pc, now=force.now)
    assert [(step.state.value, step.by) for step in detail.circulation_steps] == [("circulated", "DEMO-PS"), ("requested", "DEMO-PS")]
    assert [(look.result, look.by) for look in detail.verifications] == [("Showing", "DEMO-PS")]
    assert detail.circulation.decided_at == detail.row.became_outstanding_at
    assert (home, "early") not in reading.tried_at(detail, patterns).not_tried
    assert (home, "late") in reading.tried_at(detail, patterns).not_tried
