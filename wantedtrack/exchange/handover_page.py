"""The handover as pages for who has no spreadsheet: the same cover and sheets as rich text, every typed word escaped, to be set as a PDF."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from html import escape
from typing import Any

from wantedtrack.rules.cell_text import held_text, safe_text
from wantedtrack.rules.dates import british, british_instant
from wantedtrack.rules.handover import CONFIRM, DEMONSTRATION, MARKING, HandoverContent, Signatures
from wantedtrack.rules.handover_cover import DRAFT, CoverRow, cover_rows, dressed, title_of
from wantedtrack.rules.handover_said import Said
from wantedtrack.rules.sheets import NOTHING, Cell, Column, Kind, Sheet

_WHOLE = " white-space:nowrap;"
_TIMES, _NEVER_PARTED = (Kind.INSTANT, Kind.DATE), ("Reference", "Clock")
_ROWS_OF_A_PART = 120
"""A long table is set in pieces, each with its headings: one alone would take the square of its length."""

_BANDS = {"high": ("#8B1A1A", "#FFFFFF"), "medium": ("#F2B705", "#000000"), "standard": ("#D6E9F8", "#000000")}
_CELL = "padding:2px 5px 2px 2px; border-bottom:1px solid #D5DAE0;"
_UNBROKEN = " white-space:nowrap;"
_HEAD = "padding:2px 5px 2px 2px; background-color:#24384D; color:#FFFFFF;"


def handover_parts(content: HandoverContent, signatures: Signatures, said: Said, *, export: int | None) -> dict[str, Any]:
    """The document that the window's program sets on pages: parts of rich text with their paper, and what stands on each page."""
    notices = [CONFIRM, *([DEMONSTRATION] if content.is_demonstration else []), *([] if signatures.is_sealed else [DRAFT])]
    foot = f"Handover {content.shift_id}" + (f" · export {export}" if export is not None else "")
    parts = [{"html": _cover(title_of(content), cover_rows(content, signatures, said)), "paper": "A4", "name": "Cover"}]
    for sheet in dressed(content, said):
        paper = "A3" if sheet.name == "Full queue" else "A4"
        parts += [{"html": html, "paper": paper, "name": sheet.name} for html in tables(sheet)]
    return {"title": foot, "foot": foot, "marking": MARKING, "notices": notices, "parts": parts}


def _cover(title: str, rows: Sequence[CoverRow]) -> str:
    lines = "".join(_cover_line(row) for row in rows)
    return f"<h1>{escape(title)}</h1><table width='100%' cellspacing='0'>{lines}</table>"


def _cover_line(row: CoverRow) -> str:
    value = shown(row.value, row.kind) if row.value is not None else ""
    if row.style == "notice":
        return f"<tr><td colspan='3' style='color:#8B1A1A'><b>{_text(row.label)} · {_text(value)}</b></td></tr>"
    if row.style == "head":
        return f"<tr><td width='22%' style='padding-top:9px'><b>{_text(row.label)}</b></td><td style='padding-top:9px'><b>{_text(value)}</b></td><td width='16%' style='padding-top:9px'><b>{_text(_plain(row.third))}</b></td></tr>"
    return f"<tr><td width='22%' style='{_CELL}'><b>{_text(row.label)}</b></td><td style='{_CELL}'>{_text(value)}</td><td width='16%' style='{_CELL}'>{_text(_plain(row.third))}</td></tr>"


def tables(sheet: Sheet) -> Iterator[str]:
    """The sheet in pieces; the first carries its name, an empty one what its emptiness means."""
    head = f"<h2>{escape(sheet.name)} ({len(sheet.rows)})</h2>" if sheet.says or not sheet.rows else f"<h2>{escape(sheet.name)}</h2>"
    if not sheet.rows:
        yield f"{head}<p>{escape(sheet.says or NOTHING)}</p>"
        return
    whole = sum(column.width for column in sheet.columns)
    widths = [f"{100 * column.width // whole}%" for column in sheet.columns]
    headings = "".join(
        f"<th align='left' width='{width}' style='{_HEAD}'>{escape(column.heading)}</th>"
        for width, column in zip(widths, sheet.columns, strict=True)
    )
    for start in range(0, len(sheet.rows), _ROWS_OF_A_PART):
        rows = "".join(_row(sheet, row) for row in sheet.rows[start : start + _ROWS_OF_A_PART])
        more = f"<p>{escape(sheet.name)}, from row {start + 1}</p>" if start else head
        yield f"{more}<table width='100%' cellspacing='0'><thead><tr>{headings}</tr></thead>{rows}</table>"


def _row(sheet: Sheet, row: Sequence[Cell]) -> str:
    return f"<tr>{''.join(_cell(value, column) for value, column in zip(row, sheet.columns, strict=True))}</tr>"


def _cell(value: Cell, column: Column) -> str:
    text = _text(shown(value, column.kind))
    if column.kind is Kind.BAND and isinstance(value, str) and "(" in value:
        fill, ink = _BANDS[value.rpartition("(")[2].rstrip(")")]
        return f"<td style='{_CELL} background-color:{fill}; color:{ink};'><b>{text}</b></td>"
    # A reference or a time in two halves is read wrongly; what people typed may be long, and is parted where it must be.
    whole = _WHOLE if column.kind in _TIMES or column.heading in _NEVER_PARTED else ""
    return f"<td style='{_CELL}{whole}'>{text}</td>"


def _text(text: str) -> str:
    return escape(held_text(safe_text(text))).replace("\n", "<br>")


def _plain(value: Cell) -> str:
    return "" if value is None else str(value)


def shown(value: Cell, kind: Kind) -> str:
    """A cell as it is read: British dates, force time, figures with their commas."""
    if value is None:
        return ""
    if kind is Kind.INSTANT and isinstance(value, str) and value != NOTHING:
        return british_instant(datetime.fromisoformat(value.replace("Z", "+00:00")))
    if kind is Kind.DATE and isinstance(value, str) and value != NOTHING:
        return british(date.fromisoformat(value))
    if kind is Kind.DAYS and isinstance(value, int | float):
        return f"{value:.1f} d"
    return f"{value:,.10g}" if isinstance(value, int | float) else value
