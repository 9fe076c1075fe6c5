"""Commands that read: the queue, one entry, why it is red, the inbox, shifts."""

from datetime import date, timedelta
from functools import partial
from typing import Any

import click

from wantedtrack.cli.session import Session, read_at
from wantedtrack.cli.telling_why import why_lines
from wantedtrack.cli.told import in_lines
from wantedtrack.deeds.being_told import look_at_inbox
from wantedtrack.errors import Invalid
from wantedtrack.rules import shifts
from wantedtrack.rules.consultation import Consulted, Looked
from wantedtrack.rules.dates import read_date
from wantedtrack.rules.entry import EntryRow, Instant, Reference
from wantedtrack.rules.instants import iso
from wantedtrack.rules.ranks import Rank
from wantedtrack.rules.search_words import read_query
from wantedtrack.rules.shifts import to_force_time
from wantedtrack.rules.spans import in_words, moment
from wantedtrack.rules.unwatched import TOLD_FOR
from wantedtrack.store import as_it_stood, history_reading, inbox, queue, reading, why
from wantedtrack.store.brief_reading import due_briefs
from wantedtrack.store.entry_state import find_reference, load_entry
from wantedtrack.store.person_reading import read_person
from wantedtrack.store.prompt_rows import read_prompts
from wantedtrack.store.saved_searches import find_saved
from wantedtrack.store.watching import unwatched_spans

_BY_FIELD = {
    "surname": "person",
    "due_at": "due",
    "became_outstanding_at": "age",
    "attempt_count": "attempts",
    "last_attempt_at": "last-attempt",
}
"""The fields of the answer whose order has another name."""


_MOST = 2**31 - 1
"""More rows than any store holds; a greater number is one that no store could be asked for."""


@click.command("queue")
@click.option("--where", multiple=True, help="The same words as the window's search box.")
@click.option("--saved", help="A saved search, by its name or number; what --where says is asked for as well.")
@click.option("--sort", default="due", help="due, person, band, age, owner, station …")
@click.option("--desc", is_flag=True)
@click.option("--limit", type=click.IntRange(0, _MOST))
@click.option("--offset", type=click.IntRange(0, _MOST), default=0)
@click.pass_obj
def queue_command(
    holder: dict[str, Any], *, where: tuple[str, ...], saved: str | None, sort: str, desc: bool, limit: int | None, offset: int
) -> None:
    """The queue: every entry not closed or disposed, drafts included, in due order."""
    session: Session = holder["session"]
    opened = session.opened
    with opened.store.reading() as connection:
        kept = () if saved is None else (find_saved(connection, saved, reader=opened.officer).words,)
        query = read_query(" ".join((*kept, *where)), now=session.now, labels=opened.policy.band_labels)
        find = partial(queue.ordered_ids, reader=opened.officer, now=session.now, shift_ends_at=session.shift_ends_at)
        total = queue.count(connection, query, reader=opened.officer, now=session.now, shift_ends_at=session.shift_ends_at)
        ids = find(connection, query, sort=_BY_FIELD.get(sort, sort), descending=desc, limit=limit, offset=offset)
        rows = queue.rows(connection, ids, reader=opened.officer)
        told = [span.sentence for span in unwatched_spans(connection, limit=1) if session.now - span.to_at < TOLD_FOR]
    document = {"at": iso(session.now), "total": total, "entries": [queue.as_json(row, now=session.now) for row in rows]}
    session.answer(
        document,
        lines=[*(_line(row, session) for row in rows), *told, f"{len(rows)} of {total} entries. Confirm on PNC/LEDS before arrest."],
        looked=Looked(Consulted.SEARCH if where else Consulted.QUEUE),
    )


def _line(row: EntryRow, session: Session) -> str:
    band = session.opened.policy.band_labels[row.band].upper() if row.band else "draft"
    due = _due_words(row, session.now)
    return f"{row.reference}  {band:<6} {row.name:<40.40} {row.category.value:<12} {due:<24} {row.owner or '—'}"


def _due_words(row: EntryRow, now: Instant) -> str:
    if row.due_at is not None:
        return f"{in_words(now - row.due_at)} over" if row.due_at <= now else f"due {moment(row.due_at)}"
    if row.rests_until is not None and row.rests_left is not None:
        return f"rests until {moment(row.rests_until)}, then {in_words(row.rests_left)} left"
    return "no deadline"


@click.command("show")
@click.argument("reference")
@click.option("--as-of", help="How it stood at this instant.")
@click.pass_obj
def show(holder: dict[str, Any], reference: str, as_of: str | None) -> None:
    """One entry, whole."""
    session: Session = holder["session"]
    opened = session.opened
    with opened.store.reading() as connection:
        entry = find_reference(connection, reference)
        if as_of is not None:
            instant = read_at(as_of)
            assert instant is not None  # noqa: S101 (the option was given)
            document = as_it_stood.as_json(as_it_stood.as_it_stood(connection, entry, instant, reader=opened.officer))
        else:
            detail = reading.show(connection, entry, reader=opened.officer, now=session.now)
            document = reading.show_json(detail, now=session.now)
            found = read_prompts(connection, detail, opened.policy, reader=opened.officer)
            document["prompts"] = [
                {"prompt": one.key, "sentence": one.sentence, "evidence": one.evidence, "band": one.band.value} for one in found
            ]
            document["tried"] = reading.tried_at(detail, opened.policy.shift_patterns).as_json()
    session.answer(
        document,
        lines=in_lines(document),
        looked=Looked(Consulted.ENTRY, entry),
    )


