"""Reading which closed entries wait for a decision, and which may go."""

from sqlalchemy import Connection, select

from wantedtrack.rules.ages import today
from wantedtrack.rules.entry import Instant, Stage
from wantedtrack.rules.officers import Acting
from wantedtrack.rules.retention import Kept, months_after
from wantedtrack.store import schema
from wantedtrack.store.policy_rows import current_policy
from wantedtrack.store.queue_lists import readable_by


def closed_entries(connection: Connection, *, reader: Acting, now: Instant) -> list[Kept]:
    """Every closed entry that this reader may see, those to look at first in front."""
    entry = schema.entry.c
    columns = (entry.reference, entry.category, entry.closed_at, entry.retention_review_on)
    statement = select(*columns).where(entry.stage == Stage.CLOSED, readable_by(reader)).order_by(entry.retention_review_on, entry.id)
    months = current_policy(connection, now=now).disposal_after_months
    found = connection.execute(statement).all()
    return [
        Kept(reference, category.value, today(closed_at), review_on, months_after(today(closed_at), months))
        for reference, category, closed_at, review_on in found
        if closed_at is not None
    ]
