"""What is typed and not saved: kept by officer, deed and subject, without a line of the journal, and gone when it should be."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from tests.deeds.force import Force
from wantedtrack.deeds.being_present import be_present
from wantedtrack.deeds.drafting import keep_draft
from wantedtrack.errors import NotAllowed
from wantedtrack.rules.entry import EntryId
from wantedtrack.rules.officers import Acting, whoever_this_is
from wantedtrack.store import drafts, journal, presences


def keep(force: Force, officer: Acting | None = None, about: str = "", deed: str = "add-entry", **words: Any) -> None:
    keep_draft(store=force.store, officer=officer or force.officers.ps, now=force.now, deed=deed, about=about, words=words, form="f" * 32)


def held(force: Force, officer: Acting | None = None) -> list[tuple[str, str, dict[str, Any]]]:
    with force.store.reading() as connection:
        found = drafts.of_officer(connection, (officer or force.officers.ps).officer)
    return [(one.deed, one.about, dict(one.words)) for one in found]


def lines(force: Force) -> int:
    with force.store.reading() as connection:
        return journal.head(connection).sequence


def test_the_newest_takes_the_place_of_what_was_kept_and_leaves_no_line(force: Force) -> None:
    before = lines(force)
    keep(force, surname="ZYX")
    keep(force, surname="ZYXW", born="3/11/87")
    keep(force, about="DEMO-1", deed="add-note", text="Half a thought \U0001f600")
    assert sorted(held(force)) == [
        ("add-entry", "", {"surname": "ZYXW", "born": "3/11/87"}),
        ("add-note", "DEMO-1", {"text": "Half a thought \U0001f600"}),
    ]
    assert held(force, force.officers.ps2) == []
    assert lines(force) == before
    keep(force)
    assert [deed for deed, _, _ in held(force)] == ["add-note"]


def test_what_waited_on_a_desktop_never_takes_the_place_of_something_newer(force: Force) -> None:
    keep(force, surname="NEWER")
    earlier = force.now - timedelta(hours=1)
    keep_draft(
        store=force.store,
        officer=force.officers.ps,
        now=force.now,
        deed="add-entry",
        about="",
        words={"surname": "OLDER"},
        begun_at=earlier,
    )
    assert held(force) == [("add-entry", "", {"surname": "NEWER"})]


def test_nobody_goes_on_with_it_for_four_weeks_and_it_is_forgotten(force: Force) -> None:
    keep(force, surname="FORGOTTEN")
    force.forward(days=29)
    keep(force, force.officers.ps2, surname="OTHER")
    assert held(force) == []
    assert held(force, force.officers.ps2) != []


def test_an_account_that_is_no_officer_keeps_nothing_in_the_store(force: Force) -> None:
    with pytest.raises(NotAllowed):
        keep(force, whoever_this_is("nobody", "TEST-PC-09"), surname="X")


def present(force: Force, officer: Acting, reference: str) -> list[tuple[str, str]]:
    with force.store.reading() as connection:
        return [(one.collar, one.desktop) for one in presences.others_at(connection, force.state(reference).id, officer, force.now)]


def test_who_else_has_an_entry_open_is_said_until_it_is_stale(force: Force) -> None:
    reference, ps, ps2 = force.wants("INVENTED"), force.officers.ps, force.officers.ps2
    entry, before = force.state(reference).id, lines(force)
    be_present(store=force.store, officer=ps, now=force.now, entry=entry)
    assert present(force, ps, reference) == []
    assert present(force, ps2, reference) == [("DEMO-PS", "TEST-PC-01")]
    force.forward(seconds=60)
    be_present(store=force.store, officer=ps2, now=force.now, entry=entry)
    assert present(force, ps, reference) == [("DEMO-PS2", "TEST-PC-01")]
    force.forward(seconds=60)
    assert present(force, ps2, reference) == []
    be_present(store=force.store, officer=ps2, now=force.now, entry=None)
    assert present(force, ps, reference) == []
    assert lines(force) == before


def test_since_when_somebody_is_there_is_kept_while_it_is_said_again_and_begins_anew_after_a_break(force: Force) -> None:
    reference, ps, ps2 = force.wants_and_accepts("INVENTED"), force.officers.ps, force.officers.ps2
    other = force.wants_and_accepts("OTHER")
    entry, came = force.state(reference).id, force.now

    def says(where: EntryId = entry) -> None:
        be_present(store=force.store, officer=ps2, now=force.now, entry=where)

    def since() -> list[tuple[datetime, datetime | None]]:
        with force.store.reading() as connection:
            return [(one.at, one.since) for one in presences.others_at(connection, entry, ps, force.now)]

    for _ in range(4):
        says()
        force.forward(seconds=30)
    assert since() == [(force.now - timedelta(seconds=30), came)]
    says(force.state(other).id)
    force.forward(seconds=30)
    says()
    assert since() == [(force.now, force.now)], "gone to another entry and come back"
    force.forward(minutes=5)
    says()
    assert since() == [(force.now, force.now)], "asleep for five minutes"


def test_nobody_is_present_at_an_entry_that_they_may_not_read(force: Force) -> None:
    reference = force.wants("COVERT")
    force.does("set-restricted", reference, officer=force.officers.insp, restricted="yes", reason="Covert work")
    with pytest.raises(NotAllowed):
        be_present(store=force.store, officer=force.officers.pc, now=force.now, entry=force.state(reference).id)
