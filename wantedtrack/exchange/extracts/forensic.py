"""The forensic bureau's weekly list of identifications."""

import re

from wantedtrack.exchange.extracts.fields import Fields
from wantedtrack.rules.extract_rows import ExtractRow, Fate, Source
from wantedtrack.rules.names import split_comma_name

HEADINGS = {
    "laboratory_reference": ("Laboratory reference", "Lab Ref"),
    "identification_type": ("Identification type", "Ident type"),
    "crime_reference": ("Crime reference", "Crime Ref"),
    "person": ("Nominated person",),
    "born": ("Date of birth", "DOB"),
    "pnc_id": ("PNC ID", "PNCID"),
    "report_date": ("Report date",),
    "received": ("Received date", "Received"),
    "sufficient": ("Sufficient", "Sufficient for arrest?", "Sufficient for arrest"),
}
REQUIRED = ("laboratory_reference", "identification_type", "person", "received")

_TYPES = ("dna", "fingerprint", "fingerprints", "footwear", "other")
_NOBODY = re.compile(r"(?:unknown|unidentified|not known|none|nobody|no named|n/k)(?![\w'’-])", re.IGNORECASE)
"""Words that stand where a name should. A name that only begins like one is a name."""

_ENOUGH = ("yes", "y", "sufficient")
_NOT_ENOUGH = ("needs corroboration", "corroboration", "corroboration needed", "requires corroboration")


def read_row(fields: Fields) -> ExtractRow:
    """Read one identification: outstanding since received by the force; one that needs corroboration waits for a decision."""
    cell = fields.text("person")
    surname, forenames = split_comma_name(cell)
    if not cell or _NOBODY.match(cell):
        fields.refuse("person", "no_named_person", "The identification names nobody, so there is nobody to arrest yet.")
    fields.surname("person", surname)
    key = fields.text("laboratory_reference")
    if not key:
        fields.refuse(
            "laboratory_reference", "missing_reference", "A laboratory reference is needed: it tells one identification from another."
        )
    kind = fields.text("identification_type")
    if kind.lower() not in _TYPES:
        fields.refuse(
            "identification_type",
            "unknown_identification",
            f"“{kind[:40]}” is no identification; accepted are DNA, fingerprint, footwear, other.",
        )
    born = fields.born("born")
    pnc_id, verified = fields.pnc_id("pnc_id")
    at = fields.instant("received", fields.text("received"), missing="no_date")
    if born is None and pnc_id is None:
        fields.wait("born", "no_born_no_pnc_id", "Neither date of birth nor PNC ID: a person must say who this is.")
    enough = fields.text("sufficient").lower()
    if enough not in _ENOUGH:
        what = "needs corroboration" if enough in _NOT_ENOUGH or not enough else f"reads “{enough[:40]}”"
        fields.wait(
            "sufficient", "needs_corroboration", f"Whether the identification is sufficient for arrest {what}: a person must decide."
        )
    report = fields.day("report_date")
    return fields.finished(
        ExtractRow(
            fields.row,
            fields.source,
            key,
            Fate.TAKE,
            fields.cells,
            surname,
            forenames,
            born,
            pnc_id,
            verified,
            offence=f"{kind} identification, crime {fields.text('crime_reference')}".strip().rstrip(","),
            became_outstanding_at=at,
            details={
                "identification_type": kind,
                "laboratory_reference": key,
                "crime_reference": fields.text("crime_reference"),
                "report_date": report.isoformat() if report else "",
                "received_date": fields.text("received"),
                "sufficient": fields.text("sufficient"),
            },
        )
    )


SOURCE = Source.FORENSIC
