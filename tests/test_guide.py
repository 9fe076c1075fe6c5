"""The guide says what the program says."""

from pathlib import Path

import pytest

from checks.guide import PAGES
from checks.refusals import refusals
from wantedtrack.rules.glossary import GLOSSARY


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
