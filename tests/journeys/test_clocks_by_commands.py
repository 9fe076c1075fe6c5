"""What a force lives through with its clocks, by commands alone: a weekend without a desktop over each change of the clocks, a policy rehearsed
and adopted, a promise that runs past the end of a shift with nobody coming on, a pause, a clock that is wrong.
"""

from pathlib import Path
from typing import Any

import pytest

from tests.journeys.program import CHECKED, Program

CHECKLIST = "{" + ", ".join(f'"{key}": "yes"' for key in CHECKED) + "}"


@pytest.fixture(params=["embedded", pytest.param("shared", marks=pytest.mark.full)])
def database(request: pytest.FixtureRequest) -> str | None:
    """None for the home's own store, or the URL of an empty database on PostgreSQL."""
    if request.param == "embedded":
        return None
    return request.getfixturevalue("make_database")()


@pytest.fixture
def begun(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, database: str | None) -> Program:
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.fail.Keyring")
    made = Program.in_one_process(tmp_path / "home")
    made.database = database
    return made


def wanted_at(program: Program, at: str, band: str = "high") -> str:
    """An entry outstanding, added and accepted at this instant, not to be circulated."""
    words = ("--category", "wanted", "--surname", "PLACEHOLDER", "--became-outstanding-at", at, "--offence", "Theft")
    reference = program.does("do", "add-entry", *words, at=at)["reference"]
    program.does("do", "accept", reference, "--band", band, "--rationale", "Invented", "--checklist", CHECKLIST, at=at)
    program.does("do", "set-circulation", reference, "--state", "not_required", "--reason", "Invented", at=at)
    return reference


def why_of(program: Program, reference: str, clock: str, at: str) -> dict[str, Any]:
    (found,) = program.does("why", reference, "--clock", clock, at=at)["clocks"]
    return found


@pytest.mark.parametrize(
    ("friday", "due", "gap", "hours"),
    [
        ("2026-03-27T18:00:00Z", "2026-03-28T18:00:00Z", "from Fri 27 Mar 18:00 to Mon 30 Mar 07:00", 60),
        ("2026-10-23T17:00:00Z", "2026-10-24T17:00:00Z", "from Fri 23 Oct 18:00 to Mon 26 Oct 07:00", 62),
    ],
    ids=["spring", "autumn"],
)
def test_a_weekend_without_a_desktop_over_a_change_of_the_clocks(begun: Program, friday: str, due: str, gap: str, hours: int) -> None:
    """By the wall the gap is 61 hours both times; the seconds that passed are what counts, an hour fewer or more."""
    monday = "2026-03-30T06:00:00Z" if friday.startswith("2026-03") else "2026-10-26T07:00:00Z"
    begun.does("init", "--demonstration", at=friday)
    reference = wanted_at(begun, friday)
    begun.does("sweep", at=friday)
    swept = begun.does("sweep", at=monday)
    assert swept["unwatched"] == [{"from": friday, "to": monday, "crossed": len(swept["crossed"])}]
    mine = {(one["clock"], one["level"]): (one["due_at"], one["late"]) for one in swept["crossed"] if one["reference"] == reference}
    assert mine["arrest", 1] == (due, True)
    arrest = why_of(begun, reference, "arrest", monday)
    assert arrest["elapsed_s"] == hours * 3600
    assert arrest["levels"][1]["crossed_at"] is None
    entry = begun.does("queue", at=monday)["entries"][0]
    assert entry["overdue_s"] == hours * 3600 - 8 * 3600
    about = [one for one in begun.does("inbox", "--for", "inspector", at=monday)["notices"] if one["reference"] == reference]
    assert len(about) == 1
    assert begun.does("sweep", at=monday)["crossed"] == []
    begun.does("handover", "prepare", at=monday)
    brief = begun.does("brief", "--for", "inspector", at=monday)
    assert any(gap in line for line in brief["lines"])


def test_a_policy_is_rehearsed_and_adopted_and_what_was_told_before_still_explains_itself(begun: Program, tmp_path: Path) -> None:
    begun.does("init", "--demonstration")
    reference = wanted_at(begun, "2026-03-02T09:00:00Z")
    begun.does("sweep", at="2026-03-02T17:00:00Z")
    before = why_of(begun, reference, "attempt", "2026-03-02T18:00:00Z")
    text = begun.does("policy", "show", at="2026-03-02T18:00:00Z")["text"]
    file = tmp_path / "stricter.toml"
    head, high, tail = text.partition("[limits.wanted.high]")
    for key in ("sergeant", "inspector"):
        tail = tail.replace(f'{key} = "24 h"', f'{key} = "6 h"', 1)
    file.write_text(head + high + tail, encoding="utf-8")
    at = "2026-03-02T18:00:00Z"
    rehearsed = begun.does("policy", "rehearse", str(file), at=at)
    assert rehearsed["would_reach"]["inspector"] == 1
    asked = begun.does("policy", "adopt", str(file), at=at, collar="DEMO-CI")["proposal"]
    assert begun.refused("do", "approve", "--proposal", str(asked), at=at, collar="DEMO-CI") == (3, "second-officer")
    begun.does("do", "approve", "--proposal", str(asked), at=at, collar="DEMO-SUPT")
    arrest = why_of(begun, reference, "arrest", "2026-03-02T18:05:00Z")
    assert arrest["policy_version"] == 2
    assert (arrest["levels"][0]["due_at"], arrest["levels"][0]["crossed_at"]) == ("2026-03-02T15:00:00Z", at)
    after = why_of(begun, reference, "attempt", "2026-03-02T18:05:00Z")
    assert (after["levels"], before["levels"][0]["crossed_at"]) == (before["levels"], "2026-03-02T17:00:00Z")
    reached = [one for one in begun.does("inbox", "--for", "inspector", at=at)["notices"] if one["reference"] == reference]
    assert len(reached) == 1
    assert begun.does("verify", at="2026-03-02T18:05:00Z")["state"] == "intact"


