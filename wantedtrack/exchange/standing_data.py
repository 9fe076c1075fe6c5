"""The standing data that ships with the program, as plain rows: offences, forces, stations and courts, result codes.

Names are shown tidied; the list's own writing and the code are kept beside them. Source: resources/standing/NOTICE.
"""

import csv
import re
from collections.abc import Iterator
from typing import Any

from wantedtrack.resources import resource_path
from wantedtrack.rules.names import normalised

_ASIDES = (
    re.compile(r"\*+[^*]*\*+"),
    re.compile(r"^\*?O[BS]{2}OLETE W\.?E\.?F\.? [\d/]+ "),
    re.compile(r"\bW+\.?\s*E\.?\s*F\.?.*$"),
    re.compile(r"\b(?:NOW )?OBSOLETE\b.*$"),
    re.compile(r"\b(?:WAS )?PREVIOUSLY\b.*$"),
    re.compile(r"\bBEFORE \d.*$"),
    re.compile(r"\bWAS NEW\b.*$"),
)
_LETTERS = ("HQ", "BTP", "MOD", "NPAS", "CID", "RAF", "CPS", "NCA", "DNA", "CTSC", "UK")
_SMALL = ("and", "of", "on", "in", "the", "at", "upon", "by", "le", "under", "super", "with", "for")
_WORD = re.compile(r"[A-Za-z][A-Za-z']*")


def tidied(name: str) -> str:
    """A unit's name as people write it: "BURNHAM ON SEA POLICE STATION W.E.F 30/3/15" is Burnham on Sea Police Station."""
    shown = name
    for aside in _ASIDES:
        shown = aside.sub("", shown)
    shown = re.sub(r"\s*-\s*(?=\w)", "-", re.sub(r"\(\s*\(", "(", shown)) if "- " in shown else re.sub(r"\(\s*\(", "(", shown)
    shown = " ".join(shown.split()).strip(" -*,")
    if not shown:
        return " ".join(name.split())
    return _WORD.sub(_cased, shown) if shown.isupper() else shown


def _cased(found: re.Match[str]) -> str:
    word = found[0]
    lowered = word.lower()
    if word in _LETTERS:
        return word
    if lowered in _SMALL and found.start() > 0:
        return lowered
    if lowered.startswith("mc") and len(lowered) > len("mc") + 1:
        return f"Mc{lowered[2:].capitalize()}"
    head, apostrophe, tail = lowered.partition("'")
    if apostrophe and len(head) == 1 and len(tail) > 1:
        return f"{head.upper()}'{tail.capitalize()}"
    return lowered.capitalize()


def forces() -> dict[str, str]:
    """The names of the forces by code."""
    return {row["code"]: row["name"] for row in _rows("forces.csv")}


def read_standing() -> dict[str, list[dict[str, Any]]]:
    """All rows by table, as the store keeps them."""
    return {
        "offence_code": [
            {
                "code": row["code"], "title": row["title"], "category": row["category"], "recordable": row["recordable"] == "yes",
                "search_title": normalised(row["title"]),
            }
            for row in _rows("offence_codes.csv")
        ],
        "force": [{"code": code, "name": name} for code, name in forces().items()],
        "organisation_unit": [
            {"code": row["code"], "kind": row["kind"], "force": row["force"], "name": tidied(row["name"]), "listed_name": row["name"]}
            for row in _rows("organisation_units.csv")
        ],
        "result_code": _rows_as_they_are("result_codes.csv"),
    }  # fmt: skip


def _rows(name: str) -> Iterator[dict[str, str]]:
    with resource_path("standing", name).open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def _rows_as_they_are(name: str) -> list[dict[str, Any]]:
    return [dict(row) for row in _rows(name)]
