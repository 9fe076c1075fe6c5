"""The whole job by commands alone, as scripts and acceptance checks drive it."""

import json
from pathlib import Path

import pytest

from tests.journeys.program import Program
from wantedtrack.resources import resource_path


def test_an_entry_lives_from_draft_to_closed_by_commands_alone(program: Program) -> None:
    reference = program.adds("NGUYỄN", "--forenames", "Test An")
    program.accepts(reference)
    program.does("do", "allocate", reference, "--owner", "DEMO-PC")
    words = ("--at", "2026-03-02T08:55:00Z", "--kind", "visit", "--where", "Home", "--result", "no_reply")
    assert program.does("do", "log-attempt", reference, *words, collar="DEMO-PC")["changes"]["stage"] == "active"
    program.does("do", "set-circulation", reference, "--state", "circulated", "--reference", "26/WM/1", "--level", "local")
    program.does("do", "record-outcome", reference, "--outcome", "arrested_by_this_force", "--at", "2026-03-02T08:59:00Z")
    closing = ("do", "close", reference, "--recheck", "clear", "--victim-informed", "yes", "--cancellation-reference", "C1")
    assert program.refused(*closing) == (3, "second-officer")
    assert program.refused(*closing, collar="DEMO-PS2") == (3, "open-circulation")
    program.does("do", "set-circulation", reference, "--state", "cancelled")
    assert program.does(*closing, collar="DEMO-PS2")["changes"]["stage"] == "closed"
    shown = program.does("show", reference)
    assert (shown["stage"], shown["surname"], shown["attempt_count"]) == ("closed", "NGUYỄN", 1)
    assert program.does("verify")["state"] == "intact"


def test_a_sweep_tells_what_it_wrote_and_a_second_one_nothing(program: Program) -> None:
    reference = program.adds("INVENTED")
    program.accepts(reference)
    later = "2026-03-02T18:00:00Z"
    swept = program.does("sweep", at=later)
    mine = [level for level in swept["crossed"] if level["reference"] == reference]
    assert [(level["clock"], level["due_at"], level["late"]) for level in mine] == [
        ("circulate", "2026-03-02T12:00:00Z", True),
        ("attempt", "2026-03-02T17:00:00Z", True),
    ]
    assert swept["unwatched"] == [
        {"from": "2026-03-02T09:00:00Z", "to": later, "crossed": sum(level["late"] for level in swept["crossed"])}
    ]
    again = program.does("sweep", at=later)
    assert (again["crossed"], again["notices"], again["unwatched"]) == ([], 0, [])
    entry = program.does("queue", "--where", "band:red", at=later)["entries"][0]
    assert (entry["reference"], entry["worst_clock"], entry["overdue_s"], entry["level"]) == (reference, "circulate", 6 * 3600, 1)
    clock = program.does("why", reference, "--clock", "attempt", at=later)["clocks"][0]
    assert (clock["started_at"], clock["elapsed_s"], clock["levels"][0]["due_at"]) == (
        "2026-03-02T09:00:00Z",
        9 * 3600,
        "2026-03-02T17:00:00Z",
    )


def test_the_five_people_are_the_same_people_in_every_file(program: Program) -> None:
    files = (("warrants_report_example.csv", "warrants"), ("bail_returns_example.csv", "bail"), ("pnc_wanted_example.csv", "pnc"))
    for name, source in files:
        answer = program.does("import", str(resource_path("extracts", name)), "--source", source)
        assert answer["read"] == sum(answer[key] for key in ("new", "matched", "unchanged", "refused", "needs_decision"))
        again = program.does("import", str(resource_path("extracts", name)), "--source", source)
        assert (again["new"], again["matched"], again["needs_decision"]) == (0, 0, 0)
    matched = program.does("match", "--pnc-id", "1986/9945363K")["matches"][0]["candidates"][0]
    assert (matched["surname"], len(matched["entries"])) == ("NGUYỄN", 3)


def test_a_dry_run_keeps_nothing(program: Program) -> None:
    before = program.does("verify")["head"]
    answer = program.does("import", str(resource_path("extracts", "recalls_example.csv")), "--source", "recall", "--dry-run")
    assert (answer["new"], program.does("queue")["total"], program.does("verify")["head"]) == (39, 0, before)


