"""The reason card: what an officer of any force needs at the roadside, complete enough to be read out, warnings first.

It holds nothing of a victim: notes, reviews, attempts and the victim's view are no part of it. Source: PACE 1984 ss.24, 28 and 46A, Code G;
issue 4, Build 4; domain.md section 8.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from wantedtrack.rules.categories import CATEGORIES
from wantedtrack.rules.dates import british
from wantedtrack.rules.entry import Category, Instant
from wantedtrack.rules.powers import POWERS
from wantedtrack.rules.shifts import to_force_time

MARKING = "OFFICIAL-SENSITIVE"
CONFIRM = "Confirm on PNC/LEDS before arrest."
_NOT_HELD = "not held"
_READ_OUT_APART = ("grounds", "necessity", "conditions")


@dataclass(frozen=True, slots=True)
class CardFacts:
    """What the card is made from, each as it is held; texts are shown as they stand. `own` are label and value of the category's fields, by key."""

    reference: str
    category: Category
    name: str
    aliases: Sequence[str]
    born: str | None
    descriptors: Sequence[str]
    pnc_id: str | None
    cro: str | None
    warnings: Sequence[str]
    flags: Sequence[str]
    offence: str
    offence_code: str | None
    own: dict[str, tuple[str, str | None]]
    wanted_since: Instant
    decided_by: str | None
    decided_at: Instant | None
    circulation: str
    circulated_by: str | None
    circulated_at: Instant | None
    marker: Sequence[str]
    verified_at: Instant | None
    addresses: Sequence[str]
    force: str | None
    station: str | None
    owner: str | None


@dataclass(frozen=True, slots=True)
class CardPart:
    """One heading of the card and its lines, in the order they are read out."""

    heading: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ReasonCard:
    """The whole card. `missing` names what is not held and would be asked for at the roadside: the next step fills it in."""

    reference: str
    name: str
    at: Instant
    parts: tuple[CardPart, ...]
    missing: tuple[str, ...]

    def as_json(self) -> dict[str, object]:
        """The card for other programs."""
        parts = [{"heading": part.heading, "lines": list(part.lines)} for part in self.parts]
        return {"reference": self.reference, "marking": MARKING, "confirm": CONFIRM, "parts": parts, "missing": list(self.missing)}


def reason_card(facts: CardFacts, *, now: Instant) -> ReasonCard:
    """Put the card together; what is not held says so in its place, so that nobody takes silence for none."""
    power = POWERS[facts.category]
    parts = (
        CardPart("Warnings", tuple(facts.warnings) or ("No warning signals are held here: look on PNC/LEDS.",)),
        CardPart("Person", tuple(_person(facts))),
        CardPart("Wanted for", tuple(_wanted_for(facts))),
        CardPart("Power", (power.source, power.says, power.check)),
        CardPart("Grounds", (_own(facts, "grounds") or _grounds_of(facts),)),
        CardPart("Necessity", (_own(facts, "necessity") or _necessity_of(facts.category),)),
        *([CardPart("Conditions", (_own(facts, "conditions") or _NOT_HELD,))] if "conditions" in facts.own else []),
        CardPart("Where the person may be", tuple(facts.addresses) or (_NOT_HELD,)),
        CardPart("Decided and circulated", tuple(_decided(facts))),
        CardPart("On arrest", (power.on_arrest, *_whom_to_tell(facts))),
    )
    return ReasonCard(facts.reference, facts.name, now, parts, tuple(_missing(facts)))


def _person(facts: CardFacts) -> list[str]:
    told = [facts.name, *(f"also {alias}" for alias in facts.aliases), f"born {facts.born}" if facts.born else "date of birth not held"]
    told += [*facts.descriptors, *(f"flag: {flag}" for flag in facts.flags)]
    return [*told, f"PNC ID {facts.pnc_id or _NOT_HELD}", *([f"CRO {facts.cro}"] if facts.cro else [])]


def _wanted_for(facts: CardFacts) -> list[str]:
    code = f" ({facts.offence_code})" if facts.offence_code else ""
    own = [f"{label}: {value}" for key, (label, value) in facts.own.items() if value and key not in _READ_OUT_APART]
    return [f"{CATEGORIES[facts.category].label}: {facts.offence}{code}", f"since {_when(facts.wanted_since)}", *own]


def _grounds_of(facts: CardFacts) -> str:
    """Where the category has no grounds of its own, what it rests on says them."""
    return {
        Category.WANTED: _NOT_HELD,
        Category.BAIL_FAILURE: f"The person did not attend at the time appointed, {_when(facts.wanted_since)}.",
        Category.FORENSIC: f"Identified by {_own(facts, 'identification_type') or 'a forensic report'}; sufficient for arrest: "
        f"{_own(facts, 'sufficient') or _NOT_HELD}.",
        Category.WARRANT: f"The warrant of {_own(facts, 'court') or 'a court that is not held here'}.",
        Category.RECALL: f"The licence is revoked; reference {_own(facts, 'revocation_reference') or _NOT_HELD}.",
    }[facts.category]


def _necessity_of(category: Category) -> str:
    if category in (Category.WANTED, Category.FORENSIC):
        return _NOT_HELD if category is Category.WANTED else "The arresting officer decides on necessity (PACE s.24(5)) and records it."
    return "The power asks for no separate necessity."


def _decided(facts: CardFacts) -> list[str]:
    decided = "nobody has accepted it yet" if facts.decided_by is None else f"by {facts.decided_by}{_on(facts.decided_at)}"
    lines = [f"Decided: {decided}", f"Circulation: {facts.circulation}", *facts.marker]
    if facts.circulated_at is not None:
        lines.append(f"Circulated{_on(facts.circulated_at)} by {facts.circulated_by or 'whoever put it on PNC/LEDS: not recorded here'}")
    return [*lines, f"Last looked at on PNC/LEDS: {_when(facts.verified_at) if facts.verified_at else 'never'}"]


def _whom_to_tell(facts: CardFacts) -> list[str]:
    owner = f", officer {facts.owner}" if facts.owner else ""
    return [
        f"Tell {facts.force or 'the owning force, which is not held'}, {facts.station or 'station not held'}{owner}; quote {facts.reference}."
    ]


def _missing(facts: CardFacts) -> list[str]:
    asked = {own.key: own.label for own in CATEGORIES[facts.category].fields if own.is_asked}
    empty = [label for key, label in asked.items() if not _own(facts, key)]
    held = {
        "Date of birth": facts.born,
        "PNC ID": facts.pnc_id,
        "Owning force": facts.force,
        "Station": facts.station,
        "Acceptance by a sergeant": facts.decided_by,
    }
    return [*empty, *(label for label, value in held.items() if not value)]


def _own(facts: CardFacts, key: str) -> str | None:
    return facts.own.get(key, ("", None))[1]


def _on(at: Instant | None) -> str:
    return "" if at is None else f" on {_when(at)}"


def _when(at: Instant) -> str:
    local = to_force_time(at)
    return f"{british(local.date())} {local:%H:%M}"