@click.command("person")
@click.argument("number", type=click.IntRange(1, 2**31 - 1))
@click.pass_obj
def person_command(holder: dict[str, Any], number: int) -> None:
    """One person whole: names, places, warnings, entries, merges. The number stands in `show` and `match`."""
    session: Session = holder["session"]
    with session.opened.store.reading() as connection:
        whole = read_person(connection, number, reader=session.opened.officer, now=session.now)
    document = whole.as_json()
    session.answer(document, lines=in_lines(document), looked=Looked(Consulted.PERSON))


@click.command("history")
@click.argument("reference")
@click.pass_obj
def history(holder: dict[str, Any], reference: str) -> None:
    """What was done to an entry, oldest first."""
    session: Session = holder["session"]
    with session.opened.store.reading() as connection:
        entry = find_reference(connection, reference)
        lines = history_reading.history(connection, entry, reader=session.opened.officer)
    told = [_history_line(line) for line in lines]
    document = {"reference": reference.upper(), "history": [history_reading.history_json(line) for line in lines]}
    session.answer(document, lines=told, looked=Looked(Consulted.HISTORY, entry))


def _history_line(line: history_reading.HistoryLine) -> str:
    extra = "; ".join(part for part in (line.from_row, line.why and " ".join(line.why.split())) if part)
    return f"{line.sequence}  {moment(line.at)}  {line.officer}  {line.desktop}  {line.deed}{f': {extra}' if extra else ''}"


@click.command("why")
@click.argument("reference")
@click.option("--clock", help="Only this clock.")
@click.pass_obj
def why_command(holder: dict[str, Any], reference: str, clock: str | None) -> None:
    """Why is this red: the arithmetic of its clocks."""
    session: Session = holder["session"]
    opened = session.opened
    with opened.store.reading() as connection:
        entry = find_reference(connection, reference)
        explained = why.explain(connection, entry, reader=opened.officer, now=session.now)
        since = load_entry(connection, entry).became_outstanding_at
    chosen = [one for one in explained if clock in (None, one.clock.value)]
    if clock is not None and not chosen:
        raise Invalid(f"This entry has no clock “{clock}”. Nothing was changed.", code="no_such_clock", field="clock")
    document = why.as_json(Reference(reference.strip().upper()), chosen, now=session.now)
    told = why.in_one_paragraph(explained, since=since, now=session.now)
    lines = [told, *(line for one in chosen for line in why_lines(one, session.now))]
    session.answer(document | {"paragraph": told}, lines=lines, looked=Looked(Consulted.WHY, entry))


@click.command("inbox")
@click.option("--for", "rank", type=click.Choice([rank.value for rank in Rank]))
@click.pass_obj
def inbox_command(holder: dict[str, Any], rank: str | None) -> None:
    """Notices and proposals that wait."""
    session: Session = holder["session"]
    with session.opened.store.reading() as connection:
        held = inbox.for_officer(connection, officer=session.opened.officer, rank=Rank(rank) if rank else None, now=session.now)
        asked = Rank(rank) if rank else session.opened.officer.rank
        ready = [due for due in due_briefs(connection, session.opened.policy, now=session.now) if due.rank is asked]
    if rank is None and session.opened.officer.rank is not None:
        look_at_inbox(store=session.opened.store, officer=session.opened.officer, now=session.now)
    document = inbox.as_json(held) | ({"briefs": [{"rank": due.rank.value, "at": iso(due.at)} for due in ready]} if ready else {})
    lines = [f"brief for the {due.rank.words} of {moment(due.at)}: wantedtrack brief --for {due.rank.value}" for due in ready]
    lines += [
        f"ring the duty {one['rank'].replace('_', ' ')}: notice {one['notice']}, {one['reference']} {one['clock']} level {one['level']}"
        for one in document.get("ring", ())
    ]
    lines += [
        f"notice {one['notice']}: {one['reference']} {one['clock']} level {one['level']}, {one['rank']}, due {one['due_at']}"
        for one in document["notices"]
    ]
    lines += [
        f"proposal {one['proposal']}: {one['deed']}{f' {about}' if (about := one['reference']) else ''} by {one['by']}"
        for one in document["proposals"]
    ]
    session.answer(document, lines=lines or ["Nothing waits."], looked=Looked(Consulted.INBOX))


@click.command("shifts")
@click.option("--from", "first")
@click.option("--to", "last")
@click.pass_obj
def shifts_command(holder: dict[str, Any], first: str | None, last: str | None) -> None:
    """Shifts that start on these dates, both included; today where none is given."""
    session: Session = holder["session"]
    start = _day(first, session)
    end = _day(last, session) if last else (start if first else start + timedelta(days=0))
    if end < start:
        raise Invalid("--to lies before --from. Nothing was done; give the earlier date first.", code="end_before_start", field="to")
    found = shifts.shifts_between(session.opened.policy.shift_patterns, start, end)
    document = {
        "shifts": [{"shift": one.shift_id, "name": one.name, "starts_at": iso(one.starts_at), "ends_at": iso(one.ends_at)} for one in found]
    }
    session.answer(document, lines=[f"{one.shift_id:<20} {moment(one.starts_at)} to {moment(one.ends_at)}" for one in found])


def _day(text: str | None, session: Session) -> date:
    return read_date(text, now=session.now) if text else to_force_time(session.now).date()
