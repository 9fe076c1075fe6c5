"""What a button says that does a deed: a verb, where the deed is known by a noun."""

from ui.wording import tr

_VERBS = {
    "record-sighting": "Record a sighting",
    "set-circulation": "Record circulation",
    "bulk-set-circulation": "Record circulation of several",
    "locate": "Record where",
    "not-located": "Record no longer located",
    "appoint": "Record the appointment",
    "answer-bail": "Record bail answered",
    "check-address": "Record address looked at",
    "come-on": "Put on duty",
    "go-off": "Take off duty",
    "retire-officer": "Record officer has left",
    "record-told": "Record who was told",
}
"""By deed. A menu and a heading keep the noun, by which people look for it."""


def pressed(deed: str, label: str) -> str:
    """The words of the button that does this deed, whose label is this."""
    return tr(_VERBS.get(deed, label))
