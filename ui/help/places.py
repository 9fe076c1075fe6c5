"""Which part of the guide tells about a place in the window: by the name of the widget that has the focus, or of what it stands in."""

from PySide6.QtWidgets import QWidget

GUIDE, DEEDS, WORDS, REFUSALS = "README.md", "deeds.md", "words.md", "refusals.md"

PLACES: dict[str, str] = {
    "start-of-shift": "Start of a shift", "inbox": "Escalated to you", "people": "The person behind an entry", "search": "Find somebody", "queue": "Find somebody", "lists": "Find somebody", "intake": "Take in an extract",
    "form-import": "Take in an extract", "form-decide-row": "Take in an extract", "form-accept": "Accept a draft", "form-discard-draft": "Accept a draft",
    "form-allocate": "Allocate and try", "form-log-attempt": "Allocate and try", "form-record-sighting": "Allocate and try", "form-record-review": "Allocate and try",
    "why": "Why is this red", "policy": "Why is this red", "form-set-circulation": "Circulate, verify, clear", "form-verify-circulation": "Circulate, verify, clear",
    "form-record-outcome": "Circulate, verify, clear", "form-close": "Circulate, verify, clear", "reason-card": "Circulate, verify, clear",
    "form-set-details": "Fill in what was not known", "form-describe-person": "Fill in what was not known", "form-locate": "Located, appointed, suspended",
    "form-not-located": "Located, appointed, suspended", "form-appoint": "Located, appointed, suspended", "form-suspend": "Located, appointed, suspended",
    "form-resume": "Located, appointed, suspended", "form-correct": "Put a mistake right", "form-undo": "Put a mistake right", "person": "The person behind an entry",
    "form-merge-people": "The person behind an entry", "form-unmerge-people": "The person behind an entry", "form-approve": "Two officers", "form-decline": "Two officers",
    "form-acknowledge": "Escalated to you", "form-record-told": "Escalated to you", "form-pass-on": "Escalated to you", "brief": "Escalated to you", "duty": "Escalated to you",
    "form-put-prompt-aside": "Is the band still right", "form-regrade": "Is the band still right", "asked": "Is the band still right", "retention": "Keep, or dispose",
    "form-keep-entry": "Keep, or dispose", "form-dispose": "Keep, or dispose", "exports": "Keep, or dispose", "handover": "Hand over", "form-remark-handover": "Hand over", "form-query-handover": "Hand over", "form-answer-query": "Hand over", "form-add-addendum": "Hand over", "lock": "Lock", "settings": "The window as you like it", "about": "The window as you like it", "print": "Print", "measures": "Look at the figures", "tasking": "Send tasks out, and read them back", "form-tasking": "Send tasks out, and read them back",
    "form-returns": "Send tasks out, and read them back",
    "form-bulk-allocate": "Several entries at once", "form-bulk-regrade": "Several entries at once", "form-bulk-close": "Several entries at once",
    "form-bulk-log-attempt": "Several entries at once", "form-bulk-add-note": "Several entries at once", "form-bulk-set-circulation": "Several entries at once",
    "form-bulk-verify": "Several entries at once", "bulk-summary": "Several entries at once", "columns": "The queue as you like it", "copy-cells": "The queue as you like it",
    "form-save-search": "The queue as you like it", "form-change-search": "The queue as you like it", "form-remove-search": "The queue as you like it",
    "form-add-entry": "Record that somebody is wanted", "opening": "The first start", "first-run": "The first start", "sign-in": "Sign in, and the way back in", "act-as": "Two officers", "passphrase": "Sign in, and the way back in", "demonstration": "The demonstration",
}  # fmt: skip
"""Object name → heading of the guide. A test holds every heading against the guide, and every page and form of the window against this list."""


def place_of(widget: QWidget | None) -> tuple[str, str]:
    """The page of the guide and the heading on it for what has the focus; the guide's first page where nothing is nearer.

    A form that the guide has no part about goes to the table of deeds, at its own line.
    """
    while widget is not None:
        name = widget.objectName()
        if name in PLACES:
            return GUIDE, PLACES[name]
        if name.startswith("form-"):
            return DEEDS, name.removeprefix("form-")
        widget = widget.parentWidget()
    return GUIDE, ""
