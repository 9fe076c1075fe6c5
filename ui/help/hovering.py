"""What a word of the job means, for wherever it stands as a label: on hover, and as the description that a screen reader gives."""

from PySide6.QtWidgets import QLabel

from ui.wording import tr
from wantedtrack.rules.glossary import GLOSSARY, meaning_of


def meaning(label: str) -> str:
    """What this label's word means, in the singular or the plural; empty for what is not a word of the job."""
    found = meaning_of(label) or meaning_of(label.removesuffix("s"))
    return tr(found) if found else ""


def word_of(told: str) -> str:
    """The word that is explained so; empty where this explains none."""
    return next((word for word, meant in GLOSSARY.items() if told == tr(meant)), "") if told else ""


def explain(label: QLabel, word: str) -> None:
    """Let the label say on hover what its word means."""
    label.setToolTip(meaning(word))
    label.setAccessibleDescription(meaning(word))
