"""Prompts: what may be a reason for a higher band, each with its evidence. The program proposes in one line and an officer decides.

It never sets a band. What an officer has put aside does not come again for the same evidence. Source: domain.md section 5, rule 11 (band raisers:
child, domestic abuse victim, weapons, MAPPA or registered sex offender, IOM, second failure in twelve months, leaving the UK, new offence).
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum

from wantedtrack.rules.dates import british
from wantedtrack.rules.entry import Band, Category, Flag, Instant, Reference, Stage
from wantedtrack.rules.shifts import to_force_time


class Raiser(StrEnum):
    """What may raise a band; a policy names those that a force looks for."""

    CHILD = "child"
    DOMESTIC_ABUSE = "domestic_abuse"
    WEAPONS = "weapons"
    MAPPA_RSO = "mappa_rso"
    IOM = "iom"
    SECOND_FAILURE = "second_failure"
    LEAVING_COUNTRY = "leaving_country"
    NEW_OFFENCE = "new_offence"


@dataclass(frozen=True, slots=True)
class Raisers:
    """The force's choice: which raisers count, how far back a failure is a second one, and the words that tell of leaving the country."""

    looked_for: tuple[Raiser, ...] = tuple(Raiser)
    second_failure_within: timedelta = timedelta(days=365)
    leaving_words: tuple[str, ...] = (
        "airport",
        "ferry",
        "flight",
        "passport",
        "leave the country",
        "leave the uk",
        "abroad",
        "one-way ticket",
    )


SHIPPED_RAISERS = Raisers()


@dataclass(frozen=True, slots=True)
class OtherEntry:
    """Another entry of the same person, as far as the reader may know of it."""

    reference: Reference
    category: Category
    offence: str
    became_outstanding_at: Instant
    added_at: Instant


@dataclass(frozen=True, slots=True)
class Remark:
    """A dated text about the entry: a note, or what an attempt brought."""

    at: Instant
    text: str


@dataclass(frozen=True, slots=True)
class PromptFacts:
    """What prompts follow from. `band_at` is when the band was last set; `put_aside` the keys that an officer has put aside."""

    stage: Stage
    category: Category
    band: Band | None
    band_at: Instant | None
    became_outstanding_at: Instant
    flags: Sequence[Flag]
    warnings: Sequence[tuple[str, str, date | None]] = ()
    others: Sequence[OtherEntry] = ()
    remarks: Sequence[Remark] = ()
    put_aside: frozenset[str] = field(default_factory=frozenset[str])


@dataclass(frozen=True, slots=True)
class Prompt:
    """One proposal. `key` names the raiser and its evidence: what was put aside comes again only for new evidence."""

    key: str
    raiser: Raiser
    why: str
    evidence: str
    band: Band

    @property
    def sentence(self) -> str:
        """What is asked, with the band by its value; a page that has the force's own word for it says that."""
        return f"{self.why}: is {self.band.value} the right band?"


_FAILURES = (Category.BAIL_FAILURE, Category.WARRANT)
_ENDED = (Stage.CLEARING, Stage.CLOSED, Stage.DISPOSED)
_WEAPON_CODES = ("WE", "FI", "EX")
"""PNC warning signals weapons, firearms and explosives. Source: the College of Policing's list of PNC warning signals."""

_WEAPON_WORDS = re.compile(r"\b(weapon|firearm|gun|knife|knives|blade|machete|shotgun|explosive)s?\b", re.IGNORECASE)
_BY_FLAG: dict[Raiser, tuple[tuple[Flag, ...], str]] = {
    Raiser.CHILD: ((Flag.CHILD,), "The person is a child"),
    Raiser.DOMESTIC_ABUSE: ((Flag.DOMESTIC_ABUSE,), "Domestic abuse is flagged"),
    Raiser.WEAPONS: ((Flag.FIREARMS,), "Firearms are flagged"),
    Raiser.MAPPA_RSO: ((Flag.MAPPA, Flag.REGISTERED_SEX_OFFENDER), "MAPPA or registered sex offender is flagged"),
    Raiser.IOM: ((Flag.IOM,), "Integrated offender management is flagged"),
}