def test_a_handover_is_signed_by_two_and_written(program: Program, tmp_path: Path) -> None:
    reference = program.adds("INVENTED")
    program.accepts(reference)
    prepared = program.does("handover", "prepare")
    assert (prepared["shift"], prepared["from_sequence"], prepared["counts"]["Full queue"]) == ("2026-03-02-early", 0, 1)
    program.does("handover", "export", "--out", str(tmp_path / "draft.xlsx"))
    program.does("handover", "sign")
    assert program.refused("handover", "accept", "--understood-all") == (3, "second-officer")
    assert program.refused("handover", "accept", collar="DEMO-PS2") == (3, "not_ticked")
    sealed = program.does("handover", "accept", "--understood", reference, collar="DEMO-PS2")
    assert (sealed["sealed"], sealed["signed_by"], sealed["accepted_by"]) == (True, "DEMO-PS", "DEMO-PS2")
    assert program.does("handover", "export", "--out", str(tmp_path / "sealed.xlsx"))["rows"] > 0
    assert (tmp_path / "sealed.xlsx").stat().st_size > 10_000


def test_refusals_have_a_code_a_field_and_an_exit_code(program: Program) -> None:
    reference = program.adds("INVENTED")
    assert program.refused("do", "accept", reference, collar="DEMO-PC") == (3, "rank")
    assert program.refused("do", "close", reference) == (3, "stage")
    assert program.refused("do", "accept", reference) == (3, "missing_word")
    assert program.refused("do", "no-such-deed") == (2, "unknown_deed")
    assert program.refused("do", "accept", reference, "--colour", "red") == (2, "unknown_word")
    assert program.refused("sweep", at="2026-03-02T08:00:00Z") == (3, "before_journal")
    assert program.refused("show", "DEMO-999999") == (3, "no_such_entry")
    assert program.refused("init", "--demonstration") == (3, "store_exists")
    assert program("nonsense").code == 2
    assert program.refused("import", "gone.csv", "--source", "bail") == (4, "no_such_file")


def test_a_home_without_a_store_says_what_to_do(tmp_path: Path) -> None:
    answer = Program(tmp_path / "empty")("queue")
    assert (answer.code, answer.json["error"]["code"]) == (4, "no_store")
    assert "wantedtrack init" in answer.json["error"]["message"]


def test_a_real_store_takes_no_clock_and_asks_a_second_officer_for_a_passphrase(tmp_path: Path) -> None:
    real = Program(tmp_path / "real", at=None)
    assert len(real.does("init")["recovery_key"]) > 40
    assert real.refused("queue", at="2026-03-02T09:00:00Z") == (3, "real_store")
    real.does("do", "enrol-officer", "--collar", "PS1", "--rank", "sergeant")
    assert real.refused("queue", collar="PS1") == (3, "passphrase")


def test_a_backup_is_restored_to_a_fresh_home_with_equal_rows(program: Program, tmp_path: Path) -> None:
    program.adds("INVENTED")
    head = program.does("backup", str(tmp_path / "copy.db"))["head"]
    fresh = Program(tmp_path / "fresh")
    (fresh.home / "secrets").mkdir(parents=True)
    for secret in (program.home / "secrets").iterdir():
        (fresh.home / "secrets" / secret.name).write_bytes(secret.read_bytes())
    assert fresh.does("restore", str(tmp_path / "copy.db"), "--dry-run")["restored"] is False
    assert fresh.does("restore", str(tmp_path / "copy.db"))["head"] == head
    assert fresh.does("queue")["entries"] == program.does("queue")["entries"]


def test_a_file_of_a_passphrase_that_cannot_be_read_is_told_as_that(
    program: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "picture").write_bytes(b"\xff\xd8\xff\xe0")
    for unreadable in (tmp_path, tmp_path / "not there", tmp_path / "picture"):
        monkeypatch.setenv("WANTEDTRACK_PASSPHRASE_FILE", str(unreadable))
        assert program.refused("queue", collar="DEMO-PS2") == (4, "no_such_file")
    (tmp_path / "held").write_text("a long enough sentence\n", encoding="utf-8-sig")
    monkeypatch.setenv("WANTEDTRACK_PASSPHRASE_FILE", str(tmp_path / "held"))
    assert program.does("queue", collar="DEMO-PS2")["total"] == 0


