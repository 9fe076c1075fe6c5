"""PNC ID, CRO and ASN: read in every form they are written in, checked by their letter, and given back in one.

Source: hmpps-person-record and bichard7-next-core (Ministry of Justice, MIT), for the letters and the forms.
"""

import re
from dataclasses import dataclass

LETTERS = "ZABCDEFGHJKLMNPQRTUVWXY"
"""The check letter is the one at n mod 23."""

_PNC_SLASHED = re.compile(r"^(\d{4}|\d{2})/(\d{1,7})([A-Z])$")
_PNC_LONG = re.compile(r"^(\d{4})(\d{7})([A-Z])$")
_PNC_SHORT = re.compile(r"^(\d{2})(\d{1,7})([A-Z])$")
_CRO = re.compile(r"^(\d{1,6})/(\d{2})([A-Z])$")
_CRO_FILE = re.compile(r"^SF(\d{2})/(\d{1,6})([A-Z])$")
_ASN_SLASHED = re.compile(r"^(\d{2})/([0-9A-Z]{4})/([0-9A-Z]{2})/(\d{1,11})([A-Z])$")
_ASN_LONG = re.compile(r"^(\d{2})([0-9A-Z]{4})([0-9A-Z]{2})(\d{11,12})([A-Z])$")


@dataclass(frozen=True, slots=True)
class Identifier:
    """An identifier whose letter is right, in its canonical form."""

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
    """An arrest summons number with its parts; the letter does not cover the station, so check that against the standing data."""

    text: str
    force: str
    station: str
    is_verified: bool = True


def check_letter(number: int) -> str:
    """The letter of a number."""
    return LETTERS[number % len(LETTERS)]


def read_pnc_id(written: str, *, this_year: int) -> Identifier | Unverified:
    """Read a PNC ID: `02/73319Z`, `2002/0073319Z`, `20020073319Z`, `0273319Z`, `033Y`; canonical `YYYY/NNNNNNND`."""
    text = "".join(written.split()).upper().replace("\\", "/")
    found = _PNC_SLASHED.match(text) or _PNC_LONG.match(text) or _PNC_SHORT.match(text)
    if found is None:
        return Unverified(written.strip(), "This is not a PNC ID of any known form.")
    year, serial, letter = found.groups()
    if check_letter(int(year[-2:] + serial.zfill(7))) != letter:
        return Unverified(written.strip(), "The check letter of this PNC ID is wrong.")
    return Identifier(f"{_full_year(year, this_year)}/{serial.zfill(7)}{letter}")


def _full_year(year: str, this_year: int) -> str:
    if len(year) == len("2002"):
        return year
    return f"20{year}" if int(year) <= this_year % 100 else f"19{year}"


def read_cro(written: str) -> Identifier | Unverified:
    """Read a CRO number: canonical `NNNNNN/YYD`, or the file series `SF05/482703J`, which is never blocked."""
    text = "".join(written.split()).upper()
    if series := _CRO_FILE.match(text):
        year, serial, letter = series.groups()
        right = letter in (
            check_letter(int(year + serial.zfill(6))),
            check_letter(int(year + serial.lstrip("0") if serial.strip("0") else year)),
        )
        return Identifier(f"SF{year}/{serial}{letter}", is_verified=right)
    found = _CRO.match(text)
    if found is None:
        return Unverified(written.strip(), "This is not a CRO number of any known form.")
    serial, year, letter = found.groups()
    if check_letter(int(year + serial.zfill(6))) != letter:
        return Unverified(written.strip(), "The check letter of this CRO number is wrong.")
    return Identifier(f"{serial.zfill(6)}/{year}{letter}")


def read_asn(written: str) -> ArrestSummons | Unverified:
    """Read an arrest summons number: `11/01ZD/01/448754K`, or its 20- and 21-character long forms; canonical with slashes."""
    text = "".join(written.split()).upper()
    found = _ASN_SLASHED.match(text) or _ASN_LONG.match(text)
    if found is None:
        return Unverified(written.strip(), "This is not an arrest summons number of any known form.")
    year, station, system, serial, letter = found.groups()
    digits = f"{_if_digits(station[:2])}{_if_digits(system)}{year}{serial.lstrip('0').zfill(11)}"
    if check_letter(int(digits)) != letter:
        return Unverified(written.strip(), "The check letter of this arrest summons number is wrong.")
    return ArrestSummons(f"{year}/{station}/{system}/{serial.lstrip('0') or '0'}{letter}", station[:2], station)


def _if_digits(part: str) -> str:
    """Force and system count only where they are all digits."""
    return part if part.isdigit() else ""
