"""CSV in every dress it comes in: UTF-8, UTF-16, Windows-1252; comma, semicolon, tab; LF, CRLF, CR. Bytes in, plain cells out."""

import csv
import io
from collections.abc import Callable, Iterator

from wantedtrack.exchange.faults import unreadable

SEPARATORS = (",", ";", "\t")
_HEADING_WITHIN = 30
_LONGEST_CELL = 1_000_000
_UTF16_SHARE = 0.3
_BINARY_SHARE = 0.1

Cells = list[str]
IsHeading = Callable[[Cells], bool]


def decode(data: bytes, *, file_name: str) -> str:
    """The text of the file. Raises Invalid("not_a_table") for bytes that are no text."""
    if data.startswith(b"\xef\xbb\xbf"):
        return _strict(data[3:], "utf-8", file_name)
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _strict(data, "utf-16", file_name)
    sample = data[:4000]
    if sample[1::2].count(0) > len(sample) * _UTF16_SHARE:
        return _strict(data, "utf-16-le", file_name)
    if sample[0::2].count(0) > len(sample) * _UTF16_SHARE:
        return _strict(data, "utf-16-be", file_name)
    if data.count(0) > len(data) * _BINARY_SHARE:
        raise unreadable(file_name, "is neither CSV nor an Excel workbook.", code="not_a_table")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return _strict(data, "cp1252", file_name)


def _strict(data: bytes, encoding: str, file_name: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        message = "has bytes that are no text in UTF-8, UTF-16 or Windows-1252; save it again as CSV UTF-8."
        raise unreadable(file_name, message, code="not_a_table") from None


def records(text: str, separator: str) -> Iterator[Cells]:
    """The records of the text; a record ends at LF, CRLF or CR outside quotes and nowhere else."""
    csv.field_size_limit(_LONGEST_CELL)
    return csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)


def find_heading(text: str, is_heading: IsHeading) -> tuple[str, int] | None:
    """The separator and the index of the record that holds the headings, None where no separator shows them near the top."""
    for separator in SEPARATORS:
        try:
            for index, record in enumerate(records(text, separator)):
                if is_heading(record):
                    return separator, index
                if index >= _HEADING_WITHIN:
                    break
        except csv.Error:
            continue
    return None


def read_records(text: str, separator: str, *, file_name: str) -> list[Cells]:
    """All records. Raises Invalid("row_cut_off") where the text ends inside quotes, naming the row of the file."""
    read: list[Cells] = []
    try:
        for record in records(text, separator):
            read.append(record)
    except csv.Error:
        message = f"breaks off or has a stray quotation mark at row {len(read) + 1} of the file; export it again."
        raise unreadable(file_name, message, code="row_cut_off") from None
    return read


def count_records(text: str, separator: str, *, after: int) -> int:
    """Count the records that hold anything, after the first `after` records, by walking the characters: the second of the two counts."""
    count, index, quoted, filled = 0, 0, False, False
    at_start, may_reopen = True, False
    for character in text.replace("\r\n", "\n").replace("\r", "\n"):
        closed_just_now, may_reopen = may_reopen, False
        if character == '"' and quoted:
            quoted, may_reopen = False, True
        elif character == '"' and closed_just_now:
            # A closing quote reopens when it is doubled: the pair stands for one quotation mark.
            quoted = filled = True
        elif character == '"' and at_start:
            quoted, at_start = True, False
        elif character == "\n" and not quoted:
            count += filled and index >= after
            index, filled, at_start = index + 1, False, True
        elif character == separator and not quoted:
            at_start = True
        else:
            at_start = False
            filled = filled or not character.isspace()
    return count + (filled and index >= after)
