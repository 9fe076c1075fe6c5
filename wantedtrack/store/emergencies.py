"""Break glass: what an inspector does alone because it cannot wait for the second officer, kept and told on the next handover.

Source: domain.md section 4, "An inspector may act alone in an emergency".
"""

from sqlalchemy import Connection, select

from wantedtrack.rules import stages
from wantedtrack.rules.entry import EntryId
from wantedtrack.rules.handover import Emergency
from wantedtrack.rules.ranks import Rank
from wantedtrack.store import schema
from wantedtrack.store.rows import add_row
from wantedtrack.store.schema_decisions import break_glass
from wantedtrack.store.writing import Work


def acts_alone(work: Work, deed: str, reason: str | None, *, entry: EntryId | None = None) -> bool:
    """Whether the officer broke the glass for this deed; then it is kept with the reason. Raises NotAllowed("rank") below inspector.

    Asked only where the deed would wait for a second officer: a reason given without need is not kept as an emergency.
    """
    if not reason:
        return False
    officer = work.officer
    stages.refuse_rank_below(Rank.INSPECTOR, deed=deed, rank=officer.rank, is_administrator=officer.is_administrator, field="break-glass")
    row = {"deed": deed, "entry_id": entry, "by": officer.officer, "at": work.now, "reason": reason, "sequence": work.sequence}
    add_row(work, break_glass, row, entry=entry)
    return True


def emergencies_between(connection: Connection, after: int, until: int) -> list[Emergency]:
    """Those of the journal lines after `after` and up to `until`, oldest first."""
    entry, officer = schema.entry, schema.officer
    columns = (break_glass.c.deed, entry.c.reference, entry.c.restricted, officer.c.collar, break_glass.c.at, break_glass.c.reason)
    statement = (
        select(*columns)
        .join(officer, officer.c.id == break_glass.c.by)
        .outerjoin(entry, entry.c.id == break_glass.c.entry_id)
        .where(break_glass.c.sequence > after, break_glass.c.sequence <= until)
        .order_by(break_glass.c.id)
    )
    found = connection.execute(statement).all()
    return [Emergency(deed, reference, bool(restricted), collar, at, reason) for deed, reference, restricted, collar, at, reason in found]
