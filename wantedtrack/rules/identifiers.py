"""PNC ID, CRO and ASN: read in every form they are written in, checked by their letter, and given back in one.

Source: hmpps-person-record and bichard7-next-core (Ministry of Justice, MIT), for the letters and the forms.
"""

import re
from dataclasses import dataclass

LETTERS = "ZABCDEFGHJKLMNPQRTUVWXY"
"""The check letter is the one at n mod 23."""

_EARLIEST_YEAR = 1900

_PNC_SLASHED = re.compile(r"(\d{4}|\d{2})/(\d{1,7})([A-Z])", re.ASCII)
_PNC_LONG = re.compile(r"(\d{4})(\d{7})([A-Z])", re.ASCII)
_PNC_SHORT = re.compile(r"(\d{2})(\d{1,7})([A-Z])", re.ASCII)
_CRO = re.compile(r"(\d{1,6})/(\d{2})([A-Z])", re.ASCII)
_CRO_FILE = re.compile(r"SF(\d{2})/(\d{1,6})([A-Z])", re.ASCII)
_ASN_SLASHED = re.compile(r"(\d{2})/([A-Z]?)([0-9A-Z]{2})([0-9A-Z]{2})/([0-9A-Z]{2})/(\d{1,11})([A-Z])", re.ASCII)
_ASN_JOINED = re.compile(r"(\d{2})()([0-9A-Z]{2})([0-9A-Z]{2})([0-9A-Z]{2})(\d{1,11})([A-Z])", re.ASCII)
_ASN_LONGEST = re.compile(r"(\d{2})([A-Z])([0-9A-Z]{2})([0-9A-Z]{2})([0-9A-Z]{2})(\d{11})([A-Z])", re.ASCII)
_ASN_LONGEST_LENGTH = 21


@dataclass(frozen=True, slots=True)
class Identifier:
    """An identifier in its canonical form. Not verified only for a CRO number of the file series with another letter than expected."""

    text: str
    is_verified: bool = True


@dataclass(frozen=True, slots=True)
class Unverified:
    """An identifier with a wrong letter or of no readable form, kept as it was written. `why` says which, as a sentence."""

    text: str
    why: str
    is_verified: bool = False


@dataclass(frozen=True, slots=True)
class ArrestSummons:
    """An arrest summons number with its parts. The letter does not cover the station: check `unit_code` against the standing data.

    `top_level` is the one letter that only the 21-character form has, else empty.
    """

    text: str
    year: str
    top_level: str
    force: str
    unit: str
    system: str
    sequence: int
    letter: str
    is_verified: bool = True

    @property
    def station(self) -> str:
        """Force and unit, as the canonical form writes them."""
        return f"{self.force}{self.unit}"

    @property
    def unit_code(self) -> str:
        """The code of the organisation unit, as the standing data lists it."""
        return f"{self.top_level}{self.force}{self.unit}{self.system}"

    @property
    def long_text(self) -> str:
        """The form without slashes: 20 characters, 21 with a top-level letter."""
        return f"{self.year}{self.unit_code}{self.sequence:011d}{self.letter}"


def check_letter(number: int) -> str:
    """The letter of a number."""
    return LETTERS[number % len(LETTERS)]


def read_pnc_id(written: str, *, this_year: int) -> Identifier | Unverified:
    """Read a PNC ID: `02/73319Z`, `2002/0073319Z`, `20020073319Z`, `0273319Z`, `033Y`; canonical `YYYY/NNNNNNND`.

    A two-digit year is of this century up to `this_year`; a year to come cannot be right.
    """
    text = _squeezed(written).replace("\\", "/")
    found = _PNC_SLASHED.fullmatch(text) or _PNC_LONG.fullmatch(text) or _PNC_SHORT.fullmatch(text)
    if found is None:
        return Unverified(written.strip(), "This is not a PNC ID of any known form.")
    year, serial, letter = found.groups()
    if check_letter(int(year[-2:] + serial.zfill(7))) != letter:
        return Unverified(written.strip(), "The check letter of this PNC ID is wrong.")
    full_year = _full_year(year, this_year)
    if not _EARLIEST_YEAR <= int(full_year) <= this_year:
        return Unverified(written.strip(), "The year of this PNC ID is wrong.")
    return Identifier(f"{full_year}/{serial.zfill(7)}{letter}")


def _full_year(year: str, this_year: int) -> str:
    if len(year) == len("2002"):
        return year
    return f"20{year}" if int(year) <= this_year % 100 else f"19{year}"


def read_cro(written: str) -> Identifier | Unverified:
    """Read a CRO number: canonical `NNNNNN/YYD`, or the file series `SF05/482703J`, which is never blocked and keeps its serial."""
    text = _squeezed(written)
    if series := _CRO_FILE.fullmatch(text):
        year, serial, letter = series.groups()
        readings = (serial, serial.zfill(6), str(int(serial)))
        right = letter in {check_letter(int(year + reading)) for reading in readings}
        return Identifier(f"SF{year}/{serial}{letter}", is_verified=right)
    found = _CRO.fullmatch(text)
    if found is None:
        return Unverified(written.strip(), "This is not a CRO number of any known form.")
    serial, year, letter = found.groups()
    if check_letter(int(year + serial.zfill(6))) != letter:
        return Unverified(written.strip(), "The check letter of this CRO number is wrong.")
    return Identifier(f"{serial.zfill(6)}/{year}{letter}")


def read_asn(written: str) -> ArrestSummons | Unverified:
    """Read an arrest summons number: `11/01ZD/01/448754K`, with or without slashes and leading zeros; canonical `YY/FFUU/SS/seqD`."""
    text = _squeezed(written)
    joined = _ASN_LONGEST if len(text) == _ASN_LONGEST_LENGTH else _ASN_JOINED
    found = _ASN_SLASHED.fullmatch(text) or joined.fullmatch(text)
    if found is None:
        return Unverified(written.strip(), "This is not an arrest summons number of any known form.")
    year, top_level, force, unit, system, sequence, letter = found.groups()
    # Force and system count only where they are all digits.
    counted = "".join(part for part in (force, system) if part.isdigit())
    if check_letter(int(f"{counted}{year}{sequence.zfill(11)}")) != letter:
        return Unverified(written.strip(), "The check letter of this arrest summons number is wrong.")
    canonical = f"{year}/{force}{unit}/{system}/{int(sequence)}{letter}"
    return ArrestSummons(canonical, year, top_level, force, unit, system, int(sequence), letter)


def pnc_key(text: str) -> str:
    """What a PNC ID is looked up by, read or kept as written: no spaces, no case."""
    return _squeezed(text)


def _squeezed(written: str) -> str:
    """Spaces out, capitals; what is not plain ASCII stays as it is and matches no form."""
    text = "".join(written.split())
    return text.upper() if text.isascii() else text
