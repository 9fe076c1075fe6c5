"""The words of the deeds about what is known of a person."""

from wantedtrack.rules import entry as values
from wantedtrack.rules.deed_words import Holds, Word, choice, text

ADD_NOTE = (choice("kind", "This is", values.NoteKind), text("text", "Note", required=True, long=True))
ADD_WARNING = (
    text("code", "Code", hint="VI, WE, FI …"),
    text("words", "Warning", required=True),
    text("source", "Source"),
    Word("confirmed-on", "Confirmed on", Holds.DATE),
)
ADD_ADDRESS = (text("lines", "Address", required=True), text("postcode", "Postcode"), text("kind", "What it is"), text("source", "Source"))
