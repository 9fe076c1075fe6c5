"""Rules touch nothing but their arguments; only one module asks for the time; only one makes a desk or starts a thread."""

import ast
import sys

import pytest

from tests.architecture.house import IMPURE, PURE_LIBRARIES, below, imports, modules, tree

# How the time is asked for: the last two names of a call.
ASKS_FOR_THE_TIME = {
    ("datetime", "now"), ("datetime", "utcnow"), ("datetime", "today"), ("date", "today"), ("time", "time"), ("time", "time_ns"), ("time", "localtime"),
    ("time", "gmtime"), ("time", "ctime"), ("func", "now"), ("func", "current_timestamp"), ("QDateTime", "currentDateTime"),
    ("QDateTime", "currentDateTimeUtc"), ("QDateTime", "currentMSecsSinceEpoch"), ("QDateTime", "currentSecsSinceEpoch"), ("QDate", "currentDate"),
    ("QTime", "currentTime"),
}  # fmt: skip
STARTS_A_THREAD = ("threading", "_thread", "concurrent", "multiprocessing", "asyncio")
THREAD_CLASSES = {"QThread", "QThreadPool", "QRunnable", "QtConcurrent"}


def calls(module: str) -> list[tuple[tuple[str, str], int]]:
    """The last two names of each call of the form a.b(), with its line."""
    found: list[tuple[tuple[str, str], int]] = []
    for node in ast.walk(tree(module)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            owner = node.func.value
            name = owner.attr if isinstance(owner, ast.Attribute) else owner.id if isinstance(owner, ast.Name) else ""
            found.append(((name, node.func.attr), node.lineno))
    return found


def names(module: str) -> set[str]:
    return {node.id for node in ast.walk(tree(module)) if isinstance(node, ast.Name)} | {
        alias.name for node in ast.walk(tree(module)) if isinstance(node, ast.ImportFrom) for alias in node.names
    }


def test_rules_import_the_standard_library_and_the_pure_libraries_only() -> None:
    allowed = {*sys.stdlib_module_names, *PURE_LIBRARIES, "wantedtrack"}
    wrong = [one for one in imports() if below(one.importer, "wantedtrack.rules") and one.target.split(".")[0] not in allowed]
    assert not wrong, wrong


def test_rules_import_nothing_that_asks_the_surroundings() -> None:
    wrong = [one for one in imports() if below(one.importer, "wantedtrack.rules") and one.target.split(".")[0] in IMPURE]
    assert not wrong, wrong


def test_rules_open_print_and_ask_nothing() -> None:
    forbidden = {"open", "print", "input", "exec", "eval", "breakpoint", "globals", "__import__"}
    wrong = {
        f"{module}:{node.lineno}"
        for module in modules()
        if below(module, "wantedtrack.rules")
        for node in ast.walk(tree(module))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in forbidden
    }
    assert not wrong, wrong


def test_only_the_clock_asks_for_the_time() -> None:
    wrong = [
        f"{module}:{line} calls {'.'.join(called)}"
        for module in modules()
        if module != "wantedtrack.clock"
        for called, line in calls(module)
        if called in ASKS_FOR_THE_TIME
    ]
    assert not wrong, wrong


def test_the_time_is_not_taken_in_under_another_name() -> None:
    bare = {(node.module, alias.name) for module in modules() if module != "wantedtrack.clock" for node in ast.walk(tree(module))
            if isinstance(node, ast.ImportFrom) for alias in node.names}  # fmt: skip
    assert not {("time", "time"), ("time", "time_ns"), ("time", "localtime"), ("time", "gmtime")} & bare


@pytest.mark.parametrize("called", sorted(ASKS_FOR_THE_TIME), ids=".".join)
def test_the_search_for_the_time_sees_each_way_of_asking(called: tuple[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    sample = ast.parse(f"def f():\n    return library.{called[0]}.{called[1]}()\n")
    monkeypatch.setattr("tests.architecture.test_purity.tree", lambda _: sample)
    assert [found for found, _ in calls("sample")] == [called]


def test_only_the_desk_starts_a_thread_in_the_window() -> None:
    window = [module for module in modules() if below(module, "ui") and not below(module, "ui.desk")]
    wrong = [one for one in imports() if one.importer in window and one.target.split(".")[0] in STARTS_A_THREAD]
    assert not wrong, wrong
    assert not {module: found for module in window if (found := names(module) & THREAD_CLASSES)}


def test_only_the_composition_root_makes_a_desk() -> None:
    makers = {
        module
        for module in modules()
        for node in ast.walk(tree(module))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Desk"
    }
    assert makers <= {"ui.app"}, makers
