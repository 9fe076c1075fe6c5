"""What stands in the tabs of an entry, as rich text: everything that a person typed is escaped, so that it can never become markup."""

from collections.abc import Iterable, Sequence
from html import escape
from typing import TYPE_CHECKING

from ui import labels, times
from wantedtrack.rules.dates import british
from wantedtrack.rules.entry import Answer, Instant

if TYPE_CHECKING:
    from ui.desk.answers import EntryDetail, Tried


def paragraph(text: str) -> str:
    """One paragraph of plain text."""
    return f"<p>{escape(text)}</p>"


def table(headings: Sequence[str], rows: Iterable[Sequence[str]], nothing: str) -> str:
    """A table of plain text, or a sentence where it would be empty."""
    lines = ["".join(f"<td style='padding:3px 10px 3px 0'>{escape(cell)}</td>" for cell in row) for row in rows]
    if not lines:
        return paragraph(nothing)
    heads = "".join(f"<th align='left' style='padding:3px 10px 3px 0'>{escape(heading)}</th>" for heading in headings)
    return f"<table cellspacing='0'><tr>{heads}</tr>{''.join(f'<tr>{line}</tr>' for line in lines)}</table>"


def timeline(detail: "EntryDetail", now: Instant) -> str:
    """What was done, newest first."""
    lines: list[tuple[Instant, str, str, str]] = [
        (detail.added_at, "Added", labels.joined([f"from {detail.source}", detail.source_reference]), "")
    ]
    if detail.accepted_at:
        lines.append((detail.accepted_at, "Accepted", detail.band_rationale or "", detail.band_by or ""))
    if detail.allocated_at:
        lines.append((detail.allocated_at, "Allocated", labels.joined([detail.row.owner and f"to {detail.row.owner}", detail.plan]), ""))
    for tried in detail.attempts:
        said = labels.joined([tried.place, labels.RESULT[tried.result], tried.remark, tried.next_step and f"next: {tried.next_step}"])
        lines.append((tried.at, labels.words_of(tried.kind), said, tried.by))
    lines += [(look.at, "Review", labels.joined([look.findings, look.direction]), look.by) for look in detail.reviews]
    lines += [(note.at, labels.words_of(note.kind), note.text, note.by) for note in detail.notes]
    lines += [
        (pause.starts_at, "Suspended", f"{labels.words_of(pause.reason)}, until {times.exact(pause.until)}", pause.authoriser)
        for pause in detail.pauses
    ]
    lines += [(place.at, labels.words_of_text(place.kind), place.place, place.by) for place in detail.whereabouts]
    if detail.circulation.circulated_at:
        lines.append((detail.circulation.circulated_at, "Circulated", detail.circulation.reference or "", ""))
    if detail.outcome.at and detail.outcome.outcome:
        lines.append(
            (
                detail.outcome.at,
                "Outcome",
                labels.joined([labels.words_of(detail.outcome.outcome), detail.outcome.place]),
                detail.outcome.by or "",
            )
        )
    shown = sorted(lines, key=lambda line: line[0], reverse=True)
    rows = ((times.clock_time(at, now), what, said, by) for at, what, said, by in shown)
    return table(("When", "What", "", "By"), rows, "Nothing has been done yet.")


def attempts(detail: "EntryDetail", tried: "Tried", now: Instant) -> str:
    """Where and when nobody has been, then each attempt."""
    rows = (
        (times.clock_time(tried.at, now), labels.words_of(tried.kind), tried.place, labels.RESULT[tried.result], tried.officers or tried.by)
        for tried in detail.attempts
    )
    listed = table(("When", "What", "Where", "Result", "Officers"), rows, "Nobody has tried yet.")
    return f"<h4>Tried and not tried</h4>{_matrix(tried)}<h4>Attempts</h4>{listed}"


def _matrix(tried: "Tried") -> str:
    """Each known address against the force's shifts and the weekend, so that nobody knocks where everybody has been."""
    columns = [labels.words_of_text(part) for part in tried.parts]
    rows = [[row.lines, *(_times(cell.count) for cell in row.cells)] for row in tried.rows]
    if any(cell.count for cell in tried.elsewhere):
        rows.append(["Elsewhere", *(_times(cell.count) for cell in tried.elsewhere)])
    return table(["Place", *columns], rows, "No place is known.")


def _times(count: int) -> str:
    return "not tried" if not count else "once" if count == 1 else f"{count} times"


def circulation(detail: "EntryDetail", now: Instant) -> str:
    """The marker on PNC/LEDS."""
    facts = detail.circulation
    rows = [
        ("State", labels.CIRCULATION[detail.row.circulation]),
        ("Reference", facts.reference or "–"),
        ("Level", labels.words_of(facts.level) if facts.level else "–"),
        ("Circulated", times.exact(facts.circulated_at)),
        ("Weed date", british(facts.weed_date) or "–"),
        ("Last verified", f"{times.exact(facts.verified_at)} ({times.ago(facts.verified_at, now)})" if facts.verified_at else "never"),
        ("It showed", facts.verify_result or "–"),
        ("Why not required", facts.not_required_reason or "–"),
        ("Cancelled", labels.joined([times.exact(facts.cancelled_at), facts.cancellation_reference])),
    ]
    return table(("", ""), rows, "")


def people(detail: "EntryDetail", now: Instant) -> str:
    """The person, other names, places, the category's own fields, other entries."""
    person = detail.person
    about = [
        ("Name", detail.row.name), ("Born", british(person.born) or "not known"), ("PNC ID", person.pnc_id or "none"), ("CRO", person.cro or "none"),
        ("Nationality", person.nationality or "not recorded"), ("Language", person.language or "not recorded"),
        *(("Also known as", labels.joined([alias.surname, alias.forenames], ", ")) for alias in person.aliases),
        *((warning.code or "Warning", labels.joined([warning.words, warning.source, british(warning.confirmed_on)])) for warning in person.warnings),
        *(("Other entry", reference) for reference in person.other_entries),
    ]  # fmt: skip
    places = (
        (
            labels.words_of_text(place.kind),
            labels.place_words(place.lines, place.postcode),
            times.ago(place.last_checked_at, now),
            place.result or "–",
        )
        for place in detail.addresses
    )
    own = ((field.label, field.value or "still empty") for field in detail.own_fields)
    shown = table(("Place", "Address", "Checked", "Result"), places, "No address is known.")
    return f"{table(('', ''), about, '')}<h4>Places</h4>{shown}<h4>{escape(labels.CATEGORY[detail.row.category])}</h4>{table(('', ''), own, 'No further facts.')}"


def checklist(detail: "EntryDetail") -> str:
    """The category's questions with their answers."""
    rows = ((line.text, _answer(line.answer), line.note or "", line.by or "") for line in detail.checklist)
    return table(("Question", "Answer", "Note", "By"), rows, "This category has no checklist.")


def _answer(answer: Answer | None) -> str:
    return "not answered" if answer is None else labels.words_of(answer)
