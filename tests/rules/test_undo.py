"""The reverse of a deed is worked out from what it wrote, and a deed without one says so."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from wantedtrack.rules.stages import TABLE
from wantedtrack.rules.undo import cannot_be_undone, may_have_reverse, read_done, reverse_of, undo_in_words

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)


def _changed(**fields: list[Any]) -> dict[str, Any]:
    return {"changed": "entry", "id": 1, "fields": fields}


CASES: list[tuple[str, dict[str, Any], str, str, dict[str, Any]]] = [
    ("regrade", _changed(band=["high", "medium"]), "regrade", "Puts the band back to high.", {"band": "high", "rationale": "Undone"}),
    (
        "regrade", _changed(band=["standard", "medium"]), "regrade", "Puts the band back to standard, once a second officer approves.",
        {"band": "standard", "rationale": "Undone"},
    ),
    ("suspend", _changed(stage=["active", "suspended"]), "resume", "Ends the suspension now.", {"reason": "Undone"}),
    ("locate", _changed(stage=["active", "located"]), "not-located", "Brings the entry back to its earlier stage.", {"reason": "Undone"}),
    ("add-entry", {"added": "entry", "id": 1, "row": {}}, "discard-draft", "Discards the draft as recorded in error.", {"reason": "recorded_in_error"}),
    (
        "rebail", _changed(became_outstanding_at=["2026-03-03T09:00:00.000000Z", "2026-03-04T09:00:00.000000Z"]), "rebail", "Puts the bail date back.",
        {"at": NOW + timedelta(days=1), "by": "Undone"},
    ),
]  # fmt: skip


@pytest.mark.parametrize(("deed", "line", "reverse", "sentence", "words"), CASES, ids=[f"{deed}-{n}" for n, (deed, *_) in enumerate(CASES)])
def test_a_deed_has_its_reverse_with_words_and_sentence(
    deed: str, line: dict[str, Any], reverse: str, sentence: str, words: dict[str, Any]
) -> None:
    found = reverse_of(deed, read_done([line]), now=NOW)
    assert found is not None
    assert (found.deed, found.sentence, dict(found.words)) == (reverse, sentence, words)
    assert undo_in_words(deed, [line], now=NOW) == sentence


@pytest.mark.parametrize(
    ("deed", "line"),
    [
        ("allocate", _changed(owner_id=[None, 3])),
        ("suspend", _changed(restricted=[False, True])),
        ("locate", _changed(stage=["suspended", "located"])),
        ("locate", {"added": "whereabouts", "id": 1, "row": {}}),
        ("rebail", _changed(became_outstanding_at=["2026-03-01T09:00:00.000000Z", "2026-03-04T09:00:00.000000Z"])),
        ("log-attempt", _changed(attempt_count=[0, 1])),
    ],
)
def test_what_cannot_be_taken_back_exactly_has_no_reverse(deed: str, line: dict[str, Any]) -> None:
    assert reverse_of(deed, read_done([line]), now=NOW) is None


@pytest.mark.parametrize("deed", sorted(TABLE))
def test_a_deed_may_have_a_reverse_or_says_that_it_has_none_but_never_both(deed: str) -> None:
    said = cannot_be_undone(deed)
    assert not (may_have_reverse(deed) and said)
    assert said is None or said.endswith(".")
