"""Who may do what, at which stage: the catalogue held against a table written by hand from the domain document."""

import pytest

from tests.fixtures_store import SEEDED
from wantedtrack.deeds.catalogue import BY_NAME
from wantedtrack.errors import NotAllowed
from wantedtrack.rules import stages
from wantedtrack.rules.entry import Band, Outcome, Stage, SuspensionReason
from wantedtrack.rules.ranks import Rank

OPEN = ["unallocated", "allocated", "active", "located", "appointment", "suspended"]
RANKS = ["constable", "sergeant", "inspector", "chief_inspector", "superintendent"]
ANYONE, SERGEANT, INSPECTOR = "constable", "sergeant", "inspector"

BY_HAND: dict[str, tuple[str, list[str]]] = {
    "add-entry": (ANYONE, []),
    "import": (ANYONE, []),
    "decide-row": (ANYONE, []),
    "accept": (SERGEANT, ["draft"]),
    "discard-draft": (SERGEANT, ["draft"]),
    "set-details": (ANYONE, ["draft", *OPEN, "clearing"]),
    "answer-bail": (ANYONE, ["draft"]),
    "rebail": (ANYONE, ["draft"]),
    "allocate": (SERGEANT, OPEN),
    "log-attempt": (ANYONE, ["draft", *OPEN]),
    "record-sighting": (ANYONE, ["draft", *OPEN]),
    "appoint": (ANYONE, OPEN),
    "locate": (ANYONE, ["draft", *OPEN]),
    "not-located": (ANYONE, ["located"]),
    "suspend": (INSPECTOR, OPEN),
    "put-prompt-aside": (SERGEANT, ["draft", *OPEN]),
    "set-restricted": (INSPECTOR, ["draft", *OPEN, "clearing", "closed"]),
    "name-reader": (INSPECTOR, ["draft", *OPEN, "clearing", "closed"]),
    "resume": (SERGEANT, ["suspended"]),
    "record-outcome": (ANYONE, ["draft", *OPEN]),
    "close": (SERGEANT, ["clearing"]),
    "reopen": (SERGEANT, ["closed"]),
    "record-review": (SERGEANT, OPEN),
    "regrade": (SERGEANT, OPEN),
    "keep-entry": (SERGEANT, ["closed"]),
    "dispose": (SERGEANT, ["closed"]),
    "correct": (ANYONE, ["draft", *OPEN, "clearing", "closed"]),
    "undo": (ANYONE, ["draft", *OPEN, "clearing", "closed"]),
    "bulk-allocate": (SERGEANT, []),
    "bulk-regrade": (SERGEANT, []),
    "bulk-close": (SERGEANT, []),
    "bulk-log-attempt": (ANYONE, []),
    "bulk-add-note": (ANYONE, []),
    "bulk-set-circulation": (ANYONE, []),
    "bulk-verify": (ANYONE, []),
    "set-circulation": (ANYONE, ["draft", *OPEN, "clearing"]),
    "verify-circulation": (ANYONE, ["draft", *OPEN, "clearing"]),
    "add-note": (ANYONE, ["draft", *OPEN, "clearing", "closed"]),
    "add-warning": (ANYONE, ["draft", *OPEN, "clearing", "closed"]),
    "add-address": (ANYONE, ["draft", *OPEN, "clearing", "closed"]),
    "add-alias": (ANYONE, ["draft", *OPEN, "clearing", "closed"]),
    "end-alias": (ANYONE, ["draft", *OPEN, "clearing", "closed"]),
    "end-warning": (ANYONE, ["draft", *OPEN, "clearing", "closed"]),
    "confirm-warning": (ANYONE, ["draft", *OPEN, "clearing", "closed"]),
    "check-address": (ANYONE, ["draft", *OPEN, "clearing", "closed"]),
    "describe-person": (ANYONE, ["draft", *OPEN, "clearing", "closed"]),
    "confirm-officer": (SERGEANT, ["draft", *OPEN, "clearing", "closed"]),
    "end-address": (ANYONE, ["draft", *OPEN, "clearing", "closed"]),
    "set-flag": (ANYONE, ["draft", *OPEN, "clearing"]),
    "clear-flag": (ANYONE, ["draft", *OPEN, "clearing"]),
    "merge-people": (SERGEANT, []),
    "unmerge-people": (SERGEANT, []),
    "acknowledge": (ANYONE, []),
    "record-told": (ANYONE, []),
    "pass-on": (ANYONE, []),
    "keep-roster": (SERGEANT, []),
    "come-on": (ANYONE, []),
    "go-off": (ANYONE, []),
    "approve": (SERGEANT, []),
    "decline": (ANYONE, []),
    "save-search": (ANYONE, []),
    "change-search": (ANYONE, []),
    "remove-search": (ANYONE, []),
    "prepare-handover": (ANYONE, []),
    "sign-handover": (SERGEANT, []),
    "accept-handover": (SERGEANT, []),
    "remark-handover": (SERGEANT, []),
    "query-handover": (SERGEANT, []),
    "answer-query": (SERGEANT, []),
    "add-addendum": (SERGEANT, []),
    "adopt-policy": ("chief_inspector", []),
    "sweep": (ANYONE, []),
}
ADMINISTRATORS_TOO = {"adopt-policy", "keep-roster"}
ADMINISTRATORS = {"enrol-officer", "retire-officer"}


