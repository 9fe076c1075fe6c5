"""What stands in the tabs of an entry, as rich text: everything that a person typed is escaped, so that it can never become markup."""

from collections.abc import Iterable, Sequence
from html import escape
from typing import TYPE_CHECKING

from ui import labels, times
from ui.wording import counted, tr
from wantedtrack.rules.dates import british
from wantedtrack.rules.entry import Answer, Instant

if TYPE_CHECKING:
    from ui.desk.answers import EntryDetail, Tried


def paragraph(text: str) -> str:
    """One paragraph of plain text."""
    return f"<p>{escape(labels.straight(text))}</p>"


def table(headings: Sequence[str], rows: Iterable[Sequence[str]], nothing: str) -> str:
    """A table of plain text, or a sentence where it would be empty."""
    lines = ["".join(f"<td style='padding:3px 10px 3px 0'>{escape(labels.straight(cell))}</td>" for cell in row) for row in rows]
    if not lines:
        return paragraph(nothing)
    heads = "".join(f"<th align='left' style='padding:3px 10px 3px 0'>{escape(heading)}</th>" for heading in headings)
    head = f"<thead><tr>{heads}</tr></thead>" if any(headings) else ""
    return f"<table cellspacing='0'>{head}{''.join(f'<tr>{line}</tr>' for line in lines)}</table>"


def _head(words: str) -> str:
    return f"<h4>{escape(words)}</h4>"


def timeline(detail: "EntryDetail", now: Instant) -> str:
    """What was done, newest first."""
    lines: list[tuple[Instant, str, str, str]] = [
        (detail.added_at, tr("Added"), labels.joined([tr("from {source}", source=detail.source), detail.source_reference]), "")
    ]
    if detail.accepted_at:
        lines.append((detail.accepted_at, tr("Accepted"), detail.band_rationale or "", detail.band_by or ""))
    if detail.allocated_at:
        lines.append(
            (
                detail.allocated_at,
                tr("Allocated"),
                labels.joined([detail.row.owner and tr("to {owner}", owner=detail.row.owner), detail.plan]),
                "",
            )
        )
    for tried in detail.attempts:
        said = labels.joined(
            [tried.place, labels.RESULT[tried.result], tried.remark, tried.next_step and tr("next: {next_step}", next_step=tried.next_step)]
        )
        lines.append((tried.at, labels.words_of(tried.kind), said, tried.by))
    lines += [(look.at, tr("Review"), labels.joined([look.findings, look.direction]), look.by) for look in detail.reviews]
    lines += [(note.at, labels.words_of(note.kind), note.text, note.by) for note in detail.notes]
    lines += [
        (
            pause.starts_at,
            tr("Suspended"),
            tr("{reason}, until {until}", reason=labels.words_of(pause.reason), until=times.exact(pause.until)),
            pause.authoriser,
        )
        for pause in detail.pauses
    ]
    lines += [(place.at, labels.words_of_text(place.kind), place.place, place.by) for place in detail.whereabouts]
    if detail.circulation.circulated_at:
        lines.append((detail.circulation.circulated_at, tr("Circulated"), detail.circulation.reference or "", ""))
    ended = detail.outcome
    if ended.at and ended.outcome:
        lines.append((ended.at, tr("Outcome"), labels.joined([labels.words_of(ended.outcome), ended.place]), ended.by or ""))
    elif ended.at:
        # A draft whose bail was answered in time ends without any of the outcomes: what was told is all there is to say.
        lines.append((ended.at, tr("Ended without an outcome"), ended.rationale or "", ended.by or ""))
    if ended.closed_at:
        lines.append((ended.closed_at, tr("Closed"), "", ended.closed_by or ""))
    shown = sorted(lines, key=lambda line: line[0], reverse=True)
    rows = ((times.clock_time(at, now), what, said, by) for at, what, said, by in shown)
    return table((tr("When"), tr("What"), "", tr("By")), rows, tr("Nothing has been done yet."))


