"""The window's words in the language of the person who reads them: every text goes through `tr`, every counted one through `counted`.

Qt finds a translation by the English text itself, in one context for the whole window. A text that was not marked is found by the
pseudo-language test, which shows each page in a made-up language.
"""

from PySide6.QtCore import QCoreApplication, QLocale

CONTEXT = "WantedTrack"
_LANGUAGE = "en_GB"
"""A translation gives its own name for this, "cy_GB", and has by it the names of its days and months."""


def tr(text: str, **values: object) -> str:
    """The text in the person's language, its values filled in: `tr("Checked {ago} by {desktop}", ago=…, desktop=…)`.

    Call it with a literal where the text is shown, or with a text that stands in a table of texts; never with words put together beforehand.
    """
    told = QCoreApplication.translate(CONTEXT, text)
    return told.format(**values) if values else told


def counted(one: str, many: str, n: int, **values: object) -> str:
    """A text about a number, in the person's language and its right plural: `counted("{n} entry", "{n} entries", 3)`. Other languages have their own forms."""
    told = QCoreApplication.translate(CONTEXT, many, None, n)
    if told == many and n == 1:
        told = one
    return told.format(n=f"{n:,}", **values)


def language() -> QLocale:
    """The language that the window's words are in, whatever the system's is: the two are not mixed in one sentence."""
    return QLocale(QCoreApplication.translate(CONTEXT, _LANGUAGE))