def test_the_table_by_hand_names_every_deed() -> None:
    assert set(BY_NAME) == set(BY_HAND) | ADMINISTRATORS


@pytest.mark.parametrize("deed", sorted(BY_HAND))
def test_a_deed_is_allowed_to_whom_the_table_names_and_refused_to_all_others(deed: str) -> None:
    """Eight officers at each stage and at none: one test for the deed, because six thousand tests cost more than what they ask."""
    asked = [(collar, stage) for collar in sorted(SEEDED) for stage in (*Stage, None)]
    answered = {(collar, stage): _refusal(deed, SEEDED[collar], stage, is_administrator=SEEDED[collar] is None) for collar, stage in asked}
    assert answered == {(collar, stage): _by_hand(deed, SEEDED[collar], stage) for collar, stage in asked}


def _by_hand(deed: str, rank: Rank | None, stage: Stage | None) -> str | None:
    lowest, allowed_stages = BY_HAND[deed]
    if deed not in ADMINISTRATORS_TOO if rank is None else RANKS.index(rank.value) < RANKS.index(lowest):
        return "rank"
    return "stage" if stage is not None and stage.value not in allowed_stages else None


def _refusal(deed: str, rank: Rank | None, stage: Stage | None, *, is_administrator: bool) -> str | None:
    try:
        stages.refuse_unless_allowed(deed, rank=rank, is_administrator=is_administrator, stage=stage)
    except NotAllowed as refused:
        return refused.code
    return None


@pytest.mark.parametrize("deed", sorted(ADMINISTRATORS))
def test_roles_are_the_administrators_alone(deed: str) -> None:
    assert _refusal(deed, Rank.SUPERINTENDENT, None, is_administrator=False) == "rank"
    assert _refusal(deed, None, None, is_administrator=True) is None


@pytest.mark.parametrize(
    ("outcome", "band", "lowest"),
    [
        (Outcome.NO_FURTHER_ACTION, Band.HIGH, Rank.SUPERINTENDENT), (Outcome.NO_FURTHER_ACTION, Band.STANDARD, Rank.INSPECTOR),
        (Outcome.NO_LONGER_WANTED, Band.HIGH, Rank.SUPERINTENDENT), (Outcome.NO_LONGER_WANTED, None, Rank.INSPECTOR),
        (Outcome.LOCATED_IN_PRISON, Band.HIGH, Rank.INSPECTOR), (Outcome.IN_HOSPITAL, Band.MEDIUM, Rank.INSPECTOR),
        (Outcome.WARRANT_WITHDRAWN, Band.HIGH, Rank.SERGEANT), (Outcome.ARRESTED_BY_THIS_FORCE, Band.HIGH, Rank.CONSTABLE),
    ],
)  # fmt: skip
def test_an_outcome_asks_for_the_rank_that_the_domain_says(outcome: Outcome, band: Band | None, lowest: Rank) -> None:
    assert stages.rank_for_outcome(outcome, band) is lowest


@pytest.mark.parametrize("reason", SuspensionReason)
def test_covert_and_abroad_are_a_chief_inspectors_to_suspend(reason: SuspensionReason) -> None:
    higher = reason in (SuspensionReason.COVERT, SuspensionReason.ABROAD)
    assert stages.rank_for_suspension(reason) is (Rank.CHIEF_INSPECTOR if higher else Rank.INSPECTOR)


def test_the_list_of_deeds_says_for_which_values_a_second_officer_is_awaited() -> None:
    """Written by hand from domain.md section 4, "Two people are needed before effect for"."""
    listed = {name: card.as_json() for name, card in BY_NAME.items()}
    assert {name for name, one in listed.items() if one["second_officer"]} == {"close", "dispose", "merge-people", "adopt-policy"}
    lowered = ("band", ["medium", "standard"])
    sometimes = {
        "regrade": lowered, "bulk-regrade": lowered, "record-outcome": ("outcome", ["no_further_action", "no_longer_wanted"]),
        "bulk-close": ("references", []), "enrol-officer": ("rank", []), "appoint": (None, []), "undo": (None, []),
    }  # fmt: skip
    told = {name: one["second_officer_when"] for name, one in listed.items() if one["second_officer_when"] is not None}
    assert {name: (when["word"], when["values"]) for name, when in told.items()} == sometimes
    assert all(when["word"] is None or BY_NAME[name].word(when["word"]) is not None for name, when in told.items())
    assert listed["set-circulation"]["second_officer"] is False
