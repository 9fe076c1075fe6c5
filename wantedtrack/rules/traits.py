"""What is known of a person that tells them from others, and the keys under which an index finds them."""

from dataclasses import dataclass
from datetime import date

from jellyfish import metaphone

from wantedtrack.rules.entry import Sex
from wantedtrack.rules.identifiers import pnc_key, read_cro, read_pnc_id
from wantedtrack.rules.names import found_by, is_particle, squeezed, tokens

_EITHER_CENTURY = (2000, 2099)
"""Read as of these years a two-digit year is once of the last century and once of this; one with four digits stays what it is."""


@dataclass(frozen=True, slots=True)
class Traits:
    """What is known of a person. Identifiers in any form; `aliases` are (surname, forenames), `addresses` one text each."""

    surname: str
    forenames: str = ""
    born: date | None = None
    pnc_id: str | None = None
    cro: str | None = None
    postcodes: tuple[str, ...] = ()
    addresses: tuple[str, ...] = ()
    aliases: tuple[tuple[str, str], ...] = ()
    sex: Sex | None = None

    @property
    def name_parts(self) -> tuple[str, ...]:
        """The parts of the name held, normalised; particles, which say little alone, are left out."""
        return tuple(part for part in tokens(f"{self.surname} {self.forenames}") if not is_particle(part))

    @property
    def names(self) -> tuple[tuple[str, str], ...]:
        """The name held first, then the aliases."""
        return ((self.surname, self.forenames), *self.aliases)


def blocking_keys(traits: Traits) -> frozenset[tuple[str, str]]:
    """The keys under which this person is found: (kind, key).

    `name` holds every word that finds a surname, forename or alias, also by its beginning; `sound` how each part sounds; `born` the date,
    and the date with day and month changed about; `pnc` and `cro` the identifier in its one form, or as written where it is wrong;
    `postcode` without its space.
    """
    keys: set[tuple[str, str]] = set()
    for surname, forenames in traits.names:
        keys |= {("name", word) for word in found_by(surname) | found_by(forenames)}
        keys |= {("sound", sound) for sound in sounds(surname) | sounds(forenames)}
    if traits.born is not None:
        keys |= {("born", day.isoformat()) for day in (traits.born, changed_about(traits.born)) if day is not None}
    keys |= {("pnc", key) for key in pnc_keys(traits.pnc_id)}
    if traits.cro:
        keys.add(("cro", cro_key(traits.cro)))
    keys |= {("postcode", postcode_key(code)) for code in traits.postcodes}
    return frozenset((kind, key) for kind, key in keys if key)


def sounds(name: str) -> frozenset[str]:
    """How the parts of a name sound, and the name in one; particles and single letters sound like nothing."""
    parts = {part for part in tokens(name) if len(part) > 1 and not is_particle(part)}
    return frozenset(sound for part in {*parts, squeezed(name)} if part.isalpha() and (sound := metaphone(part)))


def changed_about(born: date) -> date | None:
    """The date with day and month changed about, None where there is none."""
    try:
        return born.replace(month=born.day, day=born.month)
    except ValueError:
        return None


def pnc_keys(pnc_id: str | None) -> frozenset[str]:
    """The one form of a PNC ID; both centuries of one whose year has two digits, since what is known here does not say which."""
    if not pnc_id:
        return frozenset()
    read = [read_pnc_id(pnc_id, this_year=year) for year in _EITHER_CENTURY]
    return frozenset(pnc_key(one.text) for one in read if one.is_verified) or frozenset({pnc_key(pnc_id)})


def is_right(pnc_id: str) -> bool:
    """Whether the letter of this PNC ID is right, so that it can be nobody else's by a slip."""
    return read_pnc_id(pnc_id, this_year=_EITHER_CENTURY[-1]).is_verified


def cro_key(cro: str) -> str:
    """The one form of a CRO number."""
    return pnc_key(read_cro(cro).text)


def postcode_key(code: str) -> str:
    """A postcode without its space or any other mark."""
    return "".join(mark for mark in code if mark.isalnum()).upper()
