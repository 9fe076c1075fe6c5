"""The words of the deeds about what is known of a person."""

from wantedtrack.rules import entry as values
from wantedtrack.rules.deed_words import BREAK_GLASS, Holds, Word, choice, text

ADD_NOTE = (choice("kind", "This is", values.NoteKind), text("text", "Note", required=True, long=True))
ADD_WARNING = (
    text("code", "Code", hint="VI, WE, FI …"),
    text("words", "Warning", required=True),
    text("source", "Source"),
    Word("confirmed-on", "Confirmed on", Holds.DATE),
)
ADD_ADDRESS = (text("lines", "Address", required=True), text("postcode", "Postcode"), text("kind", "What it is"), text("source", "Source"))
ADD_ALIAS = (text("surname", "Surname", required=True), text("forenames", "Forenames"), text("source", "Source"))
_WHY = text("reason", "Why", required=True)
END_ALIAS = (Word("alias", "Other name", Holds.NUMBER, required=True), _WHY)
END_WARNING = (Word("warning", "Warning", Holds.NUMBER, required=True), _WHY)
END_ADDRESS = (Word("address", "Address", Holds.NUMBER, required=True), _WHY)
CONFIRM_WARNING = (Word("warning", "Warning", Holds.NUMBER, required=True), Word("on", "Confirmed on", Holds.DATE, hint="left out: today"))
DESCRIBE_PERSON = (
    choice("sex", "Sex", values.Sex),
    text("nationality", "Nationality"),
    text("language", "Language"),
    text("cro", "CRO number"),
    Word("age-from", "Youngest", Holds.NUMBER, hint="in years, where no date of birth is known"),
    Word("age-to", "Oldest", Holds.NUMBER),
    Word("estimated", "Estimated", Holds.YES_NO, hint="left out: yes for a range"),
)
CHECK_ADDRESS = (
    Word("address", "Address", Holds.NUMBER, required=True),
    text("result", "What came of it", required=True),
    Word("at", "When", Holds.INSTANT, hint="left out: now"),
)
PUT_PROMPT_ASIDE = (text("prompt", "Prompt", required=True), text("reason", "Why it does not hold", required=True))
FLAG = (choice("flag", "Flag", values.Flag, required=True),)
SET_RESTRICTED = (Word("restricted", "Restricted", Holds.YES_NO, required=True), text("reason", "Why", required=True))
NAME_READER = (
    Word("collar", "Officer", Holds.OFFICER, required=True),
    Word("may-read", "May read it", Holds.YES_NO, hint="left out: yes; no takes the name away"),
)
MERGE_PEOPLE = (
    Word("person", "Person who goes", Holds.NUMBER, required=True),
    Word("into", "Person who stays", Holds.NUMBER, required=True),
    text("reason", "Why they are one", required=True),
    BREAK_GLASS,
)
UNMERGE_PEOPLE = (Word("person", "Person who was merged", Holds.NUMBER, required=True), text("reason", "Why they are two", required=True))
