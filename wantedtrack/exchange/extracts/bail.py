"""Bail returns from a custody system: each overdue one is a draft for the custody sergeant, never yet a failure to appear."""

from wantedtrack.exchange.extracts.fields import Fields
from wantedtrack.rules.extract_rows import ExtractRow, Fate, Source

HEADINGS = {
    "custody_reference": ("Custody reference", "Custody Ref"),
    "surname": ("Surname",),
    "forenames": ("Forenames", "Forename(s)", "Forename"),
    "born": ("Date of birth", "DOB"),
    "pnc_id": ("PNC ID", "PNCID"),
    "station": ("Bail to station",),
    "bail_date": ("Bail date", "Bail date and time"),
    "bail_time": ("Bail time",),
    "offence": ("Offence",),
    "officer_in_case": ("Officer in case", "OIC"),
    "status": ("Status",),
    "bail_in_force": ("Bail still in force",),
}
REQUIRED = ("custody_reference", "surname", "bail_date", "status")

_DRAFTS = ("overdue", "due")
_ENDS = ("answered", "cancelled")
_RELEASED = "released under investigation"


def read_row(fields: Fields) -> ExtractRow:
    """Read one return. A status that is none of the known ones waits for a decision; a time still to come is taken as due."""
    status = fields.text("status").lower().replace("-", " ").replace("rebailed", "re bailed")
    surname = fields.surname("surname", fields.text("surname"))
    key = fields.text("custody_reference")
    if not key:
        fields.refuse("custody_reference", "missing_reference", "A custody reference is needed: it tells one return from another.")
    if status == _RELEASED:
        fields.refuse("bail_date", "no_bail_date", "A person released under investigation has no date to answer and cannot fail to appear.")
    appointed = f"{fields.text('bail_date')} {fields.text('bail_time')}".strip()
    if not fields.text("bail_date"):
        appointed = ""
    born = fields.born("born")
    ends = status in _ENDS
    at = None if ends and not appointed else fields.instant("bail_date", appointed, missing="no_bail_date", may_be_future=True)
    pnc_id, verified = fields.pnc_id("pnc_id")
    if born is None and pnc_id is None:
        fields.wait("born", "no_born_no_pnc_id", "Neither date of birth nor PNC ID: a person must say who this is.")
    fate = Fate.TAKE
    if ends:
        fate = Fate.ENDS_BAIL
    elif status == "re bailed":
        fate = Fate.MOVES_BAIL
    elif status not in _DRAFTS:
        fields.wait("status", "unknown_status", f"The status “{fields.text('status')[:40]}” is not known; say what becomes of this return.")
    return fields.finished(
        ExtractRow(
            fields.row,
            fields.source,
            key,
            fate,
            fields.cells,
            surname,
            fields.text("forenames"),
            born,
            pnc_id,
            verified,
            offence=fields.text("offence"),
            became_outstanding_at=at,
            station=fields.text("station") or None,
            details={
                "station_appointed": fields.text("station"),
                "time_appointed": appointed,
                "bail_in_force": fields.text("bail_in_force").lower(),
                "officer_in_case": fields.text("officer_in_case"),
                "custody_reference": key,
                "status": fields.text("status"),
            },
        )
    )


SOURCE = Source.BAIL
