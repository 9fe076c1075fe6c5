"""Recalls to prison, as the probation service notifies them."""

from wantedtrack.exchange.extracts.fields import Fields
from wantedtrack.rules.extract_rows import ExtractRow, Fate, Source

HEADINGS = {
    "nomis": ("NOMIS number", "NOMIS"),
    "pnc_id": ("PNC ID", "PNCID"),
    "surname": ("Surname",),
    "forenames": ("Forenames", "Forename(s)", "Forename"),
    "born": ("Date of birth", "DOB"),
    "recall_type": ("Recall type",),
    "notified_at": ("Notified at",),
    "prison": ("Prison",),
    "revocation_reference": ("Revocation reference", "Revocation ref"),
}
REQUIRED = ("surname", "recall_type", "notified_at", "revocation_reference")

_TYPES = ("standard", "emergency")


def read_row(fields: Fields) -> ExtractRow:
    """Read one recall: outstanding since notified to police."""
    surname = fields.surname("surname", fields.text("surname"))
    key = fields.text("revocation_reference")
    if not key:
        fields.refuse("revocation_reference", "missing_reference", "A revocation reference is needed: it tells one recall from another.")
    born = fields.born("born")
    pnc_id, verified = fields.pnc_id("pnc_id")
    at = fields.instant("notified_at", fields.text("notified_at"), missing="no_date")
    kind = fields.text("recall_type")
    if kind.lower() not in _TYPES:
        fields.wait(
            "recall_type", "unknown_recall", f"“{kind[:40]}” is neither a standard nor an emergency recall: a person must say which."
        )
    if born is None and pnc_id is None:
        fields.wait("born", "no_born_no_pnc_id", "Neither date of birth nor PNC ID: a person must say who this is.")
    return fields.finished(
        ExtractRow(
            fields.row,
            fields.source,
            key,
            Fate.TAKE,
            fields.cells,
            surname,
            fields.text("forenames"),
            born,
            pnc_id,
            verified,
            offence=f"{kind.capitalize()} recall to prison",
            became_outstanding_at=at,
            details={
                "recall_type": kind,
                "notified_at": fields.text("notified_at"),
                "prison": fields.text("prison"),
                "revocation_reference": key,
                "nomis": fields.text("nomis"),
            },
        )
    )


SOURCE = Source.RECALL
