"""The warrants report of a court results system (Bichard). Source of its habits: bichard7-next-core, MIT, as read for this project."""

from wantedtrack.exchange.extracts.fields import Fields, postcode_in
from wantedtrack.rules.extract_rows import ExtractRow, Fate, Source
from wantedtrack.rules.names import split_warrant_name, tidy

HEADINGS = {
    "hearing_date": ("Hearing date",),
    "court": ("Court name",),
    "hearing_time": ("Hearing time",),
    "name": ("Defendant name",),
    "gender": ("Gender",),
    "address": ("Defendant address",),
    "born": ("Date of birth",),
    "pnc_id": ("PNCID", "PNC ID"),
    "ptiurn": ("PTIURN",),
    "asn": ("ASN",),
    "offence": ("Offence title(s)", "Offence titles", "Offence title"),
    "wording": ("Offence wording",),
    "warrant_text": ("Warrant text",),
    "next_court": ("Next court appearance",),
    "next_date": ("Next court appearance date",),
    "warrant_type": ("Warrant type",),
    "bail": ("Bail or no bail",),
    "received": ("Date/time received by CJSE",),
    "days": ("Number of days taken to enter portal",),
    "trigger": ("Trigger status",),
    "resolved": ("Trigger resolved date",),
}
REQUIRED = ("hearing_date", "name", "ptiurn", "asn", "warrant_type", "bail")

_WITHDRAWN = "withdrawn"
_FOR_SOMEBODY_ELSE = {"parent": "the parent or guardian", "witness": "a witness"}
_AGAINST_THE_DEFENDANT = ("fta", "first instance")


def read_row(fields: Fields) -> ExtractRow:
    """Read one warrant.

    An empty "bail or no bail" is the sure sign of one that is only withdrawn, whatever its type says. A warrant for a parent or a witness
    names the defendant, who is not the person to arrest: it waits until a person says who is meant.
    """
    kind = fields.text("warrant_type")
    issued = kind.lower().removeprefix(_WITHDRAWN).strip()
    is_withdrawn_only = not fields.text("bail")
    surname, forenames, certain = split_warrant_name(fields.cells.get("name", ""))
    surname = fields.surname("name", tidy(surname))
    if surname and not certain:
        fields.reserve(
            "name",
            "unverified_name",
            "Where the surname ends cannot be told from the text; what stands after the last space was taken as forenames.",
        )
    born = fields.born("born")
    pnc_id, pnc_verified = fields.pnc_id("pnc_id")
    asn, asn_verified = fields.asn("asn")
    when = f"{fields.text('hearing_date')} {fields.text('hearing_time')}".strip() if fields.text("hearing_date") else ""
    at = fields.instant("hearing_date", when, missing="no_date")
    ptiurn = fields.text("ptiurn")
    if not ptiurn:
        fields.refuse("ptiurn", "missing_reference", "A PTIURN is needed: it tells one warrant from another.")
    fate = Fate.TAKE
    if is_withdrawn_only:
        fate = Fate.WITHDRAWS
    elif issued in _FOR_SOMEBODY_ELSE:
        fields.wait(
            "warrant_type",
            "other_person",
            f"This warrant is for {_FOR_SOMEBODY_ELSE[issued]}, and the row names the defendant: say who is meant.",
        )
    elif issued not in _AGAINST_THE_DEFENDANT:
        fields.wait("warrant_type", "unknown_warrant", f"The warrant type “{kind[:40]}” is not known: say what becomes of it.")
    if not is_withdrawn_only and born is None and pnc_id is None:
        fields.wait("born", "no_born_no_pnc_id", "Neither date of birth nor PNC ID: a person must say who this is.")
    address = fields.text("address")
    next_date = fields.day("next_date")
    return fields.finished(
        ExtractRow(
            fields.row,
            fields.source,
            "|".join((ptiurn, asn or "", tidy(kind).lower())),
            fate,
            fields.cells,
            surname,
            forenames,
            born,
            pnc_id,
            pnc_verified,
            asn,
            asn_verified,
            fields.sex("gender"),
            address or None,
            postcode_in(address) if address else None,
            offence=fields.text("offence"),
            became_outstanding_at=at,
            withdraws_earlier=kind.lower().startswith(_WITHDRAWN) and not is_withdrawn_only,
            details={
                "court": fields.text("court"),
                "issue_date": when,
                "police_receipt_date": fields.text("received"),
                "bail": {"bail": "yes", "no bail": "no"}.get(fields.text("bail").lower(), fields.text("bail")),
                "warrant_type": kind,
                "ptiurn": ptiurn,
                "warrant_text": fields.text("warrant_text"),
                "wording": fields.text("wording"),
                "next_court": fields.text("next_court"),
                "next_appearance": next_date.isoformat() if next_date else "",
            },
        )
    )


SOURCE = Source.WARRANTS
