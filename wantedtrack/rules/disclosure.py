"""Why something leaves the program: the short list that is asked for before a print, a copy or a file. Source: domain.md section 8; DPA 2018 s.62."""

import re
from enum import StrEnum

from wantedtrack.errors import Invalid


class Purpose(StrEnum):
    """What a paper or a file is for. Those that a command makes by itself carry the command's name."""

    ARREST = "arrest"
    BRIEF = "brief"
    HANDOVER = "handover"
    TASKING = "tasking"
    MEASURES = "measures"
    EVIDENCE = "evidence"
    COURT = "court"
    SUPERVISION = "supervision"
    INSPECTION = "inspection"
    SUBJECT_ACCESS = "subject_access"
    OTHER = "other"


LONGEST_LIST = 2_000
"""Rows of one printed list; more is a file, not a paper."""

_LONGEST = 200
_TITLE = re.compile(rb"/Title\s*\(((?:[^\\)]|\\.)*)\)", re.DOTALL)
_NUMBER = re.compile(r" · export (\d{1,9})$")


def read_purpose(typed: str) -> str:
    """A purpose as it is recorded: one of the list, or "other" with the words that were typed. Raises Invalid("missing_word", "too_long")."""
    text = " ".join(typed.split())
    if not text:
        raise Invalid(f"A purpose is needed: {', '.join(Purpose)}. Nothing left.", code="missing_word", field="purpose")
    if len(text) > _LONGEST:
        raise Invalid(f"A purpose has at most {_LONGEST} characters. Nothing left.", code="too_long", field="purpose")
    plain = text.lower().replace(" ", "_").replace("-", "_")
    return plain if plain in tuple(Purpose) else text if text.startswith(f"{Purpose.OTHER}: ") else f"{Purpose.OTHER}: {text}"


def titled(title: str, number: int) -> str:
    """The title of a PDF that leaves under this number: its pages are packed, so whoever finds the file can read the number here."""
    return f"{title} · export {number}"


def number_in_title(data: bytes) -> int | None:
    """The number in the title of a PDF that `titled` named, None where there is none. Source: ISO 32000-1 7.9.2.2, 14.3.3."""
    for found in _TITLE.finditer(data):
        raw = re.sub(rb"\\(.)", rb"\1", found[1], flags=re.DOTALL)
        text = raw[2:].decode("utf-16-be", "replace") if raw.startswith(b"\xfe\xff") else raw.decode("latin-1")
        if said := _NUMBER.search(text):
            return int(said[1])
    return None
