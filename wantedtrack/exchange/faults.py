"""What can be wrong with a file as a whole, in plain sentences that name it."""

from defusedxml.common import DefusedXmlException

from wantedtrack.errors import Invalid, Unavailable

KEPT = "Nothing was imported."

_OLD_OFFICE = b"\xd0\xcf\x11\xe0"
_STREAMS = (
    ("EncryptedPackage", "is locked with a password. Open it in Excel, take the password off, save it, and try again."),
    ("WordDocument", "is a Word document and no spreadsheet. Choose the workbook or the CSV file."),
    ("Workbook", "is in Excel's old .xls format. Open it in Excel or LibreOffice and save it as .xlsx or CSV."),
    ("Book", "is in Excel's old .xls format. Open it in Excel or LibreOffice and save it as .xlsx or CSV."),
)
"""What Office's old kind of file keeps inside, by the name in its list, and what that makes of it."""


def unreadable(file_name: str, what: str, *, code: str) -> Invalid:
    """The file cannot be used: exit 3. `what` is the rest of the sentence after the name."""
    return Invalid(f"{file_name} {what} {KEPT}", code=code, field="file")


def not_to_be_had(file_name: str, what: str, *, code: str) -> Unavailable:
    """The surroundings keep the file from being read: exit 4."""
    return Unavailable(f"{file_name} {what} {KEPT}", code=code, field="file")


class HasEntityError(ValueError):
    """A part of a workbook declares a document type, which is where entities come from."""


def damaged(file_name: str, error: BaseException, *, what: str) -> Invalid:
    """A file that cannot be read to its end; one that declares XML entities is told apart, for it is meant to do harm and not broken."""
    # The library wraps what its parser said.
    if any(isinstance(one, DefusedXmlException | HasEntityError) for one in (error, error.__cause__, error.__context__)):
        what = (
            "declares XML entities inside, which no spreadsheet program writes and which can fill a computer's memory, so it was not read. "
            "Tell whoever looks after your computers, and ask the sender for a copy saved by Excel or LibreOffice."
        )
    return unreadable(file_name, what, code="damaged")


def refuse_old_office(data: bytes, *, file_name: str) -> None:
    """Raise Invalid("locked_workbook") for Office's old kind of file, which is also what a password makes of a new one."""
    if data.startswith(_OLD_OFFICE):
        otherwise = "is locked with a password or in an old Office format. Save it without a password as .xlsx or CSV, and try again."
        what = next((what for name, what in _STREAMS if name.encode("utf-16-le") in data), otherwise)
        raise unreadable(file_name, what, code="locked_workbook")
