"""Every deed by every officer at every stage, tried through the catalogue on real stores and held against the table written by hand."""

import shutil
from collections.abc import Callable, Generator, Mapping
from contextlib import AbstractContextManager, contextmanager
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from tests.deeds.force import Force
from tests.deeds.life import BRINGS
from tests.deeds.test_permissions import BY_HAND, RANKS
from tests.fixtures_store import KEY, SEEDED, Officers, made, put_into_one_file, seeded_officers
from wantedtrack.deeds.catalogue import BY_NAME
from wantedtrack.errors import NotAllowed, Refusal
from wantedtrack.rules.categories import CATEGORIES
from wantedtrack.rules.entry import Category, Stage
from wantedtrack.store import journal
from wantedtrack.store.database import open_embedded

Prepared = Callable[[], AbstractContextManager[Force]]
REFERENCES = {stage: f"DEMO-{number:06}" for number, stage in enumerate(BRINGS, start=1)}
ABOUT_ENTRY = sorted(name for name, card in BY_NAME.items() if card.about_entry)
WORDS: Mapping[str, Mapping[str, Any]] = {
    "accept": {"band": "medium", "rationale": "x", "checklist": {q.key: "yes" for q in CATEGORIES[Category.BAIL_FAILURE].checklist}},
    "discard-draft": {"reason": "eliminated"},
    "answer-bail": {"at": "now", "by": "custody"},
    "rebail": {"at": "+3h", "by": "custody"},
    "allocate": {"owner": "DEMO-SUPT"},
    "log-attempt": {"at": "now", "kind": "visit", "where": "Home", "result": "no_reply"},
    "record-sighting": {"where": "Invented Street"},
    "set-details": {"grounds": "Seen"},
    "record-review": {"findings": "x", "direction": "x"},
    "regrade": {"band": "high", "rationale": "x"},
    "set-circulation": {"state": "circulated", "reference": "R1"},
    "verify-circulation": {"result": "Showing"},
    "locate": {"where": "HMP Elsewhere"},
    "not-located": {"reason": "x"},
    "appoint": {"place": "Bridewell", "at": "+4h", "reason": "x"},
    "suspend": {"reason": "safety", "until": "+1d"},
    "resume": {"reason": "x"},
    "record-outcome": {"outcome": "arrested_by_another_force", "at": "now"},
    "close": {"recheck": "clear", "victim-informed": "yes"},
    "reopen": {"reason": "x"},
    "set-restricted": {"restricted": "yes", "reason": "x"},
    "name-reader": {"collar": "DEMO-PC"},
    "keep-entry": {"reason": "x", "next-review": "2027-01-01"},
    "correct": {"field": "station", "value": "Bridewell", "reason": "x"},
    "undo": {"sequence": 999_999},
    "add-note": {"text": "x"},
    "add-warning": {"words": "x"},
    "add-address": {"lines": "1 Invented Road"},
    "add-alias": {"surname": "OTHERWISE"},
    "describe-person": {"nationality": "Invented"},
    "set-flag": {"flag": "mappa"},
    "clear-flag": {"flag": "mappa"},
}
"""Words with which each deed is done. A deed that stands here without words is tried for its refusals of rank and stage alone."""

NOT_DONE = {"verify-circulation": "circulation", "undo": "nothing_to_undo", "clear-flag": "no_difference"}
"""Deeds that these entries and officers give nothing to do, with what they then refuse by."""


@pytest.fixture(scope="module")
def prepared(embedded_template: Path, officers_of_module: Officers, tmp_path_factory: pytest.TempPathFactory) -> Prepared:
    """Gives a function that opens a copy of a store with one entry at each stage."""
    folder, numbers = tmp_path_factory.mktemp("stages"), count()
    template = folder / "template.db"
    shutil.copyfile(embedded_template, template)
    with made(open_embedded(template, KEY)) as store:
        force = Force(store, officers_of_module)
        brought = {stage: bring(force, f"INVENTED {stage.value}") for stage, bring in BRINGS.items()}
        assert brought == REFERENCES
        put_into_one_file(store)

    @contextmanager
    def opened() -> Generator[Force]:
        path = folder / f"{next(numbers)}.db"
        shutil.copyfile(template, path)
        with made(open_embedded(path, KEY)) as store:
            yield Force(store, officers_of_module, keeps_policy=False)
        path.unlink()

    return opened


