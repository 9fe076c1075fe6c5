"""What is printed, as rich text: the list as shown, one entry to go and knock with, the brief. Every typed word is escaped; victims do not appear."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

from ui import labels, times
from ui.entry.facts import dangers, facts, standing, step_of, who
from ui.entry.reason_card import card_text
from ui.entry.tabs import attempts, paragraph, table
from ui.entry.why import why_text
from ui.queue.columns import COLUMNS, Look
from ui.record.written import brief_text
from ui.theme.colours import LIGHT
from ui.wording import counted, tr

if TYPE_CHECKING:
    from ui.desk.answers import Brief, EntryDetail, ReasonCard, Tried
    from wantedtrack.rules.entry import EntryRow, Instant


@dataclass(frozen=True, slots=True)
class Paper:
    """One thing to print: its name, its rich text, how many people it lists, and whether it lies across the page."""

    what: str
    html: str
    rows: int
    is_wide: bool = False


_PRINTED = ("band", "person", "why", "due", "owner", "warned", "tried", "stage", "circulation", "reference")
_WRAPPED = (1, 2)


def _listed(headings: "Sequence[str]", rows: "Iterable[Sequence[str]]") -> str:
    """In small letters, and only a person and an offence go on to a second line: no reference is broken in the middle."""

    def line(cells: "Sequence[str]", tag: str) -> str:
        kept = ("" if place in _WRAPPED else " white-space: nowrap;" for place in range(len(cells)))
        return "".join(
            f"<{tag} align='left' style='padding: 2px 6px 2px 0; font-size: 8pt;{one}'>{escape(labels.straight(cell))}</{tag}>"
            for cell, one in zip(cells, kept, strict=True)
        )

    body = "".join(f"<tr>{line(row, 'td')}</tr>" for row in rows)
    return f"<table cellspacing='0' width='100%'><thead><tr>{line(headings, 'th')}</tr></thead>{body}</table>"


def list_paper(rows: "Sequence[EntryRow]", shown: str, total: int, look: Look) -> Paper:
    """The list as it is shown, in its order; what the paper leaves out is said on it."""
    columns = [column for column in COLUMNS if column.key in _PRINTED]
    lines = ([column.text(row, look) for column in columns] for row in rows)
    left_out = tr(" The first {rows_count:,} of {total:,} are printed.", rows_count=len(rows), total=total) if total > len(rows) else ""
    named = next((tr(label) for name, label, *_ in labels.LISTS if shown == f"list:{name}"), shown)
    held = counted("{n} entry, as held at {at}.", "{n} entries, as held at {at}.", total, at=times.exact(look.now))
    head = f"<h2>{escape(tr('The queue: {shown}', shown=named))}</h2><p>{escape(held)}{left_out}</p>"
    return Paper(
        f"list {shown.removeprefix('list:')}",
        head + (_listed([tr(column.label) for column in columns], lines) if rows else paragraph(tr("Nobody is on this list."))),
        len(rows),
        is_wide=True,
    )


def entry_paper(detail: "EntryDetail", tried: "Tried", card: "ReasonCard", band: str, now: "Instant") -> Paper:
    """One entry to go and knock with: warnings first, who and where, what was tried and not, what to do next, and the reason card."""
    warned = "".join(f"<p><b>⚠ {escape(danger)}</b></p>" for danger in dangers(detail)) or "<p>No warning or flag is recorded.</p>"
    about = table(("", ""), [(fact.label, fact.value) for fact in facts(detail, now)], "")
    places = table(
        (tr("Place"), tr("Address"), tr("Looked at"), tr("Result")),
        [
            (
                labels.words_of_text(place.kind),
                labels.place_words(place.lines, place.postcode),
                times.exact(place.last_checked_at),
                place.result or "–",
            )
            for place in detail.addresses
            if place.ended_at is None
        ],
        tr("No address is known."),
    )
    html = (
        f"<h2>{escape(detail.row.name)} · {escape(band)} · {escape(detail.row.reference)}</h2>{warned}<p>{escape(who(detail))}<br>{escape(standing(detail))}</p>{about}"
        f"<h3>{escape(tr('Next step'))}</h3><p>{escape(tr(step_of(detail, now).sentence))}</p><h3>{escape(tr('Places'))}</h3>{places}{attempts(detail, tried, now)}"
        f"<h2 style='page-break-before: always'>{escape(tr('Reason card'))}: {escape(detail.row.name)} · {escape(detail.row.reference)}</h2>{card_text(card)}"
    )
    return Paper(f"entry {detail.row.reference}", html, 1)


def tasks_paper(pages: "Sequence[Paper]") -> Paper:
    """A page for each task, one after the other, to be taken along."""
    if not pages:
        return Paper("tasks", f"<p>{escape(tr('No open task is yours, your beat’s or your team’s.'))}</p>", 0)
    html = "".join(f"<div{_NEW_PAGE if number else ''}>{page.html}</div>" for number, page in enumerate(pages))
    return Paper("tasks", html, len(pages))


_NEW_PAGE = " style='page-break-before: always'"


def why_paper(detail: "EntryDetail", band: str, now: "Instant") -> Paper:
    """Why one entry stands where it stands: the paragraph, the lines of time and the sums, on white paper whatever the theme."""
    told = why_text(detail.clocks, now, since=detail.row.became_outstanding_at, colours=LIGHT)
    return Paper(
        f"why {detail.row.reference}", f"<h2>{escape(detail.row.name)} · {escape(band)} · {escape(detail.row.reference)}</h2>{told}", 1
    )


def brief_paper(brief: "Brief") -> Paper:
    """The brief for a rank."""
    return Paper(f"brief for the {brief.rank.words}", brief_text(brief), brief.rows, is_wide=True)