def prompts(facts: PromptFacts, raisers: Raisers = SHIPPED_RAISERS) -> tuple[Prompt, ...]:
    """What may be a reason for the next band up; nothing at the highest band, and nothing once an outcome is recorded."""
    if facts.band is Band.HIGH or facts.stage in _ENDED:
        return ()
    above = Band.HIGH if facts.band is Band.MEDIUM else Band.MEDIUM if facts.band is Band.STANDARD else Band.HIGH
    found = [*_flagged(facts), *_weapons(facts), *_failures(facts, raisers), *_leaving(facts, raisers), *_new_offence(facts)]
    chosen = [one for one in found if one[1] in raisers.looked_for and one[0] not in facts.put_aside]
    return tuple(Prompt(key, raiser, why, evidence, above) for key, raiser, why, evidence in chosen)


_Found = tuple[str, Raiser, str, str]


def _flagged(facts: PromptFacts) -> list[_Found]:
    held = set(facts.flags)
    return [
        (f"{raiser.value}:flag", raiser, why, ", ".join(f"flag {flag.value.replace('_', ' ')}" for flag in flags if flag in held))
        for raiser, (flags, why) in _BY_FLAG.items()
        if held.intersection(flags)
    ]


def _weapons(facts: PromptFacts) -> list[_Found]:
    """Only warnings that stand; an older one says since when nobody has confirmed it."""
    told = [(code, words, on) for code, words, on in facts.warnings if code in _WEAPON_CODES or _WEAPON_WORDS.search(words)]
    return [
        (f"{Raiser.WEAPONS.value}:{code} {words}"[:120], Raiser.WEAPONS, "A warning tells of weapons",
         f"{code} {words}, confirmed {british(on) or 'nobody knows when'}".strip())
        for code, words, on in told
    ]  # fmt: skip


def _failures(facts: PromptFacts, raisers: Raisers) -> list[_Found]:
    if facts.category not in _FAILURES:
        return []
    earlier = [
        other for other in facts.others
        if other.category in _FAILURES and timedelta(0) < facts.became_outstanding_at - other.became_outstanding_at <= raisers.second_failure_within
    ]  # fmt: skip
    return [
        (f"{Raiser.SECOND_FAILURE.value}:{other.reference}", Raiser.SECOND_FAILURE, "A second failure to appear within the policy's time",
         f"{other.reference}, {to_force_time(other.became_outstanding_at):%d/%m/%Y}")
        for other in earlier
    ]  # fmt: skip


def _leaving(facts: PromptFacts, raisers: Raisers) -> list[_Found]:
    said = (
        re.compile("|".join(rf"\b{re.escape(word)}\b" for word in raisers.leaving_words), re.IGNORECASE) if raisers.leaving_words else None
    )
    found: list[_Found] = []
    for remark in facts.remarks if said is not None else ():
        told = said.search(remark.text) if said else None
        if told is not None:
            on = f"{to_force_time(remark.at):%d/%m/%Y %H:%M}"
            key = f"{Raiser.LEAVING_COUNTRY.value}:{on}"
            found.append(
                (key, Raiser.LEAVING_COUNTRY, "Somebody may be leaving the country", f"“{told.group(0)}” in what was written on {on}")
            )
    return found


def _new_offence(facts: PromptFacts) -> list[_Found]:
    since = facts.band_at
    newer = [other for other in facts.others if since is not None and other.added_at > since]
    return [
        (f"{Raiser.NEW_OFFENCE.value}:{other.reference}", Raiser.NEW_OFFENCE, "The person is wanted for something else since the band was set",
         f"{other.reference}, {other.offence}")
        for other in newer
    ]  # fmt: skip
