"""A brief for a rank, made by hand and by itself, and files for notices: what leaves by itself names nobody."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.exchange.sheets_back import feet_of
from tests.journeys.program import Program
from wantedtrack.briefs import briefs_due, file_notices, make_briefs
from wantedtrack.clock import DemonstrationClock
from wantedtrack.deeds.escalation import sweep
from wantedtrack.opening import Opened, open_home
from wantedtrack.rules.ranks import Rank
from wantedtrack.settings import Home

EVENING = "2026-03-03T18:00:00Z"


@pytest.fixture
def program(in_one_process: Program) -> Program:
    return in_one_process


def _escalated(program: Program) -> str:
    reference = program.adds("PLACEHOLDER", "--forenames", "Test")
    program.accepts(reference)
    program.does("sweep", at=EVENING)
    return reference


def test_a_brief_tells_a_rank_what_was_told_since_its_last_one(program: Program) -> None:
    reference = _escalated(program)
    first = program.does("brief", "--for", "inspector", at=EVENING)
    told, coming = first["tables"]
    assert [(row[0], row[4], row[5]) for row in told["rows"] if row[4] == "arrest"] == [(reference, "arrest", 1)]
    assert first["confirm"] == "Confirm on PNC/LEDS before arrest"
    assert "1 red, 0 amber, 0 blue" in first["lines"][0]
    assert any("No desktop was running" in line for line in first["lines"])
    second = program.does("brief", "--for", "inspector", at="2026-03-03T18:05:00Z")
    assert second["since"] == EVENING
    assert second["tables"][0]["rows"] == []
    assert coming["name"] == "Next 24 hours"


def test_what_falls_to_a_rank_next_is_told_before_it_does(program: Program) -> None:
    reference = _escalated(program)
    coming = program.does("brief", "--for", "chief_inspector", at="2026-03-04T18:00:00Z")["tables"][1]["rows"]
    assert [(row[0], row[4], row[5], row[6]) for row in coming] == [(reference, "arrest", 2, "2026-03-05T08:00:00Z")]


@pytest.mark.parametrize("form", ["text", "html", "xlsx"])
def test_a_brief_leaves_as_a_file_that_is_logged_with_its_hash(program: Program, tmp_path: Path, form: str) -> None:
    _escalated(program)
    out = tmp_path / f"brief.{form}"
    answer = program.does("brief", "--for", "inspector", "--format", form, "--out", str(out), "--recipient", "INSP 7", at=EVENING)
    (left,) = program.does("exports")["exports"]
    assert (left["sha256"], left["recipient"], left["what"]) == (answer["sha256"], "INSP 7", "brief for the inspector")
    if form == "xlsx":
        assert load_workbook(out).sheetnames == ["Brief", "Told since", "Next 24 hours"]
        assert all(f"· export {left['export']}" in foot for foot in feet_of(out))
    else:
        text = out.read_text(encoding="utf-8")
        assert "PLACEHOLDER" in text
        assert text.count("OFFICIAL-SENSITIVE") >= 2
        assert f"OFFICIAL-SENSITIVE · export {left['export']}" in text
    assert program.does("exports", "--file", str(out))["exports"] == [left]
    out.write_text("somebody's own", encoding="utf-8")
    assert program.refused("brief", "--for", "inspector", "--format", form, "--out", str(out), at=EVENING) == (4, "file_there")
    assert out.read_text(encoding="utf-8") == "somebody's own"


def test_a_restricted_entry_is_a_number_in_a_brief(program: Program) -> None:
    reference = _escalated(program)
    program.does("do", "set-restricted", reference, "--restricted", "yes", "--reason", "Covert", collar="DEMO-INSP", at=EVENING)
    brief = program.does("brief", "--for", "inspector", at=EVENING)
    assert "PLACEHOLDER" not in json.dumps(brief)
    assert reference not in json.dumps(brief)
    assert "1 more restricted" in brief["lines"][0]


def _opened(program: Program, at: str) -> Opened:
    return open_home(program.home, at=datetime.fromisoformat(at.replace("Z", "+00:00")).astimezone(UTC))


def _told(home: Home, **folders: Path) -> None:
    home.settings_path.write_text("".join(f'{name} = "{folder}"\n' for name, folder in folders.items()), encoding="utf-8")


def test_at_the_policys_times_a_brief_is_made_once_and_after_a_short_gap(program: Program, tmp_path: Path) -> None:
    _escalated(program)
    home, folder = Home(program.home), tmp_path / "briefs"
    opened = _opened(program, "2026-03-03T21:40:00Z")
    try:
        assert briefs_due(opened, now=opened.clock.now()) == []
        clock = opened.clock
        assert isinstance(clock, DemonstrationClock)
        clock.forward(timedelta(minutes=30))
        assert [due.rank for due in briefs_due(opened, now=clock.now())] == [Rank.INSPECTOR]
        assert make_briefs(home, opened, now=clock.now()) == []
        _told(home, brief_folder=folder)
        (written,) = make_briefs(home, opened, now=clock.now())
        assert written.name == "brief-inspector-20260303-2145.html"
        assert "PLACEHOLDER" in written.read_text(encoding="utf-8")
        assert make_briefs(home, opened, now=clock.now()) == []
        clock.forward(timedelta(hours=5))
        assert briefs_due(opened, now=clock.now()) == []
    finally:
        opened.store.close()


def test_each_new_notice_has_a_file_without_a_name_and_none_twice(program: Program, tmp_path: Path) -> None:
    home, folder = Home(program.home), tmp_path / "notices"
    folder.mkdir()
    reference = _escalated(program)
    opened = _opened(program, EVENING)
    try:
        assert file_notices(home, opened) == 0
        _told(home, notice_folder=folder)
        assert file_notices(home, opened) == 0
        clock = opened.clock
        assert isinstance(clock, DemonstrationClock)
        clock.forward(timedelta(days=2))
        sweep(store=opened.store, officer=opened.officer, now=clock.now())
        count = file_notices(home, opened)
        files = sorted(folder.iterdir())
        assert count == len(files) > 0
        told = [json.loads(path.read_text(encoding="utf-8")) for path in files]
        assert ("chief_inspector", reference) in {(one["rank"], one["reference"]) for one in told}
        assert "PLACEHOLDER" not in json.dumps(told)
        for path in files:
            path.unlink()
        assert file_notices(home, opened) == 0
        assert list(folder.iterdir()) == []
    finally:
        opened.store.close()


def test_a_brief_that_no_folder_took_waits_in_its_ranks_inbox_until_it_is_made(program: Program) -> None:
    _escalated(program)
    late = "2026-03-03T22:00:00Z"
    assert program.does("inbox", "--for", "inspector", at=late)["briefs"] == [{"rank": "inspector", "at": "2026-03-03T21:45:00Z"}]
    assert "briefs" not in program.does("inbox", "--for", "sergeant", at=late)
    program.does("brief", "--for", "inspector", at=late)
    assert "briefs" not in program.does("inbox", "--for", "inspector", at="2026-03-03T22:30:00Z")


def test_what_the_first_sweep_of_a_watcher_tells_has_its_files_and_a_lost_folder_stops_no_other(
    program: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home, notices = Home(program.home), tmp_path / "notices"
    notices.mkdir()
    reference = program.adds("PLACEHOLDER", "--forenames", "Test")
    program.accepts(reference)
    (tmp_path / "a file").write_text("in the way", encoding="utf-8")
    _told(home, notice_folder=notices, brief_folder=tmp_path / "a file" / "briefs")
    monkeypatch.setattr("signal.signal", lambda *_: None)
    answer = program("watch", "--for", "0", at="2026-03-03T21:50:00Z")
    assert answer.code == 0, answer.text
    told = [json.loads(path.read_text(encoding="utf-8")) for path in sorted(notices.iterdir())]
    assert (reference, "inspector") in {(one["reference"], one["rank"]) for one in told}
    assert "PLACEHOLDER" not in json.dumps(told)
