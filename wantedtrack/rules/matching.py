"""Whether two descriptions are of one person: reasons as a person would give them, and a verdict that never rests on a name alone.

The program proposes, the officer decides; nothing merges by itself. Candidates are found by keys that an index holds, never by a scan.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from rapidfuzz.distance import OSA
from rapidfuzz.fuzz import token_set_ratio

from wantedtrack.rules.entry import Sex
from wantedtrack.rules.name_likeness import Likeness, name_likeness, read_name
from wantedtrack.rules.names import normalised
from wantedtrack.rules.traits import Traits, blocking_keys, changed_about, cro_key, is_right, pnc_keys, postcode_key
from wantedtrack.rules.verdicts import SHIPPED, Thresholds, Verdict

__all__ = ["Comparison", "Traits", "best_first", "blocking_keys", "compare"]


@dataclass(frozen=True, slots=True)
class Comparison:
    """A verdict with its reasons in words and a weight to order candidates by."""

    verdict: Verdict
    weight: float
    reasons: tuple[str, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class _Finding:
    """What one kind of evidence says: above 0 it agrees, below it contradicts."""

    weight: float = 0.0
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Evidence:
    identity: _Finding
    name: Likeness
    born: _Finding
    place: _Finding
    is_identified: bool
    is_denied: bool

    @property
    def weight(self) -> float:
        return self.identity.weight + self.name.weight + self.born.weight + self.place.weight


_WHOLE_DATE = 3.0
_ADDRESS = 1.0
_STREET_ALIKE = 85
_ADDRESS_ALIKE = 80


def compare(one: Traits, other: Traits, *, thresholds: Thresholds = SHIPPED) -> Comparison:
    """Weigh two descriptions.

    "Same" needs an identifier that nothing denies, or a whole name beside a date of birth; contradiction always weighs. A name alone, however
    rare, is at most possible.
    """
    is_identified = _shares_identifier(one, other)
    sexes = {one.sex, other.sex} - {None, Sex.UNKNOWN}
    is_denied = len(sexes) > 1 or _has_another_pnc_id(one, other)
    evidence = _Evidence(
        _identity(one, other), _best_name(one, other), _born(one.born, other.born), _place(one, other), is_identified, is_denied
    )
    words = [*evidence.identity.words, *([evidence.name.words] if evidence.name.words else []), *evidence.born.words, *evidence.place.words]
    if len(sexes) > 1:
        words.append("another sex")
    return Comparison(_verdict(evidence, thresholds), round(evidence.weight - (len(sexes) > 1), 3), tuple(words))


def _verdict(evidence: _Evidence, thresholds: Thresholds) -> Verdict:
    name, born, place, weight = evidence.name, evidence.born.weight, evidence.place.weight, evidence.weight
    if evidence.is_identified:
        return Verdict.LIKELY if name.contradicts and not name.agrees and born <= 0 else Verdict.SAME
    sure_date = born >= _WHOLE_DATE or (born > 0 and place > 0)
    if weight >= thresholds.same and name.is_whole and sure_date and not evidence.is_denied:
        return Verdict.SAME
    agreeing = name.agrees + (born > 0) + (place > 0) + (evidence.identity.weight > 0)
    if weight >= thresholds.likely and agreeing > 1 and not name.contradicts:
        return Verdict.LIKELY
    # The same street door says something even of another name and date: a relative, or details that were not true.
    is_doubtful = name.contradicts and born < 0 and place < _ADDRESS
    if weight >= thresholds.possible or (agreeing > 1 and not is_doubtful):
        return Verdict.POSSIBLE
    return Verdict.NONE


def _shares_identifier(one: Traits, other: Traits) -> bool:
    if one.pnc_id and other.pnc_id and is_right(one.pnc_id) and pnc_keys(one.pnc_id) & pnc_keys(other.pnc_id):
        return True
    return bool(one.cro and other.cro and cro_key(one.cro) == cro_key(other.cro))


def _has_another_pnc_id(one: Traits, other: Traits) -> bool:
    """Both are right and not the same. One with a wrong letter may be a slip for anybody's and denies nothing."""
    if not one.pnc_id or not other.pnc_id or not is_right(one.pnc_id) or not is_right(other.pnc_id):
        return False
    return not pnc_keys(one.pnc_id) & pnc_keys(other.pnc_id)


