"""What is read on the handover page: the cover exactly as the workbook holds it, and every handover with who and when."""

from collections.abc import Sequence
from html import escape
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QTextBrowser, QWidget

from ui import labels, times
from ui.entry.tabs import paragraph, table
from ui.handover.sheet_model import in_words
from ui.widgets.reading_text import ReadingText
from ui.wording import tr
from wantedtrack.rules.spans import in_words as span_in_words

if TYPE_CHECKING:
    from ui.desk.answers import Handover, Listed, Overview
    from wantedtrack.rules.handover import HandoverContent
    from wantedtrack.rules.handover_cover import CoverRow
    from wantedtrack.rules.handover_said import ReadBack, Said
    from wantedtrack.rules.sheets import Cell


def browser(name: str, spoken: str, html: str, parent: QWidget) -> QTextBrowser:
    """A page of rich text that is only read."""
    text = ReadingText(parent)
    text.setObjectName(name)
    text.setAccessibleName(spoken)
    text.setOpenLinks(False)
    text.setTabChangesFocus(True)
    text.setHtml(html)
    return text


def cover_text(rows: "Sequence[CoverRow]") -> str:
    """The rows of the first sheet, as the workbook holds them."""
    return f"<table width='100%' cellspacing='0'>{''.join(_line(row) for row in rows)}</table>"


def _line(row: "CoverRow") -> str:
    cells = (row.label, in_words(row.value, row.kind), "" if row.third is None else str(row.third))
    style = "padding:3px 10px 3px 0" + ("; padding-top:12px" if row.style == "head" else "")
    told = [escape(cell).replace("\n", "<br>") for cell in cells]
    if row.style in ("head", "notice"):
        told = [f"<b>{cell}</b>" for cell in told]
    else:
        told[0] = f"<b>{told[0]}</b>"
    return (
        "<tr>"
        + f"<td style='{style}; white-space: nowrap' width='22%'>{told[0]}</td><td style='{style}' width='60%'>{told[1]}</td>"
        + f"<td style='{style}' width='18%'>{told[2]}</td>"
        + "</tr>"
    )


def read_back_text(high: Sequence[tuple[str, str]], said: "Said", held: "Handover") -> str:
    """The high entries where there is nothing to tick: before the handover is signed, for whoever signed it, and once it is sealed."""
    back = {one.reference: one for one in said.read_back}
    if held.is_sealed:
        when = tr("Read back when the handover was accepted. An answer given now stands beside the seal and changes nothing above it.")
    elif held.signed_at is not None:
        when = tr("The incoming officer reads these back one by one, and then accepts.")
    else:
        when = tr("The incoming officer reads these back one by one, once the handover is signed.")
    rows = table(
        (tr("High entry"), tr("Read back")),
        ((words, _read_back(back.get(reference))) for reference, words in high),
        tr("No high entry is in this handover."),
    )
    return (paragraph(when) if high else "") + rows


def _read_back(one: "ReadBack | None") -> str:
    if one is None:
        return tr("not yet")
    if one.query is None:
        return tr("understood by {officer}", officer=one.by)
    asked = tr("{officer} asked: {query}", officer=one.by, query=one.query)
    answers = [tr("{officer} answered: {answer}", officer=answer.by, answer=answer.text) for answer in one.answers]
    return " ".join((asked, *(answers or [tr("Not answered yet.")])))


def list_text(overview: "Overview") -> str:
    """Every handover, the newest first, and the shifts that ended without one."""
    rows = table(
        (tr("Shift"), tr("Prepared"), tr("Signed"), tr("Accepted"), tr("Late"), tr("Queries without an answer"), tr("Addenda")),
        (_row(one) for one in overview.handovers),
        tr("No handover has been prepared."),
    )
    if not overview.skipped:
        return rows + paragraph(tr("Every shift that ended in the last 60 days has a handover."))
    named = ", ".join(one.shift_id for one in overview.skipped)
    return rows + paragraph(tr("Ended without a handover in the last 60 days: {shifts}.", shifts=named))


def _row(one: "Listed") -> tuple[str, ...]:
    held = one.handover
    who = ((held.prepared_at, held.prepared_by), (held.signed_at, held.signed_by), (held.accepted_at, held.accepted_by))
    told = (tr("{at} by {officer}", at=times.exact(at), officer=by) if at else "–" for at, by in who)
    late = span_in_words(one.late) if one.late is not None else "–"
    return (held.shift_id, *told, late, str(one.open_queries or "–"), str(one.addenda or "–"))


def high_entries(content: "HandoverContent") -> list[tuple[str, str]]:
    """Reference and words of each high entry, from the frozen sheet that lists everything."""
    full = next(sheet for sheet in content.sheets if sheet.name == "Full queue")
    place = {column.heading: number for number, column in enumerate(full.columns)}

    def said_of(row: "tuple[Cell, ...]") -> str:
        told = {heading: in_words(row[number], full.columns[number].kind) for heading, number in place.items()}
        name = labels.joined([told["Surname"], told["Forenames"]], ", ")
        return labels.joined([told["Band"], name, told["Offence"], told["Due"] and tr("due {Due}", Due=told["Due"]), told["Next step"]])

    said = {str(row[0]): said_of(row) for row in full.rows}
    return [(reference, labels.joined([reference, said.get(reference)])) for reference in content.high_references]