@pytest.fixture(scope="module")
def officers_of_module() -> Officers:
    """The officers, for a fixture that lives as long as the module."""
    return seeded_officers()


def _expected(deed: str, collar: str, stage: Stage) -> str | None:
    """What the domain document says: None for done, else the code of the refusal."""
    lowest, stages = BY_HAND[deed]
    rank = SEEDED[collar]
    if rank is None or RANKS.index(rank.value) < RANKS.index(lowest):
        return "rank"
    if stage.value not in stages:
        return "stage"
    if rank.value == "constable" and (deed == "appoint" or (deed == "correct" and stage in (Stage.CLEARING, Stage.CLOSED))):
        return "rank"
    if deed == "close" and collar == "DEMO-INSP2":
        return "second-officer"
    return NOT_DONE.get(deed)


def _words(deed: str, stage: Stage) -> dict[str, Any]:
    """The words as the force types them; the draft is of another category than the rest, with fields of its own."""
    words = {"conditions": "None"} if (deed, stage) == ("set-details", Stage.DRAFT) else WORDS.get(deed, {})
    return {name.replace("-", "_"): value for name, value in words.items()}


def _refused(force: Force, deed: str, collar: str, reference: str, stage: Stage) -> NotAllowed | Refusal | None:
    try:
        force.does(deed, reference, officer=force.officers[collar], **_words(deed, stage))
    except Refusal as refusal:
        return refusal
    return None


def _head(force: Force) -> int:
    with force.store.reading() as connection:
        return journal.head(connection).sequence


@pytest.mark.parametrize("stage", BRINGS)
def test_whoever_the_table_does_not_name_is_refused_and_nothing_changes(prepared: Prepared, stage: Stage) -> None:
    with prepared() as force:
        assert force.state(REFERENCES[stage]).stage is stage
        before = force.rows()
        for deed in ABOUT_ENTRY:
            for collar in SEEDED:
                expected = _expected(deed, collar, stage)
                if expected is None:
                    continue
                refused = _refused(force, deed, collar, REFERENCES[stage], stage)
                assert refused is not None, (deed, collar)
                assert refused.code == expected, (deed, collar)
                assert refused.field, (deed, collar)
                if expected in ("rank", "stage"):
                    assert isinstance(refused, NotAllowed)
                    assert refused.who_could, (deed, collar)
        assert force.rows() == before


@pytest.mark.parametrize("stage", BRINGS)
def test_whoever_the_table_names_does_it_in_one_line(prepared: Prepared, stage: Stage) -> None:
    for deed in ABOUT_ENTRY:
        for collar in SEEDED:
            if _expected(deed, collar, stage) is not None or deed not in WORDS:
                continue
            with prepared() as force:
                before = _head(force)
                done = force.does(
                    deed,
                    REFERENCES[stage],
                    officer=force.officers[collar],
                    **_words(deed, stage),
                )
                assert (done.sequence, _head(force)) == (before + 1, before + 1), (deed, collar)
                assert force.state(REFERENCES[stage]).id in done.entries, (deed, collar)


def test_the_other_store_refuses_and_does_the_same(force: Force) -> None:
    for deed in sorted(WORDS):
        stage = Stage(BY_HAND[deed][1][-1])
        for collar in ("DEMO-PC", "DEMO-SUPT"):
            reference, expected = BRINGS[stage](force, f"INVENTED {deed} {collar}"), _expected(deed, collar, stage)
            before = force.rows() if expected else {}
            refused = _refused(force, deed, collar, reference, stage)
            assert (refused and refused.code) == expected, (deed, collar)
            assert expected is None or force.rows() == before
