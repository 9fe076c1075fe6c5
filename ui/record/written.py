"""What the record's pages say, as rich text made from plain answers. No widget here; everything that a person typed is escaped."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from html import escape
from typing import TYPE_CHECKING

from ui import labels, times
from ui.entry.tabs import paragraph, table
from wantedtrack.rules.dates import british
from wantedtrack.rules.sheets import Kind

if TYPE_CHECKING:
    from datetime import date

    from ui.desk.answers import Brief, ClosedEntry, Export, WholePerson
    from ui.desk.reads import DutyNow
    from wantedtrack.rules.entry import Instant


def linked(headings: Sequence[str], rows: Iterable[tuple[str, str, Sequence[str]]], nothing: str) -> str:
    """A table whose first column is a link: (where to, its text, the other cells)."""
    cells = "padding:3px 10px 3px 0"
    lines = [
        f"<tr><td style='{cells}'><a href='{escape(where, quote=True)}'>{escape(text)}</a></td>"
        + "".join(f"<td style='{cells}'>{escape(cell)}</td>" for cell in rest)
        + "</tr>"
        for where, text, rest in rows
    ]
    if not lines:
        return paragraph(nothing)
    heads = "".join(f"<th align='left' style='{cells}'>{escape(heading)}</th>" for heading in headings)
    return f"<table cellspacing='0'><tr>{heads}</tr>{''.join(lines)}</table>"


def person_text(whole: "WholePerson | None") -> str:
    """One person: who, other names, places, warnings, entries, merges."""
    if whole is None:
        return paragraph("Choose an entry in the queue first; this page shows the person behind it.")
    one = whole.person
    aged = f"about {one.age_from} to {one.age_to}" if one.age_from and one.age is None else str(one.age or "not known")
    about = [
        ("Number", str(one.id)), ("Name", labels.joined([one.surname, one.forenames], ", ")), ("Born", british(one.born) or "not known"), ("Age", aged),
        ("PNC ID", one.pnc_id or "none"), ("CRO", one.cro or "none"), ("Sex", one.sex.value if one.sex else "not recorded"),
        ("Nationality", one.nationality or "not recorded"), ("Language", one.language or "not recorded"),
    ]  # fmt: skip
    if whole.merged_into is not None:
        about.append(("Merged into", f"person {whole.merged_into}"))
    entries = (
        (
            f"entry:{entry.reference}",
            entry.reference,
            (labels.CATEGORY[entry.category], labels.STAGE[entry.stage], entry.offence, times.exact(entry.became_outstanding_at)),
        )
        for entry in whole.entries
    )
    names = ((str(alias.id), labels.joined([alias.surname, alias.forenames], ", "), alias.source or "") for alias in one.aliases)
    places = (
        (str(place.id), labels.words_of_text(place.kind), labels.place_words(place.lines, place.postcode), times.exact(place.last_checked_at) if place.last_checked_at else "never",
         place.result or "–", "ended" if place.ended_at else "")
        for place in whole.addresses
    )  # fmt: skip
    warnings = ((str(one.id), one.code, one.words, one.source or "", british(one.confirmed_on) or "not known") for one in one.warnings)
    merges = (
        (f"person {merge.absorbed}", merge.name, f"into person {merge.survivor}", times.exact(merge.at), merge.by, merge.reason,
         f"taken apart {times.exact(merge.undone_at)}" if merge.undone_at else "stands")
        for merge in whole.merges
    )  # fmt: skip
    return "".join(
        (
            table(("", ""), about, ""),
            _section("Entries", linked(("Reference", "Why", "Stage", "Offence", "Since"), entries, "No entry that you may read.")),
            _section("Other names", table(("Number", "Name", "Source"), names, "None is known.")),
            _section("Places", table(("Number", "What", "Address", "Looked at", "Result", ""), places, "None is known.")),
            _section("Warnings", table(("Number", "Code", "Warning", "Source", "Confirmed"), warnings, "None is recorded.")),
            _section("Merges", table(("Who went", "Name", "", "When", "By", "Why", ""), merges, "This person was never merged.")),
        )
    )


def retention_text(answer: "tuple[Sequence[ClosedEntry], date]") -> str:
    """Closed entries, those that wait for a decision first."""
    kept, day = answer
    waits = [one for one in kept if one.is_for_review(day)]
    rests = [one for one in kept if not one.is_for_review(day)]
    head = paragraph(
        f"{len(waits)} of {len(kept)} closed entries wait for a decision: keep with a reason, or dispose of once their time is over."
    )
    parts = [head]
    for heading, chosen in (("Decide", waits), ("Looked at, or not due yet", rests)):
        rows = (
            (f"entry:{one.reference}", one.reference, (labels.words_of_text(one.category), f"{one.closed_on:%d/%m/%Y}",
             f"{one.review_on:%d/%m/%Y}" if one.review_on else "now", f"{one.disposal_on:%d/%m/%Y}", "its time is over" if one.is_for_disposal(day) else ""))
            for one in chosen
        )  # fmt: skip
        parts.append(_section(heading, linked(("Reference", "Why", "Closed", "Look again", "May go from", ""), rows, "None.")))
    return "".join(parts)


def exports_text(left: "Sequence[Export]") -> str:
    """Each file that has left, newest first."""
    rows = (
        (str(one.number), times.exact(one.at), one.what, one.by, one.recipient, one.purpose, f"{one.rows:,}", one.sha256[:16])
        for one in left
    )
    told = paragraph(
        "Every file that was written for somebody. A file found later is looked up by its SHA-256, of which the first 16 signs stand here."
    )
    return told + table(("Number", "When", "What", "By", "For", "Purpose", "Rows", "SHA-256"), rows, "No file has left the program.")


def brief_text(brief: "Brief") -> str:
    """What the rank has to know now."""
    said = "".join(paragraph(line) for line in brief.lines)
    parts = [f"<h3>{escape(brief.title)}</h3>", said]
    for sheet in brief.sheets:
        rows = (
            (f"entry:{row[0]}", str(row[0]), [_cell(value, column.kind) for value, column in zip(row[1:], sheet.columns[1:], strict=True)])
            for row in sheet.rows
        )
        parts.append(_section(sheet.name, linked([column.heading for column in sheet.columns], rows, sheet.says)))
    return "".join(parts)


def _cell(value: object, kind: Kind) -> str:
    if value is None:
        return "–"
    return times.exact(datetime.fromisoformat(str(value).replace("Z", "+00:00"))) if kind is Kind.INSTANT else str(value)


def duty_text(duty: "DutyNow") -> str:
    """Who is on duty, where nobody will be, and every serving officer."""
    present = ((one.collar, one.rank.words if one.rank else "no rank", times.exact(one.ends_at)) for one in duty.present)
    gaps = ((gap.rank.words, times.exact(gap.starts_at), times.exact(gap.ends_at)) for gap in duty.gaps)
    officers = (
        (
            one.collar,
            one.rank.words if one.rank else "administrator" if one.is_administrator else "no rank",
            one.name or "",
            one.team or "",
            one.station or "",
            one.account or "none",
        )
        for one in duty.officers
    )
    none = "Nobody is on duty now." if duty.has_roster else "No roster is held for now: every rank counts as on duty."
    return "".join(
        (
            _section("On duty now", table(("Officer", "Rank", "Until"), present, none)),
            _section(
                "Nobody on duty in the next 24 hours",
                table(("Rank", "From", "To"), gaps, "Every rank is covered." if duty.has_roster else "Without a roster nobody can say."),
            ),
            _section("Officers", table(("Officer", "Rank", "Name", "Team", "Station", "Account"), officers, "No officer is held.")),
            paragraph("A roster is taken in with “wantedtrack roster FILE”, or typed with On duty and Off duty."),
        )
    )


def _section(heading: str, body: str) -> str:
    return f"<h4>{escape(heading)}</h4>{body}"


def opened_at(at: "Instant") -> str:
    """When a page was read, for its foot."""
    return paragraph(f"As held at {times.exact(at)}.")
