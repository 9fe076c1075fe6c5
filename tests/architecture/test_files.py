"""What holds for every file: its size, its name, its first sentence, and what may not stand in it."""

import ast
import re
from pathlib import Path

import pytest

from checks.tree import ROOT, kept_files
from tests.architecture.house import LONG_FILES, modules, tree

LONGEST = 400
NAMELESS = {"utils", "util", "helpers", "helper", "common", "base", "manager", "misc", "shared", "core", "stuff"}
TEXTS = {".py", ".md", ".toml", ".txt", ".yaml", ".spec", ".jinja", ".in", ".ini", ".cfg", ""}
PYTHON = [path for path in kept_files("*.py") if path.suffix == ".py"]
EXCUSED = {name for name, _ in LONG_FILES}

# In pieces, so that this file does not hold what it looks for.
ELSEWHERE = [re.compile(piece) for piece in (
    r"(?<![\w.])/" + r"work/", r"(?<![\w.])/" + r"root/", r"(?<![\w.])/" + r"tmp/", r"pypi" + r"\.org", r"pythonhosted" + r"\.org", r"deb\." + r"debian", r"npmjs" + r"\.org",
)]  # fmt: skip
LATER = re.compile(r"\b(?:TO" + r"DO|FIX" + r"ME|X" + r"XX|HA" + r"CK)\b")
SILENCED = re.compile(r"#\s*(noqa|type:\s*ignore|pyright:\s*ignore)(.*)$")
WITH_RULE_AND_REASON = re.compile(r"^(?::\s*[A-Z]+\d+(?:[,\s]+[A-Z]+\d+)*|\[[\w, -]+\])\s*\(.{8,}\)")


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def length(path: Path) -> int:
    return len(path.read_text(encoding="utf-8").splitlines())


@pytest.mark.parametrize("path", modules().values(), ids=name_of)
def test_no_file_is_longer_than_can_be_read(path: Path) -> None:
    assert length(path) <= LONGEST or name_of(path) in EXCUSED


def test_every_permitted_long_file_is_still_long() -> None:
    assert {name for name in EXCUSED if length(ROOT / name) > LONGEST} == EXCUSED


def test_files_are_named_after_the_part_of_the_job_they_do() -> None:
    folders = {part for path in PYTHON for part in (*path.relative_to(ROOT).parts[:-1], path.stem)}
    assert not folders & NAMELESS


@pytest.mark.parametrize("module", modules())
def test_a_module_starts_with_its_job(module: str) -> None:
    said = ast.get_docstring(tree(module))
    assert said, "a module starts with one sentence: its job"


def found_in(files: list[Path], forms: list[re.Pattern[str]]) -> list[str]:
    return [
        f"{name_of(path)}:{number}"
        for path in files
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        if any(form.search(line) for form in forms)
    ]


def test_no_file_names_a_machine_or_a_package_registry() -> None:
    data = ("resources/", "LICENSE")
    texts = [path for path in kept_files() if path.suffix in TEXTS and not name_of(path).startswith(data)]
    assert not found_in(texts, ELSEWHERE)


def test_nothing_is_left_for_later() -> None:
    assert not found_in(PYTHON, [LATER])


def test_every_silenced_rule_is_named_and_has_its_reason() -> None:
    bare = [
        f"{name_of(path)}:{number}"
        for path in PYTHON
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        if (silenced := SILENCED.search(line)) and not WITH_RULE_AND_REASON.match(silenced[2])
    ]
    assert not bare


def test_no_test_is_skipped_or_expected_to_fail() -> None:
    marks = {"skip", "skipif", "xfail", "importorskip"}
    found = [
        f"{name_of(path)}:{node.lineno}"
        for path in kept_files("tests/**/*.py", "tests/*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute) and node.attr in marks
    ]
    assert not found


def test_no_test_sleeps() -> None:
    found = [
        f"{name_of(path)}:{node.lineno}"
        for path in kept_files("tests/**/*.py", "tests/*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in {"sleep", "qWait", "qSleep"})
        or (isinstance(node, ast.Call) and ast.unparse(node.func) == "qtbot.wait")
    ]
    assert not found
