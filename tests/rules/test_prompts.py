"""Prompts propose with their evidence and never decide; what was put aside comes again only for new evidence."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from wantedtrack.rules.entry import Band, Category, Flag, Reference, Stage
from wantedtrack.rules.prompts import OtherEntry, PromptFacts, Raiser, Raisers, Remark, prompts

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
PLAIN = PromptFacts(Stage.ACTIVE, Category.BAIL_FAILURE, Band.STANDARD, NOW - timedelta(days=2), NOW - timedelta(days=3), ())


def _other(days_ago: int, *, category: Category = Category.BAIL_FAILURE, added_days_ago: int | None = None) -> OtherEntry:
    added = NOW - timedelta(days=days_ago if added_days_ago is None else added_days_ago)
    return OtherEntry(Reference("DEMO-000007"), category, "Theft", NOW - timedelta(days=days_ago), added)


def test_nothing_is_proposed_where_nothing_tells() -> None:
    assert prompts(PLAIN) == ()


@pytest.mark.parametrize(
    ("facts", "raiser", "evidence"),
    [
        (replace(PLAIN, flags=(Flag.CHILD,)), Raiser.CHILD, "flag child"),
        (replace(PLAIN, flags=(Flag.DOMESTIC_ABUSE,)), Raiser.DOMESTIC_ABUSE, "flag domestic abuse"),
        (replace(PLAIN, flags=(Flag.FIREARMS,)), Raiser.WEAPONS, "flag firearms"),
        (replace(PLAIN, flags=(Flag.REGISTERED_SEX_OFFENDER,)), Raiser.MAPPA_RSO, "flag registered sex offender"),
        (replace(PLAIN, flags=(Flag.IOM,)), Raiser.IOM, "flag iom"),
        (replace(PLAIN, warnings=(("WE", "Carries a blade", date(2025, 1, 2)),)), Raiser.WEAPONS, "WE Carries a blade, confirmed 02/01/2025"),
        (replace(PLAIN, warnings=(("", "Has a shotgun", None),)), Raiser.WEAPONS, "Has a shotgun, confirmed nobody knows when"),
        (replace(PLAIN, others=(_other(360),)), Raiser.SECOND_FAILURE, "DEMO-000007, 07/03/2025"),
        (replace(PLAIN, remarks=(Remark(NOW, "Said to fly tonight: one-way ticket bought"),)), Raiser.LEAVING_COUNTRY, "“one-way ticket” in what was written on 02/03/2026 09:00"),
        (replace(PLAIN, others=(_other(400, category=Category.WANTED, added_days_ago=1),)), Raiser.NEW_OFFENCE, "DEMO-000007, Theft"),
    ],
)  # fmt: skip
def test_each_raiser_proposes_the_next_band_with_its_evidence(facts: PromptFacts, raiser: Raiser, evidence: str) -> None:
    (found,) = prompts(facts)
    assert (found.raiser, found.evidence, found.band) == (raiser, evidence, Band.MEDIUM)
    assert found.sentence.endswith("is medium the right band?")
    assert prompts(replace(facts, put_aside=frozenset({found.key}))) == ()
    assert prompts(facts, Raisers(looked_for=tuple(one for one in Raiser if one is not raiser))) == ()


def test_a_failure_too_long_ago_or_of_another_kind_is_no_second_one() -> None:
    assert prompts(replace(PLAIN, others=(_other(369),))) == ()
    assert prompts(replace(PLAIN, others=(_other(100, category=Category.FORENSIC),))) == ()
    assert prompts(replace(PLAIN, category=Category.WANTED, others=(_other(100),))) == ()


def test_new_evidence_comes_in_spite_of_what_was_put_aside() -> None:
    facts = replace(PLAIN, warnings=(("WE", "Knife", None), ("FI", "Air pistol", None)), put_aside=frozenset({"weapons:WE Knife"}))
    assert [one.key for one in prompts(facts)] == ["weapons:FI Air pistol"]


@pytest.mark.parametrize("words", ["He is no abroader than before", "Passports office colleague", "paraffinferryman"])
def test_a_word_within_another_tells_nothing(words: str) -> None:
    assert prompts(replace(PLAIN, remarks=(Remark(NOW, words),))) == ()


def test_nothing_is_proposed_at_the_highest_band_or_after_the_end() -> None:
    flagged = replace(PLAIN, flags=(Flag.CHILD,))
    assert prompts(replace(flagged, band=Band.HIGH)) == ()
    for stage in (Stage.CLEARING, Stage.CLOSED, Stage.DISPOSED):
        assert prompts(replace(flagged, stage=stage)) == ()
