"""What is read on the handover page: the cover exactly as the workbook holds it, and every handover with who and when."""

from collections.abc import Sequence
from html import escape
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QTextBrowser, QWidget

from ui import times
from ui.entry.tabs import paragraph, table
from ui.handover.sheet_model import in_words
from ui.widgets.reading_text import ReadingText
from ui.wording import tr
from wantedtrack.rules.spans import in_words as span_in_words

if TYPE_CHECKING:
    from ui.desk.answers import Listed, Overview
    from wantedtrack.rules.handover_cover import CoverRow


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
        + "".join(f"<td style='{style}' width='{width}'>{cell}</td>" for cell, width in zip(told, ("22%", "60%", "18%"), strict=True))
        + "</tr>"
    )


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
