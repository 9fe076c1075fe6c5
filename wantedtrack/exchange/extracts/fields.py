"""Reading one row's cells into plain values, gathering what is wrong with them: shared by the five sources."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from wantedtrack.errors import Invalid
from wantedtrack.rules.ages import age_on, today
from wantedtrack.rules.dates import british_instant, read_date, read_instant
from wantedtrack.rules.entry import Instant, Sex
from wantedtrack.rules.extract_rows import ExtractRow, Fate, Problem, Source
from wantedtrack.rules.identifiers import read_asn, read_pnc_id
from wantedtrack.rules.names import tidy

_POSTCODE = re.compile(r"\b([A-Z]{1,2}\d[A-Z\d]?) ?(\d[A-Z]{2})\b", re.IGNORECASE)
_LONGEST_NAME = 200
_YEARS_AHEAD = 20
_EXCEL_ERRORS = ("#N/A", "#REF!", "#VALUE!", "#NAME?", "#NULL!", "#NUM!", "#DIV/0!")
_SEXES = {"male": Sex.MALE, "m": Sex.MALE, "female": Sex.FEMALE, "f": Sex.FEMALE}


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a row is read against: the file's headings by key, the codes of the forces, and now."""

    headings: Mapping[str, str]
    force_codes: frozenset[str]
    force_names: Mapping[str, str]
    now: Instant


@dataclass(slots=True)
class Fields:
    """One row under reading. The first refusal stands; reservations are gathered."""

    source: Source
    row: int
    cells: Mapping[str, str]
    around: Surroundings
    refused: Problem | None = None
    waits: Problem | None = None
    reservations: list[Problem] = field(default_factory=list[Problem])

    def text(self, key: str) -> str:
        """The cell, tidied; empty where the file has no such column."""
        return tidy(self.cells.get(key, ""))

    def heading(self, key: str) -> str:
        """The heading as the file has it."""
        return self.around.headings.get(key, key)

    def refuse(self, key: str, code: str, message: str) -> None:
        """Refuse the row, once."""
        self.refused = self.refused or Problem(self.row, self.heading(key), code, message)

    def wait(self, key: str, code: str, message: str) -> None:
        """Let the row wait for a person, once."""
        self.waits = self.waits or Problem(self.row, self.heading(key), code, message)

    def reserve(self, key: str, code: str, message: str) -> None:
        """Report something of a row that is taken all the same."""
        self.reservations.append(Problem(self.row, self.heading(key), code, message))

    def surname(self, key: str, surname: str) -> str:
        """Refuse a row without a surname, or with one that no person has."""
        if not surname or surname in _EXCEL_ERRORS:
            self.refuse(key, "missing_surname", "A surname is needed; a single name counts as one.")
        elif len(surname) > _LONGEST_NAME:
            self.refuse(key, "too_long", f"A name has at most {_LONGEST_NAME} characters.")
        return surname

    def born(self, key: str) -> date | None:
        """A date of birth: empty is unknown; not a date, in the future or under 10 refuses the row."""
        text = self.text(key)
        if not text:
            return None
        try:
            born = read_date(text.split(" ")[0] if ":" in text else text, now=self.around.now)
        except Invalid:
            self.refuse(key, "bad_date", f"“{text[:30]}” is not a date of birth; accepted is a date such as 16/09/2001 or 2001-09-16.")
            return None
        day = today(self.around.now)
        age = age_on(born, day)
        if born > day:
            self.refuse(key, "in_the_future", "A date of birth in the future is not accepted.")
        elif age < _YOUNGEST:
            self.refuse(key, "under_10", "The person would be under 10, the age of criminal responsibility.")
        elif age > _OLDEST:
            self.refuse(key, "bad_date", "The person would be over 120; accepted is a date such as 16/09/2001.")
        return born

    def day(self, key: str) -> date | None:
        """A date that only informs: one that cannot be read is reported and left out."""
        text = self.text(key)
        if not text:
            return None
        try:
            return read_date(text.split(" ")[0] if ":" in text else text, now=self.around.now, years_ahead=_YEARS_AHEAD)
        except Invalid:
            self.reserve(key, "unread_date", f"“{text[:30]}” could not be read as a date and was left out.")
            return None

    def instant(self, key: str, text: str, *, missing: str, may_be_future: bool = False) -> Instant | None:
        """The time a person became outstanding: missing, unreadable or (mostly) future refuses the row."""
        if not text:
            self.refuse(key, missing, "A date is needed here, such as 27/02/2026 or 27/02/2026 10:00.")
            return None
        try:
            at = read_instant(text, now=self.around.now)
        except Invalid:
            self.refuse(key, "bad_date", f"“{text[:40]}” is not a date and time; accepted is 27/02/2026 10:00 or 2026-02-27.")
            return None
        if at > self.around.now and not may_be_future:
            self.refuse(key, "in_the_future", f"{british_instant(at)} lies in the future; this column takes a time that has come.")
        return at

    def pnc_id(self, key: str) -> tuple[str | None, bool]:
        """A PNC ID in its one form, or as written and reported where its letter is wrong."""
        text = self.text(key)
        if not text:
            return None, True
        read = read_pnc_id(text, this_year=self.around.now.year)
        if not read.is_verified:
            self.reserve(
                key, "unverified_pnc_id", "The check letter or form of this PNC ID is wrong; it is kept as written and marked unverified."
            )
        return read.text, read.is_verified

    def asn(self, key: str) -> tuple[str | None, bool | None]:
        """An arrest summons number, likewise."""
        text = self.text(key)
        if not text:
            return None, None
        read = read_asn(text)
        if not read.is_verified:
            self.reserve(
                key, "unverified_asn", "The check letter or form of this ASN is wrong; it is kept as written and marked unverified."
            )
        return read.text, read.is_verified

    def sex(self, key: str) -> Sex | None:
        """Sex as PNC records it; what is not male or female is unknown."""
        text = self.text(key).lower()
        return _SEXES.get(text, Sex.UNKNOWN) if text else None

    def force(self, key: str) -> str | None:
        """A force by its code or name. Refuses the row where the standing data has no such force."""
        text = self.text(key)
        if not text:
            return None
        code = text.upper()
        if code.isdigit() and len(code) == 1:
            code = f"0{code}"
        if code in self.around.force_codes:
            return code
        named = self.around.force_names.get(text.lower())
        if named is None:
            self.refuse(
                key, "unknown_force", f"“{text[:40]}” is no force of the standing data; accepted is a code such as 52, or its name."
            )
        return named

    def finished(self, row: ExtractRow) -> ExtractRow:
        """The row with its fate: refused before waiting before what the source asked for."""
        problem = self.refused or self.waits
        if problem is None:
            return replace(row, problems=tuple(self.reservations))
        fate = Fate.REFUSED if self.refused else Fate.NEEDS_DECISION
        told = {"code": problem.code, "message": problem.message, "column": problem.column}
        return replace(row, fate=fate, **told, problems=() if self.refused else tuple(self.reservations))


_YOUNGEST = 10
_OLDEST = 120


def postcode_in(address: str) -> str | None:
    """The postcode in an address; where none has the UK's form, its last part is taken for it."""
    found = _POSTCODE.search(address)
    if found:
        return f"{found[1].upper()} {found[2].upper()}"
    last = address.rpartition(",")[2].strip()
    return last or None
