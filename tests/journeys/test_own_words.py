"""A warning's words are typed after --words as any other word is; a file of words stays a file."""

import contextlib
import io
import json
from pathlib import Path

import pytest

from tests.journeys.program import Program
from wantedtrack.cli.program import run


def test_a_warnings_words_are_text_and_a_file_of_words_is_read(tmp_path: Path) -> None:
    program = Program.in_one_process(tmp_path / "home")
    program.does("init", "--demonstration")
    reference = program.adds("WARNED")
    file = tmp_path / "typed.json"
    file.write_text(json.dumps({"words": "from a file"}), encoding="utf-8")
    for words in ("carries knives", str(file), "x" * 5000):
        program.does("do", "add-warning", reference, "--words", words)
    assert program.refused("do", "add-warning", reference, "--words", "missing.json") == (4, "no_such_file")
    held = [warning["words"] for warning in program.does("show", reference)["person"]["warnings"]]
    assert sorted(held) == ["carries knives", "from a file", "x" * 5000]
    assert program.does("queue", "--sort", "surname") == program.does("queue", "--sort", "person")


def test_what_cannot_be_kept_is_told_in_words_and_to_scripts(tmp_path: Path) -> None:
    program = Program.in_one_process(tmp_path / "home")
    program.does("init", "--demonstration")
    file = tmp_path / "typed.json"
    typed = {"category": "wanted", "surname": "BRO\x00WN\ud800", "became-outstanding-at": "2026-03-02T08:00:00Z", "offence": "Theft"}
    file.write_text(json.dumps(typed), encoding="utf-8")
    done = program.does("do", "add-entry", "--words", str(file))
    assert done["changes"]["left_out"] == {"surname": 2}
    assert program.does("show", done["reference"])["surname"] == "BROWN"
    told = io.StringIO()
    with contextlib.redirect_stdout(told):
        run([word for word in program.command("do", "add-note", done["reference"], "--text", "a\udcffb")[3:] if word != "--json"])
    assert "“Note”: 1 character that cannot be kept was left out." in told.getvalue()
    file.write_text(json.dumps({**typed, "surname": "\x00"}), encoding="utf-8")
    assert program.refused("do", "add-entry", "--words", str(file)) == (3, "missing_word")


@pytest.mark.parametrize("held", ["[1]", '"text"', "{", pytest.param("[" * 100_000, id="deep"), '[{"surname": "Specimen"}, null]'])
def test_a_file_of_words_that_holds_something_else_is_said_so(in_one_process: Program, tmp_path: Path, held: str) -> None:
    (tmp_path / "w.json").write_text(held, encoding="utf-8")
    assert in_one_process.refused("match", "--words", str(tmp_path / "w.json")) == (3, "bad_json")
    assert in_one_process.refused("do", "add-entry", "--words", str(tmp_path / "w.json")) == (3, "bad_json")


def test_a_list_of_people_is_answered_one_by_one_and_is_no_words_of_one_deed(in_one_process: Program, tmp_path: Path) -> None:
    (tmp_path / "two.json").write_text('[{"surname": "Specimen"}, {"surname": "Sample"}]', encoding="utf-8")
    assert len(in_one_process.does("match", "--words", str(tmp_path / "two.json"))["matches"]) == 2
    assert in_one_process.refused("do", "add-entry", "--words", str(tmp_path / "two.json")) == (3, "bad_json")


@pytest.mark.parametrize(
    "words",
    [
        ("show",),
        ("match", "--pnc-id"),
        ("backup",),
    ],
)
def test_bytes_that_are_no_text_are_refused_in_words_wherever_they_stand(
    in_one_process: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...]
) -> None:
    monkeypatch.chdir(tmp_path)
    answer = in_one_process(*words, "a\udcffb")
    assert answer.code in (3, 4)
    assert answer.json["error"]["code"] in ("no_such_entry", "not_text")
    assert "Nothing was changed" in answer.json["error"]["message"]


def test_for_whom_a_file_is_stands_in_the_record_whatever_was_typed(
    in_one_process: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    in_one_process.does("tasking", "--out", "sheet.xlsx", "--recipient", "a\udcffb")
    (left,) = in_one_process.does("exports")["exports"]
    assert left["recipient"].startswith("a")
    assert "\udcff" not in left["recipient"]
