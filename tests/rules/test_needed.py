"""What a form marks as needed for a choice is what the rules refuse the deed without."""

from datetime import UTC, datetime

import pytest

from wantedtrack.errors import Invalid, NotAllowed
from wantedtrack.rules.circulation import FOLLOWS, refuse_unless_follows
from wantedtrack.rules.entry import Circulation, Outcome, Stage
from wantedtrack.rules.needed import needed_words
from wantedtrack.rules.outcomes import OutcomeGiven, told_of

NOW = datetime(2026, 3, 2, 14, tzinfo=UTC)


def given(outcome: Outcome, *words: str) -> OutcomeGiven:
    texts = {"rationale": "rationale", "place": "court", "court-reference": "court_reference", "carried-by": "carried_by", "of": "of"}
    told = {texts[word]: "Some words" for word in words if word in texts}
    return OutcomeGiven(outcome, NOW, carried_by_when=NOW if "carried-by-when" in words else None, **told)


@pytest.mark.parametrize("outcome", Outcome)
def test_an_outcome_is_refused_without_what_is_marked_as_needed_and_taken_with_it(outcome: Outcome) -> None:
    owed = needed_words("record-outcome", {"outcome": outcome.value})
    if owed:
        with pytest.raises(Invalid) as refused:
            told_of(given(outcome))
        assert refused.value.field in {*owed, "rationale"}
    told_of(given(outcome, *owed))
    told_of(given(outcome, "rationale"))
    assert set(needed_words("record-outcome", {"outcome": outcome.value, "rationale": "Why"})) <= {"rationale"}


@pytest.mark.parametrize("stage", [Stage.ACTIVE, Stage.CLEARING])
@pytest.mark.parametrize("after", Circulation)
def test_a_step_on_pnc_owes_a_reason_where_it_is_marked(after: Circulation, stage: Stage) -> None:
    before = next((state for state in Circulation if after in FOLLOWS[state]), None)
    assert before is not None
    owed = needed_words("set-circulation", {"state": after.value}, stage)
    if owed:
        with pytest.raises(NotAllowed):
            refuse_unless_follows(before, after, stage=stage, reason=None)
        assert owed == {"reason": "state"}
    else:
        refuse_unless_follows(before, after, stage=stage, reason=None)
