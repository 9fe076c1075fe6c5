"""Read back years later: how an entry and all that hangs on it stood at any instant, and which row of which extract it came from."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from tests.deeds.force import Force
from tests.exchange.extracts import EXPECTED, example, read
from wantedtrack.deeds.importing import import_extract
from wantedtrack.rules.entry import Band
from wantedtrack.store.as_it_stood import as_it_stood, as_json
from wantedtrack.store.history_reading import history


def _stood(force: Force, reference: str, at: Any) -> dict[str, Any]:
    with force.store.reading() as connection:
        return as_json(as_it_stood(connection, force.state(reference).id, at, reader=force.officers.insp))


def _lives(force: Force, reference: str) -> Iterator[str]:
    """One deed an hour, each changing something else that hangs on the entry or its person."""
    officers = force.officers
    deeds: list[tuple[str, Any, dict[str, Any]]] = [
        ("add-note", officers.ps, {"text": "Seen in town", "kind": "intelligence"}),
        ("add-warning", officers.ps, {"words": "Violent", "code": "vi"}),
        ("add-address", officers.ps, {"lines": "1 Invented Road"}),
        ("set-circulation", officers.ps, {"state": "circulated", "reference": "R1"}),
        ("log-attempt", officers.ps, {"at": "now", "kind": "visit", "where": "Home", "result": "no_reply"}),
        ("record-review", officers.ps, {"findings": "Nothing", "direction": "Again"}),
        ("correct", officers.ps, {"field": "surname", "value": "Corrected", "reason": "Misread"}),
        ("correct", officers.ps, {"field": "grounds", "value": "Seen", "reason": "Was missing"}),
        ("suspend", officers.insp, {"reason": "safety", "until": "+20h"}),
        ("resume", officers.ps, {"reason": "Safe"}),
        ("locate", officers.ps, {"where": "HMP Invented"}),
        ("not-located", officers.ps, {"reason": "Released"}),
        ("regrade", officers.ps, {"band": "high", "rationale": "Weapons"}),
        ("allocate", officers.ps, {"owner": "DEMO-PC"}),
        ("record-outcome", officers.pc, {"outcome": "surrendered", "at": "now"}),
        ("set-circulation", officers.ps, {"state": "cancelled"}),
        ("close", officers.ps, {"recheck": "clear", "victim_informed": "yes", "cancellation_reference": "C1"}),
        ("reopen", officers.ps, {"reason": "The wrong man"}),
    ]
    for deed, officer, words in deeds:
        force.forward(hours=1)
        force.does(deed, reference, officer=officer, **words)
        yield deed


def test_an_entry_is_shown_as_it_stood_after_each_of_its_deeds(force: Force) -> None:
    reference = force.wants("INVENTED", born=date(1990, 1, 1))
    force.accepts(reference, Band.MEDIUM)
    seen: list[tuple[Any, dict[str, Any]]] = []
    for _ in _lives(force, reference):
        seen.append((force.now, _stood(force, reference, force.now)))
    assert len({str(document) for _, document in seen}) == len(seen)
    for at, document in seen:
        assert _stood(force, reference, at) == document
    early = seen[0][1]
    assert (early["person"]["surname"], early["own_fields"], early["warnings"], early["attempts"]) == ("INVENTED", {}, [], [])
    assert (early["stage"], early["band"], early["owner"], early["circulation"]) == ("unallocated", "medium", None, "not_yet")


def test_an_imported_entry_says_from_which_row_of_which_file(force: Force) -> None:
    name = "bail_returns_example.csv"
    extract = read(example(name), EXPECTED[name]["source"])
    import_extract(store=force.store, officer=force.officers.ps, now=force.now, extract=extract)
    with force.store.reading() as connection:
        first = history(connection, force.state("DEMO-000001").id, reader=force.officers.ps)[0]
    assert (first.deed, first.from_row) == ("import", f"{extract.file_name}, row {extract.rows[0].row}")
