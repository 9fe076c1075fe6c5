"""The bars of an entry's clocks say which figure they show, and what rests says until when and how much is left."""

from datetime import timedelta

from tests.deeds.force import Force
from tests.fixtures_store import Officers
from ui.entry.clock_bars import Running, running
from wantedtrack.rules.entry import Band, ClockName
from wantedtrack.store import why
from wantedtrack.store.database import Store
from wantedtrack.store.entry_state import find_reference


def bars(force: Force, reference: str) -> dict[ClockName, Running]:
    with force.store.reading() as connection:
        told = why.explain(connection, find_reference(connection, reference), reader=force.officers.ps, now=force.now)
    return {bar.name: bar for bar in running(told, force.now)}


def test_a_bar_shows_the_limit_that_holds_now_and_tells_of_the_one_before(embedded_store: Store, officers: Officers) -> None:
    force = Force(embedded_store, officers)
    reference = force.wants_and_accepts("INVENTED", Band.STANDARD)
    force.forward(days=8)
    force.sweeps()
    force.does("regrade", reference, band="high", rationale="Weapons")
    bar = bars(force, reference)[ClockName.ATTEMPT]
    assert bar.words == "7 d over by the limit now, sergeant told"
    assert "by the limit that holds now" in bar.exact
    assert "by the limit before, due 09/03/2026 09:00" in bar.exact
    assert "by the limit" not in bars(force, reference)[ClockName.CIRCULATE].words.replace("by the limit now", "")


def test_a_bar_that_rests_says_until_when_and_what_is_left_then(embedded_store: Store, officers: Officers) -> None:
    force = Force(embedded_store, officers)
    reference = force.wants_and_accepts("INVENTED", Band.STANDARD)
    force.forward(days=2)
    force.does("suspend", reference, officer=officers.insp, reason="in_hospital", until=force.now + timedelta(days=10))
    force.forward(days=1)
    bar = bars(force, reference)[ClockName.ATTEMPT]
    assert bar.words == "rests to 14/03, then 5 d left"
    assert bar.exact == "rests until 14/03/2026 09:00 at most, then 5 d left; began 02/03/2026 09:00"
    assert round(bar.share, 2) == round(2 / 7, 2)
    force.forward(days=12)
    force.sweeps()
    assert bars(force, reference)[ClockName.ATTEMPT].words.startswith("2 d") or "by" in bars(force, reference)[ClockName.ATTEMPT].words
