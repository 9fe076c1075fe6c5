"""The pack for an inspection as a workbook with charts, and as pages: the inspectors' own questions as headings, every typed word escaped."""

import hashlib
from datetime import date, datetime
from html import escape
from pathlib import Path
from typing import Any

from wantedtrack.exchange.handover_page import tables
from wantedtrack.exchange.handover_workbook import WrittenFile
from wantedtrack.exchange.measures_file import MOST_ON_A4, add_figures
from wantedtrack.exchange.workbook import Book, Marks, wall_of
from wantedtrack.rules.dates import british_instant
from wantedtrack.rules.disclosure import titled
from wantedtrack.rules.evidence import QUESTIONS, Evidence, cover_lines, evidence_sheets
from wantedtrack.rules.handover import CONFIRM, DEMONSTRATION, MARKING
from wantedtrack.rules.sheets import Cell

_CELL = "padding:3px 6px 3px 2px; border-bottom:1px solid #D5DAE0;"


def write_evidence(evidence: Evidence, path: Path, *, export: int) -> WrittenFile:
    """Write the workbook, whole or not at all. Raises Unavailable where it cannot be written."""
    sheets = evidence_sheets(evidence)
    book = Book(Marks(f"{evidence.title} · export {export}", evidence.title, evidence.force, MARKING, _notices(evidence)))
    with book:
        book.add_cover("Cover", evidence.title, [(MARKING, CONFIRM, "notice"), *(_line(*line) for line in cover_lines(evidence))])
        for sheet in sheets[: len(QUESTIONS)]:
            book.add_table(sheet)
        add_figures(book, evidence.measures, sheets[len(QUESTIONS) :])
        book.save(path)
    return WrittenFile(path, hashlib.sha256(path.read_bytes()).hexdigest(), len(evidence.sample))


def evidence_parts(evidence: Evidence, *, export: int) -> dict[str, Any]:
    """The document that the window's program sets on pages; each part begins with the question that it answers."""
    lines = "".join(
        f"<tr><td width='22%' style='{_CELL}'><b>{escape(label)}</b></td><td style='{_CELL}'>{escape(_said(value, style))}</td></tr>"
        for label, value, style in cover_lines(evidence)
    )
    parts = [
        {"html": f"<h1>{escape(evidence.title)}</h1><table width='100%' cellspacing='0'>{lines}</table>", "paper": "A4", "name": "Cover"}
    ]
    asked = dict(QUESTIONS)
    for sheet in evidence_sheets(evidence):
        question = f"<h2>{escape(asked[sheet.name])}</h2>" if sheet.name in asked else ""
        parts += [
            {
                "html": f"{question if first == 0 else ''}{html}",
                "paper": "A3" if len(sheet.columns) > MOST_ON_A4 else "A4",
                "name": sheet.name,
            }
            for first, html in enumerate(tables(sheet))
        ]
    foot = f"Evidence · drawn by {evidence.drawn_by} for {evidence.recipient} · export {export}"
    return {"title": titled(evidence.title, export), "foot": foot, "marking": MARKING, "notices": _notices(evidence), "parts": parts}


def _line(label: str, value: Cell, style: str) -> tuple[str, Cell | date, str]:
    return label, wall_of(value) if style == "instant" and isinstance(value, str) else value, style


def _said(value: Cell, style: str) -> str:
    return british_instant(datetime.fromisoformat(str(value).replace("Z", "+00:00"))) if style == "instant" else str(value)


def _notices(evidence: Evidence) -> list[str]:
    return [CONFIRM, *([DEMONSTRATION] if evidence.is_demonstration else [])]
