"""The guide says what the program says."""

import re
from pathlib import Path

import pytest

from checks.guide import PAGE, PAGES
from checks.refusal_tasks import TASKS, tasks_of
from checks.refusals import refusals
from wantedtrack.rules.glossary import GLOSSARY

PAGES_FOLDER = PAGE.parent


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_what_is_made_from_the_program_is_as_it_would_be_made_now(path: Path) -> None:
    assert path.read_text(encoding="utf-8") == PAGES[path](), "run python -m checks.guide"


def test_every_refusal_has_its_place_in_the_guide() -> None:
    codes = {one.code for one in refusals()}
    assert {"rank", "stage", "duplicate", "in_the_future", "second-officer", "clash", "no_such_officer"} <= codes
    assert all("!" not in one.sentence for one in refusals())


def test_every_word_of_the_job_is_in_the_glossary() -> None:
    asked = (
        "person", "entry", "category", "band", "stage", "circulation", "attempt", "review", "clock", "level", "escalation", "notice", "acknowledgement",
        "shift", "handover", "extract", "cleardown", "officer", "desktop",
    )  # fmt: skip
    assert set(asked) <= set(GLOSSARY)


def test_no_code_that_the_program_can_say_is_missing_from_the_page() -> None:
    """Found another way than the page is made: every literal code of an error, and the tables that name one."""
    made = {one.code for one in refusals()}
    top = Path(__file__).resolve().parent.parent
    literal = re.compile(r"\b(?:NotAllowed|Invalid|Unavailable)\((?:[^()]|\([^()]*\))*?\bcode=\"([a-z_-]+)\"")
    said = {
        code
        for package in ("wantedtrack", "ui")
        for path in (top / package).rglob("*.py")
        for code in literal.findall(path.read_text("utf-8"))
    }
    assert len(said) > 100
    assert said <= made
    for code in (
        "server",
        "login",
        "busy",
        "newer_store",
        "not_enrolled",
        "no_passphrase",
        "search_word",
        "policy",
        "bug",
        "missing_surname",
    ):
        assert code in made, code


def test_each_task_that_a_refusal_leads_to_is_a_heading_of_the_guide() -> None:
    headings = {
        line.lstrip("# ") for line in (PAGES_FOLDER / "README.md").read_text(encoding="utf-8").splitlines() if line.startswith("## ")
    }
    assert set(TASKS) <= headings
    assert tasks_of(["wantedtrack/store/keys"]) == [("Sign in, and the way back in", "sign-in-and-the-way-back-in")]


def test_every_task_of_the_guide_is_in_its_list_and_has_a_picture() -> None:
    text = (PAGES_FOLDER / "README.md").read_text(encoding="utf-8")
    tasks = text.split("\n## ")[1:]
    for task in tasks:
        heading = task.splitlines()[0]
        assert f"- [{heading}](#" in text, heading
        assert "](pictures/" in task, heading
