"""Names as people have them: tidied but never re-cased, made comparable whatever the script, split as each source writes them."""

import re
import unicodedata
from functools import lru_cache
from itertools import pairwise

from anyascii import anyascii

_APART = re.compile(r"[^a-z0-9]+")
_JOINED = re.compile(r"['’‘ʼ`´′.]")
_PARTICLES = frozenset(
    {
        "abd", "abu", "al", "ap", "bin", "bint", "d", "da", "das", "de", "del", "della", "den", "der", "di", "do", "dos", "du", "el", "ibn",
        "la", "le", "mac", "mc", "o", "st", "ten", "ter", "ul", "ur", "van", "von", "y", "zu",
    }
)  # fmt: skip
_GLUED = re.compile(r"(?:mc|mac|o)(?=[b-df-hj-np-tv-z])([a-z]{4,})")
"""A name that begins like McDonald, MacKenzie or OBrien, written in one."""


def tidy(text: str) -> str:
    """White space made single, control characters and invisible marks of direction taken out; case and everything else kept."""
    if text.isascii() and text.isprintable():
        return " ".join(text.split())
    kept: list[str] = []
    for mark in text:
        category = unicodedata.category(mark)
        if category in ("Cf", "Cs"):
            continue
        kept.append(" " if category in ("Cc", "Zs", "Zl", "Zp") else mark)
    return " ".join("".join(kept).split())


@lru_cache(maxsize=20_000)
def normalised(text: str) -> str:
    """The name for comparing: no marks, no case, Latin letters for any script; apostrophes vanish, hyphens part like spaces.

    O'Brien, OBrien and O’BRIEN are one; MCDONALD-SMYTHE and MCDONALD SMYTHE are one; Nguyễn is nguyen, Szczepański szczepanski. The same
    few names come again and again in an extract, so the last twenty thousand answers are remembered.
    """
    if text.isascii():  # most names: ten times faster, and a whole extract is compared
        return " ".join(_APART.sub(" ", _JOINED.sub("", text.lower())).split())
    joined = _JOINED.sub("", unicodedata.normalize("NFKC", tidy(text)))
    latin = _JOINED.sub("", anyascii("".join(_plain(mark) for mark in joined))).lower()
    return " ".join(_APART.sub(" ", latin).split())


def _plain(mark: str) -> str:
    """A Latin letter without its marks; a letter of another script as it is, since there a mark may be a letter of its own (й, ё)."""
    if mark.isascii():
        return mark
    parts = unicodedata.normalize("NFKD", mark)
    return "".join(part for part in parts if not unicodedata.combining(part)) if parts[0].isascii() else mark


def tokens(text: str) -> tuple[str, ...]:
    """The parts of a name, normalised, in their order."""
    return tuple(normalised(text).split())


def squeezed(text: str) -> str:
    """The normalised name without any parting: what OBRIEN and O BRIEN share."""
    return normalised(text).replace(" ", "")


def found_by(text: str) -> frozenset[str]:
    """Every word that the beginning of a search may be compared with to find this name, normalised.

    Beside its parts: a particle joined to what follows (O Brien by obrien, Al-Hassan by alhassan), the part after an apostrophe or a
    glued Mc, Mac or O (O'Brien and OBrien by brien), and the whole written in one.
    """
    parts = tokens(text)
    words = {*parts, "".join(parts)}
    words |= {first + second for first, second in pairwise(parts) if first in _PARTICLES}
    words |= {glued[1] for part in parts if (glued := _GLUED.fullmatch(part))}
    words |= {part for word in tidy(text).split() for part in tokens(_JOINED.sub(" ", word)) if len(part) > 1}
    return frozenset(word for word in words if word)


def sort_key(surname: str, forenames: str) -> str:
    """What names are ordered by: van der Berg under V, O'Brien beside OBrien, marks without weight."""
    return f"{squeezed(surname)} {normalised(forenames)}".strip()


def is_particle(word: str) -> bool:
    """Whether a normalised word is a particle of a surname (van, de, al), which says little alone."""
    return word in _PARTICLES


def split_warrant_name(cell: str) -> tuple[str, str, bool]:
    """Split a name as a court's warrants report writes it: surname, a space, forenames joined by commas, none leaving the space at the end.

    What stands after the last space are the forenames. In a cell that people edited leading words in capitals, with others after them, are
    the surname. The third value tells whether the text leaves no doubt. Source: the data notes of the extract, from bichard7-next-core.
    """
    words = tidy(cell).split(" ")
    leading = _leading_capitals(words)
    has_commas = "," in words[-1]
    if cell.endswith(" ") and not has_commas:
        # A surname alone; but capitals and then other words may as well be an edited cell with a space too many.
        return " ".join(words), "", leading in (0, len(words))
    if len(words) == 1:
        return words[0], "", not has_commas
    if not has_commas and 0 < leading < len(words) - 1:
        return " ".join(words[:leading]), " ".join(words[leading:]), not _ends_in_an_initial(words[:leading])
    surname, forenames = " ".join(words[:-1]), " ".join(part for part in words[-1].split(",") if part)
    return surname, forenames, _is_plain(words, leading, has_commas=has_commas)


def _is_plain(words: list[str], leading: int, *, has_commas: bool) -> bool:
    """Whether the reading after the last space is the only one."""
    before = len(words) - 1
    if before == 1:
        return True
    if _ends_in_an_initial(words[:before]):
        return False
    return leading in (0, before, before + 1) if has_commas else leading == before


def _leading_capitals(words: list[str]) -> int:
    for place, word in enumerate(words):
        letters = [mark for mark in word if mark.isalpha()]
        if not letters or "," in word or any(mark != mark.upper() for mark in letters):
            return place
    return len(words)


def _ends_in_an_initial(words: list[str]) -> bool:
    """KOWALSKI A Test: the single letter may be the surname's or the first of the forenames."""
    return len(words) > 1 and len(words[-1].rstrip(".")) == 1


def split_comma_name(cell: str) -> tuple[str, str]:
    """Split "SURNAME, Forenames"; without a comma it is all surname."""
    surname, _, forenames = tidy(cell).partition(",")
    return surname.strip(), forenames.strip()
