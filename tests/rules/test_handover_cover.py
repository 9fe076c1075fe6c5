"""The first sheet of a handover: read in a minute, its arithmetic in short lines, and sealed as ever where it was prepared before there were any."""

from dataclasses import replace
from datetime import timedelta

from tests.exchange.contents import NOW, content_with
from wantedtrack.rules.entry import ClockName
from wantedtrack.rules.handover import Before, HandoverContent, Signatures, content_from
from wantedtrack.rules.handover_cover import cover_rows, handover_seal
from wantedtrack.rules.handover_glance import glance
from wantedtrack.rules.handover_said import ReadBack, Remark, Said
from wantedtrack.rules.handover_sheets import in_one_sentence
from wantedtrack.rules.ranks import Rank
from wantedtrack.rules.why_words import Sum, why_lines

SEALED = Signatures("DEMO-PS", "2026-03-02T17:00:00Z", "DEMO-PS2", "2026-03-02T17:10:00Z")
BEGAN = NOW - timedelta(hours=10)
SEAL_OF_AN_EARLIER_VERSION = "0aa9a20c64d6a63bfc1a0ed377d984fb7a846eb5bdd2f0461080518394c52336"


def _of_an_earlier_version() -> HandoverContent:
    content = replace(
        content_with("INVENTED", "OTHER"),
        high_references=("DEMO-000001",),
        why={
            "DEMO-000001": "Red (high): INVENTED, Test, Theft. Arrest: Fri 20 Feb 10:00 and 24 h is due Sat 21 Feb 10:00. No arrest has been made for 10 d 7 h."
        },
        before=Before("2026-03-01-night", {"Full queue": 1}, 0),
        worse=("Full queue: 2, 1 more than at the last handover.",),
        told=("No desktop was running from Mon 2 Mar 01:00 to Mon 2 Mar 02:00.",),
        sheets=(),
    )
    plain = content.as_plain()
    del plain["glance"]
    return content_from(plain)


def test_what_an_earlier_version_sealed_still_has_its_seal() -> None:
    said = Said((Remark("DEMO-000001", "A dog", "DEMO-PS", "2026-03-02T17:00:00Z"),), (ReadBack("DEMO-000001", "DEMO-PS2"),))
    assert handover_seal(_of_an_earlier_version(), SEALED, said) == SEAL_OF_AN_EARLIER_VERSION


def test_the_glance_stands_before_everything_but_the_notices() -> None:
    content = replace(content_with(), glance=("One.", "Two.", "Three."))
    rows = [(row.label, row.value) for row in cover_rows(content, SEALED, Said()) if row.style != "notice"]
    assert rows[:3] == [("At a glance", "One."), ("At a glance", "Two."), ("At a glance", "Three.")]
    assert rows[3][0] == "Shift"


def test_a_glance_says_what_the_counts_prove() -> None:
    none = glance(content_with().sheets, high=0, restricted=0, now=NOW)
    assert none[0] == "0 entries in the queue, 0 of them high."
    assert none[1] == "Nothing falls due before the end of the coming shift."
    one = glance(content_with("INVENTED").sheets, high=1, restricted=1, now=NOW)
    assert one[0] == "1 entry in the queue, 1 of them high. 1 more is restricted and known by number only."
    assert one[1] == "1 entry falls due before the end of the coming shift; none is over yet."
    many = glance(content_with("INVENTED", "OTHER").sheets, high=2, restricted=2, now=NOW + timedelta(hours=3, seconds=20))
    assert many[0].endswith("2 more are restricted and known by number only.")
    assert many[1] == "2 entries fall due before the end of the coming shift; 2 of them are over already, the longest by 3 h."
    assert many[2] == "2 not circulated yet, 2 never tried, 0 awaiting cleardown, 0 to answer bail within 24 hours."


def _sum(clock: ClockName = ClockName.ATTEMPT, hours: float = 8, **more: object) -> Sum:
    limit = timedelta(hours=hours)
    given: dict[str, object] = {"due_at": BEGAN + limit, **more}
    return replace(Sum(clock, BEGAN, limit, None), **given)


def test_a_clock_is_one_short_line_that_can_be_done_again_by_hand() -> None:
    assert _sum(reached=Rank.SERGEANT).line(NOW) == "Attempt 2 h over: Mon 2 Mar 07:00 + 8 h = Mon 2 Mar 15:00. Sergeant told."
    coming = _sum(ClockName.VERIFY, 24, next_rank=Rank.SERGEANT, next_at=BEGAN + timedelta(hours=24))
    assert coming.line(NOW) == "Verify due in 14 h: Mon 2 Mar 07:00 + 24 h = Tue 3 Mar 07:00. Sergeant then."
    repeated = _sum(reached=Rank.SERGEANT, next_rank=Rank.SERGEANT, next_at=NOW + timedelta(hours=1))
    assert repeated.line(NOW).endswith("Sergeant told, again Mon 2 Mar 18:00.")
    higher = _sum(reached=Rank.SERGEANT, next_rank=Rank.INSPECTOR, next_at=NOW, is_by_earlier_figures=True)
    assert higher.line(NOW).endswith("Sergeant told (earlier limit), inspector at the next check.")
    paused = _sum(due_at=BEGAN + timedelta(hours=9))
    assert paused.line(NOW) == "Attempt 1 h over: Mon 2 Mar 07:00 + 8 h + 1 h of pause = Mon 2 Mar 16:00."
    resting = _sum(due_at=None, rests_until=NOW + timedelta(days=1))
    assert resting.line(NOW) == "Attempt rests until Tue 3 Mar 17:00 at most: Mon 2 Mar 07:00 + 8 h, without the pause."
    assert _sum(hours=10).line(NOW) == "Attempt due now: Mon 2 Mar 07:00 + 10 h = Mon 2 Mar 17:00."
    assert "limits are not known" in _sum(is_lost=True).line(NOW)


def test_only_what_presses_has_a_line_and_the_rest_is_named_with_its_time() -> None:
    pressing, later = _sum(reached=Rank.SERGEANT), _sum(ClockName.REVIEW, 48)
    said = why_lines("Red (high): INVENTED, Test, Theft.", (pressing, later), now=NOW, until=NOW + timedelta(hours=8)).split("\n")
    assert said == ["Red (high): INVENTED, Test, Theft.", pressing.line(NOW), "Due later: review Wed 4 Mar 07:00."]
    assert why_lines("INVENTED", (), now=NOW, until=NOW).endswith("No clock of it is running.")


def test_what_to_do_is_one_sentence_and_a_typed_plan_keeps_its_points() -> None:
    assert in_one_sentence("Nobody owns it. Give it to an officer, with a plan.") == "Nobody owns it; give it to an officer, with a plan."
    assert in_one_sentence("Ask at No. 4. MAKEPEACE knows. Try late.") == "Ask at No. 4. MAKEPEACE knows; try late."
