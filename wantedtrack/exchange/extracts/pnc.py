"""The PNC's list of those circulated as wanted."""

from wantedtrack.exchange.extracts.fields import Fields
from wantedtrack.rules.entry import CirculationLevel
from wantedtrack.rules.extract_rows import ExtractRow, Fate, Source

HEADINGS = {
    "pnc_id": ("PNC ID", "PNCID"),
    "surname": ("Surname",),
    "forenames": ("Forenames", "Forename(s)", "Forename"),
    "born": ("Date of birth", "DOB"),
    "wanted_reference": ("Wanted reference", "Wanted ref"),
    "circulated": ("Circulated date", "Date circulated"),
    "level": ("Level",),
    "offence": ("Offence",),
    "force": ("Owning force",),
    "weed": ("Weed date",),
}
REQUIRED = ("surname", "wanted_reference", "circulated", "force")

_LEVELS = {
    "local": CirculationLevel.LOCAL,
    "national": CirculationLevel.NATIONAL,
    "l": CirculationLevel.LOCAL,
    "n": CirculationLevel.NATIONAL,
}


def read_row(fields: Fields) -> ExtractRow:
    """Read one circulation: the person became outstanding when circulated, which is the first that this file knows of it."""
    surname = fields.surname("surname", fields.text("surname"))
    key = fields.text("wanted_reference")
    if not key:
        fields.refuse("wanted_reference", "missing_reference", "A wanted reference is needed: it tells one circulation from another.")
    born = fields.born("born")
    at = fields.instant("circulated", fields.text("circulated"), missing="no_date")
    pnc_id, verified = fields.pnc_id("pnc_id")
    force = fields.force("force")
    if born is None and pnc_id is None:
        fields.wait("born", "no_born_no_pnc_id", "Neither date of birth nor PNC ID: a person must say who this is.")
    level = _LEVELS.get(fields.text("level").lower())
    if level is None and fields.text("level"):
        fields.reserve("level", "unknown_level", "The level is neither local nor national and was left out.")
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
            offence=fields.text("offence"),
            became_outstanding_at=at,
            owning_force=force,
            circulated_at=at,
            circulation_level=level,
            weed_date=fields.day("weed"),
            details={"wanted_reference": key},
        )
    )


SOURCE = Source.PNC
