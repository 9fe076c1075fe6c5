"""Whether two descriptions are of one person: reasons as a person would give them, and a verdict that never rests on a name alone.

The program proposes, the officer decides; nothing merges by itself. Candidates are found by keys that an index holds, never by a scan.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from jellyfish import metaphone
from rapidfuzz.distance import DamerauLevenshtein, JaroWinkler

from wantedtrack.rules.names import is_particle, normalised, squeezed, tokens


class Verdict(StrEnum):
    """How sure two descriptions are of one person."""

    SAME = "same"
    LIKELY = "likely"
    POSSIBLE = "possible"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Traits:
    """What is known of a person that tells them from others. `aliases` are (surname, forenames)."""

    surname: str
    forenames: str = ""
    born: date | None = None
    pnc_id: str | None = None
    cro: str | None = None
    postcodes: tuple[str, ...] = ()
    addresses: tuple[str, ...] = ()
    aliases: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Comparison:
    """A verdict with its reasons in words and a weight to order candidates by."""

    verdict: Verdict
    weight: float
    reasons: tuple[str, ...] = field(default=())


_NICKNAMES: tuple[frozenset[str], ...] = tuple(
    frozenset(group.split())
    for group in (
        "william will bill billy liam", "robert rob bob bobby robbie", "richard rick dick richie", "james jim jimmy jamie", "john jack johnny jon jonathan",
        "thomas tom tommy", "michael mike mick micky", "david dave davey", "daniel dan danny", "anthony tony ant", "andrew andy drew",
        "christopher chris kit", "nicholas nick nicky", "matthew matt", "joseph joe joey", "benjamin ben", "samuel sam sammy", "edward ed eddie ted teddy",
        "charles charlie chas", "stephen steven steve", "peter pete", "patrick pat paddy", "kenneth ken kenny", "ronald ron ronnie", "alexander alex sandy xander",
        "elizabeth liz lizzie beth betty eliza", "katherine catherine kathryn kate katie kathy cathy", "margaret maggie meg peggy", "jennifer jen jenny",
        "susan sue susie", "rebecca becky becca", "victoria vicky tori", "deborah debbie deb", "patricia pat trish tricia", "jacqueline jackie",
        "mohammed muhammad mohamed mohammad mohamad", "ahmed ahmad", "hussein hussain husain",
    )
)  # fmt: skip

_SAME, _LIKELY, _POSSIBLE = 7.0, 4.5, 2.5
_ALIKE = 0.92
_ROUGHLY = 0.84


def blocking_keys(traits: Traits) -> frozenset[tuple[str, str]]:
    """The keys under which this person is found: (kind, key). Kinds: name, sound, born, pnc, cro, postcode.

    `name` holds every part of surname, forenames and aliases, also for searching by prefix; `sound` pairs how the surname sounds with the
    year of birth; `born` is the date, and the date with day and month changed about.
    """
    keys: set[tuple[str, str]] = set()
    for surname, forenames in ((traits.surname, traits.forenames), *traits.aliases):
        parts = (*tokens(surname), *tokens(forenames))
        keys |= {("name", part) for part in parts}
        keys.add(("name", squeezed(surname)))
        keys |= {("sound", sound) for part in parts if not is_particle(part) and len(part) > 1 and (sound := metaphone(part))}
    if traits.born is not None:
        keys |= {("born", day.isoformat()) for day in (traits.born, _changed_about(traits.born)) if day is not None}
    if traits.pnc_id:
        keys.add(("pnc", traits.pnc_id.upper()))
    if traits.cro:
        keys.add(("cro", traits.cro.upper()))
    keys |= {("postcode", code.replace(" ", "").upper()) for code in traits.postcodes if code}
    return frozenset((kind, key) for kind, key in keys if key)


def _changed_about(born: date) -> date | None:
    try:
        return born.replace(month=born.day, day=born.month)
    except ValueError:
        return None


def compare(one: Traits, other: Traits) -> Comparison:
    """Weigh two descriptions. "Same" needs an identifier or a date of birth beside a name; contradiction always weighs."""
    reasons: list[str] = []
    weight = _identifier_weight(one, other, reasons)
    name = _name_weight(one, other, reasons)
    born = _born_weight(one.born, other.born, reasons)
    place = _place_weight(one, other, reasons)
    total = weight + name + born + place
    return Comparison(_verdict(total, name, born, weight, place), total, tuple(reasons))


def _verdict(total: float, name: float, born: float, identified: float, place: float) -> Verdict:
    if identified > 0 and (name > 0 or born > 0):
        return Verdict.SAME
    if total >= _SAME and name >= 3 and (born >= 3 or (born > 0 and place > 0)):  # noqa: PLR2004 (a whole name, a whole date)
        return Verdict.SAME
    if identified > 0 or (total >= _LIKELY and (born > 0 or place > 0)):
        return Verdict.LIKELY
    return Verdict.POSSIBLE if total >= _POSSIBLE else Verdict.NONE


def _identifier_weight(one: Traits, other: Traits, reasons: list[str]) -> float:
    weight = 0.0
    for label, mine, theirs in (("PNC ID", one.pnc_id, other.pnc_id), ("CRO number", one.cro, other.cro)):
        if mine and theirs and mine.upper() == theirs.upper():
            reasons.append(f"same {label}")
            weight += 5
        elif mine and theirs:
            reasons.append(f"another {label}")
            weight -= 2
    return weight


def _name_weight(one: Traits, other: Traits, reasons: list[str]) -> float:
    best, words = -3.0, ""
    mine = ((one.surname, one.forenames, False), *((s, f, True) for s, f in one.aliases))
    theirs = ((other.surname, other.forenames, False), *((s, f, True) for s, f in other.aliases))
    for surname, forenames, my_alias in mine:
        for other_surname, other_forenames, their_alias in theirs:
            weight, said = _one_name(surname, forenames, other_surname, other_forenames)
            if my_alias or their_alias:
                weight, said = weight - 0.2, f"alias held: {said}"
            if weight > best:
                best, words = weight, said
    if words and best > 0:
        reasons.append(words)
    elif best <= 0:
        reasons.append("another name")
    return best


def _one_name(surname: str, forenames: str, other_surname: str, other_forenames: str) -> tuple[float, str]:
    mine, theirs = squeezed(surname), squeezed(other_surname)
    if not normalised(f"{surname} {forenames}") or not normalised(f"{other_surname} {other_forenames}"):
        return 0.0, ""
    if sorted(tokens(f"{surname} {forenames}")) == sorted(tokens(f"{other_surname} {other_forenames}")) and mine != theirs:
        return 3.2, "same names in another order"
    swapped = _alike(mine, squeezed(other_forenames)) >= _ALIKE and _alike(squeezed(forenames), theirs) >= _ALIKE and bool(forenames)
    if swapped:
        return 3.0, "surname and forename changed about"
    last, said_last = _part(mine, theirs, "surname")
    first, said_first = _forenames(normalised(forenames), normalised(other_forenames))
    return last + first, "; ".join(said for said in (said_last, said_first) if said)


def _part(mine: str, theirs: str, label: str) -> tuple[float, str]:
    if mine == theirs and mine:
        return 2.0, f"same {label}"
    slips = DamerauLevenshtein.distance(mine, theirs)
    if slips == 1 and min(len(mine), len(theirs)) > 2:  # noqa: PLR2004 (a slip in two letters says nothing)
        return 1.6, f"{label} one letter different"
    if _alike(mine, theirs) >= _ALIKE:
        return 1.3, f"{label} nearly the same"
    if mine and theirs and metaphone(mine) == metaphone(theirs):
        return 1.1, f"{label} sounds the same"
    return (0.4, f"{label} alike") if _alike(mine, theirs) >= _ROUGHLY else (-1.5, "")


def _forenames(mine: str, theirs: str) -> tuple[float, str]:
    if not mine or not theirs:
        return 0.2, ""
    if mine == theirs:
        return 1.6, "same forenames"
    my_parts, their_parts = mine.split(), theirs.split()
    if set(my_parts) <= set(their_parts) or set(their_parts) <= set(my_parts):
        return 1.3, "one forename more"
    if any(_is_nickname(a, b) for a in my_parts for b in their_parts):
        return 1.1, "a short form of the same forename"
    weight, said = _part("".join(my_parts), "".join(their_parts), "forename")
    if weight < 0 and my_parts[0][0] == their_parts[0][0] and 1 in (len(my_parts[0]), len(their_parts[0])):
        return 0.6, "same initial"
    return max(weight * 0.8, -1.4), said


def _is_nickname(mine: str, theirs: str) -> bool:
    return any(mine in group and theirs in group for group in _NICKNAMES)


def _alike(mine: str, theirs: str) -> float:
    return JaroWinkler.similarity(mine, theirs) if mine and theirs else 0.0


def _born_weight(mine: date | None, theirs: date | None, reasons: list[str]) -> float:
    if mine is None or theirs is None:
        return 0.0
    if mine == theirs:
        reasons.append("same date of birth")
        return 4.0
    if _changed_about(mine) == theirs:
        reasons.append("day and month of birth changed about")
        return 3.0
    slips = DamerauLevenshtein.distance(f"{mine:%Y%m%d}", f"{theirs:%Y%m%d}")
    if slips == 1:
        reasons.append("date of birth one digit different")
        return 2.0
    if slips == 2 and mine.year == theirs.year:  # noqa: PLR2004 (two slips of eight digits)
        reasons.append("date of birth nearly the same")
        return 0.8
    reasons.append("another date of birth")
    return -2.5


def _place_weight(one: Traits, other: Traits, reasons: list[str]) -> float:
    weight = 0.0
    if {normalised(code).replace(" ", "") for code in one.postcodes} & {normalised(code).replace(" ", "") for code in other.postcodes}:
        reasons.append("same postcode")
        weight += 0.8
    mine, theirs = {squeezed(line) for line in one.addresses if line}, {squeezed(line) for line in other.addresses if line}
    if mine & theirs:
        reasons.append("same address")
        weight += 1.6
    elif any(_alike(a, b) >= _ALIKE for a in mine for b in theirs):
        reasons.append("address nearly the same")
        weight += 1.0
    return weight


def best_first(comparisons: Iterable[tuple[int, Comparison]]) -> Sequence[tuple[int, Comparison]]:
    """Candidates worth showing, best first; those with nothing to say for them are left out."""
    shown = [(person, comparison) for person, comparison in comparisons if comparison.verdict is not Verdict.NONE]
    return sorted(shown, key=lambda pair: (-pair[1].weight, pair[0]))
