"""What can be wrong with a file as a whole, in plain sentences that name it."""

from wantedtrack.errors import Invalid, Unavailable

KEPT = "Nothing was imported."


def unreadable(file_name: str, what: str, *, code: str) -> Invalid:
    """The file cannot be used: exit 3. `what` is the rest of the sentence after the name."""
    return Invalid(f"{file_name} {what} {KEPT}", code=code, field="file")


def not_to_be_had(file_name: str, what: str, *, code: str) -> Unavailable:
    """The surroundings keep the file from being read: exit 4."""
    return Unavailable(f"{file_name} {what} {KEPT}", code=code, field="file")
