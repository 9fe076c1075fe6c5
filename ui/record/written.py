"""What the record's pages say, as rich text made from plain answers. No widget here; everything that a person typed is escaped."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from html import escape
from typing import TYPE_CHECKING

from ui import labels, times
from ui.entry.tabs import paragraph, table
from ui.wording import tr
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
        + "".join(f"<td style='{cells}'>{escape(labels.straight(cell))}</td>" for cell in rest)
        + "</tr>"
        for where, text, rest in rows
    ]
    if not lines:
        return paragraph(nothing)
    heads = "".join(f"<th align='left' style='{cells}'>{escape(heading)}</th>" for heading in headings)
    return f"<table cellspacing='0'><thead><tr>{heads}</tr></thead>{''.join(lines)}</table>"


def person_text(whole: "WholePerson | None") -> str:
    """One person: who, other names, places, warnings, entries, merges."""
    if whole is None:
        return paragraph(tr("Choose an entry in the queue first; this page shows the person behind it."))
    one = whole.person
    aged = (
        tr("about {age_from} to {age_to}", age_from=one.age_from, age_to=one.age_to)
        if one.age_from and one.age is None
        else str(one.age or tr("not known"))
    )
    about = [
        (tr("Number"), str(one.id)), (tr("Name"), labels.joined([one.surname, one.forenames], ", ")), (tr("Born"), british(one.born) or tr("not known")), (tr("Age"), aged),
        (tr("PNC ID"), one.pnc_id or tr("none")), (tr("CRO"), one.cro or tr("none")), (tr("Sex"), one.sex.value if one.sex else tr("not recorded")),
        (tr("Nationality"), one.nationality or tr("not recorded")), (tr("Language"), one.language or tr("not recorded")),
    ]  # fmt: skip
    if whole.merged_into is not None:
        about.append((tr("Merged into"), tr("person {merged_into}", merged_into=whole.merged_into)))
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
        (str(place.id), labels.words_of_text(place.kind), labels.place_words(place.lines, place.postcode), times.exact(place.last_checked_at) if place.last_checked_at else tr("never"),
         place.result or "–", tr("ended") if place.ended_at else "")
        for place in whole.addresses
    )  # fmt: skip
    warnings = ((str(one.id), one.code, one.words, one.source or "", british(one.confirmed_on) or tr("not known")) for one in one.warnings)
    merges = (
        (tr("person {absorbed}", absorbed=merge.absorbed), merge.name, tr("into person {survivor}", survivor=merge.survivor), times.exact(merge.at), merge.by, merge.reason,
         tr("taken apart {undone_at}", undone_at=times.exact(merge.undone_at)) if merge.undone_at else "stands")
        for merge in whole.merges
    )  # fmt: skip
    return "".join(
        (
            table(("", ""), about, ""),
            _section(
                tr("Entries"),
                linked((tr("Reference"), tr("Why"), tr("Stage"), tr("Offence"), tr("Since")), entries, tr("No entry that you may read.")),
            ),
            _section(tr("Other names"), table((tr("Number"), tr("Name"), tr("Source")), names, tr("None is known."))),
            _section(
                tr("Places"),
                table((tr("Number"), tr("What"), tr("Address"), tr("Looked at"), tr("Result"), ""), places, tr("None is known.")),
            ),
            _section(
                tr("Warnings"),
                table((tr("Number"), tr("Code"), tr("Warning"), tr("Source"), tr("Confirmed")), warnings, tr("None is recorded.")),
            ),
            _section(
                tr("Merges"),
                table((tr("Who went"), tr("Name"), "", tr("When"), tr("By"), tr("Why"), ""), merges, tr("This person was never merged.")),
            ),
        )
    )


def retention_text(answer: "tuple[Sequence[ClosedEntry], date]") -> str:
    """Closed entries, those that wait for a decision first."""
    kept, day = answer
    waits = [one for one in kept if one.is_for_review(day)]
    rests = [one for one in kept if not one.is_for_review(day)]
    head = paragraph(
        tr(
            "{waits_count} of {kept_count} closed entries wait for a decision: keep with a reason, or dispose of once their time is over.",
            waits_count=len(waits),
            kept_count=len(kept),
        )
    )
    parts = [head]
    for heading, chosen in ((tr("Decide"), waits), (tr("Looked at, or not due yet"), rests)):
        rows = (
            (f"entry:{one.reference}", one.reference, (labels.words_of_text(one.category), f"{one.closed_on:%d/%m/%Y}",
             f"{one.review_on:%d/%m/%Y}" if one.review_on else "now", f"{one.disposal_on:%d/%m/%Y}", tr("its time is over") if one.is_for_disposal(day) else ""))
            for one in chosen
        )  # fmt: skip
        parts.append(
            _section(
                heading, linked((tr("Reference"), tr("Why"), tr("Closed"), tr("Look again"), tr("May go from"), ""), rows, tr("None."))
            )
        )
    return "".join(parts)


def exports_text(left: "Sequence[Export]") -> str:
    """Each file that has left, newest first."""
    rows = (
        (str(one.number), times.exact(one.at), one.what, one.by, one.recipient, one.purpose, f"{one.rows:,}", one.sha256[:16])
        for one in left
    )
    told = paragraph(
        tr(
            "Every file that was written for somebody. A file found later is looked up by its SHA-256, of which the first 16 signs stand here."
        )
    )
    return told + table(
        (tr("Number"), tr("When"), tr("What"), tr("By"), tr("For"), tr("Purpose"), tr("Rows"), "SHA-256"),
        rows,
        tr("No file has left the program."),
    )


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
    present = ((one.collar, tr(one.rank.words) if one.rank else tr("no rank"), times.exact(one.ends_at)) for one in duty.present)
    gaps = ((tr(gap.rank.words), times.exact(gap.starts_at), times.exact(gap.ends_at)) for gap in duty.gaps)
    officers = (
        (
            one.collar,
            tr(one.rank.words) if one.rank else tr("administrator") if one.is_administrator else tr("no rank"),
            one.name or "",
            one.team or "",
            one.station or "",
            one.account or tr("none"),
        )
        for one in duty.officers
    )
    none = tr("Nobody is on duty now.") if duty.has_roster else tr("No roster is held for now: every rank counts as on duty.")
    return "".join(
        (
            _section(tr("On duty now"), table((tr("Officer"), tr("Rank"), tr("Until")), present, none)),
            _section(
                tr("Nobody on duty in the next 24 hours"),
                table(
                    (tr("Rank"), tr("From"), tr("To")),
                    gaps,
                    tr("Every rank is covered.") if duty.has_roster else tr("Without a roster nobody can say."),
                ),
            ),
            _section(
                tr("Officers"),
                table(
                    (tr("Officer"), tr("Rank"), tr("Name"), tr("Team"), tr("Station"), tr("Account")), officers, tr("No officer is held.")
                ),
            ),
            paragraph(tr("A roster is taken in with “Read a roster file…”, or typed with On duty and Off duty.")),
        )
    )


def _section(heading: str, body: str) -> str:
    return f"<h4>{escape(heading)}</h4>{body}"


def opened_at(at: "Instant") -> str:
    """When a page was read, for its foot."""
    return paragraph(tr("As held at {at}.", at=times.exact(at)))
