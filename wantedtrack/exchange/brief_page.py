"""A brief as text, as one page of HTML that fetches nothing, or as a workbook: the same sentences and tables in each."""

from datetime import datetime
from html import escape
from pathlib import Path

from wantedtrack.exchange.workbook import Book, Marks
from wantedtrack.rules.brief import Brief
from wantedtrack.rules.handover import CONFIRM, DEMONSTRATION, MARKING
from wantedtrack.rules.sheets import Cell, Column, Kind, Sheet
from wantedtrack.rules.spans import moment

_STYLE = "body{font:11pt sans-serif;max-width:26cm;margin:1cm auto}h1{font-size:16pt}h2{font-size:12pt}table{border-collapse:collapse}th,td{text-align:left;vertical-align:top;padding:2px 10px 2px 0;border-bottom:1px solid #ccc}"


def brief_as_text(brief: Brief, *, export: int) -> str:
    """The brief in lines, as it is read out or mailed, with the number under which it leaves."""
    lines = [MARKING, brief.title, CONFIRM, *([DEMONSTRATION] if brief.is_demonstration else []), "", *brief.lines]
    for sheet in brief.sheets:
        lines += ["", sheet.name.upper()]
        lines += [
            "  " + "  ".join(_shown(value, column) for value, column in zip(row, sheet.columns, strict=True)) for row in sheet.rows
        ] or [f"  {sheet.says}"]
    return "\n".join([*lines, "", f"{MARKING} · export {export}"])


def brief_as_html(brief: Brief, *, export: int) -> str:
    """The brief as one page, with the number under which it leaves: every text escaped, no script, nothing fetched."""
    said = "".join(f"<p>{escape(line)}</p>" for line in brief.lines)
    demonstration = f"<p>{DEMONSTRATION}</p>" if brief.is_demonstration else ""
    return (
        f'<!DOCTYPE html><html lang="en-GB"><head><meta charset="utf-8"><title>{escape(brief.title)}</title><style>{_STYLE}</style></head><body>'
        f"<p>{MARKING}</p><h1>{escape(brief.title)}</h1><p><strong>{CONFIRM}</strong></p>{demonstration}{said}"
        f"{''.join(_table(sheet) for sheet in brief.sheets)}<p>{MARKING} · export {export}</p></body></html>"
    )


def write_brief_workbook(brief: Brief, path: Path, *, export: int) -> None:
    """Write the brief as a workbook, whole or not at all. Raises Unavailable."""
    notices = [CONFIRM, *([DEMONSTRATION] if brief.is_demonstration else [])]
    book = Book(Marks(brief.title, "Brief on wanted people", brief.force, MARKING, notices, export))
    lines: list[tuple[str, Cell, str]] = [(MARKING, CONFIRM, "notice"), *(("", line, "told") for line in brief.lines)]
    book.add_cover("Brief", brief.title, lines)
    with book:
        for sheet in brief.sheets:
            book.add_table(sheet)
        book.save(path)


def _table(sheet: Sheet) -> str:
    if not sheet.rows:
        return f"<h2>{escape(sheet.name)}</h2><p>{escape(sheet.says)}</p>"
    heads = "".join(f"<th>{escape(column.heading)}</th>" for column in sheet.columns)
    rows = "".join(
        f"<tr>{''.join(f'<td>{escape(_shown(value, column))}</td>' for value, column in zip(row, sheet.columns, strict=True))}</tr>"
        for row in sheet.rows
    )
    return f"<h2>{escape(sheet.name)}</h2><table><tr>{heads}</tr>{rows}</table>"


def _shown(value: Cell, column: Column) -> str:
    if value is None:
        return "–"
    return (
        moment(datetime.fromisoformat(value.replace("Z", "+00:00")))
        if column.kind is Kind.INSTANT and isinstance(value, str)
        else str(value)
    )
