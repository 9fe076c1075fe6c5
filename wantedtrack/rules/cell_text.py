"""Text as a cell of a workbook holds it, and as it is compared again: every character kept going out, only what shows compared coming back."""

import re

LONGEST_TEXT = 32_000
"""Excel keeps 32,767 characters in a cell; what is longer is cut with a note that says so."""

_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0d\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_LOOKS_ESCAPED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_UNSEEN = re.compile("[\x00-\x08\x0e-\x1f\x7f\ufffe\uffff\ud800-\udfff]")


def safe_text(text: str) -> str:
    """Any text as a cell can hold it, every character kept: what XML cannot carry is written as Excel itself does, _xHHHH_."""
    escaped = _NOT_IN_XML.sub(lambda found: f"_x{ord(found[0]):04X}_", _LOOKS_ESCAPED.sub("_x005F_", text))
    if len(escaped) <= LONGEST_TEXT:
        return escaped
    return f"{escaped[:LONGEST_TEXT]} … ({len(text):,} characters; the rest is in the program)"


def held_text(escaped: str) -> str:
    """The text that a cell's escaped text stands for."""
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), escaped) if "_x" in escaped else escaped


def seen_text(text: str) -> str:
    """What of a text is seen: control characters are not, and however long a gap is, it is a gap. Programs that save a workbook again change these."""
    if text.isascii() and text.isprintable() and "  " not in text and text[:1] != " " and text[-1:] != " ":
        return text
    return " ".join(_UNSEEN.sub("", text).split())