def test_a_promise_past_the_end_of_a_shift_with_nobody_coming_on_goes_to_the_next_rank_once(begun: Program, tmp_path: Path) -> None:
    begun.does("init", "--demonstration")
    reference = wanted_at(begun, "2026-03-02T09:00:00Z")
    roster = tmp_path / "roster.csv"
    rows = ("DEMO-PS,02/03/2026 07:00,02/03/2026 19:00", "DEMO-INSP,02/03/2026 07:00,03/03/2026 07:00")
    roster.write_text("\n".join(("collar,start,end", *rows)), encoding="utf-8")
    begun.does("roster", str(roster))
    for hour in range(10, 18):
        begun.does("sweep", at=f"2026-03-02T{hour}:00:00Z")
    now = "2026-03-02T17:05:00Z"
    begun.does("sweep", at=now)
    (mine,) = [one for one in begun.does("inbox", "--for", "sergeant", at=now)["notices"] if one["clock"] == "attempt"]
    promised = begun.does(
        "do", "acknowledge", "--notice", str(mine["notice"]), "--next-step", "Visit", "--by", "2026-03-02T23:00:00Z", at=now
    )
    assert promised["changes"]["lapses_at"] == "2026-03-02T19:30:00Z"
    gone = begun.does("roster", at="2026-03-02T19:05:00Z")
    assert [one["collar"] for one in gone["on_duty"]] == ["DEMO-INSP"]
    assert begun.does("sweep", at="2026-03-02T19:25:00Z")["lapsed_acknowledgements"] == 0
    assert begun.does("sweep", at="2026-03-02T19:31:00Z")["lapsed_acknowledgements"] == 1
    reached = [
        one for one in begun.does("inbox", "--for", "inspector", at="2026-03-02T19:31:00Z")["notices"]
        if (one["reference"], one["clock"], one["for_information"]) == (reference, "attempt", False)
    ]  # fmt: skip
    assert len(reached) == 1
    again = begun.does("sweep", at="2026-03-02T19:40:00Z")
    assert (again["lapsed_acknowledgements"], again["notices"]) == (0, 0)


def test_wrong_untils_and_wrong_times_are_refused_in_words_and_nothing_is_uncrossed(begun: Program) -> None:
    begun.does("init", "--demonstration")
    reference = wanted_at(begun, "2026-03-02T09:00:00Z")
    begun.does("sweep", at="2026-03-02T17:30:00Z")
    at = "2026-03-02T18:00:00Z"
    crossed = why_of(begun, reference, "attempt", at)["levels"]
    suspend = ("do", "suspend", reference, "--reason", "in_hospital", "--until")
    for until, code in (
        ("2026-03-02T17:59:00Z", "in_the_past"),
        ("2026-03-30T19:00:00Z", "too_long"),
        ("next summer", "bad_date"),
    ):
        answer = begun(*suspend, until, at=at, collar="DEMO-INSP")
        assert (answer.code, answer.json["error"]["code"], answer.json["error"]["field"]) == (3, code, "until")
        assert code == "bad_date" or "Nothing was changed" in answer.json["error"]["message"]
    assert begun.refused("sweep", at="2026-03-02T17:00:00Z") == (3, "before_journal")
    assert begun.refused("do", "add-note", reference, "--text", "x", at="2026-03-02T17:00:00Z") == (3, "before_journal")
    assert why_of(begun, reference, "attempt", "2026-03-02T18:30:00Z")["levels"] == crossed
    begun.does(*suspend, "2026-03-29T01:30:00+00:00", at=at, collar="DEMO-INSP")
    assert begun.does("sweep", at="2026-03-29T01:29:00Z")["ended_pauses"] == []
    assert begun.does("sweep", at="2026-03-29T01:31:00Z")["ended_pauses"] == [reference]
    assert why_of(begun, reference, "attempt", "2026-03-29T01:31:00Z")["levels"] == crossed
