"""The words of undo."""

from wantedtrack.rules.deed_words import Holds, Word, text

UNDO = (Word("sequence", "Journal line", Holds.NUMBER, hint="left out: your newest deed on the entry"), text("reason", "Why"))
