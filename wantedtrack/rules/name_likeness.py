"""How alike two names are: in any order, with short forms, slips and other spellings, and in words that a person would say."""

from dataclasses import dataclass, replace

from jellyfish import metaphone
from rapidfuzz.distance import OSA, JaroWinkler

from wantedtrack.rules.names import tokens
from wantedtrack.rules.nicknames import are_forms_of_one

_NEARLY = 0.92
_ROUGHLY = 0.84
_UNLIKE = 0.5
"""Below this no slip and no other spelling of a sound has ever been: the dearer comparisons are left out."""
_SHORT = 5
"""Letters below which one slip may as well make another name: Jean and Joan, Hall and Ball."""
_SHORTEST = 3
_SHORTEST_SLIP = 4
_LONG = 8


@dataclass(frozen=True, slots=True)
class Likeness:
    """`weight` for ordering, `words` to show.

    `is_whole`: surname and forename both agree; `agrees`: one of them surely does, as after a marriage; `contradicts`: a part that both have is another.
    """

    weight: float = 0.0
    words: str = ""
    is_whole: bool = False
    agrees: bool = False
    contradicts: bool = False


@dataclass(frozen=True, slots=True)
class ReadName:
    """A name made ready to be compared."""

    surname: tuple[str, ...]
    forenames: tuple[str, ...]

    @property
    def last(self) -> str:
        """The surname in one."""
        return "".join(self.surname)

    @property
    def first(self) -> str:
        """The forenames in one."""
        return "".join(self.forenames)


@dataclass(frozen=True, slots=True)
class _Part:
    weight: float
    words: str = ""


def read_name(surname: str, forenames: str) -> ReadName:
    """Make a name ready to be compared."""
    return ReadName(tokens(surname), tokens(forenames))


def name_likeness(mine: ReadName, theirs: ReadName) -> Likeness:
    """Compare two names; one that is not known says nothing."""
    if not (mine.last or mine.first) or not (theirs.last or theirs.first):
        return Likeness()
    if mine.last != theirs.last and sorted((*mine.surname, *mine.forenames)) == sorted((*theirs.surname, *theirs.forenames)):
        return Likeness(3.2, "same names in another order", is_whole=True, agrees=True)
    straight = _likeness(_surname(mine, theirs), _forenames(mine, theirs))
    if straight.is_whole or not (mine.last and mine.first and theirs.last and theirs.first):
        return straight
    crossed = (_part(mine.last, theirs.first, "surname"), _part(mine.first, theirs.last, "forename"))
    # The better part stands for the surname: which of the two people is asked about first must not matter.
    about = _likeness(*sorted(crossed, key=lambda part: part.weight, reverse=True), less=0.4)
    if about.is_whole or (about.agrees and not straight.agrees):
        return replace(about, words="surname and forename changed about")
    return straight


def _likeness(last: _Part, first: _Part, *, less: float = 0.0) -> Likeness:
    return Likeness(
        last.weight + first.weight - less,
        "; ".join(part.words for part in (last, first) if part.words),
        is_whole=last.weight >= 1.1 and first.weight >= 0.8,  # noqa: PLR2004 (a surname, a forename that agree)
        agrees=last.weight >= 1.1 or first.weight >= 1.2 or (not last.weight and first.weight >= 0.8),  # noqa: PLR2004 (the same)
        contradicts=last.weight < 0 or first.weight < 0,
    )


def _surname(mine: ReadName, theirs: ReadName) -> _Part:
    if not mine.last or not theirs.last:
        return _Part(0.0)
    found = _part(mine.last, theirs.last, "surname")
    if found.weight < 1.4 and _one_holds_the_other(mine.surname, theirs.surname):  # noqa: PLR2004 (half of a double name)
        return _Part(1.4, "one surname more")
    return found if found.weight > 0 else _Part(-1.5, "another surname")


def _forenames(mine: ReadName, theirs: ReadName) -> _Part:
    ours, others = mine.forenames, theirs.forenames
    if not ours or not others:
        return _Part(0.5 if ours or others else 0.8)  # of two people with a single name there is no more to compare
    if sorted(ours) == sorted(others) or mine.first == theirs.first:
        return _Part(1.6, "same forenames" if len(ours) > 1 else "same forename")
    if _one_holds_the_other(ours, others):
        return _Part(1.3, "one forename more")
    if any(are_forms_of_one(a, b) for a, b in _leading_pairs(ours, others)):
        return _Part(1.1, "a short form of the same forename")
    found = _part(mine.first, theirs.first, "forename")
    by_beginning = _by_beginning(ours[0], others[0])
    best = max(_Part(found.weight * 0.8, found.words), by_beginning, key=lambda part: part.weight)
    return best if best.weight > 0 else _Part(-1.2, "another forename")


def _by_beginning(mine: str, theirs: str) -> _Part:
    if mine == theirs:
        return _Part(0.4, "same first forename, another after it")
    if mine[0] == theirs[0] and 1 in (len(mine), len(theirs)):
        return _Part(0.6, "same initial")
    return _Part(0.0)


def _part(mine: str, theirs: str, label: str) -> _Part:
    if mine == theirs:
        return _Part(2.0, f"same {label}")
    likeness = alike(mine, theirs)
    if likeness < _UNLIKE:
        return _Part(-1.0)
    shorter = min(len(mine), len(theirs))
    if shorter >= _SHORTEST and OSA.distance(mine, theirs, score_cutoff=1) == 1:
        return _Part(1.6 if shorter >= _SHORT else 0.95, f"{label} one letter different")
    if likeness >= _NEARLY:
        return _Part(1.3, f"{label} nearly the same")
    if shorter >= _SHORTEST and mine.isalpha() and theirs.isalpha() and metaphone(mine) == metaphone(theirs):
        return _Part(1.1, f"{label} sounds the same")
    return _Part(0.4, f"{label} alike") if likeness >= _ROUGHLY else _Part(-1.0)


def _one_holds_the_other(mine: tuple[str, ...], theirs: tuple[str, ...]) -> bool:
    return set(mine) <= set(theirs) or set(theirs) <= set(mine)


def _leading_pairs(mine: tuple[str, ...], theirs: tuple[str, ...]) -> list[tuple[str, str]]:
    """Each forename of one beside the first of the other."""
    return [(one, theirs[0]) for one in mine] + [(mine[0], one) for one in theirs[1:]]


def may_be_a_slip(word: str) -> bool:
    """Whether a normalised word is long enough for a letter or two of it to be a slip of the hand."""
    return word.isalpha() and len(word) >= _SHORTEST_SLIP


def is_a_slip_of(word: str, name: str) -> bool:
    """Whether a normalised word, typed as far as it goes, is this name but for a letter left out, put in, changed or put the wrong way round; of a long word two."""
    slips = 1 if len(word) < _LONG else 2
    begun = {name[: len(word) + more] for more in range(-slips, slips + 1)} if len(name) > len(word) else {name}
    return any(OSA.distance(word, part, score_cutoff=slips) <= slips for part in begun)


def alike(mine: str, theirs: str) -> float:
    """Jaro-Winkler likeness, 0 where either is empty."""
    return JaroWinkler.similarity(mine, theirs) if mine and theirs else 0.0
