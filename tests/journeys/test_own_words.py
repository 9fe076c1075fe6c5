"""A warning's words are typed after --words as any other word is; a file of words stays a file."""

import json
from pathlib import Path

from tests.journeys.program import Program


def test_a_warnings_words_are_text_and_a_file_of_words_is_read(tmp_path: Path) -> None:
    program = Program.in_one_process(tmp_path / "home")
    program.does("init", "--demonstration")
    reference = program.adds("WARNED")
    file = tmp_path / "typed.json"
    file.write_text(json.dumps({"words": "from a file"}), encoding="utf-8")
    for words in ("carries knives", str(file), "x" * 5000):
        program.does("do", "add-warning", reference, "--words", words)
    assert program.refused("do", "add-warning", reference, "--words", "missing.json") == (3, "no_such_file")
    held = [warning["words"] for warning in program.does("show", reference)["person"]["warnings"]]
    assert sorted(held) == ["carries knives", "from a file", "x" * 5000]
    assert program.does("queue", "--sort", "surname") == program.does("queue", "--sort", "person")