def attempts(detail: "EntryDetail", tried: "Tried", now: Instant) -> str:
    """Where and when nobody has been, then each attempt."""
    rows = (
        (times.clock_time(tried.at, now), labels.words_of(tried.kind), tried.place, labels.RESULT[tried.result], tried.officers or tried.by)
        for tried in detail.attempts
    )
    listed = table((tr("When"), tr("What"), tr("Where"), tr("Result"), tr("Officers")), rows, tr("Nobody has tried yet."))
    return f"{_head(tr('Tried and not tried'))}{_matrix(tried)}{_head(tr('Attempts'))}{listed}"


def _matrix(tried: "Tried") -> str:
    """Each known address against the force's shifts and the weekend, so that nobody knocks where everybody has been."""
    columns = [labels.words_of_text(part) for part in tried.parts]
    rows = [[row.lines, *(_times(cell.count) for cell in row.cells)] for row in tried.rows]
    if any(cell.count for cell in tried.elsewhere):
        rows.append([tr("Elsewhere"), *(_times(cell.count) for cell in tried.elsewhere)])
    return table([tr("Place"), *columns], rows, tr("No place is known."))


def _times(count: int) -> str:
    return tr("not tried") if not count else counted("once", "{n} times", count)


def circulation(detail: "EntryDetail", now: Instant) -> str:
    """The marker on PNC/LEDS."""
    facts = detail.circulation
    rows = [
        (tr("State"), labels.CIRCULATION[detail.row.circulation]),
        (tr("Reference"), facts.reference or "–"),
        (tr("Level"), labels.words_of(facts.level) if facts.level else "–"),
        (tr("Circulated"), times.exact(facts.circulated_at)),
        (tr("Weed date"), british(facts.weed_date) or "–"),
        (
            tr("Last verified"),
            f"{times.exact(facts.verified_at)} ({times.ago(facts.verified_at, now)})" if facts.verified_at else tr("never"),
        ),
        (tr("It showed"), facts.verify_result or "–"),
        (tr("Why not required"), facts.not_required_reason or "–"),
        (tr("Cancelled"), labels.joined([times.exact(facts.cancelled_at), facts.cancellation_reference])),
    ]
    return table(("", ""), rows, "")


def people(detail: "EntryDetail", now: Instant) -> str:
    """The person, other names, places, the category's own fields, other entries."""
    person = detail.person
    about = [
        (tr("Name"), detail.row.name), (tr("Born"), british(person.born) or tr("not known")), (tr("PNC ID"), person.pnc_id or tr("none")), (tr("CRO"), person.cro or tr("none")),
        (tr("Nationality"), person.nationality or tr("not recorded")), (tr("Language"), person.language or tr("not recorded")),
        *((tr("Also known as"), labels.joined([alias.surname, alias.forenames], ", ")) for alias in person.aliases),
        *((warning.code or tr("Warning"), labels.joined([warning.words, warning.source, british(warning.confirmed_on)])) for warning in person.warnings),
        *((tr("Other entry"), reference) for reference in person.other_entries),
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
    own = ((tr(field.label), field.value or tr("still empty")) for field in detail.own_fields)
    shown = table((tr("Place"), tr("Address"), tr("Checked"), tr("Result")), places, tr("No address is known."))
    return f"{table(('', ''), about, '')}{_head(tr('Places'))}{shown}{_head(labels.CATEGORY[detail.row.category])}{table(('', ''), own, tr('No further facts.'))}"


def checklist(detail: "EntryDetail") -> str:
    """The category's questions with their answers."""
    rows = ((tr(line.text), _answer(line.answer), line.note or "", line.by or "") for line in detail.checklist)
    return table((tr("Question"), tr("Answer"), tr("Note"), tr("By")), rows, tr("This category has no checklist."))


def _answer(answer: Answer | None) -> str:
    return tr("not answered") if answer is None else labels.words_of(answer)
