"""Names as people have them: tidied but never re-cased, made comparable whatever the script, split as each source writes them."""

import re
import unicodedata
from itertools import pairwise

from anyascii import anyascii

_INVISIBLE = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u00ad]")
_APART = re.compile(r"[^a-z0-9]+")
_JOINED = re.compile(r"['’ʼ`´.]")
_PARTICLES = frozenset(
    {"al", "ap", "bin", "da", "de", "del", "della", "der", "di", "dos", "du", "el", "la", "le", "mc", "o", "st", "van", "von"}
)


def tidy(text: str) -> str:
    """White space made single, control characters and invisible marks of direction taken out; case and everything else kept."""
    visible = _INVISIBLE.sub("", text)
    spaced = "".join(" " if unicodedata.category(mark) == "Cc" or mark.isspace() else mark for mark in visible)
    return " ".join(spaced.split())


def normalised(text: str) -> str:
    """The name for comparing: no marks, no case, Latin letters for any script; apostrophes vanish, hyphens part like spaces.

    O'Brien, OBrien and O’BRIEN are one; MCDONALD-SMYTHE and MCDONALD SMYTHE are one; Nguyễn is nguyen, Szczepański szczepanski.
    """
    plain = unicodedata.normalize("NFKD", tidy(text))
    without_marks = "".join(mark for mark in plain if not unicodedata.combining(mark))
    latin = anyascii(_JOINED.sub("", without_marks)).lower()
    return " ".join(_APART.sub(" ", _JOINED.sub("", latin)).split())


def tokens(text: str) -> tuple[str, ...]:
    """The parts of a name for searching, in their order; a leading O is also joined to what follows (O Brien is found as obrien)."""
    parts = normalised(text).split()
    joined = [first + second for first, second in pairwise(parts) if first in ("o", "mc", "mac", "d")]
    return tuple(dict.fromkeys([*parts, *joined]))


def squeezed(text: str) -> str:
    """The normalised name without any parting: what OBRIEN and O BRIEN share."""
    return normalised(text).replace(" ", "")


def sort_key(surname: str, forenames: str) -> str:
    """What names are ordered by: van der Berg under V, O'Brien beside OBrien, marks without weight."""
    return f"{squeezed(surname)} {normalised(forenames)}".strip()


def split_warrant_name(cell: str) -> tuple[str, str, bool]:
    """Split a name as a court's warrants report writes it: surname, a space, forenames joined by commas.

    What stands after the last space are the forenames. A cell that people edited has surname in capitals and forenames after: then the
    leading words in capitals are the surname. The third value tells whether the text leaves no doubt. Source: the data notes of the
    extract, from bichard7-next-core.
    """
    if cell.endswith(" ") or " " not in cell.strip():
        return tidy(cell), "", True
    words = tidy(cell).split(" ")
    leading = 0
    while leading < len(words) and _is_capitals(words[leading]):
        leading += 1
    if "," not in words[-1] and 0 < leading < len(words) - 1:
        return " ".join(words[:leading]), " ".join(words[leading:]), True
    surname, forenames = " ".join(words[:-1]), " ".join(part for part in words[-1].split(",") if part)
    certain = len(words) == 2 or "," in words[-1] or leading == len(words) - 1  # noqa: PLR2004 (a surname and one forename)
    return surname, forenames, certain and not (len(words) > 2 and leading == len(words))  # noqa: PLR2004 (all in capitals: it cannot tell)


def _is_capitals(word: str) -> bool:
    letters = [mark for mark in word if mark.isalpha()]
    return bool(letters) and "," not in word and all(mark == mark.upper() for mark in letters)


def split_comma_name(cell: str) -> tuple[str, str]:
    """Split "SURNAME, Forenames"; without a comma it is all surname."""
    surname, _, forenames = tidy(cell).partition(",")
    return surname.strip(), forenames.strip()


def is_particle(word: str) -> bool:
    """Whether a normalised word is a particle of a surname (van, de, al), which says little alone."""
    return word in _PARTICLES