def _identity(one: Traits, other: Traits) -> _Finding:
    weight, words = 0.0, list[str]()
    if one.pnc_id and other.pnc_id:
        if pnc_keys(one.pnc_id) & pnc_keys(other.pnc_id):
            is_sure = is_right(one.pnc_id)
            weight += 5 if is_sure else 1.5
            words.append("same PNC ID" if is_sure else "same PNC ID, though its letter is wrong")
        elif _has_another_pnc_id(one, other):
            weight -= 2
            words.append("another PNC ID")
    if one.cro and other.cro:
        is_same = cro_key(one.cro) == cro_key(other.cro)
        weight += 5 if is_same else -2
        words.append("same CRO number" if is_same else "another CRO number")
    return _Finding(weight, tuple(words))


def _best_name(one: Traits, other: Traits) -> Likeness:
    """The best of all names held; an alias says a little less than a name."""
    theirs = [read_name(*name) for name in other.names]
    best: Likeness | None = None
    for mine_place, name in enumerate(one.names):
        mine = read_name(*name)
        for their_place, their in enumerate(theirs):
            found = name_likeness(mine, their)
            if (mine_place or their_place) and found.words:
                found = Likeness(found.weight - 0.2, f"alias held: {found.words}", found.is_whole, found.agrees, found.contradicts)
            if best is None or (found.is_whole, found.weight) > (best.is_whole, best.weight):
                best = found
    return best or Likeness()


def _born(mine: date | None, theirs: date | None) -> _Finding:
    if mine is None or theirs is None:
        return _Finding()
    if mine == theirs:
        return _Finding(4.0, ("same date of birth",))
    if changed_about(mine) == theirs:
        return _Finding(3.0, ("day and month of birth changed about",))
    return _nearly_born(mine, theirs)


def _nearly_born(mine: date, theirs: date) -> _Finding:
    slips = OSA.distance(mine.isoformat(), theirs.isoformat())
    if slips == 1:
        return _Finding(2.0, ("date of birth one digit different",))
    if slips == 2 and mine.year == theirs.year:  # noqa: PLR2004 (two slips of eight digits)
        return _Finding(0.8, ("date of birth nearly the same",))
    if (mine.month, mine.day) == (theirs.month, theirs.day):
        return _Finding(0.5, ("same day and month of birth, another year",))
    return _Finding(-2.5, ("another date of birth",))


def _place(one: Traits, other: Traits) -> _Finding:
    weight, words = 0.0, list[str]()
    if (
        one.postcodes
        and other.postcodes
        and {postcode_key(code) for code in one.postcodes} & {postcode_key(code) for code in other.postcodes} - {""}
    ):
        weight, words = 0.8, ["same postcode"]
    if one.addresses and other.addresses:
        mine, theirs = [normalised(lines) for lines in one.addresses], [normalised(lines) for lines in other.addresses]
        likeness, said = max(_address(a, b) for a in mine for b in theirs)
        weight, words = weight + likeness, [*words, *([said] if said else [])]
    return _Finding(weight, tuple(words))


def _address(mine: str, theirs: str) -> tuple[float, str]:
    """The house number decides whether it is the house or only the street."""
    if not mine or not theirs:
        return 0.0, ""
    if mine == theirs:
        return 1.6, "same address"
    numbers = [next((word for word in text.split() if word[0].isdigit()), "") for text in (mine, theirs)]
    likeness = token_set_ratio(mine, theirs)
    if (numbers[0] == numbers[1] or "" in numbers) and likeness >= _ADDRESS_ALIKE:
        return 1.0, "address nearly the same"
    return (0.4, "same street") if likeness >= _STREET_ALIKE else (0.0, "")


def best_first(comparisons: Iterable[tuple[int, Comparison]]) -> Sequence[tuple[int, Comparison]]:
    """Candidates worth showing, best first; those with nothing to say for them are left out."""
    shown = [(person, comparison) for person, comparison in comparisons if comparison.verdict is not Verdict.NONE]
    return sorted(shown, key=lambda pair: (-pair[1].weight, pair[0]))
