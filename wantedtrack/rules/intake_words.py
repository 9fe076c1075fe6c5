"""The words of the deeds that bring an entry in, before it is accepted."""

from wantedtrack.rules import entry as values
from wantedtrack.rules.deed_words import Holds, Word, choice, instant, text
from wantedtrack.rules.own_fields import own_field_words

ADD_ENTRY = (
    choice("category", "Why wanted", values.Category, required=True),
    text("surname", "Surname", required=True, hint="a single name counts as one"),
    text("forenames", "Forenames"),
    Word("born", "Date of birth", Holds.DATE),
    text("pnc-id", "PNC ID"),
    instant("became-outstanding-at", "Wanted since", required=True, hint="yesterday 14:00, 27/02/2026 10:00"),
    text("offence", "Offence", required=True),
    text("asn", "ASN"),
    text("source", "Source"),
    text("source-reference", "Source reference"),
    text("owning-force", "Owning force"),
    text("station", "Station"),
    Word("person", "Known person", Holds.NUMBER, hint="attach to a person who is held"),
    text("override", "Why the PNC ID is kept as written"),
    *own_field_words(),
)
SET_DETAILS = own_field_words()
IMPORT = (Word("extract", "File", Holds.OBJECT, required=True), Word("dry-run", "Preview only", Holds.YES_NO))
DECIDE_ROW = (
    Word("row", "Waiting row", Holds.NUMBER, required=True),
    choice("decision", "Decision", values.RowDecision, required=True),
    Word("person", "Person", Holds.NUMBER),
)
ANSWER_BAIL = (instant("at", "When", required=True), text("by", "Told by", required=True))
REBAIL = (instant("at", "New time", required=True), text("station", "Station"), text("by", "By whom", required=True))