def test_a_backup_comes_back_on_another_machine_by_passphrase_or_recovery_key(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The lost machine took the account's secret with it: the homes are fresh, and only the two files, a passphrase and a paper are left."""
    lost, copy = Program(tmp_path / "lost", at=None), str(tmp_path / "copy.db")
    for variable, name, words in (
        ("WANTEDTRACK_PASSPHRASE_FILE", "held", "a long enough sentence"),
        ("WANTEDTRACK_NEW_PASSPHRASE_FILE", "new", "a long enough sentence"),
        ("WANTEDTRACK_RECOVERY_KEY_FILE", "key", ""),
    ):
        (tmp_path / name).write_text(words, encoding="utf-8")
        monkeypatch.setenv(variable, str(tmp_path / name))
    (tmp_path / "key").unlink()
    collar = str(lost.does("init", "--recovery-key-to", str(tmp_path / "key"))["first_officer"])
    lost.does("passphrase", collar)
    head = lost.does("backup", copy)["head"]

    by_key = Program(tmp_path / "by-key", at=None)
    assert by_key.refused("restore", copy)[1] in ("account_not_enrolled", "account_secret_missing")
    assert by_key.does("restore", copy, "--recovery-key")["head"] == head
    by_key.does("recover", collar)
    assert by_key.does("verify")["state"] == "intact"

    by_words = Program(tmp_path / "by-words", at=None)
    (tmp_path / "held").write_text("a wrong enough sentence", encoding="utf-8")
    assert by_words.refused("restore", copy, collar=collar) == (3, "wrong_passphrase")
    assert not list(by_words.home.glob("*.db"))
    assert not list(by_words.home.glob("*keys.json"))
    (tmp_path / "held").write_text("a long enough sentence", encoding="utf-8")
    assert by_words.does("restore", copy, collar=collar)["head"] == head
    assert by_words.does("verify", collar=collar)["state"] == "intact"


def test_shifts_stand_right_over_both_clock_changes(program: Program) -> None:
    spring = program.does("shifts", "--from", "2026-03-28", "--to", "2026-03-28")["shifts"]
    assert [(one["name"], one["starts_at"], one["ends_at"]) for one in spring][-1] == (
        "Night",
        "2026-03-28T22:00:00Z",
        "2026-03-29T06:00:00Z",
    )
    autumn = program.does("shifts", "--from", "24/10/2026", "--to", "24/10/2026")["shifts"]
    assert autumn[-1]["ends_at"] == "2026-10-25T07:00:00Z"


def test_every_deed_is_listed_with_its_words(program: Program) -> None:
    deeds = {deed["name"]: deed for deed in program.does("do", "--list")["deeds"]}
    assert {"add-entry", "accept", "log-attempt", "close", "approve", "decide-row", "regrade"} <= deeds.keys()
    assert deeds["close"]["ranks"] == ["sergeant", "inspector", "chief_inspector", "superintendent"]
    assert {"name": "band", "type": "high|medium|standard", "required": True} in deeds["accept"]["words"]


def test_words_can_come_from_a_file(program: Program, tmp_path: Path) -> None:
    words = {
        "category": "recall",
        "surname": "=1+1",
        "became-outstanding-at": "2026-03-01T10:00:00Z",
        "offence": "+cmd|x",
        "prison": "HMP Invented",
    }
    (tmp_path / "words.json").write_text(json.dumps(words), encoding="utf-8")
    reference = program.does("do", "add-entry", "--words", str(tmp_path / "words.json"))["reference"]
    shown = program.does("show", reference)
    assert (shown["surname"], shown["offence"]) == ("=1+1", "+cmd|x")


def test_looking_is_noted_and_the_log_is_for_those_who_oversee(program: Program) -> None:
    reference = program.adds("LOOKED-AT")
    for words in (
        ("queue",),
        ("queue", "--where", "looked"),
        ("show", reference),
        ("history", reference),
        ("why", reference),
        ("card", reference),
    ):
        program.does(*words)
    assert program.refused("consultations", "--reason", "lawfulness") == (3, "rank")
    lines = program.does("consultations", "--reason", "lawfulness", collar="DEMO-SUPT")["consultations"]
    assert [line["what"] for line in reversed(lines)] == ["queue", "search", "entry", "history", "why", "reason_card"]
    assert {line["reference"] for line in lines} == {None, reference}
    assert "LOOKED" not in str(lines).replace(reference, "")
    assert program.does("verify")["consultations"] == 7
    assert program.does("consultations", "--reason", "integrity", collar="DEMO-ADMIN")["consultations"][0]["purpose"] == "lawfulness"


def test_a_number_or_an_instant_out_of_all_reason_is_said_so_and_is_no_mistake_of_the_program(tmp_path: Path) -> None:
    program = Program.in_one_process(tmp_path / "home")
    program.does("init", "--demonstration")
    for code, words, at in (
        (2, ("queue", "--limit", "99999999999999999999"), None),
        (2, ("queue", "--offset", "99999999999999999999"), None),
        (3, ("queue",), "0001-01-01T00:00:00+14:00"),
        (3, ("queue",), "9999-12-31T23:59:59-14:00"),
        (3, ("queue", "--where", "\N{GRINNING FACE}" * 1900), None),
    ):
        answer = program(*words, at=at)
        assert (answer.code, "error" in answer.json) == (code, True), words[:2]
