"""Makes what a handover holds from the store as it stands: its sheets, what has to be read first, and what is different since the last one."""

from collections.abc import Iterable, Sequence
from datetime import timedelta

from sqlalchemy import select

from wantedtrack.rules.entry import Band
from wantedtrack.rules.handover import HandoverContent, told_of_emergencies, told_of_nobody, told_of_skipped, told_of_unwatched
from wantedtrack.rules.handover_compare import compared
from wantedtrack.rules.handover_cover import titled
from wantedtrack.rules.handover_glance import glance
from wantedtrack.rules.handover_sheets import SheetFacts, build_sheets, high_references
from wantedtrack.rules.instants import iso
from wantedtrack.rules.policy import Policy
from wantedtrack.rules.shifts import Shift, ShiftPattern, ending_between, to_force_time
from wantedtrack.rules.why_words import why_lines
from wantedtrack.store import handovers, journal, schema
from wantedtrack.store import schema_record as record
from wantedtrack.store.database import Connection
from wantedtrack.store.emergencies import emergencies_between
from wantedtrack.store.handover_facts import nobody_told, read_sheet_facts, restricted_count, unwatched_since
from wantedtrack.store.policy_rows import current_policy
from wantedtrack.store.why import running_clocks
from wantedtrack.store.writing import Work

_SKIPPED_WITHIN = timedelta(days=60)
"""How far back it is said which shifts nobody handed over."""


def make_content(work: Work, shift: Shift, after: int, head: journal.Head) -> HandoverContent:
    """Everything that the handover of this shift says, of the journal lines in (after, head]."""
    connection = work.connection
    policy = current_policy(connection, now=work.now)
    facts = read_sheet_facts(connection, policy=policy, shift=shift, now=work.now, after=after, until=head.sequence)
    force = connection.execute(select(record.force.c.name).where(record.force.c.code == work.info.force_code)).scalar()
    station = connection.execute(select(schema.officer.c.station).where(schema.officer.c.id == work.officer.officer)).scalar()
    sealed = handovers.newest(connection, sealed=True)
    sheets, high, restricted = build_sheets(facts), high_references(facts.entries), restricted_count(connection)
    content = HandoverContent(
        shift=shift.name,
        shift_id=shift.shift_id,
        force=force or f"Force {work.info.force_code}",
        station=station or "All stations",
        from_sequence=after,
        to_sequence=head.sequence,
        head_hash=head.hash,
        policy_version=policy.version,
        prepared_at=iso(work.now) or "",
        prepared_by=work.officer.collar,
        is_demonstration=work.info.is_demonstration,
        restricted=restricted,
        told=(
            *told_of_nobody(nobody_told(connection, after, head.sequence)),
            *told_of_emergencies(emergencies_between(connection, after, head.sequence)),
            *told_of_unwatched(unwatched_since(connection, after)),
            *_unsigned(connection, shift),
            *told_of_skipped(skipped_before(connection, policy.shift_patterns, shift, work)),
        ),
        sheets=sheets,
        high_references=high,
        why=_why(connection, facts, policy),
        glance=glance(sheets, high=len(high), restricted=restricted, now=work.now),
        title=titled(shift.name, to_force_time(shift.starts_at).date()),
    )
    return compared(content, handovers.content_of(connection, sealed.id) if sealed is not None else None)


def _unsigned(connection: Connection, shift: Shift) -> tuple[str, ...]:
    """A sentence for each earlier handover that was prepared and never sealed."""
    table = record.handover.c
    left = select(table.shift_id).where(table.accepted_at.is_(None), table.shift_id != shift.shift_id).order_by(table.prepared_at)
    return tuple(f"The handover of {shift_id} was prepared and not signed by both." for shift_id in connection.execute(left).scalars())


def skipped_before(connection: Connection, patterns: Sequence[ShiftPattern], shift: Shift, work: Work) -> tuple[Shift, ...]:
    """The shifts that ended since the one that was sealed last, and before this one, for which nobody has prepared a handover."""
    table = record.handover.c
    until = min(shift.ends_at, work.now)
    sealed_at = connection.execute(
        select(table.prepared_at).where(table.accepted_at.is_not(None)).order_by(table.to_sequence.desc()).limit(1)
    ).scalar()
    since = max(sealed_at or work.info.began_at, work.info.began_at, until - _SKIPPED_WITHIN)
    return skipped(connection, ending_between(patterns, since, until), but=(shift.shift_id,))


def skipped(connection: Connection, ended: Iterable[Shift], *, but: Sequence[str] = ()) -> tuple[Shift, ...]:
    """Those of these shifts that have no handover."""
    held = {*connection.execute(select(record.handover.c.shift_id)).scalars(), *but}
    return tuple(one for one in ended if one.shift_id not in held)


def _why(connection: Connection, facts: SheetFacts, policy: Policy) -> dict[str, str]:
    """Of each high entry who it is, and the arithmetic of its clocks in short lines, those that press in the coming shift first."""
    entry = schema.entry.c
    found = running_clocks(connection, (entry.band == Band.HIGH) & entry.restricted.is_(False) & schema.LISTED, now=facts.now)
    label = policy.band_labels[Band.HIGH].capitalize()
    return {
        one.row.reference: why_lines(
            f"{label} (high): {one.row.name}, {one.row.offence}.",
            [clock.sum for clock in found.get(one.row.entry, ())],
            now=facts.now,
            until=facts.next_shift_ends_at,
        )
        for one in facts.entries
        if one.row.band is Band.HIGH
    }
