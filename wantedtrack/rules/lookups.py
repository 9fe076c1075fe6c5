"""Looking something up as one types: words in any order, each by its beginning, forgiving a slip; the best first.

Offences, forces, stations and courts are looked up by the same rules, whichever store holds them.
"""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from rapidfuzz.distance import OSA

from wantedtrack.rules.names import normalised

MOST_FOUND = 20
MOST_WORDS = 12
"""Words that are looked at: what is longer is a sentence, and narrows no further."""

_TWO_SLIPS_FROM = 8
"""Letters from which two slips are forgiven; below it one, and none in a word of three letters or fewer."""

_NO_SLIP_BELOW = 4
ANCHOR = 2
"""Letters at the beginning of a word that are taken to be right: by them the words it may have been are brought forward."""


@dataclass(frozen=True, slots=True)
class Typed:
    """What was typed: its words, normalised, and the same as the code that it may begin; None where no code looks like it."""

    words: tuple[str, ...]
    code: str | None

    @property
    def phrase(self) -> str:
        """The words as one text, as titles are normalised."""
        return " ".join(self.words)


def read_typed(text: str) -> Typed:
    """Read what was typed into a box; nothing of it is refused."""
    squeezed = "".join(text.split()).upper()
    words = tuple(normalised(text).split()[:MOST_WORDS])
    return Typed(words, squeezed if squeezed.isascii() and squeezed.isalnum() and any(mark.isdigit() for mark in squeezed) else None)


def holds_all(typed: Typed, title: str) -> bool:
    """Whether every word typed begins a word of this normalised title."""
    parted = f" {title}"
    return all(f" {word}" in parted for word in typed.words)


def order_of(typed: Typed, title: str) -> tuple[int, int, str]:
    """What a found title is ordered by: the same, beginning so, holding the phrase, holding the words; then the shorter."""
    if title == typed.phrase:
        rank = 0
    elif title.startswith(typed.phrase):
        rank = 1
    else:
        rank = 2 if f" {typed.phrase}" in f" {title}" else 3
    return rank, len(title), title


def meant(words: Iterable[str], titles: Iterable[str]) -> tuple[str, ...]:
    """Each word as it is where one of these titles has a word that begins so, else the one that was probably meant."""
    text = "\n".join(titles)
    return tuple(word if re.search(rf"\b{re.escape(word)}", text) else _put_right(word, text) or word for word in words)


def _put_right(word: str, text: str) -> str | None:
    """The word of this text that was probably meant; None where none is near enough.

    A slip is a letter wrong, left out, too many, or two changed about. Of words equally near the one that stands there most often.
    """
    allowed = 0 if len(word) < _NO_SLIP_BELOW else 2 if len(word) >= _TWO_SLIPS_FROM else 1
    if not allowed:
        return None
    known = Counter(re.findall(rf"\b{re.escape(word[:ANCHOR])}\w*", text))
    near = [(OSA.distance(word, one, score_cutoff=allowed), -count, one) for one, count in known.items()]
    best = min((one for one in near if one[0] <= allowed), default=None)
    return best[2] if best else None
